package dev.espalier.grammar.gbnf;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.GrammarSyntaxException;
import java.util.ArrayList;
import java.util.List;

/** Reads the characters of a literal or a class, escapes and all. Used once, by one thread. */
final class GbnfText {
  private final int[] text;
  private final String position;
  private int next;

  /**
   * @param text without the quotes or brackets
   * @param position of the literal or class
   */
  GbnfText(String text, String position) {
    this.text = text.codePoints().toArray();
    this.position = position;
  }

  /** The whole as a literal. */
  String literal() {
    StringBuilder out = new StringBuilder();
    while (next < text.length) {
      int codePoint = character();
      if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
        throw new GrammarSyntaxException(
            position,
            String.format("U+%04X is a surrogate, no character; use \\UHHHHHHHH", codePoint));
      }
      out.appendCodePoint(codePoint);
    }
    return out.toString();
  }

  /** The whole as the inside of a class, with the caret if there is one. */
  CodePointSet characterClass() {
    boolean negated = text.length > 0 && text[0] == '^';
    next = negated ? 1 : 0;
    if (next == text.length) {
      throw new GrammarSyntaxException(position, "an empty character class; use '.' for any");
    }
    List<Integer> ranges = new ArrayList<>();
    while (next < text.length) {
      int first = character();
      int last = first;
      if (next + 1 < text.length && text[next] == '-') {
        next++;
        last = character();
      }
      if (first > last) {
        throw new GrammarSyntaxException(
            position,
            String.format("a range of characters out of order, U+%04X > U+%04X", first, last));
      }
      ranges.add(first);
      ranges.add(last);
    }
    CodePointSet set = CodePointSet.ofRanges(ranges.stream().mapToInt(Integer::intValue).toArray());
    return negated ? set.complement() : set;
  }

  private int character() {
    int codePoint = text[next++];
    if (codePoint != '\\') {
      return codePoint;
    }
    int escape = text[next++];
    return switch (escape) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case '\\', '"', '[', ']', '-' -> escape;
      case 'x' -> hex(2);
      case 'u' -> hex(4);
      case 'U' -> hex(8);
      default ->
          throw new GrammarSyntaxException(
              position, "unknown escape '\\" + Character.toString(escape) + "'");
    };
  }

  private int hex(int digits) {
    long value = 0;
    for (int i = 0; i < digits; i++) {
      int digit = next < text.length && text[next] < 0x80 ? Character.digit(text[next], 16) : -1;
      if (digit < 0) {
        throw new GrammarSyntaxException(
            position, "expected " + digits + " hexadecimal digits in an escape but found " + i);
      }
      value = 16 * value + digit;
      next++;
    }
    if (value > CodePointSet.MAX) {
      throw new GrammarSyntaxException(
          position, String.format("U+%X is no code point, the last is U+10FFFF", value));
    }
    return (int) value;
  }
}
