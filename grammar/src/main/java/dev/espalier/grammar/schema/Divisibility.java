package dev.espalier.grammar.schema;

import dev.espalier.grammar.LimitExceededException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which numbers divide a number and which do not: a union of clauses. A value, closed under union,
 * intersection and complement; no clause contains another, and none is empty.
 */
record Divisibility(Set<Clause> clauses) {
  static final Divisibility ANY = new Divisibility(Set.of(Clause.ANY));
  static final Divisibility NONE = new Divisibility(Set.of());

  private static final int MAX_CLAUSES = 100;
  private static final int MAX_DIGITS = 20_000;

  Divisibility {
    clauses = Set.copyOf(clauses);
  }

  /**
   * The multiples of {@code step} that are multiples of none of {@code others}.
   *
   * @param step above zero, without trailing zeros; null for any number
   * @param others above zero, without trailing zeros; proper multiples of {@code step} if there is
   *     one, and none a multiple of another
   */
  record Clause(@Nullable BigDecimal step, Set<BigDecimal> others) {
    static final Clause ANY = new Clause(null, Set.of());

    Clause {
      others = Set.copyOf(others);
    }

    boolean contains(BigDecimal value) {
      return (step == null || isMultiple(value, step))
          && others.stream().noneMatch(other -> isMultiple(value, other));
    }

    /** Null if no number is in both. */
    @Nullable Clause and(Clause that) {
      BigDecimal common =
          step == null ? that.step : that.step == null ? step : leastCommon(step, that.step);
      Set<BigDecimal> all = new HashSet<>(others);
      all.addAll(that.others);
      return of(common, all);
    }

    private static @Nullable Clause of(@Nullable BigDecimal step, Collection<BigDecimal> others) {
      List<BigDecimal> proper = new ArrayList<>();
      for (BigDecimal other : others) {
        BigDecimal multiple = step == null ? other : leastCommon(step, other);
        if (multiple.equals(step)) {
          return null;
        }
        if (proper.stream().noneMatch(known -> isMultiple(multiple, known))) {
          proper.removeIf(known -> isMultiple(known, multiple));
          proper.add(multiple);
        }
      }
      return new Clause(step, new HashSet<>(proper));
    }

    /** Whether each number of this is in {@code that}. */
    boolean isIn(Clause that) {
      if (that.step != null && (step == null || !isMultiple(step, that.step))) {
        return false;
      }
      return that.others.stream().allMatch(other -> and(new Clause(other, Set.of())) == null);
    }

    /**
     * Whether some number in the range, which is more than one point, is in this clause. Exact:
     * where nothing is excluded it is one division; multiples of <i>n</i> numbers that cover
     * 2<sup><i>n</i></sup> integers in a row cover all of them (Crittenden, Vanden Eynden 1970),
     * and these never cover 1, so that only short ranges are searched.
     */
    boolean meets(NumberRange range) {
      if (step == null) {
        return true;
      }
      if (range.lower() == null || range.upper() == null) {
        return true;
      }
      if (range.digits() > MAX_DIGITS) {
        throw new LimitExceededException(
            "multipleOf", "a bound beside it has more than " + MAX_DIGITS + " digits");
      }
      NumberRange multiples = multiples(range, step);
      if (multiples.isEmpty()) {
        return false;
      }
      if (others.isEmpty()) {
        return true;
      }
      BigInteger first = multiples.lower().toBigIntegerExact();
      BigInteger last = multiples.upper().toBigIntegerExact();
      if (last.subtract(first).bitLength() > others.size()) {
        return true;
      }
      List<BigInteger> factors =
          others.stream()
              .map(other -> other.divideToIntegralValue(step).toBigIntegerExact())
              .toList();
      for (BigInteger i = first; i.compareTo(last) <= 0; i = i.add(BigInteger.ONE)) {
        BigInteger factor = i;
        if (factors.stream().noneMatch(f -> factor.mod(f).signum() == 0)) {
          return true;
        }
      }
      return false;
    }

    /** Such as {@code 2 not 6}. */
    @Override
    public String toString() {
      return (step == null ? "any" : step.toString())
          + (others.isEmpty() ? "" : " not " + others.stream().sorted().toList());
    }
  }

  /** The multiples of {@code step}, which is above zero. */
  static Divisibility by(BigDecimal step) {
    return new Divisibility(Set.of(new Clause(step.stripTrailingZeros(), Set.of())));
  }

  boolean contains(BigDecimal value) {
    return clauses.stream().anyMatch(clause -> clause.contains(value));
  }

  Divisibility and(Divisibility that) {
    if (clauses.isEmpty() || that.equals(ANY)) {
      return this;
    }
    if (that.clauses.isEmpty() || equals(ANY)) {
      return that;
    }
    List<Clause> all = new ArrayList<>();
    for (Clause clause : clauses) {
      for (Clause other : that.clauses) {
        Clause both = clause.and(other);
        if (both != null) {
          all.add(both);
        }
      }
      checkSize(all);
    }
    return union(all);
  }

