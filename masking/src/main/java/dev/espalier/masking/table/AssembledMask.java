package dev.espalier.masking.table;

import java.util.Arrays;

/**
 * A mask put together: whole sets that many masks share, and the few tokens of its own. Immutable.
 *
 * <pre>
 *   shared | bits, bits, ...      each one bit a token, of {@link Passage}s; at most a few
 *   own    | token, token, ...
 * </pre>
 *
 * Memory: that of {@code own}; a mask inside a JSON string takes about a kilobyte.
 */
public final class AssembledMask {
  private final long[][] shared;
  private final int[] own;

  AssembledMask(long[][] shared, int[] own) {
    this.shared = shared;
    this.own = own;
  }

  /** The mask with these bits, which are kept: do not change. */
  public static AssembledMask of(long[] words) {
    return new AssembledMask(new long[][] {words}, new int[0]);
  }

  /** Writes the mask to {@code words}, whatever was there. No allocation. */
  public void fill(long[] words) {
    if (shared.length == 0) {
      Arrays.fill(words, 0);
    } else {
      System.arraycopy(shared[0], 0, words, 0, words.length);
    }
    for (int i = 1; i < shared.length; i++) {
      or(shared[i], words);
    }
    for (int token : own) {
      words[token >>> 6] |= 1L << token;
    }
  }

  private static void or(long[] from, long[] words) {
    for (int w = 0; w < words.length; w++) {
      words[w] |= from[w];
    }
  }

  /** The bytes it takes beyond what it shares. */
  public long bytes() {
    return 56 + 8L * shared.length + 4L * own.length;
  }
}
