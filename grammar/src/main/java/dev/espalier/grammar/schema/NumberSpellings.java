package dev.espalier.grammar.schema;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.schema.Divisibility.Clause;
import dev.espalier.grammar.schema.MultipleText.Fractions;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The JSON texts (RFC 8259, section 6) of a set of numbers. A value.
 *
 * <p>Each number has a text in the exact expressions, except multiples of what {@link
 * MultipleText#canSay} refuses. Exponents have at most three digits, unless a given number has more
 * itself: doubles need no more, and longer ones are beyond what exact readers of JSON take.
 *
 * @param plain texts without exponent; and with one where that costs nothing: any exponent where
 *     there are no bounds, one that does not enlarge where the numbers reach zero, one that does
 *     not diminish where they have no end
 * @param scientific more texts, one digit before the point and an exponent; exact, too, and no
 *     larger than a few plain expressions
 * @param doubtful where a step is too large or too fine for an expression, matches all texts, of
 *     other numbers too; else nothing
 * @param test whether a text that {@code doubtful} matches is in the set; pure, any thread
 */
record NumberSpellings(Regex plain, Regex scientific, Regex doubtful, Predicate<String> test) {
  private static final int MAX_EXPONENT = 999;
  private static final int MAX_DECADES = 20;
  private static final int MAX_PLAIN_DIGITS = 400;
  private static final int FEW_PLAIN_DIGITS = 30;
  private static final int MAX_SHIFTED = 100;
  private static final int MAX_TEXT = 10_000;

  private static final Regex DIGIT = Regex.chars(CodePointSet.range('0', '9'));
  private static final Regex NON_ZERO = Regex.chars(CodePointSet.range('1', '9'));
  private static final Regex MINUS = Regex.literal("-");
  private static final Regex PLUS = Regex.optional(Regex.literal("+"));
  private static final Regex ZEROS = Regex.star(Regex.literal("0"));
  private static final Regex E = Regex.chars(CodePointSet.of('e', 'E'));
  private static final Regex ZERO_FRACTION =
      Regex.optional(Regex.concat(Regex.literal("."), Regex.plus(Regex.literal("0"))));
  private static final Regex FRACTION =
      Regex.optional(Regex.concat(Regex.literal("."), Regex.plus(DIGIT)));
  private static final Regex NATURAL =
      Regex.anyOf(Regex.literal("0"), Regex.concat(NON_ZERO, Regex.star(DIGIT)));
  private static final Regex POWER = Regex.repeat(DIGIT, 1, 3);
  private static final Regex ANY_POWER =
      Regex.concat(E, Regex.optional(Regex.chars(CodePointSet.of('+', '-'))), POWER);
  private static final Regex GROWING =
      Regex.concat(
          E,
          Regex.anyOf(
              Regex.concat(PLUS, POWER),
              Regex.concat(MINUS, Regex.repeat(Regex.literal("0"), 1, 3))));
  private static final Regex SHRINKING =
      Regex.concat(
          E,
          Regex.anyOf(
              Regex.concat(MINUS, POWER),
              Regex.concat(PLUS, Regex.repeat(Regex.literal("0"), 1, 3))));

  /** How numbers may be written. */
  enum Style {
    /** In every way; the set need not be integers. */
    ANY,
    /** As {@link NumberStyle#PLAIN} says; the set need not be integers. */
    PLAIN,
    /** Without fraction and exponent, and nothing but integers, as draft-04 reads them. */
    PLAIN_INTEGERS;

    static Style of(NumberStyle numbers) {
      return numbers == NumberStyle.ANY ? ANY : PLAIN;
    }
  }

  /** The texts of {@code numbers}. The work and the size are linear in its parts. */
  static NumberSpellings of(Numbers numbers, Style style) {
    return new Builder(style)
        .build(style == Style.PLAIN_INTEGERS ? numbers.and(Numbers.integers()) : numbers);
  }

  /** Collects the texts of parts. */
  private static final class Builder {
    private final Style style;
    private final List<Regex> plain = new ArrayList<>();
    private final List<Regex> scientific = new ArrayList<>();
    private final List<BigDecimal> points = new ArrayList<>();
    private boolean mayBeNegative;
    private boolean mayBePositive;
    private boolean isUnsayable;

    Builder(Style style) {
      this.style = style;
    }

    NumberSpellings build(Numbers numbers) {
      for (Numbers.Part part : numbers.parts()) {
        NumberRange range = part.range();
        if (range.lower() != null && range.upper() != null && range.lower().equals(range.upper())) {
          points.add(range.lower());
        } else {
          add(range, part.clause());
        }
      }
      addPoints();
      Regex sign = !mayBeNegative ? Regex.EMPTY : mayBePositive ? Regex.optional(MINUS) : MINUS;
      Regex digits = Regex.concat(NATURAL, FRACTION);
      Regex doubtful =
          isUnsayable ? Regex.concat(sign, digits, Regex.optional(ANY_POWER)) : Regex.NOTHING;
      return new NumberSpellings(
          Regex.anyOf(plain),
          Regex.anyOf(scientific),
          doubtful,
          text -> text.length() <= MAX_TEXT && numbers.contains(new BigDecimal(text)));
    }

    private void add(NumberRange range, Clause clause) {
      NumberRange positive = range.and(NumberRange.atLeast(BigDecimal.ZERO));
      NumberRange negative = negated(range.and(NumberRange.atMost(BigDecimal.ZERO)));
      if (positive.equals(negative)) {
        mayBeNegative = true;
        mayBePositive = true;
        addMagnitudes(Regex.optional(MINUS), positive, clause);
        return;
      }
      if (!positive.isEmpty()) {
        mayBePositive = true;
        addMagnitudes(Regex.EMPTY, positive, clause);
      }
      if (!negative.isEmpty()) {
        mayBeNegative = true;
        addMagnitudes(MINUS, negative, clause);
      }
    }

    private void addMagnitudes(Regex sign, NumberRange range, Clause clause) {
      if (!isSayable(clause)) {
        isUnsayable = true;
        return;
      }
      Regex magnitudes = magnitudes(range, clause);
      if (magnitudes.equals(Regex.NOTHING)) {
        return;
      }
      boolean fromZero = range.lower() != null && range.lower().signum() == 0;
      boolean toInfinity = range.upper() == null;
      boolean mayShrink = clause.step() == null && fromZero;
      boolean mayGrow = clause.others().isEmpty() && toInfinity;
      Regex exponent =
          style == Style.PLAIN_INTEGERS || style == Style.PLAIN && clause.step() != null
              ? Regex.EMPTY
              : mayShrink
                  ? Regex.optional(mayGrow ? ANY_POWER : SHRINKING)
                  : mayGrow ? Regex.optional(GROWING) : Regex.EMPTY;
      plain.add(Regex.concat(sign, magnitudes, exponent));
      if (style == Style.ANY && !(mayShrink && mayGrow)) {
        addScientific(sign, range, clause);
      }
    }

    private Regex magnitudes(NumberRange range, Clause clause) {
      Regex all =
          clause.step() == null
              ? NumberText.plainMagnitudes(range)
              : MultipleText.of(
                  range, clause.step(), style == Style.ANY ? Fractions.ZEROS : Fractions.NONE);
      List<Regex> operands = new ArrayList<>(List.of(all));
      NumberRange any = NumberRange.atLeast(BigDecimal.ZERO);
      for (BigDecimal other : new TreeSet<>(clause.others())) {
        operands.add(Regex.not(MultipleText.of(any, other, Fractions.ZEROS)));
      }
      return Regex.allOf(operands);
    }

    private void addScientific(Regex sign, NumberRange range, Clause clause) {
      BigDecimal upper = range.upper();
      BigDecimal lower = range.lower();
      if (lower == null || upper != null && upper.signum() == 0) {
        return;
      }
      int first = lower.signum() == 0 ? -MAX_EXPONENT : decade(lower);
      int last = upper == null ? MAX_EXPONENT : decade(upper);
      if (clause.step() != null) {
        first = Math.max(first, decade(clause.step()));
      }
      first = Math.max(first, -MAX_EXPONENT);
      last = Math.min(last, MAX_EXPONENT);
      if (clause.step() == null && clause.others().isEmpty()) {
        boolean firstIsWhole = lower.signum() == 0 || decade(lower) < first;
        boolean lastIsWhole = upper == null || decade(upper) > last;
        if (!firstIsWhole) {
          addDecade(sign, range, clause, first);
        }
        if (!lastIsWhole && (last > first || firstIsWhole)) {
          addDecade(sign, range, clause, last);
        }
        int from = firstIsWhole ? first : first + 1;
        int to = lastIsWhole ? last : last - 1;
        if (from <= to) {
          scientific.add(Regex.concat(sign, NON_ZERO, FRACTION, E, exponents(from, to)));
        }
      } else if (upper != null && (long) last - first < MAX_DECADES) {
        for (int decade = first; decade <= last; decade++) {
          addDecade(sign, range, clause, decade);
        }
      }
    }

    /** The texts with one digit before the point and the exponent {@code decade}. */
    private void addDecade(Regex sign, NumberRange range, Clause clause, int decade) {
      NumberRange ones = new NumberRange(BigDecimal.ONE, false, BigDecimal.TEN, true);
      NumberRange mantissas = scaled(range, -decade).and(ones);
      Clause scaled =
          new Clause(
              clause.step() == null ? null : scaled(clause.step(), -decade),
              Set.copyOf(clause.others().stream().map(other -> scaled(other, -decade)).toList()));
      if (!mantissas.isEmpty() && isSayable(scaled)) {
        Regex mantissa = magnitudes(mantissas, scaled);
        scientific.add(Regex.concat(sign, mantissa, E, exponents(decade, decade)));
      }
    }

    /** Plain texts, and with an exponent those whose digits are few. */
    private void addPoints() {
      boolean areFew = points.size() <= MAX_SHIFTED;
      int mostPlain = style == Style.ANY ? MAX_PLAIN_DIGITS : FEW_PLAIN_DIGITS;
      Map<Integer, List<BigDecimal>> mantissas = new TreeMap<>(); // by exponent
      List<BigDecimal> plainly = new ArrayList<>();
      for (BigDecimal point : points) {
        if (point.signum() == 0) {
          plain.add(
              Regex.concat(
                  Regex.optional(MINUS),
                  Regex.literal("0"),
                  style == Style.ANY
                      ? Regex.concat(ZERO_FRACTION, Regex.optional(ANY_POWER))
                      : Regex.EMPTY));
          continue;
        }
        int ones = -point.scale();
        int first = decade(point);
        boolean isShort = Math.abs((long) ones) <= mostPlain && Math.abs((long) first) <= mostPlain;
        if (isShort || style == Style.PLAIN_INTEGERS) {
          plainly.add(point);
        }
        Set<Integer> exponents = new TreeSet<>(List.of(ones, first));
        if (style == Style.PLAIN && isShort) {
          continue;
        }
        for (int e = ones - 3; areFew && first - ones < 20 && e <= first + 1; e++) {
          exponents.add(e);
        }
        for (int e : exponents) {
          mantissas.computeIfAbsent(e, k -> new ArrayList<>()).add(scaled(point, -e));
        }
      }
      plain.add(written(plainly));
      if (style != Style.PLAIN_INTEGERS) {
        mantissas.forEach(
            (e, values) -> scientific.add(Regex.concat(written(values), E, exponents(e, e))));
      }
    }

    private Regex written(List<BigDecimal> values) {
      List<Regex> integers = new ArrayList<>();
      List<Regex> fractions = new ArrayList<>();
      for (BigDecimal value : values) {
        String text = value.toPlainString();
        (text.indexOf('.') < 0 ? integers : fractions).add(Regex.literal(text));
      }
      return Regex.anyOf(
          Regex.concat(Regex.anyOf(integers), style == Style.ANY ? ZERO_FRACTION : Regex.EMPTY),
          Regex.concat(Regex.anyOf(fractions), style == Style.ANY ? ZEROS : Regex.EMPTY));
    }
  }

  private static boolean isSayable(Clause clause) {
    return (clause.step() == null || MultipleText.canSay(clause.step()))
        && clause.others().stream().allMatch(MultipleText::canSay);
  }

  /** The power of ten of the first digit. */
  private static int decade(BigDecimal value) {
    return value.precision() - value.scale() - 1;
  }

  private static BigDecimal scaled(BigDecimal value, int exponent) {
    return value.scaleByPowerOfTen(exponent).stripTrailingZeros();
  }

  private static NumberRange scaled(NumberRange range, int exponent) {
    return new NumberRange(
        range.lower() == null ? null : scaled(range.lower(), exponent),
        range.lowerOpen(),
        range.upper() == null ? null : scaled(range.upper(), exponent),
        range.upperOpen());
  }

  private static NumberRange negated(NumberRange range) {
    return new NumberRange(
        negated(range.upper()), range.upperOpen(), negated(range.lower()), range.lowerOpen());
  }

  private static @Nullable BigDecimal negated(@Nullable BigDecimal bound) {
    return bound == null ? null : bound.negate();
  }

  /** Exponents with their signs, padded to at most three digits. */
  private static Regex exponents(int first, int last) {
    List<Regex> ways = new ArrayList<>();
    if (last >= 0) {
      ways.add(Regex.concat(PLUS, padded(Math.max(first, 0), last)));
    }
    if (first <= 0) {
      ways.add(Regex.concat(MINUS, padded(Math.max(-last, 0), -first)));
    }
    return Regex.anyOf(ways);
  }

  private static Regex padded(int first, int last) {
    List<Regex> ways = new ArrayList<>();
    int widest = Math.max(3, Integer.toString(last).length());
    int narrowest = Math.min(3, Integer.toString(first).length());
    for (int width = narrowest; width <= widest; width++) {
      String most = Integer.toString(last);
      String bound = most.length() > width ? "9".repeat(width) : pad(most, width);
      String least = pad(Integer.toString(first), width);
      if (least.length() == width && least.compareTo(bound) <= 0) {
        ways.add(NumberText.between(least, bound));
      }
    }
    return Regex.anyOf(ways);
  }

  private static String pad(String digits, int width) {
    return "0".repeat(Math.max(0, width - digits.length())) + digits;
  }
}
