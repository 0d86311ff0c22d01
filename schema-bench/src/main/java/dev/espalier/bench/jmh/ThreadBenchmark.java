package dev.espalier.bench.jmh;

import dev.espalier.engine.cli.TextTokens;
import dev.espalier.grammar.Limits;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.MaskFiller;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Whole texts a second, with one thread and with two: over one constraint that they share, over one
 * each, and as a batch of matchers, one at each token of the text, that one call fills the masks
 * of. The vocabulary is one.
 *
 * <p>{@code espalier bench threads} runs it and prints a table.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ThreadBenchmark {
  /** What the masks are made from. */
  public enum Masks {
    /** Every mask has been made before. */
    KNOWN {
      @Override
      Constraint compile(Place place, Vocabulary vocabulary) {
        return Constraint.compile(place.grammar(), vocabulary);
      }
    },
    /** No mask is kept; the states have been visited before. */
    NEW {
      @Override
      Constraint compile(Place place, Vocabulary vocabulary) {
        return Constraint.compile(
            place.grammar(), vocabulary, Limits.defaults().withMaxMaskBytes(0));
      }
    };

    abstract Constraint compile(Place place, Vocabulary vocabulary);
  }

  /** What all threads have in common. */
  @State(Scope.Benchmark)
  public static class Shared {
    @Param({"STRING", "ENUM", "SQL", "PROGRAM"})
    Place place = Place.STRING;

    @Param Masks masks = Masks.KNOWN;

    /** A {@code tokenizer.json}. */
    @Param("tokenizer.json")
    String tokenizer = "tokenizer.json";

    private Vocabulary vocabulary;
    private int[] text;
    private Constraint constraint;

    @Setup
    public void prepare() {
      prepare(TextTokens.ofTokenizerJson(Path.of(tokenizer)));
    }

    void prepare(TextTokens tokens) {
      vocabulary = tokens.vocabulary();
      text = Replay.of(place, tokens).text();
      constraint = masks.compile(place, vocabulary);
    }
  }

  /** What each thread has for itself. */
  @State(Scope.Thread)
  public static class Own {
    private Matcher ofShared;
    private Matcher ofOwn;
    private TokenMask mask;

    @Setup
    public void prepare(Shared shared) {
      ofShared = shared.constraint.newMatcher();
      ofOwn = shared.masks.compile(shared.place, shared.vocabulary).newMatcher();
      mask = shared.constraint.newMask();
    }
  }

  /** Matchers at each token of the text, and who fills their masks. */
  @State(Scope.Thread)
  public static class Batch {
    private final List<Matcher> matchers = new ArrayList<>();
    private List<TokenMask> masks = List.of();
    private final MaskFiller one = MaskFiller.ofThreads(1);
    private final MaskFiller two = MaskFiller.ofThreads(2);

    @Setup
    public void prepare(Shared shared) {
      Matcher matcher = shared.constraint.newMatcher();
      for (int token : shared.text) {
        matchers.add(matcher.fork());
        matcher.advance(token);
      }
      masks = shared.constraint.newMasks(matchers.size());
    }

    @TearDown
    public void close() {
      one.close();
      two.close();
    }
  }

  @Benchmark
  @Threads(1)
  public TokenMask sharedByOne(Shared shared, Own own) {
    return replay(own.ofShared, own.mask, shared.text);
  }

  @Benchmark
  @Threads(2)
  public TokenMask sharedByTwo(Shared shared, Own own) {
    return replay(own.ofShared, own.mask, shared.text);
  }

  @Benchmark
  @Threads(1)
  public TokenMask ownOfOne(Shared shared, Own own) {
    return replay(own.ofOwn, own.mask, shared.text);
  }

  @Benchmark
  @Threads(2)
  public TokenMask ownOfTwo(Shared shared, Own own) {
    return replay(own.ofOwn, own.mask, shared.text);
  }

  @Benchmark
  @Threads(1)
  public TokenMask batchByOne(Batch batch) {
    batch.one.fill(batch.matchers, batch.masks);
    return batch.masks.getLast();
  }

  @Benchmark
  @Threads(1)
  public TokenMask batchByTwo(Batch batch) {
    batch.two.fill(batch.matchers, batch.masks);
    return batch.masks.getLast();
  }

  private static TokenMask replay(Matcher matcher, TokenMask mask, int[] text) {
    Replay.run(matcher, mask, text);
    matcher.rollback(text.length);
    return mask;
  }
}
