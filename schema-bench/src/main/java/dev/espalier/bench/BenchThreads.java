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
      "that they share, over one each, and as a batch with a matcher at each token."
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
    out.println(
        "| place | masks | shared: one | two | ratio | own: one | two | ratio | batch: one | two"
            + " | ratio |");
    out.println("|---|---|---|---|---|---|---|---|---|---|---|");
    rows.forEach(
        (row, scores) ->
            out.println(
                "| "
                    + String.join(
                        " | ",
                        row,
                        pair(scores, "sharedByOne", "sharedByTwo"),
                        pair(scores, "ownOfOne", "ownOfTwo"),
                        pair(scores, "batchByOne", "batchByTwo"))
                    + " |"));
    out.flush();
    return ExitCode.OK;
  }

  private static String pair(Map<String, Double> scores, String one, String two) {
    double ofOne = scores.getOrDefault(one, Double.NaN);
    double ofTwo = scores.getOrDefault(two, Double.NaN);
    return String.format(Locale.ROOT, "%,.0f | %,.0f | %.2f", ofOne, ofTwo, ofTwo / ofOne);
  }
}
