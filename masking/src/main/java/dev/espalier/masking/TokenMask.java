package dev.espalier.masking;

import java.util.Arrays;

/**
 * A set of allowed tokens, refilled at each step: a table.
 *
 * <pre>
 *   words | word 0: tokens 0..63 | word 1: tokens 64..127 | ...     bit i of word w = token 64 w + i
 * </pre>
 *
 * 1 = allowed; bits at and above the vocabulary size are 0. Memory: one bit a token. Owned by one
 * thread.
 */
public final class TokenMask {
  private final int size;
  private final long[] words;

  /** An empty mask for {@code size} tokens. */
  public TokenMask(int size) {
    if (size < 1) {
      throw new IllegalArgumentException("a mask for " + size + " tokens");
    }
    this.size = size;
    this.words = new long[(size + 63) >>> 6];
  }

  /** The number of tokens that the mask speaks of. */
  public int size() {
    return size;
  }

  /** The words themselves, not a copy: {@code long[(size + 63) / 64]}. */
  public long[] words() {
    return words;
  }

  /** Whether {@code token} is allowed. O(1). */
  public boolean allows(int token) {
    return (words[token >>> 6] >>> token & 1) != 0;
  }

  /** The number of allowed tokens. */
  public int count() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  /** Whether no token is allowed. */
  public boolean isEmpty() {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  /** The least allowed token that is at least {@code from}, or -1. */
  public int nextAllowed(int from) {
    int w = from >>> 6;
    if (w >= words.length) {
      return -1;
    }
    long word = words[w] & (-1L << from);
    while (word == 0) {
      if (++w == words.length) {
        return -1;
      }
      word = words[w];
    }
    return (w << 6) + Long.numberOfTrailingZeros(word);
  }

  /**
   * Sets the logits of all tokens that are not allowed to negative infinity.
   *
   * @param logits at least {@code size} of them; those beyond are not allowed either
   */
  public void applyTo(float[] logits) {
    if (logits.length < size) {
      throw new IllegalArgumentException(logits.length + " logits for " + size + " tokens");
    }
    for (int w = 0; w < words.length; w++) {
      long denied = ~words[w];
      int end = Math.min(64, size - (w << 6));
      if (denied == -1L) {
        Arrays.fill(logits, w << 6, (w << 6) + end, Float.NEGATIVE_INFINITY);
        continue;
      }
      denied &= end == 64 ? -1L : (1L << end) - 1;
      while (denied != 0) {
        logits[(w << 6) + Long.numberOfTrailingZeros(denied)] = Float.NEGATIVE_INFINITY;
        denied &= denied - 1;
      }
    }
    Arrays.fill(logits, size, logits.length, Float.NEGATIVE_INFINITY);
  }

  /** Refuses to be filled for a vocabulary of another size. */
  void checkSize(int vocabularySize) {
    if (size != vocabularySize) {
      throw new IllegalArgumentException(
          "a mask for " + size + " tokens, a vocabulary of " + vocabularySize);
    }
  }

  void clear() {
    Arrays.fill(words, 0);
  }

  void copyFrom(long[] source) {
    System.arraycopy(source, 0, words, 0, words.length);
  }

  void allow(int token) {
    words[token >>> 6] |= 1L << token;
  }

  /** Allows the tokens {@code first} to {@code last}, both included. */
  void allow(int first, int last) {
    for (int w = first >>> 6; w <= last >>> 6; w++) {
      long from = w == first >>> 6 ? -1L << first : -1L;
      long to = w == last >>> 6 ? -1L >>> 63 - (last & 63) : -1L;
      words[w] |= from & to;
    }
  }

  void refuse(int token) {
    words[token >>> 6] &= ~(1L << token);
  }

  /** The allowed tokens as ranges, abridged. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("{");
    int shown = 0;
    for (int first = nextAllowed(0); first >= 0 && shown < 32; shown++) {
      int last = first;
      while (last + 1 < size && allows(last + 1)) {
        last++;
      }
      out.append(shown == 0 ? "" : ", ").append(first);
      if (last > first) {
        out.append("..").append(last);
      }
      first = nextAllowed(last + 1);
    }
    return out.append(shown == 32 ? ", …}" : "}").toString();
  }
}
