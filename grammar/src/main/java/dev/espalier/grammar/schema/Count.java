package dev.espalier.grammar.schema;

import dev.espalier.grammar.Regex;

/**
 * How many: from {@code min} to {@code max}, {@link Regex#UNBOUNDED} for no bound. Empty when
 * {@code min > max}.
 */
record Count(int min, int max) {
  static final Count ANY = new Count(0, Regex.UNBOUNDED);

  boolean isEmpty() {
    return min > max;
  }

  boolean contains(int n) {
    return min <= n && n <= max;
  }

  Count and(Count other) {
    return new Count(Math.max(min, other.min), Math.min(max, other.max));
  }

  /** What is left to count after {@code n}. */
  Count minus(int n) {
    return new Count(Math.max(0, min - n), max == Regex.UNBOUNDED ? max : Math.max(0, max - n));
  }
}
