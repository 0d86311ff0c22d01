package dev.espalier.grammar.schema;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * From regular expressions over the value of a string to regular expressions over its JSON text
 * (RFC 8259, section 7), without the quotes.
 *
 * <p>A code point has up to four spellings, see {@link Regex.JsonChars}. A spelled text has exactly
 * one value, so intersection commutes with spelling; under a complement every spelling counts,
 * unless the texts it is taken from have canonical spellings only. Texts that we choose ourselves
 * have one canonical spelling.
 */
final class JsonStrings {
  private static final String SHORT = "\"\\/bfnrt";
  private static final int[] SHORT_VALUES = {'"', '\\', '/', '\b', '\f', '\n', '\r', '\t'};
  private static final CodePointSet ESCAPED = CodePointSet.ofRanges(0, 0x1F, '"', '"', '\\', '\\');

  /** One code point of a string, in any spelling. */
  private static final Regex ANY_CHAR = Regex.jsonChars(CodePointSet.ALL);

  /** One code point of a string, in its canonical spelling. */
  private static final Regex CANONICAL_CHAR =
      Regex.anyOf(
          Regex.chars(ESCAPED.complement()),
          Regex.concat(
              Regex.literal("\\"),
              Regex.anyOf(
                  Regex.chars(CodePointSet.of('"', '\\', 'b', 'f', 'n', 'r', 't')),
                  Regex.concat(
                      Regex.literal("u00"),
                      Regex.anyOf(
                          Regex.concat(
                              Regex.literal("0"),
                              Regex.chars(CodePointSet.ofRanges('0', '7', 'b', 'b', 'e', 'f'))),
                          Regex.concat(
                              Regex.literal("1"),
                              Regex.chars(CodePointSet.ofRanges('0', '9', 'a', 'f'))))))));

  private JsonStrings() {}

  /** All strings of so many code points. */
  static Regex ofLength(Count length) {
    return Regex.repeat(ANY_CHAR, length.min(), length.max());
  }

  /** The spelled texts of the values that {@code regex} matches; each value has at least one. */
  static Regex encode(Regex regex) {
    return encode(regex, false);
  }

  /** The canonical spellings of the values that {@code regex} matches. */
  static Regex canonical(Regex regex) {
    return switch (regex) {
      case Regex.Nothing nothing -> nothing;
      case Regex.Chars(CodePointSet set) -> canonical(set);
      case Regex.JsonChars spelled ->
          throw new IllegalArgumentException("not over the value of a string: " + spelled);
      case Regex.Multiple digits ->
          throw new IllegalArgumentException("not over the value of a string: " + digits);
      case Regex.Literal(String text) -> Regex.literal(content(text));
      case Regex.Concat(List<Regex> operands) -> Regex.concat(canonical(operands));
      case Regex.Alternation(List<Regex> operands) -> Regex.anyOf(canonical(operands));
      case Regex.Intersection(List<Regex> operands) -> Regex.allOf(canonical(operands));
      case Regex.Complement(Regex operand) ->
          Regex.allOf(Regex.star(CANONICAL_CHAR), Regex.not(canonical(operand)));
      case Regex.Repeat(Regex operand, int min, int max) ->
          Regex.repeat(canonical(operand), min, max);
    };
  }

  private static List<Regex> canonical(List<Regex> operands) {
    return operands.stream().map(JsonStrings::canonical).toList();
  }

