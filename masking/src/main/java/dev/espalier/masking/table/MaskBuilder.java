package dev.espalier.masking.table;

import dev.espalier.masking.trie.TokenTrie;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Collects what a mask is made of. Mutable; kept between masks so that it allocates little. */
final class MaskBuilder {
  private static final int MOST_DENSE = 4;
  private static final int MOST_LISTED = 1_024;
  private static final int MOST_DENSE_OF_PART = 32;
  private static final int MOST_LISTED_OF_PART = 8_192;
  private static final int FEW = 8;

  private final int words;
  private final int mostDense;
  private final int mostListed;
  private final IntList own = new IntList();
  private long[][] dense = new long[8][];
  private int[][] listed = new int[8][];
  private @Nullable AssembledMask whole; // all there is so far, if it came at once
  private int denseCount;
  private int listedCount;

  /**
   * For masks to fill words from: what refers to too much is made bits of its own.
   *
   * @param words of a mask
   */
  MaskBuilder(int words) {
    this(words, MOST_DENSE, MOST_LISTED);
  }

  private MaskBuilder(int words, int mostDense, int mostListed) {
    this.words = words;
    this.mostDense = mostDense;
    this.mostListed = mostListed;
  }

  /** For parts of masks, which may refer to more before that pays. */
  static MaskBuilder ofParts(int words) {
    return new MaskBuilder(words, MOST_DENSE_OF_PART, MOST_LISTED_OF_PART);
  }

  void clear() {
    whole = null;
    own.truncate(0);
    Arrays.fill(dense, 0, denseCount, null);
    Arrays.fill(listed, 0, listedCount, null);
    denseCount = 0;
    listedCount = 0;
  }

  /** Allows the tokens that end at {@code node}. */
  void allowEndingAt(int node, TokenTrie trie) {
    open();
    for (int rank = trie.firstRank(node); rank < trie.firstRank(node + 1); rank++) {
      own.add(trie.tokenAt(rank));
    }
  }

  void allow(AssembledMask mask) {
    if (isEmpty()) {
      whole = mask;
      return;
    }
    open();
    addAll(mask);
  }

  private boolean isEmpty() {
    return whole == null && own.isEmpty() && denseCount == 0 && listedCount == 0;
  }

  /** Takes apart what has been allowed as a whole, since more is coming. */
  private void open() {
    AssembledMask all = whole;
    if (all != null) {
      whole = null;
      addAll(all);
    }
  }

  private void addAll(AssembledMask mask) {
    for (long[] set : mask.dense()) {
      allowDense(set);
    }
    for (int[] set : mask.listed()) {
      allowListed(set);
    }
    own.addAll(mask.own());
  }

  void allow(TokenSet tokens) {
    open();
    if (tokens.isDense()) {
      allowDense(tokens.words());
    } else if (tokens.ids().length <= FEW) {
      own.addAll(tokens.ids());
    } else {
      allowListed(tokens.ids());
    }
  }

  private void allowDense(long[] set) {
    for (int i = 0; i < denseCount; i++) {
      if (dense[i] == set) {
        return;
      }
    }
    if (denseCount == dense.length) {
      dense = Arrays.copyOf(dense, 2 * denseCount);
    }
    dense[denseCount++] = set;
  }

  private void allowListed(int[] set) {
    for (int i = 0; i < listedCount; i++) {
      if (listed[i] == set) {
        return;
      }
    }
    if (listedCount == listed.length) {
      listed = Arrays.copyOf(listed, 2 * listedCount);
    }
    listed[listedCount++] = set;
  }

  /** All that has been allowed. */
  AssembledMask build() {
    AssembledMask all = whole;
    if (all != null && all.dense().length <= mostDense) {
      return all;
    }
    open();
    AssembledMask mask =
        new AssembledMask(
            Arrays.copyOf(dense, denseCount), Arrays.copyOf(listed, listedCount), own.toArray());
    int singly = own.size();
    for (int i = 0; i < listedCount; i++) {
      singly += listed[i].length;
    }
    if (denseCount <= mostDense && singly <= mostListed) {
      return mask;
    }
    long[] merged = new long[words];
    mask.fill(merged);
    return AssembledMask.of(merged);
  }
}
