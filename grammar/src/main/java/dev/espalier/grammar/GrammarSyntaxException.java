package dev.espalier.grammar;

/** A text that is not in its notation; the position is {@code file:line:column}, both from 1. */
public final class GrammarSyntaxException extends GrammarException {
  private static final long serialVersionUID = 1L;

  public GrammarSyntaxException(String position, String problem) {
    super(position, problem);
  }
}
