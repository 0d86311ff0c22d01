package dev.espalier.bench;

import dev.espalier.bench.CaseResult.Status;
import dev.espalier.engine.cli.CommandFailure;
import dev.espalier.engine.cli.ExitCode;
import dev.espalier.engine.cli.TextTokens;
import dev.espalier.grammar.schema.NumberStyle;
import dev.espalier.grammar.schema.PropertyOrder;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.schema.Whitespace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code espalier bench masks}: replays MaskBench cases and times every mask. */
@Command(
    name = "masks",
    sortOptions = false,
    description = {
      "Replays MaskBench cases: for each token of each instance, mask then advance, timed.",
      "Writes cases.jsonl and summary.json; with --again, cases-again.jsonl and",
      "summary-again.json beside them. Exit status 1 where a case does not pass."
    })
final class BenchMasks implements Callable<Integer> {
  /** Where whitespace may stand, as the command line names it. */
  enum WhitespaceOption {
    FLEXIBLE(Whitespace.FLEXIBLE),
    COMPACT(Whitespace.COMPACT),
    PYTHON(Whitespace.PYTHON);

    private final Whitespace whitespace;

    WhitespaceOption(Whitespace whitespace) {
      this.whitespace = whitespace;
    }
  }

  @Spec private CommandSpec spec;

  /** The second compiler of the JVM is done after some hundred thousand masks. */
  private static final int WARMUP_ROUNDS = 5;

  @Mixin private CaseOptions cases = new CaseOptions(0);

  @Option(names = "--tokenizer", required = true, paramLabel = "F", description = "tokenizer.json")
  private Path tokenizer = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where reports go.")
  private Path out = Path.of("");

  @Option(
      names = "--timeout-ms",
      paramLabel = "N",
      description = "Longest time for one case (default: ${DEFAULT-VALUE}).")
  private long timeoutMillis = 20_000;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description = "First replay N other cases, unmeasured, " + WARMUP_ROUNDS + " times.")
  private int warmup;

  @Option(
      names = "--whitespace",
      paramLabel = "W",
      description = "flexible, compact or python (default: flexible).")
  private WhitespaceOption whitespace = WhitespaceOption.FLEXIBLE;

  @Option(
      names = "--property-order",
      paramLabel = "O",
      description = "schema or any (default: schema).")
  private PropertyOrder propertyOrder = PropertyOrder.SCHEMA;

  @Option(
      names = "--again",
      description = "Ask for each schema a second time, through the cache, and replay again.")
  private boolean again;

  @Override
  public Integer call() throws InterruptedException {
    if (warmup < 0 || timeoutMillis < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--warmup is at least 0, --timeout-ms at least 1");
    }
    CaseFiles files = cases.choose(warmup);
    try {
      return run(files);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.USAGE, out + ": cannot be written, " + e);
    }
  }

  private int run(CaseFiles files) throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    if (files.measuredTwice() > 0) {
      err.println(
          files.measuredTwice() + " cases are both warm-up and measured, for want of others");
    }
    MaskReplay replay = replay();
    Origin origin = Origin.of(tokenizer);
    MaskReport report = new MaskReport(out, "", origin);
    MaskReport second = again ? new MaskReport(out, "-again", origin) : null;
    try (report;
        second;
        Deadline deadline = new Deadline(timeoutMillis)) {
      int warmups = WARMUP_ROUNDS * files.warmup().size();
      try (Progress progress = Progress.start("warm-up", warmups, err)) {
        for (int round = 0; round < WARMUP_ROUNDS; round++) {
          for (Path file : files.warmup()) {
            String name = files.name(file);
            timed(deadline, name, () -> replay.run(file, name));
            progress.step();
          }
        }
      }
      try (Progress progress = Progress.start("masks", files.measured().size(), err)) {
        for (Path file : files.measured()) {
          String name = files.name(file);
          report.add(timed(deadline, name, () -> replay.run(file, name)));
          if (second != null) {
            second.add(timed(deadline, name, () -> replay.again(file, name)));
          }
          progress.step();
        }
      }
    }
    err.print(report.summary().table());
    if (second != null) {
      err.print(
          "%nagain: %s%n%s%n"
              .formatted(second.summary().table(), second.summary().comparedTo(report.summary())));
    }
    return report.count(Status.PASSING) == report.summary().files()
        ? ExitCode.OK
        : ExitCode.FINDINGS;
  }

  private MaskReplay replay() {
    SchemaOptions options =
        SchemaOptions.defaults()
            .withWhitespace(whitespace.whitespace)
            .withNumbers(NumberStyle.ANY)
            .withPropertyOrder(propertyOrder);
    return new MaskReplay(TextTokens.ofTokenizerJson(tokenizer), options, timeoutMillis);
  }

  private CaseResult timed(Deadline deadline, String name, Callable<CaseResult> replay)
      throws InterruptedException {
    return deadline.call(
        replay,
        () ->
            CaseResult.without(
                name, Status.TIMEOUT, "no answer after " + timeoutMillis * 5 / 4 + " ms"));
  }
}
