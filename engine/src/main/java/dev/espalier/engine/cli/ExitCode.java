package dev.espalier.engine.cli;

/** What the command's exit status says; every subcommand keeps to it. */
public final class ExitCode {
  public static final int OK = 0;

  /** A text rejected, a generation not complete, a benchmark case failing. */
  public static final int FINDINGS = 1;

  public static final int USAGE = 2;

  /** A bad grammar or schema. */
  public static final int GRAMMAR = 3;

  /** A model or a tokenizer that cannot be loaded. */
  public static final int MODEL = 4;

  /** A limit or a timeout. */
  public static final int LIMIT = 5;

  /** A defect of this program. */
  public static final int INTERNAL = 70;

  private ExitCode() {}
}
