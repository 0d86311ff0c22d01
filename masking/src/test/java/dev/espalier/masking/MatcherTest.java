package dev.espalier.masking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.schema.JsonSchema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MatcherTest {
  @Test
  void aLimitInTheMiddleOfATextLeavesItUnchanged() {
    Vocabulary vocabulary =
        Vocabulary.of(
            Stream.of("{\"a\":", "{\"b\":", " ", "1", "\"", "x", "y", "\"}", "}")
                .map(token -> token.getBytes(StandardCharsets.UTF_8))
                .toList(),
            Map.of(9, "</s>"));
    // No string begins with x, which takes a long search to say.
    Grammar grammar =
        JsonSchema.parse(
            """
            {"type": "object", "maxProperties": 1, "additionalProperties": false, "properties": {
              "a": {"type": "integer"},
              "b": {"pattern": "^(y|x.*u.{16})$", "allOf": [{"pattern": "^(y|x.*v.{16})$"}],
                    "type": "string", "maxLength": 400}}}
            """);
    Matcher matcher =
        Constraint.compile(grammar, vocabulary, Limits.defaults().withMaxLexerStates(2_000))
            .newMatcher();
    assertTrue(matcher.advance(1));
    assertTrue(matcher.advance(4));
    TokenMask mask = matcher.constraint().newMask();
    for (int i = 0; i < 2; i++) {
      for (LimitExceededException e :
          List.of(
              assertThrows(LimitExceededException.class, () -> matcher.fillMask(mask)),
              assertThrows(LimitExceededException.class, () -> matcher.allows(5)),
              assertThrows(LimitExceededException.class, () -> matcher.advance(5)),
              assertThrows(LimitExceededException.class, matcher::forcedBytes))) {
        assertEquals("#", e.position());
        assertTrue(String.valueOf(e.getMessage()).contains("Limits.maxLexerStates 2000"));
      }
    }
    assertEquals(2, matcher.length());
    assertTrue(matcher.advance(6));
    matcher.fillMask(mask);
    assertEquals("{4, 7}", mask.toString());
    matcher.rollback(2);
    matcher.fillMask(mask);
    assertEquals("{2, 4}", mask.toString());
  }
}
