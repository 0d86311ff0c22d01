package dev.espalier.grammar.derivative;

import dev.espalier.grammar.Regex;
import java.util.List;

/**
 * How many texts a regular expression matches, as far as its syntax alone tells: each answer "yes"
 * is certain, each "no" may be wrong. Linear in the expression; recursive in its depth.
 */
public final class Cardinality {
  private static final int SOME = 1; // at least one
  private static final int LONG = 2; // one that is not empty
  private static final int FINITE = 4;
  private static final int INFINITE = 8;
  private static final int COFINITE = 16; // all but finitely many
  private static final int ALMOST_ALL = SOME | LONG | INFINITE | COFINITE;
  private static final int EVERY = 8; // behind these, what is true of each of several

  private Cardinality() {}

  /** Whether it certainly matches some text. */
  public static boolean isSome(Regex regex) {
    return (of(regex) & SOME) != 0;
  }

  /** Whether it certainly matches more texts than could be listed. */
  public static boolean isInfinite(Regex regex) {
    return (of(regex) & INFINITE) != 0;
  }

  private static int of(Regex regex) {
    return switch (regex) {
      case Regex.Nothing r -> FINITE;
      case Regex.Chars r -> SOME | LONG | FINITE;
      case Regex.JsonChars r -> SOME | LONG | FINITE;
      case Regex.Multiple r -> SOME;
      case Regex.Literal(String text) -> text.isEmpty() ? SOME | FINITE : SOME | LONG | FINITE;
      case Regex.Concat(List<Regex> operands) -> {
        int all = all(operands);
        int every = all >> EVERY;
        yield every & (SOME | FINITE) | ((every & SOME) == 0 ? 0 : all & (LONG | INFINITE));
      }
      case Regex.Alternation(List<Regex> operands) -> {
        int all = all(operands);
        yield all & ALMOST_ALL | all >> EVERY & FINITE;
      }
      case Regex.Intersection(List<Regex> operands) -> intersection(operands);
      case Regex.Complement(Regex operand) -> {
        int inside = of(operand);
        yield (inside & FINITE) != 0 ? ALMOST_ALL : (inside & COFINITE) != 0 ? FINITE : 0;
      }
      case Regex.Repeat(Regex operand, int min, int max) -> {
        if (max == Regex.UNBOUNDED && operand.equals(Regex.ANY_CHAR)) {
          yield ALMOST_ALL;
        }
        int one = of(operand);
        boolean endless = max == Regex.UNBOUNDED && (one & LONG) != 0;
        yield one & (SOME | LONG | INFINITE)
            | (min == 0 ? SOME : 0)
            | (endless ? INFINITE : 0)
            | (max == Regex.UNBOUNDED ? 0 : one & FINITE);
      }
    };
  }

  /** What is true of some of them, and by {@link #EVERY} higher of all of them. */
  private static int all(List<Regex> operands) {
    int any = 0;
    int every = ~0;
    for (Regex operand : operands) {
      int one = of(operand);
      any |= one;
      every &= one;
    }
    return any | every << EVERY;
  }

  /** Infinitely many texts less finitely many are infinitely many. */
  private static int intersection(List<Regex> operands) {
    int finite = 0;
    int narrow = ALMOST_ALL; // of the one operand that leaves out infinitely many, if it is one
    for (Regex operand : operands) {
      int one = of(operand);
      finite |= one & FINITE;
      if ((one & COFINITE) == 0) {
        narrow = narrow == ALMOST_ALL ? one : 0;
      }
    }
    return finite | ((narrow & INFINITE) == 0 ? 0 : narrow);
  }
}
