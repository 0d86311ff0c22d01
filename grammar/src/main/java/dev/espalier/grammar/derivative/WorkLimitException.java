package dev.espalier.grammar.derivative;

/** {@link Derivatives} have worked as much as they may. Carries no stack trace. */
public final class WorkLimitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public WorkLimitException(long most) {
    super("more than " + most + " steps", null, false, false);
  }
}
