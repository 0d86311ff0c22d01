package dev.espalier.grammar;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A set of Unicode scalar values (surrogates are never members), kept as sorted, disjoint,
 * non-adjacent ranges.
 *
 * <p>Behind them stand the tokens of a vocabulary, which are no text: id t is the code point {@link
 * #FIRST_TOKEN} + t, whose UTF-8, as the scheme goes on, begins with a byte F5 to F7 that no text
 * has. Only {@link #ofTokens} makes sets with such members; a complement has none.
 *
 * <p>A value: immutable, any thread. Union, intersection and complement are linear in the number of
 * ranges; {@link #contains} is logarithmic.
 */
public final class CodePointSet {
  public static final int MAX = 0x10FFFF;

  /** The code point of token 0. */
  public static final int FIRST_TOKEN = 0x140000;

  /** The greatest id of a token that has a code point: four bytes take no more. */
  public static final int MAX_TOKEN = 0x1FFFFF - FIRST_TOKEN;

  private static final int[] SURROGATES = {0xD800, 0xDFFF};

  public static final CodePointSet EMPTY = new CodePointSet(new int[0]);

  /** Every scalar value. */
  public static final CodePointSet ALL = new CodePointSet(new int[] {0, 0xD7FF, 0xE000, MAX});

  private final int[] bounds; // first and last code point of each range, alternating

  private CodePointSet(int[] bounds) {
    this.bounds = bounds;
  }

  /** The code points {@code first} to {@code last}, both included. */
  public static CodePointSet range(int first, int last) {
    return ofRanges(first, last);
  }

  /** The given code points. */
  public static CodePointSet of(int... codePoints) {
    int[] ranges = new int[2 * codePoints.length];
    for (int i = 0; i < codePoints.length; i++) {
      ranges[2 * i] = codePoints[i];
      ranges[2 * i + 1] = codePoints[i];
    }
    return ofRanges(ranges);
  }

  /** The scalar values that {@code predicate} holds for; asks it of each code point. */
  public static CodePointSet where(IntPredicate predicate) {
    int[] bounds = new int[64];
    int n = 0;
    int first = -1;
    for (int c = 0; c <= MAX + 1; c++) {
      boolean member = c <= MAX && predicate.test(c);
      if (member && first < 0) {
        first = c;
      } else if (!member && first >= 0) {
        if (n == bounds.length) {
          bounds = Arrays.copyOf(bounds, 2 * n);
        }
        bounds[n++] = first;
        bounds[n++] = c - 1;
        first = -1;
      }
    }
    return ofRanges(Arrays.copyOf(bounds, n));
  }

  /**
   * The union of ranges given as first, last, first, last, ..., in any order, overlapping or not.
   *
   * @throws IllegalArgumentException if a range is reversed or outside 0..10FFFF
   */
  public static CodePointSet ofRanges(int... ranges) {
    if (ranges.length % 2 != 0) {
      throw new IllegalArgumentException("odd number of bounds: " + ranges.length);
    }
    for (int i = 0; i < ranges.length; i += 2) {
      if (ranges[i] < 0 || ranges[i + 1] > MAX || ranges[i] > ranges[i + 1]) {
        throw new IllegalArgumentException(
            "not a range of code points: " + ranges[i] + ".." + ranges[i + 1]);
      }
    }
    return new CodePointSet(subtract(merged(ranges), SURROGATES));
  }

  /**
   * The code points of tokens, by ranges of their ids.
   *
   * @throws IllegalArgumentException if an id is greater than {@link #MAX_TOKEN}
   */
  public static CodePointSet ofTokens(List<SpecialToken.Range> ids) {
    int[] ranges = new int[2 * ids.size()];
    for (int i = 0; i < ids.size(); i++) {
      if (ids.get(i).last() > MAX_TOKEN) {
        throw new IllegalArgumentException("token " + ids.get(i).last() + " > " + MAX_TOKEN);
      }
      ranges[2 * i] = FIRST_TOKEN + ids.get(i).first();
      ranges[2 * i + 1] = FIRST_TOKEN + ids.get(i).last();
    }
    return new CodePointSet(merged(ranges));
  }

  private static int[] merged(int[] ranges) {
    long[] sorted = new long[ranges.length / 2];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = (long) ranges[2 * i] << 32 | ranges[2 * i + 1];
    }
    Arrays.sort(sorted);
    int[] merged = new int[ranges.length];
    int n = 0;
    for (long range : sorted) {
      int first = (int) (range >>> 32);
      int last = (int) range;
      if (n > 0 && first <= merged[n - 1] + 1) {
        merged[n - 1] = Math.max(merged[n - 1], last);
      } else {
        merged[n++] = first;
        merged[n++] = last;
      }
    }
    return Arrays.copyOf(merged, n);
  }

  /** The number of ranges. */
  public int rangeCount() {
    return bounds.length / 2;
  }

  /** The first code point of range {@code i}. */
  public int first(int i) {
    return bounds[2 * i];
  }

  /** The last code point of range {@code i}. */
  public int last(int i) {
    return bounds[2 * i + 1];
  }

  public boolean isEmpty() {
    return bounds.length == 0;
  }

  /** The number of code points. */
  public int size() {
    int size = 0;
    for (int i = 0; i < bounds.length; i += 2) {
      size += bounds[i + 1] - bounds[i] + 1;
    }
    return size;
  }

  /** Whether some token of a vocabulary is a member. */
  public boolean hasTokens() {
    return bounds.length > 0 && bounds[bounds.length - 1] >= FIRST_TOKEN;
  }

  public boolean contains(int codePoint) {
    int low = 0;
    int high = rangeCount() - 1;
    while (low <= high) {
      int mid = (low + high) >>> 1;
      if (codePoint < bounds[2 * mid]) {
        high = mid - 1;
      } else if (codePoint > bounds[2 * mid + 1]) {
        low = mid + 1;
      } else {
        return true;
      }
    }
    return false;
  }

  /** Whether every code point of {@code other} is in this set. */
  public boolean containsAll(CodePointSet other) {
    return other.minus(this).isEmpty();
  }

  public CodePointSet union(CodePointSet other) {
    return union(List.of(this, other));
  }

  /** What is in any of {@code sets}; better than one after the other where they are many. */
  public static CodePointSet union(List<CodePointSet> sets) {
    int length = 0;
    for (CodePointSet set : sets) {
      length += set.bounds.length;
    }
    int[] all = new int[length];
    int n = 0;
    for (CodePointSet set : sets) {
      System.arraycopy(set.bounds, 0, all, n, set.bounds.length);
      n += set.bounds.length;
    }
    return new CodePointSet(merged(all));
  }

  public CodePointSet intersect(CodePointSet other) {
    return minus(minus(other));
  }

  public CodePointSet minus(CodePointSet other) {
    return new CodePointSet(subtract(bounds, other.bounds));
  }

  /** Every scalar value that is not in this set. */
  public CodePointSet complement() {
    return ALL.minus(this);
  }

  private static int[] subtract(int[] a, int[] b) {
    int[] out = new int[a.length + b.length];
    int n = 0;
    int j = 0;
    for (int i = 0; i < a.length; i += 2) {
      int first = a[i];
      int last = a[i + 1];
      while (j < b.length && b[j + 1] < first) {
        j += 2;
      }
      int k = j;
      while (k < b.length && b[k] <= last) {
        if (b[k] > first) {
          out[n++] = first;
          out[n++] = b[k] - 1;
        }
        first = b[k + 1] + 1;
        k += 2;
      }
      if (first <= last) {
        out[n++] = first;
        out[n++] = last;
      }
    }
    return Arrays.copyOf(out, n);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof CodePointSet other && Arrays.equals(bounds, other.bounds);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bounds);
  }

  /**
   * The set as a bracketed class, such as {@code [a-z]}; others than printable ASCII as hex, tokens
   * by their ids behind it, as in {@code <[1-5,9]>}.
   */
  @Override
  public String toString() {
    int tokens = rangeCount();
    while (tokens > 0 && first(tokens - 1) >= FIRST_TOKEN) {
      tokens--;
    }
    StringBuilder out = new StringBuilder();
    if (tokens > 0 || isEmpty()) {
      appendClass(out, tokens);
    }
    for (int i = tokens; i < rangeCount(); i++) {
      out.append(i == tokens ? "<[" : ",")
          .append(new SpecialToken.Range(first(i) - FIRST_TOKEN, last(i) - FIRST_TOKEN));
    }
    return out.append(tokens < rangeCount() ? "]>" : "").toString();
  }

  private void appendClass(StringBuilder out, int ranges) {
    out.append('[');
    for (int i = 0; i < ranges; i++) {
      append(out, first(i));
      if (last(i) > first(i)) {
        if (last(i) > first(i) + 1) {
          out.append('-');
        }
        append(out, last(i));
      }
    }
    out.append(']');
  }

  private static void append(StringBuilder out, int codePoint) {
    if (codePoint > 0x20 && codePoint < 0x7F) {
      if ("[]\\^-".indexOf(codePoint) >= 0) {
        out.append('\\');
      }
      out.append((char) codePoint);
    } else {
      out.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
    }
  }
}
