package dev.espalier.masking.table;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A mask put together: whole sets that many masks share, and the few tokens of its own. Immutable.
 *
 * <pre>
 *   dense  | bits, bits, ...      each one bit a token, of {@link Passage}s; at most a few
 *   listed | tokens, tokens, ...  the same for small sets
 *   own    | token, token, ...
 *   asked  | what a text must still be asked about, where there are checks
 * </pre>
 *
 * Memory: that of the references and of {@code own}; a mask inside a JSON string takes some hundred
 * bytes.
 */
public final class AssembledMask {
  private static final int[][] NONE_LISTED = {};
  private static final int[] NONE_OWN = {};

  private final long[][] dense;
  private final int[][] listed;
  private final int[] own;

  private final int[] asked;
  private final long @Nullable [] ownBits;

  AssembledMask(long[][] dense, int[][] listed, int[] own) {
    this(dense, listed, own, NONE_OWN, null);
  }

  private AssembledMask(
      long[][] dense, int[][] listed, int[] own, int[] asked, long @Nullable [] ownBits) {
    this.asked = asked;
    this.ownBits = ownBits;
    this.dense = dense;
    this.listed = listed;
    this.own = own;
  }

  /** The mask with these bits, which are kept: do not change. */
  public static AssembledMask of(long[] words) {
    return new AssembledMask(new long[][] {words}, NONE_LISTED, NONE_OWN, NONE_OWN, words);
  }

  /** The same mask with what must be asked of some of its tokens, which is kept: do not change. */
  public AssembledMask asking(int[] askedTokens) {
    return askedTokens.length == 0
        ? this
        : new AssembledMask(dense, listed, own, askedTokens, ownBits);
  }

  /** What must be asked before the mask is right, in the words of who asks; mostly nothing. */
  public int[] asked() {
    return asked;
  }

  /** The number of sets of bits that other masks may refer to as well. */
  public int sharedSets() {
    return ownBits == null ? dense.length : 0;
  }

  /** One of these sets; not to be written to. */
  public long[] sharedSet(int i) {
    return dense[i];
  }

  /** All its bits, if it shares none; not to be written to. */
  public long @Nullable [] ownBits() {
    return ownBits;
  }

  long[][] dense() {
    return dense;
  }

  int[][] listed() {
    return listed;
  }

  int[] own() {
    return own;
  }

  /** Writes the mask to {@code words}, whatever was there. No allocation. */
  public void fill(long[] words) {
    if (dense.length == 0) {
      Arrays.fill(words, 0);
    } else {
      System.arraycopy(dense[0], 0, words, 0, words.length);
    }
    for (int i = 1; i < dense.length; i++) {
      or(dense[i], words);
    }
    for (int[] tokens : listed) {
      set(tokens, words);
    }
    set(own, words);
  }

  private static void or(long[] from, long[] words) {
    for (int w = 0; w < words.length; w++) {
      words[w] |= from[w];
    }
  }

  private static void set(int[] tokens, long[] words) {
    for (int token : tokens) {
      words[token >>> 6] |= 1L << token;
    }
  }

  /** The bytes it takes beyond what it shares. */
  public long bytes() {
    long bits = ownBits == null ? 0 : 8L * ownBits.length;
    return 96 + 4L * (dense.length + listed.length + own.length + asked.length) + bits;
  }
}
