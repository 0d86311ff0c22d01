package dev.espalier.grammar.lark;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.GrammarSyntaxException;

/** Reads the escapes of a Lark string. Used once, by one thread. */
final class LarkText {
  private final int[] text;
  private final String position;
  private int next;

  private LarkText(String text, String position) {
    this.text = text.codePoints().toArray();
    this.position = position;
  }

  /**
   * What {@code string} says, which stands in quotes: {@code \n \r \t \f \b \\ \" \/ \xHH} and the
   * like. Before other characters a backslash stands for itself, as in Lark.
   *
   * @param position of the string
   */
  static String of(String string, String position) {
    return new LarkText(string.substring(1, string.lastIndexOf('"')), position).read();
  }

  /** Whether {@code string}, with its quotes, is followed by the flag for any case. */
  static boolean isInAnyCase(String string) {
    return string.endsWith("i");
  }

  private String read() {
    StringBuilder out = new StringBuilder();
    while (next < text.length) {
      int c = text[next++];
      if (c != '\\') {
        out.appendCodePoint(c);
        continue;
      }
      int escape = text[next++];
      switch (escape) {
        case 'n' -> out.append('\n');
        case 'r' -> out.append('\r');
        case 't' -> out.append('\t');
        case 'f' -> out.append('\f');
        case 'b' -> out.append('\b');
        case '\\', '"', '/' -> out.appendCodePoint(escape);
        case 'x' -> appendHex(out, 2);
        case 'u' -> appendHex(out, 4);
        case 'U' -> appendHex(out, 8);
        default -> out.append('\\').appendCodePoint(escape);
      }
    }
    return out.toString();
  }

  private void appendHex(StringBuilder out, int digits) {
    long value = hex(digits);
    if (digits == 4 && Character.isHighSurrogate((char) value) && isUnit(next)) {
      next += 2;
      value = Character.toCodePoint((char) value, (char) hex(4));
    }
    if (value > CodePointSet.MAX || !CodePointSet.ALL.contains((int) value)) {
      throw new GrammarSyntaxException(
          position, String.format("U+%04X in an escape is no character", value));
    }
    out.appendCodePoint((int) value);
  }

  /** Whether the low half of a pair of surrogates is written from {@code at} on. */
  private boolean isUnit(int at) {
    return at + 3 < text.length
        && text[at] == '\\'
        && text[at + 1] == 'u'
        && Character.toLowerCase(text[at + 2]) == 'd'
        && "cdef".indexOf(Character.toLowerCase(text[at + 3])) >= 0;
  }

  private long hex(int digits) {
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
    return value;
  }
}
