package dev.espalier.masking;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.espalier.grammar.schema.JsonSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names that may not come again, in tokens with any number of quotes. */
class RepeatedNamesTest {
  private static final String LETTERS = "\"a:,";
  private static final int LENGTH = 7;

  private final Vocabulary vocabulary = vocabulary();

  @Test
  void masksAreRightWhereverTheNamesOfATokenBegin() {
    Constraint constraint =
        Constraint.compile(
            JsonSchema.parse(
                """
                {"type": "object", "additionalProperties": {"type": "string"}}
                """),
            vocabulary);
    for (String text :
        List.of(
            "{",
            "{\"",
            "{\"a",
            "{\"a\"",
            "{\"a\":",
            "{\"a\":\"",
            "{\"a\":\"\\",
            "{\"a\":\"b\"",
            "{\"a\":\"b\",",
            "{\"a\":\"b\",\"",
            "{\"\":\"b\",\"a",
            "{\"a\":\"b\",\"a\\",
            "{\"a\":\"b\",\"b\":\"",
            "{\"a\":\"b\",\"b\":\"\\")) {
      assertMask(constraint, text);
    }
  }

  private void assertMask(Constraint constraint, String text) {
    Matcher matcher = constraint.newMatcher();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      matcher.advance(token(new byte[] {b}));
    }
    assertEquals(text.length(), matcher.length(), text);
    TokenMask mask = constraint.newMask();
    for (int round = 0; round < 2; round++) { // new, then known
      matcher.fillMask(mask);
      for (int token = 0; token < vocabulary.size(); token++) {
        assertEquals(
            matcher.allows(token), mask.allows(token), text + " | " + vocabulary.text(token));
      }
    }
  }

  private int token(byte[] bytes) {
    for (int token = 1; token < vocabulary.size(); token++) {
      if (Arrays.equals(vocabulary.bytes(token), bytes)) {
        return token;
      }
    }
    throw new AssertionError(new String(bytes, StandardCharsets.UTF_8));
  }

  /** All texts of up to seven of the letters, and what else the texts need. */
  private static Vocabulary vocabulary() {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int i = 0; texts.get(i).length() < LENGTH; i++) {
      for (char letter : LETTERS.toCharArray()) {
        texts.add(texts.get(i) + letter);
      }
    }
    texts.addAll(List.of("{", "}", "b", "\\", "\"b\":\"b\",\"b\"", "\\\"\",\"b\":\"b\",\"b\":"));
    List<byte[]> tokens =
        new ArrayList<>(texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList());
    return Vocabulary.of(tokens, Map.of(0, "</s>"));
  }
}
