package dev.espalier.bench;

import dev.espalier.bench.jmh.MaskBenchmark;
import dev.espalier.bench.jmh.Place;
import dev.espalier.bench.jmh.Replay;
import dev.espalier.engine.cli.ExitCode;
import dev.espalier.engine.cli.TextTokens;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code espalier bench places}: runs {@link MaskBenchmark} and prints one table. */
@Command(
    name = "places",
    sortOptions = false,
    description = {
      "Times masks at places in texts with JMH, in microseconds: a known step (mask, token, back),",
      "a new mask, the first mask from the source, a whole text from the source."
    })
final class BenchPlaces implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private Benchmarks benchmarks = new Benchmarks();

  @Override
  public Integer call() {
    Map<Place, Map<String, RunResult>> byPlace = new EnumMap<>(Place.class);
    for (RunResult result : benchmarks.run(MaskBenchmark.class, spec.commandLine().getErr())) {
      byPlace
          .computeIfAbsent(Benchmarks.place(result), place -> new TreeMap<>())
          .put(Benchmarks.method(result), result);
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "| place | known step: p50 | p99 | B/op | new mask: p50 | p99 | max | B/op"
            + " | first mask: p50 | p99 | whole text: tokens | p50 | a token |");
    out.println("|---|---|---|---|---|---|---|---|---|---|---|---|---|");
    TextTokens cutter = benchmarks.cutter();
    byPlace.forEach(
        (place, results) ->
            out.println(row(place, Replay.of(place, cutter).text().length, results)));
    out.flush();
    return ExitCode.OK;
  }

  private static String row(Place place, int tokens, Map<String, RunResult> results) {
    return "| "
        + String.join(
            " | ",
            Benchmarks.words(place),
            micros(results, "knownStep", 50),
            micros(results, "knownStep", 99),
            bytes(results, "knownStep"),
            micros(results, "newMask", 50),
            micros(results, "newMask", 99),
            micros(results, "newMask", 100),
            bytes(results, "newMask"),
            micros(results, "firstMask", 50),
            micros(results, "firstMask", 99),
            String.format(Locale.ROOT, "%,d", tokens),
            micros(results, "coldReplay", 50),
            micros(percentile(results, "coldReplay", 50) / tokens))
        + " |";
  }

  private static String micros(Map<String, RunResult> results, String method, double percent) {
    return micros(percentile(results, method, percent));
  }

  private static String micros(double micros) {
    return String.format(Locale.ROOT, micros < 10 ? "%.2f" : "%,.0f", micros);
  }

  private static double percentile(Map<String, RunResult> results, String method, double percent) {
    return result(results, method).getPrimaryResult().getStatistics().getPercentile(percent);
  }

  private static String bytes(Map<String, RunResult> results, String method) {
    return String.format(Locale.ROOT, "%,d", Benchmarks.bytesPerCall(result(results, method)));
  }

  private static RunResult result(Map<String, RunResult> results, String method) {
    RunResult result = results.get(method);
    if (result == null) {
      throw new IllegalStateException("no figures of " + method);
    }
    return result;
  }
}
