package dev.espalier.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

final class TextStreamProperties {
  @Property(tries = 200)
  void bytesOneByOneGiveTheText(@ForAll String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    TextStream stream = new TextStream();
    StringBuilder pieces = new StringBuilder();
    for (byte b : bytes) {
      pieces.append(stream.append(new byte[] {b}));
    }
    assertEquals(new String(bytes, StandardCharsets.UTF_8), stream.text());
    assertEquals(stream.text(), pieces.toString());
  }
}
