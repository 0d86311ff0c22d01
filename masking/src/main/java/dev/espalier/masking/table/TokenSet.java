package dev.espalier.masking.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A set of tokens: a list of ids if they are few, else one bit for each token. Immutable; equal if
 * it holds the same tokens.
 *
 * <pre>
 *   ids   | token, token, ...        ascending, distinct; empty if dense
 *   words | word 0: tokens 0..63 | word 1: tokens 64..127 | ...       empty if sparse
 * </pre>
 */
final class TokenSet {
  /** So many ids are listed; more are bits. Setting one takes a nanosecond or two. */
  static final int MOST_LISTED = 512;

  private static final int[] NO_IDS = {};
  private static final long[] NO_WORDS = {};

  private static final int BASE_BYTES = 100; // two arrays and a place in a table of sets

  static final TokenSet NONE = new TokenSet(NO_IDS, NO_WORDS);

  private final int[] ids;
  private final long[] words;
  private int hash; // 0 until it is asked for
  int seen; // by the last round of a sweep that something refers to it in

  private TokenSet(int[] ids, long[] words) {
    this.ids = ids;
    this.words = words;
  }

  /**
   * The tokens {@code ids[0 .. count)}, in any order, perhaps repeated; they are sorted in place.
   *
   * @param words of the vocabulary
   */
  static TokenSet of(int[] ids, int count, int words) {
    Arrays.sort(ids, 0, count);
    int distinct = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || ids[i] != ids[i - 1]) {
        ids[distinct++] = ids[i];
      }
    }
    if (distinct == 0) {
      return NONE;
    }
    if (distinct <= MOST_LISTED) {
      return new TokenSet(Arrays.copyOf(ids, distinct), NO_WORDS);
    }
    long[] bits = new long[words];
    for (int i = 0; i < distinct; i++) {
      bits[ids[i] >>> 6] |= 1L << ids[i];
    }
    return new TokenSet(NO_IDS, bits);
  }

  /** The tokens whose bits are set; {@code words} is kept. */
  static TokenSet of(long[] words) {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    if (count > MOST_LISTED) {
      return new TokenSet(NO_IDS, words);
    }
    int[] ids = new int[count];
    int n = 0;
    for (int w = 0; w < words.length; w++) {
      for (long word = words[w]; word != 0; word &= word - 1) {
        ids[n++] = (w << 6) + Long.numberOfTrailingZeros(word);
      }
    }
    return count == 0 ? NONE : new TokenSet(ids, NO_WORDS);
  }

  boolean isDense() {
    return words.length > 0;
  }

  boolean isEmpty() {
    return this == NONE;
  }

  /** The ids if sparse; not to be written to. */
  int[] ids() {
    return ids;
  }

  /** The bits if dense; not to be written to. */
  long[] words() {
    return words;
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof TokenSet other
        && Arrays.equals(ids, other.ids)
        && Arrays.equals(words, other.words);
  }

  @Override
  public int hashCode() {
    if (hash == 0) {
      hash = isDense() ? Arrays.hashCode(words) : Arrays.hashCode(ids);
    }
    return hash;
  }

  /** The bytes it takes, by estimate. */
  long bytes() {
    return this == NONE ? 0 : BASE_BYTES + 4L * ids.length + 8L * words.length;
  }

  /** The same if it is sparse; 0 if dense, as then all that refer to it share it. */
  long listedBytes() {
    return isDense() ? 0 : bytes();
  }
}
