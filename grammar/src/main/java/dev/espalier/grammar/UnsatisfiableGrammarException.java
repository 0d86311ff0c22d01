package dev.espalier.grammar;

/** A grammar or schema that allows no text at all. */
public final class UnsatisfiableGrammarException extends GrammarException {
  private static final long serialVersionUID = 1L;

  public UnsatisfiableGrammarException(String position, String problem) {
    super(position, problem);
  }
}
