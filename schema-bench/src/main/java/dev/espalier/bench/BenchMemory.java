package dev.espalier.bench;

import dev.espalier.engine.cli.CommandFailure;
import dev.espalier.engine.cli.ExitCode;
import dev.espalier.engine.cli.TextTokens;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.schema.Whitespace;
import dev.espalier.masking.CacheStatistics;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code espalier bench memory}: what a vocabulary and compiled schemas keep on the heap.
 *
 * <p>A compiled schema is measured after its instances have been replayed, by what the heap loses
 * when it is dropped; what it leaves behind in tables that others share counts for the vocabulary.
 * Each schema is measured twice: with the masks that it keeps, and keeping none.
 */
@Command(
    name = "memory",
    sortOptions = false,
    description = {
      "Measures the heap after full collections: the vocabulary, its trie and the tables that all",
      "schemas share, and MaskBench schemas, each after its instances have been replayed."
    })
final class BenchMemory implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private CaseOptions files = new CaseOptions(200);

  @Option(names = "--tokenizer", required = true, paramLabel = "F", description = "tokenizer.json")
  private Path tokenizer = Path.of("");

  private final List<Case> cases = new ArrayList<>();
  private @Nullable Vocabulary vocabulary;
  private @Nullable Constraint constraint;

  /** A schema that is supported, and its instances as tokens. */
  private record Case(String schema, List<int[]> texts) {}

  /** Bytes for each schema: what the heap loses without it, and what it says itself. */
  private record Kept(long[] measured, long[] estimated) {}

  @Override
  public Integer call() {
    read();
    long before = Heap.reachableBytes();
    Vocabulary measured = Vocabulary.ofTokenizerJson(tokenizer);
    vocabulary = measured;
    long withTokens = Heap.reachableBytes();
    replay(measured, new Case("{\"type\": \"boolean\"}", List.of()), Limits.defaults());
    constraint = null;
    long withTrie = Heap.reachableBytes();
    Kept withMasks = keptBySchemas(measured, Limits.defaults());
    long withTables = Heap.reachableBytes();
    List<CacheStatistics> ofTables = measured.caches();
    Kept withoutMasks = keptBySchemas(measured, Limits.defaults().withMaxMaskBytes(0));

    PrintWriter out = spec.commandLine().getOut();
    out.println("| of the vocabulary | MB |");
    out.println("|---|---|");
    megabytes(out, "tokens", withTokens - before);
    megabytes(out, "trie and shared tables, after the first mask", withTrie - withTokens);
    megabytes(
        out,
        "the same after %,d schemas, masks that are shared included".formatted(cases.size()),
        withTables - withTokens);
    for (CacheStatistics cache : ofTables) {
      megabytes(out, "of that, %s, by estimate".formatted(cache.name()), cache.bytes());
    }
    out.println();
    out.println("| of a schema, KB | schemas | p50 | p90 | p99 | max |");
    out.println("|---|---|---|---|---|---|");
    kilobytes(out, "with its masks", withMasks.measured());
    kilobytes(out, "with its masks, as it estimates itself", withMasks.estimated());
    kilobytes(out, "without masks", withoutMasks.measured());
    kilobytes(out, "without masks, as it estimates itself", withoutMasks.estimated());
    out.flush();
    return ExitCode.OK;
  }

  /** Reads the cases that are supported, by a vocabulary that is dropped then. */
  private void read() {
    TextTokens tokens = TextTokens.ofTokenizerJson(tokenizer);
    try {
      for (Path file : files.choose(0).measured()) {
        MaskCase read = MaskCase.read(file);
        List<int[]> texts = read.tests().stream().map(test -> tokens.of(test.text())).toList();
        Case supported = new Case(read.schema(), texts);
        try {
          replay(tokens.vocabulary(), supported, Limits.defaults());
          cases.add(supported);
        } catch (GrammarException e) {
          // A schema that is refused keeps nothing.
        }
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.USAGE, files.data() + ": cannot be read, " + e);
    }
    constraint = null;
    if (cases.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, files.data() + ": no cases that are supported");
    }
  }

  /** Compiles a schema and replays its instances; keeps the constraint. */
  private Constraint replay(Vocabulary vocabulary, Case replayed, Limits limits) {
    SchemaOptions options = SchemaOptions.defaults().withWhitespace(Whitespace.FLEXIBLE);
    Constraint compiled =
        Constraint.compile(JsonSchema.parse(replayed.schema(), options), vocabulary, limits);
    TokenMask mask = compiled.newMask();
    compiled.newMatcher().fillMask(mask);
    for (int[] text : replayed.texts()) {
      Matcher matcher = compiled.newMatcher();
      for (int token : text) {
        matcher.fillMask(mask);
        if (!matcher.advance(token)) {
          break;
        }
      }
    }
    constraint = compiled;
    return compiled;
  }

  private Kept keptBySchemas(Vocabulary vocabulary, Limits limits) {
    Kept kept = new Kept(new long[cases.size()], new long[cases.size()]);
    try (Progress progress = Progress.start("schemas", cases.size(), spec.commandLine().getErr())) {
      for (int i = 0; i < cases.size(); i++) {
        kept.estimated()[i] = replay(vocabulary, cases.get(i), limits).estimatedBytes();
        long before = Heap.reachableBytes();
        constraint = null;
        kept.measured()[i] = before - Heap.reachableBytes();
        progress.step();
      }
    }
    return kept;
  }

  private static void megabytes(PrintWriter out, String name, long bytes) {
    out.printf(Locale.ROOT, "| %s | %.2f |%n", name, bytes / 1048576.0);
  }

  private static void kilobytes(PrintWriter out, String name, long[] bytes) {
    long[] sorted = bytes.clone();
    Arrays.sort(sorted);
    out.printf(
        Locale.ROOT,
        "| %s | %,d | %,d | %,d | %,d | %,d |%n",
        name,
        sorted.length,
        Timings.nearestRank(sorted, 50) >> 10,
        Timings.nearestRank(sorted, 90) >> 10,
        Timings.nearestRank(sorted, 99) >> 10,
        Timings.nearestRank(sorted, 100) >> 10);
  }
}
