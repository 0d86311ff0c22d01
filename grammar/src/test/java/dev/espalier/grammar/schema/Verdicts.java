package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Limits;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import java.util.Optional;

/**
 * What a schema says of texts: its grammar with its checks, in any order of properties, which must
 * agree with the evaluator. "'" stands for a quote.
 */
final class Verdicts {
  private final String source;
  private final Schema schema;
  private final Optional<TextRecognizer> recognizer; // empty: nothing is allowed
  private final SupportReport report;

  private Verdicts(String source) {
    SchemaOptions options =
        SchemaOptions.defaults()
            .withWhitespace(Whitespace.COMPACT)
            .withPropertyOrder(PropertyOrder.ANY);
    this.source = source;
    this.schema = SchemaReader.read(JsonText.parse(source, Limits.defaults()), options).root();
    this.recognizer = recognizer(source, options);
    this.report = JsonSchema.analyze(source, options);
  }

  static Verdicts of(String schema) {
    return new Verdicts(schema.replace('\'', '"'));
  }

  private static Optional<TextRecognizer> recognizer(String source, SchemaOptions options) {
    try {
      return Optional.of(new TextRecognizer(JsonSchema.parse(source, options)));
    } catch (UnsatisfiableGrammarException e) {
      return Optional.empty();
    }
  }

  /** Asserts that each of {@code texts} is allowed. */
  Verdicts allows(String... texts) {
    for (String text : texts) {
      assertVerdict(true, text.replace('\'', '"'));
    }
    return this;
  }

  /** Asserts that none of {@code texts} is allowed. */
  Verdicts refuses(String... texts) {
    for (String text : texts) {
      assertVerdict(false, text.replace('\'', '"'));
    }
    return this;
  }

  private void assertVerdict(boolean allowed, String text) {
    Json value = JsonText.parse(text, Limits.defaults());
    assertEquals(
        allowed,
        new SchemaEvaluator(Limits.defaults()).isValid(schema, value),
        () -> "evaluated: " + text + " under " + source);
    assertEquals(
        allowed,
        recognizer.map(known -> known.accepts(text)).orElse(false),
        () -> "grammar: " + text + " under " + source);
  }

  /** Asserts that the grammar alone says it all. */
  Verdicts withoutChecks() {
    assertEquals(0, checks(), () -> report + " of " + source);
    return this;
  }

  /** Asserts that something is left to a check. */
  Verdicts withChecks() {
    assertTrue(checks() > 0, () -> report + " of " + source);
    return this;
  }

  private long checks() {
    return report.uses().stream()
        .filter(use -> use.status() == SupportReport.Status.ENFORCED_BY_CHECK)
        .count();
  }
}
