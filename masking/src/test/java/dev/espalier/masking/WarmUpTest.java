package dev.espalier.masking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.schema.Whitespace;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WarmUpTest {
  private static Vocabulary bytes() {
    List<byte[]> tokens = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      tokens.add(new byte[] {(byte) b});
    }
    return Vocabulary.of(tokens, Map.of(256, "</s>"));
  }

  @Test
  void samplesAllowTheirTexts() {
    for (WarmUpSample sample : WarmUpSample.all()) {
      Constraint constraint = Constraint.compile(sample.parse(), bytes());
      for (String text : sample.texts()) {
        assertTrue(!takesAllTexts(sample) || accepts(constraint, text), () -> sample + text);
      }
    }
  }

  /** Those whose whitespace is bounded refuse some on the way, which has to be fast as well. */
  private static boolean takesAllTexts(WarmUpSample sample) {
    return sample.options().map(o -> o.whitespace() == Whitespace.FLEXIBLE).orElse(true);
  }

  private static boolean accepts(Constraint constraint, String text) {
    Matcher matcher = constraint.newMatcher();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (!matcher.advance(b & 0xff)) {
        return false;
      }
    }
    return matcher.isComplete();
  }

  @Test
  void stopsWhenTheTimeIsUp() {
    WarmUp.Result none = WarmUp.run(bytes(), Duration.ZERO);
    assertEquals(0, none.masks());
    WarmUp.Result some = WarmUp.run(bytes(), Duration.ofMillis(200));
    assertTrue(some.rounds() >= 1 && some.masks() >= 1, some::toString);
  }

  @Test
  void aVocabularyWithoutTheTextsIsWarmedUpAsFarAsItGoes() {
    Vocabulary small = Vocabulary.of(List.of(new byte[] {'x'}), Map.of(1, "</s>"));
    WarmUp.Result result = WarmUp.run(small, Duration.ofMillis(20));
    assertTrue(result.rounds() >= 1);
  }
}
