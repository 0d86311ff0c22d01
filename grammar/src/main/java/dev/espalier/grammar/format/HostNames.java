package dev.espalier.grammar.format;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.regex.EcmaRegex;

/**
 * Host names: RFC 1123, section 2.1, with labels in Punycode (RFC 5891), and internationalised ones
 * (RFC 5890, section 2.3.2.3).
 *
 * <p>What is local to a label or to two neighbouring characters is in the expression; the test adds
 * the labels in Punycode, the length in ASCII, normalisation, and what concerns whole labels and
 * names.
 */
final class HostNames {
  static final int MOST_OF_NAME = 253; // characters, RFC 1034, section 3.1, without the last dot
  static final int MOST_OF_LABEL = 63;

  /** RFC 3490, section 3.1. */
  static final CodePointSet DOTS = CodePointSet.of('.', 0x3002, 0xFF0E, 0xFF61);

  /** A label of letters, digits and hyphens, as a pattern. */
  static final String LABEL = "[A-Za-z\\d](?:[A-Za-z\\d\\-]{0,61}[A-Za-z\\d])?";

  private HostNames() {}

  static Regex ascii() {
    return Regex.allOf(
        Regex.repeat(Regex.ANY_CHAR, 1, MOST_OF_NAME),
        EcmaRegex.fullMatch(LABEL + "(?:\\." + LABEL + ")*", "format"));
  }

  /** Without intersections but for the length, so that it stays small as an automaton. */
  static Regex unicode() {
    Regex label =
        Regex.anyOf(
            EcmaRegex.fullMatch(LABEL, "format"),
            unicodeLabel(
                Directions.LEFT_TO_RIGHT.minus(CodePoints.MARKS), Directions.LEFT_TO_RIGHT),
            unicodeLabel(Directions.RIGHT_TO_LEFT_BEGINNING, Directions.RIGHT_TO_LEFT_LABEL));
    return Regex.allOf(
        Regex.repeat(Regex.ANY_CHAR, 1, MOST_OF_NAME),
        Regex.concat(label, Regex.star(Regex.concat(Regex.chars(DOTS), label))));
  }

  /** A label of code points that go together, in their contexts (RFC 5892, appendix A.1 to A.6). */
  private static Regex unicodeLabel(CodePointSet beginning, CodePointSet within) {
    Regex first = units(CodePoints.ALLOWED.intersect(beginning), beginning, within);
    Regex next = units(CodePoints.ALLOWED.intersect(within), within, within);
    return Regex.concat(
        first,
        Regex.repeat(Regex.concat(Regex.star(Regex.literal("-")), next), 0, MOST_OF_LABEL - 1));
  }

  /** A code point of {@code plain}, or several that only stand together. */
  private static Regex units(CodePointSet plain, CodePointSet first, CodePointSet within) {
    CodePointSet l = CodePointSet.of('l');
    CodePointSet alone = plain.minus(CodePoints.CONTEXTUAL).minus(CodePointSet.of('-'));
    Regex across = Regex.star(chars(JoiningTypes.TRANSPARENT, within));
    return Regex.anyOf(
        Regex.chars(alone),
        Regex.concat(
            chars(l, first), Regex.plus(Regex.concat(chars(0xB7, within), chars(l, within)))),
        Regex.concat(chars(0x375, first), chars(CodePoints.GREEK, within)),
        Regex.concat(
            chars(CodePoints.HEBREW.minus(CodePoints.CONTEXTUAL), first),
            Regex.plus(chars(CodePointSet.of(0x5F3, 0x5F4), within))),
        Regex.concat(chars(CodePoints.VIRAMAS, within), chars(CodePoints.JOINERS, within)),
        Regex.concat(
            chars(JoiningTypes.WITH_NEXT, first),
            Regex.plus(
                Regex.concat(
                    across,
                    chars(0x200C, within),
                    across,
                    chars(JoiningTypes.WITH_PREVIOUS, within)))));
  }

  private static Regex chars(int codePoint, CodePointSet within) {
    return chars(CodePointSet.of(codePoint), within);
  }

  private static Regex chars(CodePointSet set, CodePointSet within) {
    return Regex.chars(set.intersect(within).intersect(CodePoints.ALLOWED));
  }
}