  Divisibility or(Divisibility that) {
    if (clauses.isEmpty() || that.clauses.isEmpty()) {
      return clauses.isEmpty() ? that : this;
    }
    return union(clauses, that.clauses);
  }

  Divisibility not() {
    Divisibility result = ANY;
    for (Clause clause : clauses) {
      List<Clause> outside = new ArrayList<>();
      if (clause.step != null) {
        outside.add(new Clause(null, Set.of(clause.step)));
      }
      clause.others.forEach(other -> outside.add(new Clause(other, Set.of())));
      result = result.and(union(outside));
    }
    return result;
  }

  /** The clauses that some number of the range, more than one point, satisfies. */
  Divisibility within(NumberRange range) {
    if (clauses.stream().allMatch(clause -> clause.meets(range))) {
      return this;
    }
    return union(clauses.stream().filter(clause -> clause.meets(range)).toList());
  }

  private static Divisibility union(List<Clause> clauses) {
    return union(Set.of(), clauses);
  }

  /**
   * @param known none of them covered by another
   */
  private static Divisibility union(Collection<Clause> known, Collection<Clause> more) {
    List<Clause> kept = new ArrayList<>(known);
    more.forEach(clause -> addUnlessCovered(kept, clause));
    boolean changed = kept.size() > 1;
    while (changed) {
      changed = false;
      for (int i = 0; i < kept.size() && !changed; i++) {
        Clause wider = widened(kept, i);
        if (wider != null) {
          kept.remove(i);
          addUnlessCovered(kept, wider);
          changed = true;
        }
      }
    }
    checkSize(kept);
    return new Divisibility(new HashSet<>(kept));
  }

  private static void addUnlessCovered(List<Clause> kept, Clause clause) {
    if (kept.stream().noneMatch(clause::isIn)) {
      kept.removeIf(known -> known.isIn(clause));
      kept.add(clause);
    }
  }

  /** The clause without an exception that another clause allows: {@code 2 not 6 | 6} is 2. */
  private static @Nullable Clause widened(List<Clause> clauses, int i) {
    Clause clause = clauses.get(i);
    for (BigDecimal other : clause.others) {
      Set<BigDecimal> fewer = new HashSet<>(clause.others);
      fewer.remove(other);
      Clause wider = new Clause(clause.step, fewer);
      Clause gained = wider.and(new Clause(other, Set.of()));
      if (gained == null || clauses.stream().anyMatch(gained::isIn)) {
        return wider;
      }
    }
    return null;
  }

  private static void checkSize(List<Clause> clauses) {
    if (clauses.size() > MAX_CLAUSES) {
      throw new LimitExceededException(
          "multipleOf", "combining divisors gives more than " + MAX_CLAUSES + " cases");
    }
  }

  /**
   * Whether {@code value} is a multiple of {@code step}. With <i>u</i> 10<sup><i>e</i></sup> and
   * <i>a</i> 10<sup>-<i>s</i></sup>, neither <i>u</i> nor <i>a</i> ending in zero, that is where
   * <i>e + s</i> is not negative and <i>a</i> divides <i>u</i> 10<sup><i>e + s</i></sup>; so
   * exponents of any size are cheap.
   *
   * @param step above zero, without trailing zeros
   */
  static boolean isMultiple(BigDecimal value, BigDecimal step) {
    if (value.signum() == 0) {
      return true;
    }
    BigDecimal stripped = value.stripTrailingZeros();
    long shift = (long) step.scale() - stripped.scale();
    BigInteger modulus = step.unscaledValue();
    return shift >= 0
        && BigInteger.TEN
                .modPow(BigInteger.valueOf(shift), modulus)
                .multiply(stripped.unscaledValue())
                .mod(modulus)
                .signum()
            == 0;
  }

  /** The integers i with {@code i * step} in the range, as a range with closed integer bounds. */
  static NumberRange multiples(NumberRange range, BigDecimal step) {
    BigDecimal first =
        range.lower() == null ? null : range.lower().divide(step, 0, RoundingMode.CEILING);
    if (first != null && range.lowerOpen() && first.multiply(step).compareTo(range.lower()) == 0) {
      first = first.add(BigDecimal.ONE);
    }
    BigDecimal last =
        range.upper() == null ? null : range.upper().divide(step, 0, RoundingMode.FLOOR);
    if (last != null && range.upperOpen() && last.multiply(step).compareTo(range.upper()) == 0) {
      last = last.subtract(BigDecimal.ONE);
    }
    return new NumberRange(first, first == null, last, last == null);
  }

  private static BigDecimal leastCommon(BigDecimal a, BigDecimal b) {
    if (a.equals(b)) {
      return a;
    }
    int scale = Math.max(a.scale(), b.scale());
    BigInteger x = a.setScale(scale).unscaledValue();
    BigInteger y = b.setScale(scale).unscaledValue();
    BigInteger least = x.divide(x.gcd(y)).multiply(y);
    if (least.bitLength() > MAX_DIGITS * 10 / 3) {
      throw new LimitExceededException(
          "multipleOf", "a common multiple has more than " + MAX_DIGITS + " digits");
    }
    return new BigDecimal(least, scale).stripTrailingZeros();
  }
}
