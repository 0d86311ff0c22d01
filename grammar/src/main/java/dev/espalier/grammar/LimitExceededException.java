package dev.espalier.grammar;

/** A size that exceeds one of {@link Limits}; the message names which. */
public final class LimitExceededException extends GrammarException {
  private static final long serialVersionUID = 1L;

  public LimitExceededException(String position, String problem) {
    super(position, problem);
  }
}
