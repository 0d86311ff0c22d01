package dev.espalier.bench;

import dev.espalier.bench.jmh.Place;
import dev.espalier.engine.cli.CommandFailure;
import dev.espalier.engine.cli.ExitCode;
import dev.espalier.engine.cli.TextTokens;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.stream.Stream;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Option;

/** The options of the commands that run JMH, and the run itself. */
final class Benchmarks {
  @Option(names = "--tokenizer", required = true, paramLabel = "F", description = "tokenizer.json")
  private Path tokenizer = Path.of("");

  @Option(
      names = "--places",
      split = ",",
      paramLabel = "P,...",
      description = "Only these places (default: all).")
  private Place[] places = {};

  @Option(
      names = "--millis",
      paramLabel = "N",
      description = "Length of an iteration; 3 warm up, 5 count (default: ${DEFAULT-VALUE}).")
  private int millis = 1_000;

  @Option(
      names = "--forks",
      paramLabel = "N",
      description = "JVMs for each figure; 0 for this one (default: ${DEFAULT-VALUE}).")
  private int forks = 1;

  /** Runs a class of benchmarks; what JMH has to say goes to {@code err}. */
  Collection<RunResult> run(Class<?> benchmark, PrintWriter err) {
    if (!Files.isRegularFile(tokenizer)) {
      throw new CommandFailure(ExitCode.MODEL, tokenizer + ": no such file");
    }
    if (millis < 1 || forks < 0) {
      throw new CommandFailure(ExitCode.USAGE, "--millis is at least 1, --forks at least 0");
    }
    OptionsBuilder options = new OptionsBuilder();
    options
        .include("^" + benchmark.getName().replace(".", "\\.") + "\\.")
        .param("tokenizer", tokenizer.toAbsolutePath().toString())
        .forks(forks)
        .warmupTime(TimeValue.milliseconds(millis))
        .measurementTime(TimeValue.milliseconds(millis))
        .addProfiler(GCProfiler.class)
        .shouldFailOnError(true);
    if (places.length > 0) {
      options.param("place", Stream.of(places).map(Place::name).toArray(String[]::new));
    }
    return run(options.build(), err);
  }

  /** Cuts texts as the benchmarks do. */
  TextTokens cutter() {
    return TextTokens.ofTokenizerJson(tokenizer);
  }

  private static Collection<RunResult> run(Options options, PrintWriter err) {
    PrintStream out = new PrintStream(new Forwarding(err), true, StandardCharsets.ISO_8859_1);
    try {
      return new Runner(options, OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL))
          .run();
    } catch (RunnerException e) {
      throw new CommandFailure(ExitCode.USAGE, "no figures: " + e.getMessage());
    }
  }

  /** The bytes that one call allocates, rounded. */
  static long bytesPerCall(RunResult result) {
    for (Result<?> secondary : result.getSecondaryResults().values()) {
      if (secondary.getLabel().endsWith("gc.alloc.rate.norm")) {
        return Math.round(secondary.getScore());
      }
    }
    throw new IllegalStateException("no figure of what is allocated");
  }

  /** The name of the method that was measured. */
  static String method(RunResult result) {
    String name = result.getParams().getBenchmark();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The place that was measured. */
  static Place place(RunResult result) {
    return Place.valueOf(result.getParams().getParam("place"));
  }

  /** The name of a place for a table. */
  static String words(Place place) {
    return place.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Bytes of Latin-1, to a writer. */
  private static final class Forwarding extends OutputStream {
    private final PrintWriter out;

    Forwarding(PrintWriter out) {
      this.out = out;
    }

    @Override
    public void write(int b) {
      out.write(b);
    }

    @Override
    public void flush() {
      out.flush();
    }
  }
}
