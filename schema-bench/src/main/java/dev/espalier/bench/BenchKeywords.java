package dev.espalier.bench;

import dev.espalier.engine.cli.CommandFailure;
import dev.espalier.engine.cli.ExitCode;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.schema.SupportReport;
import dev.espalier.masking.Constraint;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code espalier bench keywords}: what becomes of the keywords of many schemas. */
@Command(
    name = "keywords",
    sortOptions = false,
    description = {
      "Counts what becomes of each keyword of the schemas of a directory, MaskBench cases or",
      "schemas as such: files where it asserts something, and uses by what becomes of them.",
      "Prints tables; exit status 1 where a schema has no grammar."
    })
final class BenchKeywords implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private CaseOptions cases = new CaseOptions(0);

  @Option(
      names = "--timeout-ms",
      paramLabel = "N",
      description = "Longest time for one schema (default: ${DEFAULT-VALUE}).")
  private long timeoutMillis = 20_000;

  @Option(names = "--each", description = "Print a row for each schema that has no grammar.")
  private boolean each;

  /** What a schema came to: its keywords, if they can be told, and why it has no grammar. */
  private record Compiled(@Nullable SupportReport report, @Nullable String failure) {}

  @Override
  public Integer call() throws InterruptedException {
    if (timeoutMillis < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--timeout-ms is at least 1");
    }
    KeywordCounts counts = count(cases.choose(0));
    PrintWriter out = spec.commandLine().getOut();
    out.println(counts.keywordTable());
    out.print(counts.failureTable());
    if (each) {
      out.print("\n" + counts.fileTable());
    }
    return counts.failures() == 0 ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private KeywordCounts count(CaseFiles files) throws InterruptedException {
    KeywordCounts counts = new KeywordCounts();
    try (Deadline deadline = new Deadline(timeoutMillis);
        Progress progress =
            Progress.start("keywords", files.measured().size(), spec.commandLine().getErr())) {
      for (Path file : files.measured()) {
        Compiled compiled = deadline.call(() -> compile(file), () -> new Compiled(null, "timeout"));
        if (compiled.report() != null) {
          counts.add(compiled.report());
        }
        if (compiled.failure() == null) {
          counts.compiled();
        } else {
          counts.failed(files.name(file), compiled.failure());
        }
        progress.step();
      }
    }
    return counts;
  }

  private static Compiled compile(Path file) {
    SupportReport report = null;
    try {
      String schema = schema(file);
      SchemaOptions options = SchemaOptions.defaults();
      report = JsonSchema.analyze(schema, options);
      Grammar grammar = JsonSchema.parse(schema, options);
      Constraint.compile(grammar, SuiteReplay.BYTES, options.limits());
      return new Compiled(report, null);
    } catch (GrammarException e) {
      return new Compiled(report, MaskReplay.reason(e));
    } catch (IOException
        | RuntimeException
        | StackOverflowError
        | OutOfMemoryError
        | AssertionError e) {
      return new Compiled(report, "crash: " + e);
    }
  }

  /** The schema of a MaskBench case, or the whole text. */
  private static String schema(Path file) throws IOException {
    String text = Files.readString(file, StandardCharsets.UTF_8);
    return MaskCase.isCase(text) ? MaskCase.parse(text, file.toString()).schema() : text;
  }
}
