package dev.espalier.masking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.UnsupportedSchemaException;
import dev.espalier.grammar.notation.Notation;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.schema.Whitespace;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConstraintCacheTest {
  private static final Vocabulary VOCABULARY = vocabulary();

  private static Vocabulary vocabulary() {
    List<byte[]> tokens = new ArrayList<>();
    for (char c = ' '; c <= '~'; c++) {
      tokens.add(String.valueOf(c).getBytes(StandardCharsets.UTF_8));
    }
    return Vocabulary.of(tokens, Map.of(tokens.size(), "</s>"));
  }

  private static String schema(int length) {
    return "{\"type\": \"string\", \"maxLength\": %d}".formatted(length);
  }

  @Test
  void theSameTextIsTheSameConstraint() {
    ConstraintCache cache = ConstraintCache.of(VOCABULARY);
    SchemaOptions flexible = SchemaOptions.defaults().withWhitespace(Whitespace.FLEXIBLE);
    String same = new StringBuilder(schema(3)).toString();
    assertSame(cache.schema(schema(3)), cache.schema(same));
    assertSame(
        cache.schema(schema(3), flexible),
        cache.schema(same, SchemaOptions.defaults().withWhitespace(Whitespace.FLEXIBLE)));
    assertNotSame(cache.schema(schema(3)), cache.schema(schema(3), flexible));
    assertNotSame(cache.schema(schema(3)), cache.schema(schema(4)));
    assertNotSame(
        cache.schema(schema(3)),
        cache.schema(
            schema(3), SchemaOptions.defaults().withLimits(Limits.defaults().withMaxNesting(10))));
  }

  @Test
  void theSameGrammarIsTheSameConstraint() {
    ConstraintCache cache = ConstraintCache.of(VOCABULARY);
    String gbnf = "root ::= \"a\" x\nx ::= \"b\"";
    Constraint constraint = cache.grammar(gbnf, Notation.GBNF);
    assertSame(constraint, cache.grammar(gbnf, Notation.GBNF, "root", Limits.defaults()));
    assertNotSame(constraint, cache.grammar(gbnf, Notation.GBNF, "x", Limits.defaults()));
    assertNotSame(cache.grammar("a+", Notation.REGEX), constraint);
  }

  @Test
  void boundsHoldWhateverIsAskedFor() {
    long maxBytes = 200_000;
    ConstraintCache cache = ConstraintCache.of(VOCABULARY, 8, maxBytes);
    for (int i = 0; i < 100; i++) {
      Matcher matcher = cache.schema(schema(i)).newMatcher();
      matcher.fillMask(matcher.constraint().newMask());
      CacheStatistics statistics = cache.caches().getFirst();
      assertTrue(statistics.entries() <= 8 && statistics.bytes() <= maxBytes);
      assertEquals(i + 1, statistics.misses());
    }
    ConstraintCache none = ConstraintCache.of(VOCABULARY, 0, 0);
    assertNotSame(none.schema(schema(1)), none.schema(schema(1)));
  }

  @Test
  void failuresAreNotKept() {
    ConstraintCache cache = ConstraintCache.of(VOCABULARY);
    for (int i = 0; i < 2; i++) {
      assertThrows(GrammarSyntaxException.class, () -> cache.schema("{"));
      assertThrows(
          UnsupportedSchemaException.class,
          () -> cache.schema("{\"$ref\": \"http://example.org/s.json\"}"));
    }
    assertEquals(new CacheStatistics("constraints", 0, 4, 0, 0, 0), cache.caches().getFirst());
  }

  @Test
  void aConstraintGrowsAsItLearns() {
    Constraint constraint = ConstraintCache.of(VOCABULARY).schema(schema(100));
    long before = constraint.estimatedBytes();
    Matcher matcher = constraint.newMatcher();
    TokenMask mask = constraint.newMask();
    for (int token : new int[] {'"' - ' ', 'a' - ' ', 'b' - ' '}) {
      matcher.fillMask(mask);
      assertTrue(matcher.advance(token));
    }
    assertTrue(constraint.estimatedBytes() > before);
    List<String> filled =
        constraint.caches().stream()
            .filter(cache -> cache.entries() > 0)
            .map(CacheStatistics::name)
            .toList();
    assertEquals(List.of("configurations", "masks"), filled);
  }
}
