package dev.espalier.automata.derivative;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;

/**
 * The 256 bytes in classes, so that no expression of a grammar tells two bytes of a class apart.
 *
 * <pre>
 *   classOf        | byte 0x00 .. 0xff -> class 0 .. count - 1
 *   representative | class -> its least byte
 * </pre>
 *
 * Classes are intervals of bytes: a boundary stands wherever some literal byte, some end of a
 * code-point range or some structural point of UTF-8 does. Memory: under 1.5 KB. Immutable; any
 * thread.
 */
public final class ByteClasses {
  private static final int[] UTF8_BOUNDARIES = {
    0x80, 0x90, 0xA0, 0xC0, 0xC2, 0xE0, 0xE1, 0xED, 0xEE, 0xF0, 0xF1, 0xF4, 0xF5
  };

  private static final String ESCAPE_BYTES = "\"\\/bfnrtu0123456789abcdefABCDEF";

  private static final String NUMBER_BYTES = ".0123456789";

  private final byte[] classOf = new byte[256];
  private final int[] representative;

  private ByteClasses(boolean[] boundary) {
    int count = 0;
    int[] least = new int[256];
    for (int b = 0; b < 256; b++) {
      if (b == 0 || boundary[b]) {
        least[count++] = b;
      }
      classOf[b] = (byte) (count - 1);
    }
    representative = Arrays.copyOf(least, count);
  }

  /** The classes for everything that occurs in {@code terminals}. Linear in their size. */
  public static ByteClasses of(Collection<Regex> terminals) {
    boolean[] boundary = new boolean[257];
    for (int b : UTF8_BOUNDARIES) {
      boundary[b] = true;
    }
    Set<CodePointSet> seen = new HashSet<>();
    Deque<Regex> todo = new ArrayDeque<>(terminals);
    while (!todo.isEmpty()) {
      switch (todo.pop()) {
        case Regex.Nothing nothing -> {}
        case Regex.Multiple multiple -> {
          for (int i = 0; i < NUMBER_BYTES.length(); i++) {
            mark(boundary, (byte) NUMBER_BYTES.charAt(i));
          }
        }
        case Regex.Chars(CodePointSet set) -> mark(boundary, set, seen);
        case Regex.JsonChars(CodePointSet set) -> {
          mark(boundary, set, seen);
          mark(boundary, JsonEscapes.RAW, seen);
          for (int i = 0; i < ESCAPE_BYTES.length(); i++) {
            mark(boundary, (byte) ESCAPE_BYTES.charAt(i));
          }
        }
        case Regex.Literal(String text) -> {
          for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            mark(boundary, b);
          }
        }
        case Regex.Concat(var operands) -> operands.forEach(todo::push);
        case Regex.Alternation(var operands) -> operands.forEach(todo::push);
        case Regex.Intersection(var operands) -> operands.forEach(todo::push);
        case Regex.Complement(var operand) -> todo.push(operand);
        case Regex.Repeat(var operand, int min, int max) -> todo.push(operand);
      }
    }
    return new ByteClasses(boundary);
  }

  private static void mark(boolean[] boundary, CodePointSet set, Set<CodePointSet> seen) {
    if (seen.add(set)) {
      for (int i = 0; i < set.rangeCount(); i++) {
        mark(boundary, set.first(i));
        mark(boundary, set.last(i));
      }
    }
  }

  private static void mark(boolean[] boundary, int codePoint) {
    if (codePoint < CodePointSet.FIRST_TOKEN) {
      for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
        mark(boundary, b);
      }
    } else {
      for (int i = 0; i < TokenBytes.COUNT; i++) {
        mark(boundary, (byte) TokenBytes.of(codePoint - CodePointSet.FIRST_TOKEN, i));
      }
    }
  }

  private static void mark(boolean[] boundary, byte b) {
    boundary[b & 0xff] = true;
    boundary[(b & 0xff) + 1] = true;
  }

  public int count() {
    return representative.length;
  }

  /** The class of {@code b} (0..255). O(1). */
  public int of(int b) {
    return classOf[b] & 0xff;
  }

  /** The least byte of class {@code c}. O(1). */
  public int representative(int c) {
    return representative[c];
  }

  /** A copy of the table byte -> class, as unsigned bytes. */
  public byte[] table() {
    return classOf.clone();
  }
}
