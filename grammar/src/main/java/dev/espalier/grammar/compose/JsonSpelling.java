package dev.espalier.grammar.compose;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How the characters of a text are written inside a JSON string (RFC 8259, section 7).
 *
 * <p>A spelled text has exactly one value and no spelling of a character begins another one, so
 * every operation on expressions carries over: complement within the spelled texts, the longest
 * match of a lexicon, everything.
 */
public enum JsonSpelling {
  /** In every way that JSON allows: {@code "}, {@code \n}, {@code \}{@code u000A}. */
  ANY,

  /**
   * In one way, that of {@code JSON.stringify}: as itself where JSON allows that, else by a short
   * escape, else by four lower-case digits.
   */
  CANONICAL;

  private static final String SHORT = "\"\\bfnrt";
  private static final String SHORT_VALUES = "\"\\\b\f\n\r\t";
  private static final CodePointSet ESCAPED = CodePointSet.ofRanges(0, 0x1F, '"', '"', '\\', '\\');
  private static final Regex CANONICAL_CHAR = CANONICAL.spelled(CodePointSet.ALL);

  /**
   * The spelled texts of {@code regex}. What is spelled already is spelled once more.
   *
   * @throws IllegalArgumentException if it has digits that make a multiple and they may be spelled
   *     in any way
   */
  Regex spelled(Regex regex) {
    return switch (regex) {
      case Regex.Nothing nothing -> nothing;
      case Regex.Chars(CodePointSet set) -> spelled(set);
      case Regex.JsonChars(CodePointSet set) -> spelled(WrittenOut.of(set));
      case Regex.Literal(String text) -> spelled(text);
      case Regex.Concat(List<Regex> operands) -> Regex.concat(spelled(operands));
      case Regex.Alternation(List<Regex> operands) -> Regex.anyOf(spelled(operands));
      case Regex.Intersection(List<Regex> operands) -> Regex.allOf(spelled(operands));
      case Regex.Complement(Regex operand) ->
          Regex.allOf(Regex.star(anyChar()), Regex.not(spelled(operand)));
      case Regex.Repeat(Regex operand, int min, int max) ->
          Regex.repeat(spelled(operand), min, max);
      case Regex.Multiple multiple -> {
        if (this == ANY) {
          throw new IllegalArgumentException(
              "multiples cannot be spelled in any way; use JsonSpelling.CANONICAL: " + multiple);
        }
        yield multiple;
      }
    };
  }

  private List<Regex> spelled(List<Regex> operands) {
    return operands.stream().map(this::spelled).toList();
  }

  private Regex anyChar() {
    return this == ANY ? Regex.jsonChars(CodePointSet.ALL) : CANONICAL_CHAR;
  }

  private Regex spelled(CodePointSet set) {
    if (this == ANY) {
      return Regex.jsonChars(set);
    }
    List<Regex> spellings = new ArrayList<>();
    spellings.add(Regex.chars(set.minus(ESCAPED)));
    CodePointSet escaped = set.intersect(ESCAPED);
    for (int i = 0; i < escaped.rangeCount(); i++) {
      for (int c = escaped.first(i); c <= escaped.last(i); c++) {
        spellings.add(Regex.literal(canonical(c)));
      }
    }
    return Regex.anyOf(spellings);
  }

  private Regex spelled(String text) {
    return this == ANY
        ? Regex.concat(
            text.codePoints().mapToObj(c -> Regex.jsonChars(CodePointSet.of(c))).toList())
        : Regex.literal(
            text.codePoints().mapToObj(JsonSpelling::canonical).collect(Collectors.joining()));
  }

  private static String canonical(int codePoint) {
    int known = SHORT_VALUES.indexOf(codePoint);
    if (known >= 0) {
      return "\\" + SHORT.charAt(known);
    }
    return codePoint < 0x20 ? String.format("\\u%04x", codePoint) : Character.toString(codePoint);
  }
}
