package dev.espalier.bench;

import dev.espalier.bench.SuiteResult.Outcome;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Compiles a schema of the suite and replays an instance byte by byte: a vocabulary of the 256
 * bytes, so that what only a matcher knows is asked as well. Immutable; any thread. Each test has a
 * constraint of its own, so that one left behind holds up no other.
 *
 * <p>The instance is the text of the file, and where that escapes characters in strings without
 * need, which grammars do not always take, the text without: accepted is what is accepted either
 * way.
 */
final class SuiteReplay {
  /** Token i is byte i; then the end. */
  static final Vocabulary BYTES = bytes();

  private final SchemaOptions options;

  SuiteReplay(SchemaOptions options) {
    this.options = options;
  }

  private static Vocabulary bytes() {
    List<byte[]> tokens = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      tokens.add(new byte[] {(byte) b});
    }
    return Vocabulary.of(tokens, Map.of(256, "</s>"));
  }

  /** Never throws, short of running out of memory twice. */
  SuiteResult run(String schema, SuiteFile.Test test) {
    try {
      return judged(test, accepted(schema, test.instance()));
    } catch (GrammarException e) {
      return SuiteResult.refused(e.getClass().getSimpleName() + ": " + e.getMessage());
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError | AssertionError e) {
      return SuiteResult.refused("crash: " + e);
    }
  }

  /**
   * How many bytes of an instance were accepted before one, or the end, was refused; -1 if none
   * was.
   */
  private int accepted(String schema, String instance) {
    Constraint constraint;
    try {
      Grammar grammar = JsonSchema.parse(schema, options);
      constraint = Constraint.compile(grammar, BYTES, options.limits());
    } catch (UnsatisfiableGrammarException e) {
      return 0; // no value is allowed: an exact answer
    }
    int at = accepted(constraint.newMatcher(), instance);
    String respelled = PythonJson.respelled(instance);
    return at < 0 || respelled.equals(instance)
        ? at
        : accepted(constraint.newMatcher(), respelled) < 0 ? -1 : at;
  }

  private static int accepted(Matcher matcher, String instance) {
    byte[] text = instance.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < text.length; at++) {
      if (!matcher.advance(text[at] & 0xff)) {
        return at;
      }
    }
    return matcher.isComplete() ? -1 : text.length;
  }

  private static SuiteResult judged(SuiteFile.Test test, int at) {
    if (test.valid() == at < 0) {
      return new SuiteResult(Outcome.PASS, at, "");
    }
    return test.valid()
        ? new SuiteResult(Outcome.OVER, at, "refused after %d bytes".formatted(at))
        : new SuiteResult(Outcome.UNDER, at, "accepted");
  }
}
