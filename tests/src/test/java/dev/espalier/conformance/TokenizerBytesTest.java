package dev.espalier.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.espalier.engine.Tokenizer;
import dev.espalier.engine.djl.DjlModel;
import dev.espalier.engine.djl.HuggingFaceTokenizers;
import dev.espalier.masking.Vocabulary;
import dev.espalier.testkit.SharedData;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The bytes of the tokens of a text, joined, are the text: for 10,000 texts of every sort and each
 * real tokenizer in a directory {@code shared/tokenizers} beside the project, and the embedded one.
 * SentencePiece puts a space in front, and reads U+2581 as a space, which is how it writes spaces.
 */
class TokenizerBytesTest {
  private static final int TEXTS = 10_000;
  private static final List<String> PIECES =
      List.of(
          "{\"name\": \"Ada\", \"age\": 36}",
          "[1, -2.5e10, true, null]",
          "\\u00e9\\n\\\"",
          "  ",
          "\n",
          "\t",
          "\r\n",
          "\n\n    ",
          " the",
          "The",
          "don't",
          "naïve",
          "Straße",
          "日本語",
          "한국어",
          "العربية",
          "हिन्दी",
          "ไทย",
          "🙂",
          "👩‍👩‍👧",
          "🇫🇷",
          "e\u0301",
          "\u00a0",
          "\u2028",
          "\ufeff",
          "\u2581",
          "▁▁a",
          "\u0000",
          "\u0001",
          "\u001f",
          "\u007f",
          "\u0085",
          "\u200d",
          "\ufffd",
          "\uffff",
          "\u0120",
          "\u010a",
          "<0x41>",
          "<|",
          "|>",
          "</",
          "public static void",
          "i++;",
          "0123456789",
          "3.14159",
          "========",
          "$$$",
          "http://a.b/c?d=e&f#g",
          "%20",
          "💣💣💣💣");

  @ParameterizedTest
  @ValueSource(strings = {"llama3", "mistral-v1", "gpt2-byte-level"})
  void tokensOfRealTokenizersJoinToTheText(String name) {
    Path file = tokenizer(name);
    tokensJoinToTheText(Vocabulary.ofTokenizerJson(file), HuggingFaceTokenizers.load(file));
  }

  @Test
  void tokensOfTheEmbeddedTokenizerJoinToTheText() {
    try (DjlModel model = DjlModel.embedded()) {
      tokensJoinToTheText(model.vocabulary(), model.tokenizer());
    }
  }

  private static void tokensJoinToTheText(Vocabulary vocabulary, Tokenizer tokenizer) {
    SplittableRandom random = new SplittableRandom(11);
    for (int i = 0; i < TEXTS; i++) {
      String text = text(random);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      for (int token : tokenizer.encode(text)) {
        assertTrue(vocabulary.length(token) > 0, () -> "no bytes for token " + token);
        vocabulary.writeTo(token, bytes);
      }
      String joined = bytes.toString(StandardCharsets.UTF_8);
      if (joined.length() == text.length() + 1 && joined.startsWith(" ")) { // SentencePiece
        assertEquals(text.replace('\u2581', ' '), joined.substring(1));
      } else {
        assertEquals(text, joined);
      }
    }
  }

  private static String text(SplittableRandom random) {
    StringBuilder text = new StringBuilder();
    for (int parts = random.nextInt(12); parts > 0; parts--) {
      switch (random.nextInt(4)) {
        case 0 -> text.append(PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> text.append((char) random.nextInt(' ', 0x7f));
        case 2 -> text.appendCodePoint(scalar(random, 0x3000));
        default -> text.appendCodePoint(scalar(random, Character.MAX_CODE_POINT + 1));
      }
    }
    return text.toString();
  }

  private static int scalar(SplittableRandom random, int bound) {
    int codePoint;
    do {
      codePoint = random.nextInt(bound);
    } while (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    return codePoint;
  }

  private static Path tokenizer(String name) {
    Optional<Path> found = SharedData.find("tokenizers/" + name);
    assumeTrue(found.isPresent(), "no shared/tokenizers/" + name + " beside the project");
    return found.orElseThrow();
  }
}
