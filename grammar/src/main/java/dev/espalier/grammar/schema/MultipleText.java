package dev.espalier.grammar.schema;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The multiples of one number as regular expressions over JSON numbers without sign and exponent.
 *
 * <p>The step is <i>a</i> 10<sup>-<i>s</i></sup>. What the digits so far leave modulo <i>a</i> is
 * known wherever an expression is made, and the free digits are a {@link Regex.Multiple}, so that
 * nothing is searched. A run of <i>n</i> digits is compared with a bound as in {@link NumberText}.
 */
final class MultipleText {
  private static final Regex SOME_ZEROS = Regex.plus(Regex.literal("0"));
  private static final Regex ZERO_FRACTION =
      Regex.optional(Regex.concat(Regex.literal("."), SOME_ZEROS));

  private final long modulus;
  private final int places;

  private MultipleText(long modulus, int places) {
    this.modulus = modulus;
    this.places = places;
  }

  /** Whether multiples of {@code step}, stripped of trailing zeros, can be said. */
  static boolean canSay(BigDecimal step) {
    return step.scale() <= Regex.Multiple.MAX_PLACES
        && step.unscaledValue().compareTo(BigInteger.valueOf(Regex.Multiple.MAX_MODULUS)) <= 0;
  }

  /**
   * The multiples of {@code step} in {@code range}, which is not below zero.
   *
   * @param fractions what may follow an integer: nothing, or a fraction of zeros
   */
  static Regex of(NumberRange range, BigDecimal step, Fractions fractions) {
    NumberRange factors = Divisibility.multiples(range, step);
    if (factors.isEmpty()) {
      return Regex.NOTHING;
    }
    BigDecimal first = factors.lower();
    BigDecimal last = factors.upper();
    long modulus = step.unscaledValue().longValueExact();
    if (step.scale() > 0) {
      return new MultipleText(modulus, step.scale())
          .decimals(first.multiply(step), last == null ? null : last.multiply(step));
    }
    BigDecimal unit = new BigDecimal(step.unscaledValue());
    Regex zeros = Regex.repeat(Regex.literal("0"), -step.scale(), -step.scale());
    MultipleText text = new MultipleText(modulus, 0);
    String from = plain(first.max(BigDecimal.ONE).multiply(unit));
    Regex positive = text.naturals(from, last == null ? null : plain(last.multiply(unit)));
    return Regex.concat(
        Regex.anyOf(
            first.signum() == 0 ? Regex.literal("0") : Regex.NOTHING,
            Regex.concat(positive, zeros)),
        fractions == Fractions.ZEROS ? ZERO_FRACTION : Regex.EMPTY);
  }

  /** What may follow an integer. */
  enum Fractions {
    NONE,
    ZEROS
  }

  /** Both bounds are multiples. */
  private Regex decimals(BigDecimal first, @Nullable BigDecimal last) {
    String wholeFirst = plain(first);
    String wholeLast = last == null ? null : plain(last);
    if (wholeFirst.equals(wholeLast)) {
      return Regex.concat(
          Regex.literal(wholeFirst),
          Regex.allOf(
              end(wholeFirst),
              NumberText.fractionAtLeast(NumberText.fraction(first), false),
              NumberText.fractionAtMost(NumberText.fraction(last), false)));
    }
    String next = NumberText.successor(wholeFirst);
    String before = last == null ? null : plain(new BigDecimal(wholeLast).subtract(BigDecimal.ONE));
    List<Regex> parts = new ArrayList<>();
    String bound = NumberText.fraction(first);
    parts.add(
        Regex.concat(
            Regex.literal(wholeFirst),
            bound.isEmpty()
                ? end(wholeFirst)
                : Regex.allOf(end(wholeFirst), NumberText.fractionAtLeast(bound, false))));
    if (before == null || NumberText.compare(next, before) <= 0) {
      parts.add(naturals(next, before));
    }
    if (last != null) {
      parts.add(
          Regex.concat(
              Regex.literal(wholeLast),
              Regex.allOf(
                  end(wholeLast), NumberText.fractionAtMost(NumberText.fraction(last), false))));
    }
    return Regex.anyOf(parts);
  }

  /** What may follow the digits of an integer that is written to its end. */
  private Regex end(String digits) {
    return Regex.multiple(modulus, appended(0, digits), 0, 0, places);
  }

