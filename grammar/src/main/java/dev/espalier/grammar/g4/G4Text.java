package dev.espalier.grammar.g4;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.regex.CharacterProperties;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads the characters of a literal or a set, escapes and all. Used once, by one thread. */
final class G4Text {
  private final int[] text;
  private final String position;
  private int next;

  /**
   * @param text without the quotes or brackets
   * @param position of the literal or set
   */
  G4Text(String text, String position) {
    this.text = text.codePoints().toArray();
    this.position = position;
  }

  /** The whole as a literal; halves of a surrogate pair that are escaped one by one are joined. */
  String literal() {
    StringBuilder out = new StringBuilder();
    while (next < text.length) {
      int c = text[next++];
      if (c == '\\') {
        c = escaped("'");
      }
      if (c > 0xFFFF || !Character.isSurrogate((char) c)) {
        out.appendCodePoint(c);
      } else {
        out.append((char) c);
      }
    }
    return out.toString();
  }

  /** The whole as the inside of a set. */
  Ebnf.Characters set() {
    List<Integer> spans = new ArrayList<>();
    Set<String> properties = new LinkedHashSet<>();
    while (next < text.length) {
      if (text[next] == '\\' && next + 1 < text.length && (text[next + 1] | 0x20) == 'p') {
        properties.add(property());
        continue;
      }
      int first = character();
      int last = first;
      if (next + 1 < text.length && text[next] == '-') {
        next++;
        if (text[next] == '\\' && next + 1 < text.length && (text[next + 1] | 0x20) == 'p') {
          throw error("a property cannot end a range of characters");
        }
        last = character();
        if (last < first) {
          throw error(
              String.format("a range of characters out of order, U+%04X > U+%04X", first, last));
        }
      }
      spans.add(first);
      spans.add(last);
    }
    if (spans.isEmpty() && properties.isEmpty()) {
      throw error("an empty set of characters");
    }
    CodePointSet named = CodePointSet.EMPTY;
    for (String property : properties) {
      named = named.union(characters(property));
    }
    return new Ebnf.Characters(spans, named, position);
  }

  private int character() {
    int c = text[next++];
    return c == '\\' ? escaped("]-") : c;
  }

  /** What an escape behind a backslash stands for. */
  private int escaped(String special) {
    if (next == text.length) {
      throw error("a backslash with nothing behind it; use '\\\\'");
    }
    int c = text[next++];
    return switch (c) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'f' -> '\f';
      case '\\' -> '\\';
      case 'u' -> hex();
      default -> {
        if (special.indexOf(c) < 0) {
          throw error("unknown escape '\\" + Character.toString(c) + "'");
        }
        yield c;
      }
    };
  }

  private int hex() {
    boolean braces = next < text.length && text[next] == '{';
    int end = braces ? ++next : next + 4;
    while (braces && end < text.length && text[end] != '}') {
      end++;
    }
    if (end > text.length || braces && end == text.length || end == next || end - next > 8) {
      throw error("expected hexadecimal digits in an escape, as in '\\u00e9' and '\\u{1F600}'");
    }
    long value = 0;
    for (; next < end; next++) {
      int digit = text[next] < 0x80 ? Character.digit(text[next], 16) : -1;
      if (digit < 0) {
        throw error("expected hexadecimal digits in an escape, as in '\\u00e9' and '\\u{1F600}'");
      }
      value = 16 * value + digit;
    }
    next += braces ? 1 : 0;
    if (value > CodePointSet.MAX) {
      throw error(String.format("U+%X is no code point, the last is U+10FFFF", value));
    }
    return (int) value;
  }

  /** The property that begins here, with the letter in front that may negate it. */
  private String property() {
    int end = next + 2;
    while (end < text.length && text[end] != '}') {
      end++;
    }
    if (end == text.length || text[next + 2] != '{') {
      throw error("expected a property, as in '\\p{Lu}'");
    }
    String name = new String(text, next + 1, end - next - 1).replace("{", "");
    next = end + 1;
    return name;
  }

  private CodePointSet characters(String property) {
    String name = property.substring(1);
    CodePointSet set =
        CharacterProperties.named(name)
            .orElseThrow(() -> error("no property of characters is called '" + name + "'"));
    return property.startsWith("P") ? set.complement() : set;
  }

  private GrammarSyntaxException error(String problem) {
    return new GrammarSyntaxException(position, problem);
  }
}
