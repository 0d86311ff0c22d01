package dev.espalier.bench.jmh;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.schema.JsonSchema;
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
 * One mask at a place in a JSON text: known (copied from the cache) and new (walked over the
 * vocabulary with states that are known).
 *
 * <pre>
 *   mvn -q -DskipTests package dependency:build-classpath -pl schema-bench -am -Dmdep.outputFile=/tmp/cp
 *   java -cp schema-bench/target/classes:$(cat /tmp/cp) org.openjdk.jmh.Main MaskBenchmark \
 *     -p tokenizer=/path/to/tokenizer.json -prof gc
 * </pre>
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MaskBenchmark {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["text", "short", "number"], "additionalProperties": false,
       "properties": {"text": {"type": "string"},
                      "short": {"type": "string", "maxLength": 40},
                      "number": {"type": "number"}}}
      """;

  /** Where in the text the mask is asked for. */
  public enum Place {
    KEY("{"),
    STRING("{\"text\":\"a"),
    BOUNDED_STRING("{\"text\":\"a\",\"short\":\"a"),
    NUMBER("{\"text\":\"a\",\"short\":\"a\",\"number\":1");

    private final String before;

    Place(String before) {
      this.before = before;
    }
  }

  @Param({"KEY", "STRING", "BOUNDED_STRING", "NUMBER"})
  Place place = Place.KEY;

  /** A {@code tokenizer.json}. */
  @Param("tokenizer.json")
  String tokenizer = "tokenizer.json";

  private final Grammar grammar = JsonSchema.parse(SCHEMA);
  private Matcher known;
  private Matcher unknown;
  private TokenMask mask;

  @Setup
  public void prepare() {
    prepare(Vocabulary.ofTokenizerJson(Path.of(tokenizer)));
  }

  void prepare(Vocabulary vocabulary) {
    known = at(Constraint.compile(grammar, vocabulary));
    unknown = at(Constraint.compile(grammar, vocabulary, Limits.defaults().withMaxMaskBytes(0)));
    mask = new TokenMask(vocabulary.size());
  }

  private Matcher at(Constraint constraint) {
    Matcher matcher = constraint.newMatcher();
    for (int i = 0; i < place.before.length(); i++) {
      if (!matcher.advance(tokenOf(constraint.vocabulary(), place.before.charAt(i)))) {
        throw new IllegalStateException("refused: " + place.before.substring(0, i + 1));
      }
    }
    return matcher;
  }

  private static int tokenOf(Vocabulary vocabulary, char c) {
    for (int token = 0; token < vocabulary.size(); token++) {
      if (vocabulary.length(token) == 1 && vocabulary.byteAt(token, 0) == c) {
        return token;
      }
    }
    throw new IllegalArgumentException("no token for '" + c + "'");
  }

  /** A mask that the constraint has made before. */
  @Benchmark
  public TokenMask knownMask() {
    known.fillMask(mask);
    return mask;
  }

  /** A mask that has to be walked, over states that have been visited before. */
  @Benchmark
  public TokenMask newMask() {
    unknown.fillMask(mask);
    return mask;
  }
}
