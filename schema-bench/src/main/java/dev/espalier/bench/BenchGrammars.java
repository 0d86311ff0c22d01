package dev.espalier.bench;

import dev.espalier.bench.GrammarResult.Status;
import dev.espalier.engine.cli.CommandFailure;
import dev.espalier.engine.cli.ExitCode;
import dev.espalier.engine.cli.TextTokens;
import dev.espalier.grammar.g4.G4Options;
import dev.espalier.grammar.g4.G4Options.Assumption;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code espalier bench grammars}: compiles ANTLR grammars and replays their examples. */
@Command(
    name = "grammars",
    sortOptions = false,
    description = {
      "Compiles each grammar of a collection laid out as grammars-v4 and replays its examples: for",
      "each token, mask then advance, timed. Writes cases.jsonl and summary.json. Exit status 1",
      "where a grammar has no constraint, or an example is refused that should not be."
    })
final class BenchGrammars implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Directory with *.g4, pom.xml or desc.xml, and examples; here or below.")
  private Path data = Path.of("");

  @Option(names = "--tokenizer", required = true, paramLabel = "F", description = "tokenizer.json")
  private Path tokenizer = Path.of("");

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where reports go.")
  private Path out = Path.of("");

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Measure N grammars, chosen at random; 0 for all (default: ${DEFAULT-VALUE}).")
  private int limit;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of the choice (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--timeout-ms",
      paramLabel = "N",
      description = "Longest time for one grammar (default: ${DEFAULT-VALUE}).")
  private long timeoutMillis = 60_000;

  @Option(
      names = "--warmup",
      paramLabel = "N",
      description = "First replay N other grammars, unmeasured.")
  private int warmup;

  @Option(
      names = "--assume",
      split = ",",
      paramLabel = "A",
      description = "What code is taken to leave alone: predicates, actions, superClass.")
  private List<String> assumed = List.of();

  @Override
  public Integer call() throws InterruptedException {
    if (limit < 0 || warmup < 0 || timeoutMillis < 1) {
      throw new CommandFailure(
          ExitCode.USAGE, "--limit and --warmup are at least 0, --timeout-ms at least 1");
    }
    List<GrammarCase> all = cases();
    try {
      return run(all);
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.USAGE, out + ": cannot be written, " + e);
    }
  }

  private List<GrammarCase> cases() {
    if (!Files.isDirectory(data)) {
      throw new CommandFailure(ExitCode.USAGE, data + ": no such directory");
    }
    try {
      List<GrammarCase> all = GrammarCases.find(data);
      if (all.isEmpty()) {
        throw new CommandFailure(ExitCode.USAGE, data + ": no .g4 files");
      }
      return all;
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.USAGE, data + ": cannot be read, " + e);
    }
  }

  private int run(List<GrammarCase> all) throws IOException, InterruptedException {
    List<GrammarCase> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(seed));
    int count = limit == 0 ? all.size() : Math.min(limit, all.size());
    List<GrammarCase> measured = new ArrayList<>(shuffled.subList(0, count));
    measured.sort(Comparator.comparing(GrammarCase::name));
    Collections.rotate(shuffled, -count); // the others first
    List<GrammarCase> others = shuffled.subList(0, Math.min(warmup, all.size()));
    PrintWriter err = spec.commandLine().getErr();
    GrammarReplay replay =
        new GrammarReplay(TextTokens.ofTokenizerJson(tokenizer), options(), timeoutMillis);
    GrammarReport report = new GrammarReport(out, Origin.of(tokenizer));
    try (report;
        Deadline deadline = new Deadline(timeoutMillis)) {
      try (Progress progress = Progress.start("warm-up", others.size(), err)) {
        for (GrammarCase other : others) {
          timed(deadline, replay, other);
          progress.step();
        }
      }
      try (Progress progress = Progress.start("grammars", measured.size(), err)) {
        for (GrammarCase one : measured) {
          report.add(timed(deadline, replay, one));
          progress.step();
        }
      }
    }
    spec.commandLine().getOut().print(report.table());
    spec.commandLine().getOut().flush();
    return report.allPass() ? ExitCode.OK : ExitCode.FINDINGS;
  }

  private G4Options options() {
    List<Assumption> assumptions = new ArrayList<>();
    for (String name : assumed) {
      assumptions.add(
          Arrays.stream(Assumption.values())
              .filter(assumption -> assumption.text().equals(name))
              .findFirst()
              .orElseThrow(
                  () ->
                      new CommandFailure(
                          ExitCode.USAGE,
                          "--assume: expected predicates, actions or superClass but found '"
                              + name
                              + "'")));
    }
    return G4Options.defaults().assuming(assumptions.toArray(Assumption[]::new));
  }

  private GrammarResult timed(Deadline deadline, GrammarReplay replay, GrammarCase one)
      throws InterruptedException {
    return deadline.call(
        () -> replay.run(one),
        () ->
            GrammarResult.without(
                one.name(), Status.TIMEOUT, "no answer after " + timeoutMillis * 5 / 4 + " ms"));
  }
}
