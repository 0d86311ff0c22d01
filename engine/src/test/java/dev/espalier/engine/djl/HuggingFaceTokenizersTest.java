package dev.espalier.engine.djl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.engine.ModelException;
import dev.espalier.engine.Tokenizer;
import dev.espalier.engine.training.BytePairTokenizer;
import dev.espalier.engine.training.BytePairTrainer;
import dev.espalier.engine.training.TokenizerJson;
import dev.espalier.engine.training.TrainingText;
import dev.espalier.engine.training.TrainingTexts;
import dev.espalier.masking.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class HuggingFaceTokenizersTest {
  private static final List<String> STRANGE =
      List.of(
          "",
          " ",
          "\n\n\tx",
          "Zoë Łukasz São Paulo 東京 नमस्ते 🙂👍🏽",
          "a_b-c.d@e/f\\g\"h'i",
          "0123456789 ½ ² ٣",
          "e\u0301 \u00ad\u200b",
          "\u0000\u0001\u007f\u0080",
          "<|end|",
          "  leading and trailing  ");

  @TempDir Path directory;

  @Test
  void theLibraryEncodesAsTheTrainerDoes() throws IOException {
    TrainingTexts texts = new TrainingTexts(3);
    List<String> sample = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      TrainingText text = texts.text(i);
      sample.add(text.prompt());
      sample.add(text.json());
    }
    BytePairTokenizer trained = BytePairTrainer.train(sample, 700);
    Path file = directory.resolve("tokenizer.json");
    Files.writeString(file, TokenizerJson.write(trained));
    Tokenizer library = HuggingFaceTokenizers.load(file);
    Vocabulary vocabulary = Vocabulary.ofTokenizerJson(file);
    assertEquals(trained.vocabularySize(), vocabulary.size());
    for (int token = 0; token < vocabulary.size(); token++) {
      assertArrayEquals(trained.bytes(token), vocabulary.bytes(token), "token " + token);
    }
    sample.addAll(STRANGE);
    for (String text : sample) {
      assertArrayEquals(trained.encode(text), library.encode(text), text);
      assertEquals(text, library.decode(library.encode(text)));
    }
    assertArrayEquals(library.encode("x"), HuggingFaceTokenizers.load(directory).encode("x"));
  }

  @Test
  void specialTokensAreReadAndLeftOut() {
    TinyModel.usual(1).write(directory);
    Tokenizer tokenizer = HuggingFaceTokenizers.load(directory);
    int[] tokens = tokenizer.encode("London" + BytePairTokenizer.END_TEXT);
    assertEquals(BytePairTokenizer.END, tokens[tokens.length - 1]);
    assertEquals("London", tokenizer.decode(tokens));
  }

  @Test
  void longTextsAreNotTruncated() {
    TinyModel.usual(1).write(directory);
    assertTrue(
        HuggingFaceTokenizers.load(directory).encode("London ".repeat(5_000)).length > 9_999);
  }

  @Test
  void whatIsNoTokenizerIsRefused() throws IOException {
    Path file = directory.resolve("tokenizer.json");
    assertRefused(file, "no such file");
    assertRefused(directory, "no such file");
    for (String text :
        List.of("", "{", "[]", "{}", "{\"model\": 3}", "{\"model\":{\"type\":\"X\"}}")) {
      Files.writeString(file, text);
      assertRefused(file, file + ": ");
    }
  }

  private static void assertRefused(Path path, String problem) {
    ModelException e = assertThrows(ModelException.class, () -> HuggingFaceTokenizers.load(path));
    assertTrue(e.getMessage().contains(problem), e.getMessage());
  }
}