  /** From {@code first}, which is not below 1, to {@code last}; null for no end. */
  private Regex naturals(String first, @Nullable String last) {
    if (last != null && NumberText.compare(first, last) > 0) {
      return Regex.NOTHING;
    }
    int n = first.length();
    boolean fromPower = first.charAt(0) == '1' && first.chars().skip(1).allMatch(c -> c == '0');
    if (!fromPower && last != null && last.length() == n) {
      return between(first, last);
    }
    int shortest = fromPower ? n : n + 1; // of those whose length alone says that they fit
    boolean toNines = last != null && last.chars().allMatch(c -> c == '9');
    int longest = last == null ? Regex.UNBOUNDED : toNines ? last.length() : last.length() - 1;
    return Regex.anyOf(
        fromPower ? Regex.NOTHING : atLeast(first, 0),
        shortest <= longest
            ? digit(0, '1', '9', shortest - 1, last == null ? longest : longest - 1)
            : Regex.NOTHING,
        last == null || toNines
            ? Regex.NOTHING
            : between("1" + "0".repeat(last.length() - 1), last));
  }

  /** Runs of as many digits as the bounds. */
  private Regex between(String first, String last) {
    int i = 0;
    while (i < first.length() && first.charAt(i) == last.charAt(i)) {
      i++;
    }
    String common = first.substring(0, i);
    long left = appended(0, common);
    if (i == first.length()) {
      return Regex.concat(Regex.literal(common), end(common));
    }
    String low = first.substring(i, i + 1);
    String high = last.substring(i, i + 1);
    String afterLow = first.substring(i + 1);
    String afterHigh = last.substring(i + 1);
    int n = afterLow.length();
    boolean wholeLow = afterLow.chars().allMatch(c -> c == '0');
    boolean wholeHigh = afterHigh.chars().allMatch(c -> c == '9');
    return Regex.concat(
        Regex.literal(common),
        Regex.anyOf(
            wholeLow
                ? Regex.NOTHING
                : Regex.concat(Regex.literal(low), atLeast(afterLow, appended(left, low))),
            digit(
                left,
                low.charAt(0) + (wholeLow ? 0 : 1),
                high.charAt(0) - (wholeHigh ? 0 : 1),
                n,
                n),
            wholeHigh
                ? Regex.NOTHING
                : Regex.concat(Regex.literal(high), atMost(afterHigh, appended(left, high)))));
  }

  private Regex atLeast(String bound, long left) {
    return Regex.anyOf(beyond(bound, true, left, 0), exactly(bound, left));
  }

  private Regex atMost(String bound, long left) {
    return Regex.anyOf(beyond(bound, false, left, 0), exactly(bound, left));
  }

  private Regex exactly(String digits, long left) {
    return Regex.concat(
        Regex.literal(digits), Regex.multiple(modulus, appended(left, digits), 0, 0, places));
  }

  /** What first differs from {@code bound} by a greater or a smaller digit; then more digits. */
  private Regex beyond(String bound, boolean greater, long left, int more) {
    int n = bound.length();
    if (n == 0) {
      return Regex.NOTHING;
    }
    if (n == 1) {
      char c = bound.charAt(0);
      return greater ? digit(left, c + 1, '9', more, more) : digit(left, '0', c - 1, more, more);
    }
    String head = bound.substring(0, n / 2);
    String tail = bound.substring(n / 2);
    return Regex.anyOf(
        beyond(head, greater, left, more + tail.length()),
        Regex.concat(Regex.literal(head), beyond(tail, greater, appended(left, head), more)));
  }

  /** A digit, then {@code min} to {@code max} more; digits that leave the same go together. */
  private Regex digit(long left, int first, int last, int min, int max) {
    Map<Long, CodePointSet> digits = new LinkedHashMap<>();
    for (int c = first; c <= last; c++) {
      digits.merge(appended(left, Character.toString(c)), CodePointSet.of(c), CodePointSet::union);
    }
    List<Regex> ways = new ArrayList<>();
    digits.forEach(
        (after, set) ->
            ways.add(
                Regex.concat(Regex.chars(set), Regex.multiple(modulus, after, min, max, places))));
    return Regex.anyOf(ways);
  }

  private long appended(long left, String digits) {
    long result = left;
    for (int i = 0; i < digits.length(); i++) {
      result = (10 * result + digits.charAt(i) - '0') % modulus;
    }
    return result;
  }

  private static String plain(BigDecimal value) {
    return value.toBigInteger().toString();
  }
}
