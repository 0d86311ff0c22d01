package dev.espalier.grammar.format;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.regex.EcmaRegex;

/**
 * Host names: RFC 1123, section 2.1, with labels in Punycode (RFC 5891), and internationalised ones
 * (RFC 5890, section 2.3.2.3).
 *
 * <p>What is local to a label or to two neighbouring characters is in the expression; the test adds
 * the labels in Punycode, the length in ASCII, and normalisation.
 */
final class HostNames {
  static final int MOST_OF_NAME = 253; // characters, RFC 1034, section 3.1, without the last dot
  static final int MOST_OF_LABEL = 63;

  /** RFC 3490, section 3.1. */
  static final CodePointSet DOTS = CodePointSet.of('.', 0x3002, 0xFF0E, 0xFF61);

  /** A label of letters, digits and hyphens, as a pattern. */
  static final String LABEL = "[A-Za-z\\d](?:[A-Za-z\\d\\-]{0,61}[A-Za-z\\d])?";

  private static final Regex DOT = Regex.chars(DOTS);
  private static final CodePointSet IN_LABEL = DOTS.complement();

  private HostNames() {}

  static Regex ascii() {
    return Regex.allOf(
        Regex.repeat(Regex.ANY_CHAR, 1, MOST_OF_NAME),
        EcmaRegex.fullMatch(LABEL + "(?:\\." + LABEL + ")*", "format"));
  }

  static Regex unicode() {
    Regex label = Regex.anyOf(EcmaRegex.fullMatch(LABEL, "format"), unicodeLabel());
    return Regex.allOf(
        Regex.repeat(Regex.ANY_CHAR, 1, MOST_OF_NAME),
        Regex.concat(label, Regex.star(Regex.concat(DOT, label))),
        hyphens(),
        neighbours(),
        katakana(),
        arabicDigits(),
        Directions.names(DOT, DOTS));
  }

  private static Regex unicodeLabel() {
    CodePointSet hyphen = CodePointSet.of('-');
    CodePointSet last = CodePoints.ALLOWED.minus(hyphen);
    return Regex.concat(
        Regex.chars(last.minus(CodePoints.MARKS)),
        Regex.optional(
            Regex.concat(
                Regex.repeat(Regex.chars(CodePoints.ALLOWED), 0, MOST_OF_LABEL - 2),
                Regex.chars(last))));
  }

  /** No two hyphens after two characters, but for the prefix of Punycode. */
  private static Regex hyphens() {
    CodePointSet x = CodePointSet.of('x', 'X');
    CodePointSet n = CodePointSet.of('n', 'N');
    Regex any = Regex.chars(IN_LABEL);
    return Regex.not(
        Regex.concat(
            beginning(),
            Regex.anyOf(
                Regex.concat(Regex.chars(IN_LABEL.minus(x)), any),
                Regex.concat(Regex.chars(x), Regex.chars(IN_LABEL.minus(n)))),
            Regex.literal("--"),
            Regex.ANY_TEXT));
  }

  private static Regex beginning() {
    return Regex.optional(Regex.concat(Regex.ANY_TEXT, DOT));
  }

  /** The rules of RFC 5892, appendix A.1 to A.6. */
  private static Regex neighbours() {
    CodePointSet l = CodePointSet.of('l');
    CodePointSet viramas = CodePoints.VIRAMAS;
    Regex across = Regex.star(Regex.chars(JoiningTypes.TRANSPARENT));
    Regex joinsNext = Regex.concat(Regex.ANY_TEXT, Regex.chars(JoiningTypes.WITH_NEXT), across);
    Regex joinsPrevious =
        Regex.concat(across, Regex.chars(JoiningTypes.WITH_PREVIOUS), Regex.ANY_TEXT);
    Regex nonJoiner = Regex.literal("\u200C");
    return Regex.not(
        Regex.anyOf(
            Regex.concat(notEndingWith(l), Regex.literal("\u00B7"), Regex.ANY_TEXT),
            Regex.concat(Regex.ANY_TEXT, Regex.literal("\u00B7"), notBeginningWith(l)),
            Regex.concat(
                Regex.ANY_TEXT, Regex.literal("\u0375"), notBeginningWith(CodePoints.GREEK)),
            Regex.concat(
                notEndingWith(CodePoints.HEBREW),
                Regex.chars(CodePointSet.of(0x5F3, 0x5F4)),
                Regex.ANY_TEXT),
            Regex.concat(notEndingWith(viramas), Regex.literal("\u200D"), Regex.ANY_TEXT),
            Regex.concat(
                Regex.allOf(notEndingWith(viramas), Regex.not(joinsNext)),
                nonJoiner,
                Regex.ANY_TEXT),
            Regex.concat(notEndingWith(viramas), nonJoiner, Regex.not(joinsPrevious))));
  }

  private static Regex notEndingWith(CodePointSet set) {
    return Regex.optional(Regex.concat(Regex.ANY_TEXT, Regex.chars(set.complement())));
  }

  private static Regex notBeginningWith(CodePointSet set) {
    return Regex.optional(Regex.concat(Regex.chars(set.complement()), Regex.ANY_TEXT));
  }

  /** Appendix A.7: the middle dot of Katakana only in labels with Japanese characters. */
  private static Regex katakana() {
    Regex others = Regex.star(Regex.chars(IN_LABEL.minus(CodePoints.JAPANESE)));
    return Regex.not(
        Regex.concat(
            beginning(),
            others,
            Regex.literal("\u30FB"),
            others,
            Regex.optional(Regex.concat(DOT, Regex.ANY_TEXT))));
  }

  /** Appendix A.8 and A.9: one kind of Arabic digits in a label. */
  private static Regex arabicDigits() {
    Regex others = Regex.star(Regex.chars(IN_LABEL));
    Regex arabic = Regex.chars(CodePoints.ARABIC_DIGITS);
    Regex extended = Regex.chars(CodePoints.EXTENDED_ARABIC_DIGITS);
    return Regex.not(
        Regex.concat(
            Regex.ANY_TEXT,
            Regex.anyOf(
                Regex.concat(arabic, others, extended), Regex.concat(extended, others, arabic)),
            Regex.ANY_TEXT));
  }
}
