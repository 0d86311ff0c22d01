package dev.espalier.bench;

import dev.espalier.engine.cli.CommandFailure;
import dev.espalier.engine.cli.ExitCode;
import dev.espalier.engine.cli.TextTokens;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.schema.Whitespace;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code espalier bench length}: whether a token costs the same late in a text as early.
 *
 * <p>Each text is replayed under a new constraint, mask and advance timed for each token, after a
 * shorter replay that warms the JVM up and is dropped.
 */
@Command(
    name = "length",
    sortOptions = false,
    description = {
      "Writes long texts and compares the times between masks of the first tokens with those of",
      "the last, in microseconds."
    })
final class BenchLength implements Callable<Integer> {
  private static final int WARMUP_TOKENS = 20_000;

  @Spec private CommandSpec spec;

  @Option(names = "--tokenizer", required = true, paramLabel = "F", description = "tokenizer.json")
  private Path tokenizer = Path.of("");

  @Option(
      names = "--tokens",
      paramLabel = "N",
      description = "Tokens of each text (default: ${DEFAULT-VALUE}).")
  private int tokens = 100_000;

  @Option(
      names = "--window",
      paramLabel = "N",
      description = "How many first and last tokens are compared (default: ${DEFAULT-VALUE}).")
  private int window = 1_000;

  @Override
  public Integer call() {
    if (window < 1 || tokens < 2 * window) {
      throw new CommandFailure(
          ExitCode.USAGE, "--window is at least 1, --tokens at least twice --window");
    }
    TextTokens cutter = TextTokens.ofTokenizerJson(tokenizer);
    Vocabulary vocabulary = cutter.vocabulary();
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "| text of %,d tokens | first %,d: p50 | p99 | last %,d: p50 | p99 | last / first, p50 |"
            .formatted(tokens, window, window));
    out.println("|---|---|---|---|---|---|");
    for (LongText text : LongText.values()) {
      int[] written = text.tokens(cutter, tokens);
      replay(text, vocabulary, Arrays.copyOf(written, Math.min(tokens, WARMUP_TOKENS)));
      long[] nanos = replay(text, vocabulary, written);
      long[] first = sorted(nanos, 0);
      long[] last = sorted(nanos, tokens - window);
      out.printf(
          Locale.ROOT,
          "| %s | %s | %s | %s | %s | %.2f |%n",
          text.name().toLowerCase(Locale.ROOT).replace('_', ' '),
          micros(first, 50),
          micros(first, 99),
          micros(last, 50),
          micros(last, 99),
          (double) Timings.nearestRank(last, 50) / Timings.nearestRank(first, 50));
      out.flush();
    }
    return ExitCode.OK;
  }

  /** Nanoseconds of mask and advance, for each token. */
  private static long[] replay(LongText text, Vocabulary vocabulary, int[] tokens) {
    SchemaOptions options = SchemaOptions.defaults().withWhitespace(Whitespace.FLEXIBLE);
    Constraint constraint =
        Constraint.compile(JsonSchema.parse(text.schema(), options), vocabulary);
    Matcher matcher = constraint.newMatcher();
    TokenMask mask = constraint.newMask();
    long[] nanos = new long[tokens.length];
    for (int i = 0; i < tokens.length; i++) {
      long start = System.nanoTime();
      matcher.fillMask(mask);
      boolean advanced = matcher.advance(tokens[i]);
      nanos[i] = System.nanoTime() - start;
      if (!advanced) {
        throw new IllegalStateException("%s: token %d is refused".formatted(text, i));
      }
    }
    return nanos;
  }

  private long[] sorted(long[] nanos, int from) {
    long[] sorted = Arrays.copyOfRange(nanos, from, from + window);
    Arrays.sort(sorted);
    return sorted;
  }

  private static String micros(long[] sorted, double percent) {
    return String.format(Locale.ROOT, "%.2f", Timings.nearestRank(sorted, percent) / 1e3);
  }
}
