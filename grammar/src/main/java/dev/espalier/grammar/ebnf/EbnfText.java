package dev.espalier.grammar.ebnf;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.GrammarSyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads the characters of a literal or a class, escapes and all. Used once, by one thread. */
final class EbnfText {
  private static final String ESCAPES = "nrtbfav0e";
  private static final String ESCAPED = "\n\r\t\b\f\u0007\u000B\0\u001B";
  private static final String THEMSELVES = "\"\\/'?";
  private static final String THEMSELVES_IN_CLASSES = "^$.*+()[]{}|-";
  private static final String SHORTHANDS = "dDsSwW";
  private static final Pattern CONSTRAINT = Pattern.compile("(?i)\\s*(wfc|vc|nsc)\\s*:.*");

  private final int[] text;
  private final String position;
  private int next;

  /**
   * @param text without the quotes or brackets
   * @param position of the literal or class
   */
  EbnfText(String text, String position) {
    this.text = text.codePoints().toArray();
    this.position = position;
  }

  /** The whole as a literal with escapes. */
  String literal() {
    StringBuilder out = new StringBuilder();
    while (next < text.length) {
      out.appendCodePoint(scalar(character(THEMSELVES)));
    }
    return out.toString();
  }

  /** The whole as a literal without escapes. */
  String plain() {
    StringBuilder out = new StringBuilder();
    for (int codePoint : text) {
      out.appendCodePoint(scalar(codePoint));
    }
    return out.toString();
  }

  private int scalar(int codePoint) {
    if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
      throw error(String.format("U+%04X is a surrogate, no character", codePoint));
    }
    return codePoint;
  }

  /** The whole as the inside of a class, with the caret if there is one. */
  CodePointSet characterClass() {
    if (CONSTRAINT.matcher(new String(text, 0, text.length)).matches()) {
      throw error("constraints such as '[wfc: ...]' are not supported; make it a comment");
    }
    boolean negated = text.length > 0 && text[0] == '^';
    next = negated ? 1 : 0;
    if (text.length == 0) {
      throw error("an empty character class; use '[^]' for any character");
    }
    List<Integer> ranges = new ArrayList<>();
    while (next < text.length) {
      int first = member();
      int last = first;
      if (next + 1 < text.length && text[next] == '-') {
        next++;
        last = member();
      }
      if (first > last) {
        throw error(
            String.format("a range of characters out of order, U+%04X > U+%04X", first, last));
      }
      ranges.add(first);
      ranges.add(last);
    }
    CodePointSet set = CodePointSet.ofRanges(ranges.stream().mapToInt(Integer::intValue).toArray());
    return negated ? set.complement() : set;
  }

  private int member() {
    boolean numbered =
        next + 2 < text.length
            && text[next] == '#'
            && text[next + 1] == 'x'
            && digit(next + 2) >= 0;
    if (!numbered) {
      return character(THEMSELVES + THEMSELVES_IN_CLASSES);
    }
    next += 2;
    return hex(1, Integer.MAX_VALUE);
  }

  /** The code point that is {@code text}, hexadecimal digits alone. */
  int codePoint() {
    return scalar(hex(1, Integer.MAX_VALUE));
  }

  private int character(String themselves) {
    int codePoint = text[next++];
    if (codePoint != '\\') {
      return codePoint;
    }
    int escape = text[next++];
    int control = ESCAPES.indexOf(escape);
    if (control >= 0) {
      return ESCAPED.charAt(control);
    }
    if (themselves.indexOf(escape) >= 0) {
      return escape;
    }
    return switch (escape) {
      case 'x' -> hex(1, Integer.MAX_VALUE);
      case 'u' -> hex(4, 4);
      case 'U' -> hex(8, 8);
      default -> {
        String name = "'\\" + Character.toString(escape) + "'";
        throw error(
            SHORTHANDS.indexOf(escape) >= 0
                ? name + " is not supported; write the ranges, such as '[0-9]'"
                : "unknown escape " + name);
      }
    };
  }

  private int hex(int least, int most) {
    long value = 0;
    int digits = 0;
    while (digits < most && digit(next) >= 0) {
      value = Math.min(16 * value + digit(next), Integer.MAX_VALUE);
      next++;
      digits++;
    }
    if (digits < least) {
      throw error("expected " + least + " hexadecimal digits but found " + digits);
    }
    if (value > CodePointSet.MAX) {
      throw error(String.format("U+%X is no code point, the last is U+10FFFF", value));
    }
    return (int) value;
  }

  private int digit(int index) {
    return index < text.length && text[index] < 0x80 ? Character.digit(text[index], 16) : -1;
  }

  private GrammarSyntaxException error(String problem) {
    return new GrammarSyntaxException(position, problem);
  }
}
