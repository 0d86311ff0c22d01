package dev.espalier.bench;

import dev.espalier.bench.SuiteResult.Outcome;
import dev.espalier.engine.cli.CommandFailure;
import dev.espalier.engine.cli.DialectNames;
import dev.espalier.engine.cli.ExitCode;
import dev.espalier.grammar.schema.Dialect;
import dev.espalier.grammar.schema.FormatPolicy;
import dev.espalier.grammar.schema.NumberStyle;
import dev.espalier.grammar.schema.PropertyOrder;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.schema.SchemaResolver;
import dev.espalier.grammar.schema.Whitespace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code espalier bench suite}: replays the JSON Schema Test Suite, both directions. */
@Command(
    name = "suite",
    sortOptions = false,
    description = {
      "Replays every test of the JSON Schema Test Suite byte by byte: valid instances are to be",
      "accepted, invalid ones refused. Properties may come in any order; formats assert something",
      "in the files under optional/format only. Writes cases.jsonl and summary.json. Exit status 1",
      "where a test does not pass."
    })
final class BenchSuite implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Directory of the tests of a dialect, such as tests/draft7.")
  private Path data = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where reports go.")
  private Path out = Path.of("");

  @Option(
      names = "--dialect",
      paramLabel = "D",
      description = DialectNames.ALL + " (default: what the directory's name says).")
  private @Nullable String dialect;

  @Option(
      names = "--remotes",
      paramLabel = "DIR",
      description = "What schemas find at http://localhost:1234/.")
  private @Nullable Path remotes;

  @Option(
      names = "--timeout-ms",
      paramLabel = "N",
      description = "Longest time for one test (default: ${DEFAULT-VALUE}).")
  private long timeoutMillis = 20_000;

  /** A file that was read, and how its schemas are. */
  private record Suite(String name, SuiteFile file, Dialect dialect, boolean formats) {}

  @Override
  public Integer call() throws InterruptedException {
    if (timeoutMillis < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--timeout-ms is at least 1");
    }
    if (remotes != null && !Files.isDirectory(remotes)) {
      throw new CommandFailure(ExitCode.USAGE, remotes + ": no such directory");
    }
    List<Suite> suites = suites();
    try {
      return run(suites);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.USAGE, out + ": cannot be written, " + e);
    }
  }

  private List<Suite> suites() {
    Optional<Dialect> chosen = chosenDialect();
    List<Suite> suites = new ArrayList<>();
    int unknown = 0;
    try {
      CaseFiles files = CaseFiles.choose(data, 0, 0, 0);
      for (Path path : files.measured()) {
        Optional<Dialect> spoken = chosen.or(() -> SuiteDialect.ofDirectory(path));
        unknown += spoken.isEmpty() ? 1 : 0;
        suites.add(
            new Suite(
                files.name(path),
                SuiteFile.read(path),
                spoken.orElse(Dialect.DRAFT_2020_12),
                isOfFormats(path)));
      }
    } catch (NoSuchFileException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getFile() + ": no such file or directory");
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.USAGE, e.getMessage());
    }
    if (suites.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, data + ": no .json files");
    }
    if (unknown > 0) {
      spec.commandLine()
          .getErr()
          .println(
              "%s: %d files are in no directory that names a dialect; read as %s unless --dialect says otherwise"
                  .formatted(data, unknown, Dialect.DRAFT_2020_12));
    }
    return suites;
  }

  private Optional<Dialect> chosenDialect() {
    return Optional.ofNullable(dialect).map(name -> DialectNames.parse("--dialect", name));
  }

  /** Whether the file lies under {@code optional/format}, where formats are to assert something. */
  private static boolean isOfFormats(Path file) {
    Path directory = file.toAbsolutePath().normalize().getParent();
    for (Path at = directory; at != null; at = at.getParent()) {
      if (at.endsWith(Path.of("optional", "format"))) {
        return true;
      }
    }
    return false;
  }

  private int run(List<Suite> suites) throws IOException, InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    SuiteReport report = new SuiteReport(out);
    long tests = suites.stream().mapToLong(suite -> suite.file().tests()).sum();
    try (report;
        Deadline deadline = new Deadline(timeoutMillis);
        Progress progress = Progress.start("suite", tests, err)) {
      for (Suite suite : suites) {
        SuiteReplay replay = new SuiteReplay(options(suite));
        for (SuiteFile.Group group : suite.file().groups()) {
          for (SuiteFile.Test test : group.tests()) {
            SuiteResult result =
                deadline.call(
                    () -> replay.run(group.schema(), test), () -> SuiteResult.refused("timeout"));
            report.add(suite.name(), group, test, result);
            progress.step();
          }
        }
      }
    }
    err.print(report.table());
    return report.count(Outcome.PASS) == tests ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private SchemaOptions options(Suite suite) {
    return SchemaOptions.defaults()
        .withDialect(suite.dialect())
        .withFormats(suite.formats() ? FormatPolicy.ENFORCED : FormatPolicy.ANNOTATION)
        .withResolver(remotes == null ? SchemaResolver.none() : new SuiteRemotes(remotes))
        .withWhitespace(Whitespace.FLEXIBLE)
        .withPropertyOrder(PropertyOrder.ANY)
        .withNumbers(NumberStyle.ANY);
  }
}
