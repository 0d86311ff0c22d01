package dev.espalier.grammar.schema;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Intervals of numbers from zero on as regular expressions over their plain JSON texts (RFC 8259,
 * section 6), without sign and exponent, a fraction of any length.
 *
 * <p>Comparing a run of <i>n</i> digits with a bound splits the run in halves, so an expression has
 * size O(n log n) and depth O(log n).
 */
final class NumberText {
  private static final Regex DIGIT = Regex.chars(CodePointSet.range('0', '9'));
  private static final Regex NON_ZERO = Regex.chars(CodePointSet.range('1', '9'));
  private static final Regex DIGITS = Regex.star(DIGIT);
  private static final Regex ZEROS = Regex.star(Regex.literal("0"));
  private static final Regex POINT = Regex.literal(".");
  private static final Regex FRACTION = Regex.optional(Regex.concat(POINT, Regex.plus(DIGIT)));
  private static final Regex SOME_ZEROS = Regex.plus(Regex.literal("0"));

  private static final Regex NATURAL =
      Regex.anyOf(Regex.literal("0"), Regex.concat(NON_ZERO, DIGITS));

  private NumberText() {}

  /** The numbers of a range from zero or more on, without exponents. */
  static Regex plainMagnitudes(NumberRange range) {
    BigDecimal lower = range.lower();
    BigDecimal upper = range.upper();
    if (lower == null || range.isEmpty()) {
      return Regex.NOTHING;
    }
    if (lower.signum() == 0 && !range.lowerOpen() && upper == null) {
      return Regex.concat(NATURAL, FRACTION);
    }
    String whole = whole(lower);
    Regex atLeast = fractionAtLeast(fraction(lower), range.lowerOpen());
    if (upper == null) {
      return Regex.anyOf(
          Regex.concat(Regex.literal(whole), atLeast),
          Regex.concat(naturals(successor(whole), null), FRACTION));
    }
    Regex atMost = fractionAtMost(fraction(upper), range.upperOpen());
    String wholeUpper = whole(upper);
    if (whole.equals(wholeUpper)) {
      Regex both =
          fraction(lower).isEmpty() && !range.lowerOpen() ? atMost : Regex.allOf(atLeast, atMost);
      return Regex.concat(Regex.literal(whole), both);
    }
    String first = successor(whole);
    String last = plain(new BigDecimal(wholeUpper).subtract(BigDecimal.ONE));
    return Regex.anyOf(
        Regex.concat(Regex.literal(whole), atLeast),
        compare(first, last) <= 0 ? Regex.concat(naturals(first, last), FRACTION) : Regex.NOTHING,
        Regex.concat(Regex.literal(wholeUpper), atMost));
  }

  /** The naturals from {@code first} to {@code last}, both plain; null for no end. */
  private static Regex naturals(String first, @Nullable String last) {
    if (last != null && compare(first, last) > 0) {
      return Regex.NOTHING;
    }
    int n = first.length();
    if (last == null) {
      return Regex.anyOf(
          atLeast(first), Regex.concat(NON_ZERO, Regex.repeat(DIGIT, n, Regex.UNBOUNDED)));
    }
    if (last.length() == n) {
      return between(first, last);
    }
    List<Regex> parts = new ArrayList<>();
    parts.add(atLeast(first));
    if (last.length() - n > 1) {
      parts.add(Regex.concat(NON_ZERO, Regex.repeat(DIGIT, n, last.length() - 2)));
    }
    parts.add(between("1" + "0".repeat(last.length() - 1), last));
    return Regex.anyOf(parts);
  }

  /** Runs of as many digits as the bounds, from {@code first} to {@code last}. */
  static Regex between(String first, String last) {
    int i = 0;
    while (i < first.length() && first.charAt(i) == last.charAt(i)) {
      i++;
    }
    Regex common = Regex.literal(first.substring(0, i));
    if (i == first.length()) {
      return common;
    }
    char low = first.charAt(i);
    char high = last.charAt(i);
    String afterLow = first.substring(i + 1);
    String afterHigh = last.substring(i + 1);
    boolean wholeLow = afterLow.chars().allMatch(c -> c == '0');
    boolean wholeHigh = afterHigh.chars().allMatch(c -> c == '9');
    List<Regex> parts = new ArrayList<>();
    if (!wholeLow) {
      parts.add(Regex.concat(Regex.literal(String.valueOf(low)), atLeast(afterLow)));
    }
    parts.add(
        Regex.concat(
            digit(wholeLow ? low : low + 1, wholeHigh ? high : high - 1),
            Regex.repeat(DIGIT, afterLow.length(), afterLow.length())));
    if (!wholeHigh) {
      parts.add(Regex.concat(Regex.literal(String.valueOf(high)), atMost(afterHigh)));
    }
    return Regex.concat(common, Regex.anyOf(parts));
  }

