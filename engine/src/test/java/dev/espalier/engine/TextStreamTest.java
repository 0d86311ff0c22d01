package dev.espalier.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

final class TextStreamTest {
  @Test
  void charactersAppearWhenTheyAreComplete() {
    TextStream stream = new TextStream();
    assertEquals("a", stream.append(new byte[] {'a', (byte) 0xf0, (byte) 0x9f}));
    assertEquals("", stream.append(new byte[] {(byte) 0x99}));
    assertEquals("a", stream.text());
    assertEquals("🙂b", stream.append(new byte[] {(byte) 0x82, 'b'}));
    assertEquals("a🙂b", stream.text());
  }

  @Test
  void brokenBytesBecomeReplacementCharacters() {
    TextStream stream = new TextStream();
    assertEquals("\ufffdx", stream.append(new byte[] {(byte) 0xff, 'x'}));
  }

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
