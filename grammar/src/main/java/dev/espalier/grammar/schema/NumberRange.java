package dev.espalier.grammar.schema;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * An interval of numbers; a missing bound is infinity. Exact: bounds are decimals of any size,
 * compared and never expanded.
 */
record NumberRange(
    @Nullable BigDecimal lower, boolean lowerOpen, @Nullable BigDecimal upper, boolean upperOpen) {
  static final NumberRange ALL = new NumberRange(null, true, null, true);

  static NumberRange atLeast(BigDecimal bound) {
    return new NumberRange(bound, false, null, true);
  }

  static NumberRange above(BigDecimal bound) {
    return new NumberRange(bound, true, null, true);
  }

  static NumberRange atMost(BigDecimal bound) {
    return new NumberRange(null, true, bound, false);
  }

  static NumberRange below(BigDecimal bound) {
    return new NumberRange(null, true, bound, true);
  }

  boolean contains(BigDecimal value) {
    int low = lower == null ? 1 : value.compareTo(lower);
    int high = upper == null ? -1 : value.compareTo(upper);
    return (lowerOpen ? low > 0 : low >= 0) && (upperOpen ? high < 0 : high <= 0);
  }

  NumberRange and(NumberRange other) {
    int low = lower == null ? -1 : other.lower == null ? 1 : lower.compareTo(other.lower);
    int high = upper == null ? 1 : other.upper == null ? -1 : upper.compareTo(other.upper);
    return new NumberRange(
        low >= 0 ? lower : other.lower,
        low > 0 ? lowerOpen : low < 0 ? other.lowerOpen : lowerOpen || other.lowerOpen,
        high <= 0 ? upper : other.upper,
        high < 0 ? upperOpen : high > 0 ? other.upperOpen : upperOpen || other.upperOpen);
  }

  boolean isEmpty() {
    if (lower == null || upper == null) {
      return false;
    }
    int order = lower.compareTo(upper);
    return order > 0 || (order == 0 && (lowerOpen || upperOpen));
  }

  /** The most digits before or after the point of a bound. */
  long digits() {
    return Math.max(digits(lower), digits(upper));
  }

  private static long digits(@Nullable BigDecimal bound) {
    if (bound == null) {
      return 0;
    }
    return Math.max(
        Math.max(bound.precision(), Math.abs((long) bound.scale())),
        (long) bound.precision() - bound.scale());
  }

  /** The integers in this range, as a range with closed integer bounds. Expands the bounds. */
  NumberRange integers() {
    BigDecimal first = lower == null ? null : lower.setScale(0, RoundingMode.CEILING);
    if (first != null && lowerOpen && first.compareTo(lower) == 0) {
      first = first.add(BigDecimal.ONE);
    }
    BigDecimal last = upper == null ? null : upper.setScale(0, RoundingMode.FLOOR);
    if (last != null && upperOpen && last.compareTo(upper) == 0) {
      last = last.subtract(BigDecimal.ONE);
    }
    return new NumberRange(first, first == null, last, last == null);
  }

  /** Such as {@code minimum 5 > maximum 3}. */
  String conflict() {
    return (lowerOpen ? "exclusiveMinimum " : "minimum ")
        + lower
        + " >"
        + (lowerOpen || upperOpen ? "= " : " ")
        + (upperOpen ? "exclusiveMaximum " : "maximum ")
        + upper;
  }
}
