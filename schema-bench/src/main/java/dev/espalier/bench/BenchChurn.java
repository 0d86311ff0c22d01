package dev.espalier.bench;

import dev.espalier.engine.cli.CommandFailure;
import dev.espalier.engine.cli.ExitCode;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.ConstraintCache;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code espalier bench churn}: compiles and drops schemas, and watches the heap. */
@Command(
    name = "churn",
    sortOptions = false,
    description = {
      "Compiles schemas that all differ for one vocabulary, writes a few tokens under each and",
      "drops it. Prints what the heap holds after a full collection."
    })
final class BenchChurn implements Callable<Integer> {
  private static final int TOKENS = 4;

  @Spec private CommandSpec spec;

  @Option(names = "--tokenizer", required = true, paramLabel = "F", description = "tokenizer.json")
  private Path tokenizer = Path.of("");

  @Option(
      names = "--schemas",
      paramLabel = "N",
      description = "How many (default: ${DEFAULT-VALUE}).")
  private int schemas = 1_000_000;

  @Option(
      names = "--every",
      paramLabel = "N",
      description = "How many from one row to the next (default: ${DEFAULT-VALUE}).")
  private int every = 100_000;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Seed of schemas and tokens (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--cached", description = "Compile through a cache of the default size.")
  private boolean cached;

  @Override
  public Integer call() {
    if (schemas < 1 || every < 1) {
      throw new CommandFailure(ExitCode.USAGE, "--schemas and --every are at least 1");
    }
    Vocabulary vocabulary = Vocabulary.ofTokenizerJson(tokenizer);
    ConstraintCache cache = ConstraintCache.of(vocabulary);
    GeneratedSchemas generated = new GeneratedSchemas(seed);
    SplittableRandom random = new SplittableRandom(seed);
    TokenMask mask = new TokenMask(vocabulary.size());
    PrintWriter out = spec.commandLine().getOut();
    out.println("| schemas | heap, MB | seconds |");
    out.println("|---|---|---|");
    long start = System.nanoTime();
    for (int made = 1; made <= schemas; made++) {
      String schema = generated.next();
      Constraint constraint =
          cached ? cache.schema(schema) : Constraint.compile(JsonSchema.parse(schema), vocabulary);
      write(constraint.newMatcher(), mask, random);
      if (made % every == 0 || made == schemas) {
        double seconds = (System.nanoTime() - start) / 1e9;
        out.printf(
            Locale.ROOT,
            "| %,d | %.2f | %.0f |%n",
            made,
            Heap.reachableBytes() / 1048576.0,
            seconds);
        out.flush();
      }
    }
    return ExitCode.OK;
  }

  /** Writes a few tokens, each chosen from its mask. */
  private static void write(Matcher matcher, TokenMask mask, SplittableRandom random) {
    for (int i = 0; i < TOKENS; i++) {
      matcher.fillMask(mask);
      if (mask.isEmpty()) {
        return;
      }
      int later = mask.nextAllowed(random.nextInt(mask.size()));
      int token = later >= 0 ? later : mask.nextAllowed(0);
      if (!matcher.advance(token)) {
        throw new IllegalStateException("token " + token + " is in the mask and was refused");
      }
    }
  }
}
