package dev.espalier.engine;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns the bytes of tokens into text as they come: a character appears when its last byte is
 * there, and goes when that is taken back. Mutable; one thread.
 */
final class TextStream {
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPLACE)
          .onUnmappableCharacter(CodingErrorAction.REPLACE);
  private final StringBuilder text = new StringBuilder();
  private final List<Mark> marks = new ArrayList<>(); // before each of the bytes added
  private byte[] rest = {};

  private record Mark(int length, byte[] rest) {}

  /** Adds bytes; the text that they complete. */
  String append(byte[] bytes) {
    marks.add(new Mark(text.length(), rest));
    ByteBuffer in = ByteBuffer.allocate(rest.length + bytes.length).put(rest).put(bytes).flip();
    CharBuffer out = CharBuffer.allocate(in.remaining());
    decoder.decode(in, out, false);
    rest = new byte[in.remaining()];
    in.get(rest);
    String piece = out.flip().toString();
    text.append(piece);
    return piece;
  }

  /** Takes back what was added last; whether that had completed any text. */
  boolean takeBack() {
    Mark last = marks.removeLast();
    boolean shorter = last.length < text.length();
    text.setLength(last.length);
    rest = last.rest;
    return shorter;
  }

  /** All text so far, without bytes of a character that is not complete. */
  String text() {
    return text.toString();
  }
}
