package dev.espalier.engine.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.ServiceLoader;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code espalier}: data on standard output, all else on standard error, in UTF-8. */
@Command(
    name = "espalier",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = Version.class,
    description = "Makes a language model write only what a JSON Schema or a grammar allows.",
    subcommands = {GenerateCommand.class, CheckCommand.class, MatchCommand.class},
    footer = {
      "",
      "INPUT and TEXT are literal; @FILE reads a file. All files are UTF-8.",
      "",
      "Exit status: 0 ok, 1 findings (a text rejected, a generation not complete, a case failing),",
      "2 usage, 3 bad grammar or schema, 4 model or tokenizer cannot be loaded, 5 limit or"
          + " timeout,",
      "70 internal."
    })
public final class Espalier implements Runnable {
  @Spec private CommandSpec spec;

  Espalier() {}

  public static void main(String[] args) {
    System.exit(run(writer(FileDescriptor.out), writer(FileDescriptor.err), args));
  }

  private static PrintWriter writer(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), false);
  }

  /** Runs one command line, as the shell would, in this process. Never throws. */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    try {
      return commandLine(out, err).execute(args);
    } catch (Throwable e) {
      return Failures.report(e, err);
    } finally {
      out.flush();
      err.flush();
    }
  }

  private static CommandLine commandLine(PrintWriter out, PrintWriter err) {
    CommandLine commandLine = new CommandLine(new Espalier());
    for (Subcommand subcommand : ServiceLoader.load(Subcommand.class)) {
      commandLine.addSubcommand(subcommand);
    }
    return commandLine
        .setOut(out)
        .setErr(err)
        .setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler(
            (e, parameters) -> {
              e.getCommandLine().getErr().println("espalier: " + problem(e));
              e.getCommandLine()
                  .getErr()
                  .println(
                      "try '" + e.getCommandLine().getCommandSpec().qualifiedName() + " --help'");
              return ExitCode.USAGE;
            })
        .setExecutionExceptionHandler((e, command, parsed) -> Failures.report(e, err));
  }

  /** The parser's message in the manner of all others. */
  private static String problem(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched
        && !unmatched.isUnknownOption()
        && !e.getCommandLine().getSubcommands().isEmpty()) {
      return "no command '%s'; available are %s"
          .formatted(
              unmatched.getUnmatched().getFirst(),
              String.join(", ", e.getCommandLine().getSubcommands().keySet()));
    }
    String message = e.getMessage().replaceFirst("^Error: ", "");
    return message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
