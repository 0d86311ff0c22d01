package dev.espalier.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
}
