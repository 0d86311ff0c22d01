package dev.espalier.bench;

import dev.espalier.engine.cli.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code espalier bench}: the group of the benchmark subcommands. */
@Command(
    name = "bench",
    description = "Measures the engine over suites of schemas and instances.",
    subcommands = {
      BenchMasks.class,
      BenchSuite.class,
      BenchGrammars.class,
      BenchKeywords.class,
      BenchPlaces.class,
      BenchThreads.class,
      BenchMemory.class,
      BenchChurn.class,
      BenchLength.class
    })
public final class BenchCommand implements Subcommand {
  @Spec private CommandSpec spec;

  /** For {@link java.util.ServiceLoader}. */
  public BenchCommand() {}

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "say which benchmark: " + String.join(", ", spec.subcommands().keySet()));
  }
}