  private static Regex digit(int first, int last) {
    return first > last
        ? Regex.NOTHING
        : first == last
            ? Regex.literal(String.valueOf((char) first))
            : Regex.chars(CodePointSet.range(first, last));
  }

  /** Runs of as many digits as {@code bound} that are not less. */
  private static Regex atLeast(String bound) {
    return Regex.anyOf(beyond(bound, true, true), Regex.literal(bound));
  }

  /** Runs of as many digits as {@code bound} that are not greater. */
  private static Regex atMost(String bound) {
    return Regex.anyOf(beyond(bound, false, true), Regex.literal(bound));
  }

  /**
   * What first differs from {@code bound} by a greater or a smaller digit; then come as many digits
   * as the bound has, or nothing ({@code full} false).
   */
  private static Regex beyond(String bound, boolean greater, boolean full) {
    int n = bound.length();
    if (n == 0) {
      return Regex.NOTHING;
    }
    if (n == 1) {
      return greater ? digit(bound.charAt(0) + 1, '9') : digit('0', bound.charAt(0) - 1);
    }
    String head = bound.substring(0, n / 2);
    String tail = bound.substring(n / 2);
    Regex after = full ? Regex.repeat(DIGIT, tail.length(), tail.length()) : Regex.EMPTY;
    return Regex.anyOf(
        Regex.concat(beyond(head, greater, full), after),
        Regex.concat(Regex.literal(head), beyond(tail, greater, full)));
  }

  /** The prefixes of {@code digits}, neither empty nor the whole. */
  private static Regex properPrefixes(String digits) {
    int n = digits.length();
    if (n < 2) {
      return Regex.NOTHING;
    }
    String head = digits.substring(0, n / 2);
    return Regex.anyOf(
        properPrefixes(head),
        Regex.literal(head),
        Regex.concat(Regex.literal(head), properPrefixes(digits.substring(n / 2))));
  }

  /** Optional fractions that are at least 0.{@code bound}, or greater if {@code open}. */
  static Regex fractionAtLeast(String bound, boolean open) {
    if (bound.isEmpty()) {
      return open ? Regex.concat(POINT, ZEROS, NON_ZERO, DIGITS) : FRACTION;
    }
    Regex equal =
        Regex.concat(Regex.literal(bound), open ? Regex.concat(ZEROS, NON_ZERO, DIGITS) : DIGITS);
    return Regex.concat(
        POINT, Regex.anyOf(Regex.concat(beyond(bound, true, false), DIGITS), equal));
  }

  /** Optional fractions that are at most 0.{@code bound}, or less if {@code open}. */
  static Regex fractionAtMost(String bound, boolean open) {
    if (bound.isEmpty()) {
      return open ? Regex.NOTHING : Regex.optional(Regex.concat(POINT, SOME_ZEROS));
    }
    Regex equal = open ? Regex.NOTHING : Regex.concat(Regex.literal(bound), ZEROS);
    return Regex.optional(
        Regex.concat(
            POINT,
            Regex.anyOf(
                Regex.concat(beyond(bound, false, false), DIGITS), properPrefixes(bound), equal)));
  }

  private static String plain(BigDecimal integer) {
    return integer.toBigInteger().toString();
  }

  private static String whole(BigDecimal value) {
    return value.toBigInteger().toString();
  }

  static String fraction(BigDecimal value) {
    String text = value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    int point = text.indexOf('.');
    return point < 0 ? "" : text.substring(point + 1);
  }

  static String successor(String natural) {
    return new BigDecimal(natural).add(BigDecimal.ONE).toPlainString();
  }

  static int compare(String a, String b) {
    return a.length() != b.length() ? Integer.compare(a.length(), b.length()) : a.compareTo(b);
  }
}
