package dev.espalier.engine.training;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class BytePairTokenizerProperties {
  @Property(tries = 300)
  void decodingUndoesEncoding(@ForAll String text) {
    String valid = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    assertEquals(
        valid,
        BytePairTokenizerTest.TOKENIZER.decode(BytePairTokenizerTest.TOKENIZER.encode(valid)));
  }
}
