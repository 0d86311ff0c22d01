package dev.espalier.engine.cli;

import dev.espalier.engine.ModelException;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.masking.VocabularyException;
import java.io.PrintWriter;

/** From what went wrong to an exit status and a message. */
final class Failures {
  private Failures() {}

  /** Tells the user, and returns the exit status. */
  static int report(Throwable e, PrintWriter err) {
    int exitCode = exitCode(e);
    if (exitCode == ExitCode.INTERNAL) {
      err.println("espalier: internal error, please report it:");
      e.printStackTrace(err);
    } else if (e instanceof OutOfMemoryError) {
      err.println("espalier: out of memory; start with a larger heap, ESPALIER_JAVA_OPTS=-Xmx8g");
    } else {
      String.valueOf(e.getMessage()).lines().forEach(line -> err.println("espalier: " + line));
    }
    return exitCode;
  }

  private static int exitCode(Throwable e) {
    return switch (e) {
      case CommandFailure failure -> failure.exitCode();
      case LimitExceededException limit -> ExitCode.LIMIT;
      case GrammarException grammar -> ExitCode.GRAMMAR;
      case VocabularyException vocabulary -> ExitCode.MODEL;
      case ModelException model -> ExitCode.MODEL;
      case OutOfMemoryError memory -> ExitCode.LIMIT;
      default -> ExitCode.INTERNAL;
    };
  }
}
