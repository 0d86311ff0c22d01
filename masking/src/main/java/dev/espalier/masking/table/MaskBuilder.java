package dev.espalier.masking.table;

import java.util.Arrays;

/** Collects what a mask is made of. Mutable; kept between masks so that it allocates little. */
final class MaskBuilder {
  private static final int MOST_SHARED = 4;

  private final int words;
  private final IntList own = new IntList();
  private long[][] shared = new long[8][];
  private int sharedCount;

  /**
   * @param words of a mask
   */
  MaskBuilder(int words) {
    this.words = words;
  }

  void clear() {
    own.truncate(0);
    Arrays.fill(shared, 0, sharedCount, null);
    sharedCount = 0;
  }

  void allow(int token) {
    own.add(token);
  }

  void allow(TokenSet tokens) {
    if (!tokens.isDense()) {
      own.addAll(tokens.ids());
      return;
    }
    for (int i = 0; i < sharedCount; i++) {
      if (shared[i] == tokens.words()) {
        return;
      }
    }
    if (sharedCount == shared.length) {
      shared = Arrays.copyOf(shared, 2 * sharedCount);
    }
    shared[sharedCount++] = tokens.words();
  }

  /** All that has been allowed. */
  AssembledMask build() {
    dropShared();
    AssembledMask mask = new AssembledMask(Arrays.copyOf(shared, sharedCount), own.toArray());
    if (sharedCount <= MOST_SHARED && own.size() <= TokenSet.MOST_LISTED) {
      return mask;
    }
    long[] merged = new long[words];
    mask.fill(merged);
    return AssembledMask.of(merged);
  }

  /** Drops the single tokens that a shared set has as well. */
  private void dropShared() {
    int kept = 0;
    int[] ids = own.array();
    for (int i = 0; i < own.size(); i++) {
      int token = ids[i];
      boolean allowed = false;
      for (int s = 0; s < sharedCount && !allowed; s++) {
        allowed = (shared[s][token >>> 6] >>> token & 1) != 0;
      }
      if (!allowed) {
        ids[kept++] = token;
      }
    }
    own.truncate(kept);
  }
}
