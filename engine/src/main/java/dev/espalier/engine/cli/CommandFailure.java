package dev.espalier.engine.cli;

/** Ends a command with a message for the user and an exit status of {@link ExitCode}. */
public final class CommandFailure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int exitCode;

  /**
   * @param message {@code POSITION: PROBLEM[; REMEDY]}
   */
  public CommandFailure(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  public int exitCode() {
    return exitCode;
  }
}
