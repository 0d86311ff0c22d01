package dev.espalier.bench.jmh;

import dev.espalier.engine.cli.TextTokens;
import dev.espalier.grammar.Limits;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Masks at a place in a text: a step where everything is known, a mask that has to be made from
 * states that are known, and the start from nothing but the vocabulary.
 *
 * <p>{@code espalier bench places} runs it and prints a table. By hand:
 *
 * <pre>
 *   mvn -q -DskipTests package dependency:build-classpath -pl schema-bench -am -Dmdep.outputFile=/tmp/cp
 *   java -cp schema-bench/target/classes:$(cat /tmp/cp) org.openjdk.jmh.Main MaskBenchmark \
 *     -p tokenizer=/path/to/tokenizer.json -p place=SQL -prof gc
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MaskBenchmark {
  @Param Place place = Place.KEY;

  /** A {@code tokenizer.json}. */
  @Param("tokenizer.json")
  String tokenizer = "tokenizer.json";

  private Vocabulary vocabulary;
  private int[] text;
  private int next;
  private Matcher known;
  private Matcher unknown;
  private TokenMask mask;

  @Setup
  public void prepare() {
    prepare(TextTokens.ofTokenizerJson(Path.of(tokenizer)));
  }

  void prepare(TextTokens tokens) {
    vocabulary = tokens.vocabulary();
    Replay replay = Replay.of(place, tokens);
    text = replay.text();
    next = text[replay.at()];
    known = replay.matcher(Constraint.compile(place.grammar(), vocabulary));
    unknown =
        replay.matcher(
            Constraint.compile(place.grammar(), vocabulary, Limits.defaults().withMaxMaskBytes(0)));
    mask = new TokenMask(vocabulary.size());
  }

  /** A mask that has been made before, the next token, and back. */
  @Benchmark
  public TokenMask knownStep() {
    known.fillMask(mask);
    if (!known.advance(next)) {
      throw new IllegalStateException("refused: token " + next);
    }
    known.rollback(1);
    return mask;
  }

  /** A mask that no cache of masks has, over states that have been visited before. */
  @Benchmark
  public TokenMask newMask() {
    unknown.fillMask(mask);
    return mask;
  }

  /** From the source to the first mask of a text. */
  @Benchmark
  public TokenMask firstMask() {
    Constraint.compile(place.grammar(), vocabulary).newMatcher().fillMask(mask);
    return mask;
  }

  /** From the source through the whole text, a mask for each token. */
  @Benchmark
  public Matcher coldReplay() {
    Matcher matcher = Constraint.compile(place.grammar(), vocabulary).newMatcher();
    Replay.run(matcher, mask, text);
    return matcher;
  }
}
