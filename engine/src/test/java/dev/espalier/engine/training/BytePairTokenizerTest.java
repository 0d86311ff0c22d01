package dev.espalier.engine.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class BytePairTokenizerTest {
  static final BytePairTokenizer TOKENIZER = trained();

  private static BytePairTokenizer trained() {
    TrainingTexts texts = new TrainingTexts(3);
    List<String> sample = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      sample.add(texts.text(i).prompt());
      sample.add(texts.text(i).json());
    }
    return BytePairTrainer.train(sample, 600);
  }

  @Test
  void theMostFrequentPairIsJoinedFirst() {
    BytePairTokenizer tokenizer = BytePairTrainer.train(List.of("abab abab cd"), 259);
    assertEquals(259, tokenizer.vocabularySize());
    assertEquals("ab", new String(tokenizer.bytes(257), StandardCharsets.UTF_8));
    assertEquals("abab", new String(tokenizer.bytes(258), StandardCharsets.UTF_8));
    assertArrayEquals(new int[] {258, 1 + ' ', 257, 1 + 'c'}, tokenizer.encode("abab abc"));
  }

  @Test
  void rarePairsAreNotJoined() {
    assertEquals(257, BytePairTrainer.train(List.of("xyz"), 1_000).vocabularySize());
    assertThrows(IllegalArgumentException.class, () -> BytePairTrainer.train(List.of("xyz"), 256));
  }

  @Test
  void wordsAreCutTheSameWayEverywhere() {
    int[] word = TOKENIZER.encode("Lovelace");
    for (String frame :
        new String[] {"Ada %s, 36", "\"%s\"", "{\"name\":\"%s\"}", "%s\n", "7%s7"}) {
      String before = frame.substring(0, frame.indexOf('%'));
      int[] whole = TOKENIZER.encode(String.format(frame, "Lovelace"));
      int start = TOKENIZER.encode(before).length;
      for (int i = 0; i < word.length; i++) {
        assertEquals(word[i], whole[start + i], frame);
      }
    }
  }

  @Test
  void digitsStandAlone() {
    assertEquals(4, TOKENIZER.encode("1815").length);
  }

  @Test
  void textsBecomeShort() {
    String text = new TrainingTexts(4).text(0).prompt();
    assertTrue(TOKENIZER.encode(text).length < 0.6 * text.length());
  }
}
