package dev.espalier.bench;

import dev.espalier.bench.jmh.ThreadBenchmark;
import dev.espalier.engine.cli.ExitCode;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code espalier bench threads}: runs {@link ThreadBenchmark} and prints one table. */
@Command(
    name = "threads",
    sortOptions = false,
    description = {
      "Replays texts with JMH, texts a second, with one thread and with two: over a constraint",
      "that they share, and over one each."
    })
final class BenchThreads implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private Benchmarks benchmarks = new Benchmarks();

  @Override
  public Integer call() {
    Map<String, Map<String, Double>> rows = new LinkedHashMap<>();
    for (RunResult result : benchmarks.run(ThreadBenchmark.class, spec.commandLine().getErr())) {
      String masks = result.getParams().getParam("masks").toLowerCase(Locale.ROOT);
      String row = Benchmarks.words(Benchmarks.place(result)) + " | " + masks;
      rows.computeIfAbsent(row, r -> new TreeMap<>())
          .put(Benchmarks.method(result), result.getPrimaryResult().getScore());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println("| place | masks | shared: one | two | ratio | own: one | two | ratio |");
    out.println("|---|---|---|---|---|---|---|---|");
    rows.forEach(
        (row, scores) ->
            out.printf(
                Locale.ROOT,
                "| %s | %s | %s |%n",
                row,
                pair(
                    scores.getOrDefault("sharedByOne", 0.0),
                    scores.getOrDefault("sharedByTwo", 0.0)),
                pair(scores.getOrDefault("ownOfOne", 0.0), scores.getOrDefault("ownOfTwo", 0.0))));
    out.flush();
    return ExitCode.OK;
  }

  private static String pair(double one, double two) {
    return String.format(Locale.ROOT, "%,.0f | %,.0f | %.2f", one, two, two / one);
  }
}
