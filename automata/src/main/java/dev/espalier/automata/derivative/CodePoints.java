package dev.espalier.automata.derivative;

import dev.espalier.grammar.CodePointSet;
import org.jspecify.annotations.Nullable;

/** A code-point set with the questions that derivatives ask of it. Immutable. */
final class CodePoints {
  /** Every code point. */
  static final CodePoints ALL = new CodePoints(CodePointSet.ALL);

  final CodePointSet set;
  final long asciiLow; // bit i = code point i
  final long asciiHigh; // bit i = code point 64 + i

  /** Bit i = every scalar value whose UTF-8 begins with {@code Absorption.FIRST_LEAD + i}. */
  final long leads;

  private final int hash;

  @Nullable CodePoints raw; // memo of Expressions.rawOf

  CodePoints(CodePointSet set) {
    this.hash = set.hashCode();
    this.set = set;
    long low = 0;
    long high = 0;
    for (int c = 0; c < 64; c++) {
      low |= set.contains(c) ? 1L << c : 0;
      high |= set.contains(64 + c) ? 1L << c : 0;
    }
    asciiLow = low;
    asciiHigh = high;
    leads = wholeLeads();
  }

  private long wholeLeads() {
    long whole = 0;
    for (int b = Absorption.FIRST_LEAD; b <= Absorption.LAST_LEAD; b++) {
      int first;
      int last;
      if (b < 0xE0) {
        first = (b & 0x1F) << 6;
        last = first + 0x3F;
      } else if (b < 0xF0) {
        first = Math.max((b & 0x0F) << 12, 0x800);
        last = ((b & 0x0F) << 12) + 0xFFF;
      } else {
        first = Math.max((b & 0x07) << 18, 0x10000);
        last = Math.min(((b & 0x07) << 18) + 0x3FFFF, CodePointSet.MAX);
      }
      whole |= containsAll(first, last) ? 1L << (b - Absorption.FIRST_LEAD) : 0;
    }
    return whole;
  }

  boolean isAll() {
    return set.equals(CodePointSet.ALL);
  }

  boolean containsAscii(int c) {
    return ((c < 64 ? asciiLow : asciiHigh) >>> (c & 63) & 1) != 0;
  }

  /** Whether some scalar value of {@code first .. last} is a member. */
  boolean intersects(int first, int last) {
    int i = firstRangeEndingAtOrAfter(first);
    return i < set.rangeCount() && set.first(i) <= last;
  }

  /** Whether every scalar value of {@code first .. last} is a member. */
  boolean containsAll(int first, int last) {
    int from = first;
    for (int i = firstRangeEndingAtOrAfter(first); ; i++) {
      if (from >= 0xD800 && from <= 0xDFFF) {
        from = 0xE000;
      }
      if (from > last) {
        return true;
      }
      if (i >= set.rangeCount() || set.first(i) > from) {
        return false;
      }
      from = set.last(i) + 1;
    }
  }

  private int firstRangeEndingAtOrAfter(int codePoint) {
    int low = 0;
    int high = set.rangeCount();
    while (low < high) {
      int mid = (low + high) >>> 1;
      if (set.last(mid) < codePoint) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return low;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o == this || o instanceof CodePoints other && set.equals(other.set);
  }

  @Override
  public int hashCode() {
    return hash;
  }
}