  private static Regex canonical(CodePointSet set) {
    if (set.equals(CodePointSet.ALL)) {
      return CANONICAL_CHAR;
    }
    List<Integer> letters = new ArrayList<>(); // of short escapes
    List<Integer> low = new ArrayList<>(); // last digits of escapes that begin with 000
    List<Integer> high = new ArrayList<>(); // and with 001
    CodePointSet escaped = set.intersect(ESCAPED);
    for (int i = 0; i < escaped.rangeCount(); i++) {
      for (int c = escaped.first(i); c <= escaped.last(i); c++) {
        int letter = shortEscape(c);
        if (letter >= 0) {
          letters.add((int) SHORT.charAt(letter));
        } else {
          (c < 0x10 ? low : high).add((int) Character.forDigit(c & 0xF, 16));
        }
      }
    }
    Regex digits =
        Regex.concat(
            Regex.literal("u00"),
            Regex.anyOf(
                Regex.concat(Regex.literal("0"), chars(low)),
                Regex.concat(Regex.literal("1"), chars(high))));
    return Regex.anyOf(
        Regex.chars(set.intersect(ESCAPED.complement())),
        Regex.concat(Regex.literal("\\"), Regex.anyOf(chars(letters), digits)));
  }

  private static Regex chars(List<Integer> codePoints) {
    return Regex.chars(CodePointSet.of(codePoints.stream().mapToInt(c -> c).toArray()));
  }

  /** The canonical spellings of the given strings, at least one. */
  static Regex oneOf(Collection<String> values) {
    return Regex.anyOf(values.stream().map(value -> Regex.literal(content(value))).toList());
  }

  /** The canonical spelling of {@code value}, in quotes. */
  static String quoted(String value) {
    StringBuilder out = new StringBuilder(value.length() + 2).append('"');
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      i += Character.charCount(c);
      int escape = shortEscape(c);
      if (escape >= 0 && c != '/') {
        out.append('\\').append(SHORT.charAt(escape));
      } else if (c < 0x20 || (c >= 0xD800 && c <= 0xDFFF)) {
        out.append(String.format("\\u%04x", c));
      } else {
        out.appendCodePoint(c);
      }
    }
    return out.append('"').toString();
  }

  /** The canonical spelling of {@code value} without quotes. */
  private static String content(String value) {
    String quoted = quoted(value);
    return quoted.substring(1, quoted.length() - 1);
  }

  private static int shortEscape(int codePoint) {
    for (int i = 0; i < SHORT_VALUES.length; i++) {
      if (SHORT_VALUES[i] == codePoint) {
        return i;
      }
    }
    return -1;
  }

  private static Regex encode(Regex regex, boolean all) {
    return switch (regex) {
      case Regex.Nothing nothing -> nothing;
      case Regex.Chars(CodePointSet set) -> Regex.jsonChars(set);
      case Regex.JsonChars spelled -> spelled;
      case Regex.Multiple multiple ->
          throw new IllegalArgumentException("not over the value of a string: " + multiple);
      case Regex.Literal(String text) -> {
        if (!all) {
          yield Regex.literal(content(text));
        }
        yield Regex.concat(
            text.codePoints().mapToObj(c -> Regex.jsonChars(CodePointSet.of(c))).toList());
      }
      case Regex.Concat(List<Regex> operands) -> Regex.concat(encode(operands, all));
      case Regex.Alternation(List<Regex> operands) -> Regex.anyOf(encode(operands, all));
      case Regex.Intersection(List<Regex> operands) -> intersection(operands, all);
      case Regex.Complement(Regex operand) ->
          Regex.allOf(ofLength(Count.ANY), Regex.not(encode(operand, true)));
      case Regex.Repeat(Regex operand, int min, int max) ->
          Regex.repeat(encode(operand, all), min, max);
    };
  }

  /** Beside an operand of spelled texts alone, a complement need not be cut down to those. */
  private static Regex intersection(List<Regex> operands, boolean all) {
    boolean spelled = operands.stream().anyMatch(o -> !(o instanceof Regex.Complement));
    List<Regex> encoded = new ArrayList<>();
    for (Regex operand : operands) {
      encoded.add(
          spelled && operand instanceof Regex.Complement(Regex excluded)
              ? Regex.not(encode(excluded, true))
              : encode(operand, all));
    }
    return Regex.allOf(encoded);
  }

  private static List<Regex> encode(List<Regex> operands, boolean all) {
    return operands.stream().map(operand -> encode(operand, all)).toList();
  }
}
