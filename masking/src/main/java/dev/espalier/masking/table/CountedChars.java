package dev.espalier.masking.table;

import java.util.ArrayList;
import java.util.List;

/**
 * The tokens at a frontier that are characters of one set, by how many: a table from which the
 * passage of {@code x{m,n}} is read for any m and n, so that a string with a length takes one walk
 * and not one for each length that is left.
 *
 * <pre>
 *   tokens[c]   | tokens that end in their c-th character, whole or begun
 *   complete[c] | nodes after c whole characters from where what follows goes on
 * </pre>
 *
 * Memory: four bytes a token. Immutable once built; any thread.
 */
final class CountedChars {
  private final int words;
  private final boolean distinct;
  private final List<int[]> tokens = new ArrayList<>();
  private final List<int[]> complete = new ArrayList<>();
  private final long[] all;
  private int size;

  /**
   * @param words of a mask
   * @param distinct whether every token is there with one count only
   */
  CountedChars(List<IntList> tokens, List<IntList> complete, int words, boolean distinct) {
    this.words = words;
    this.distinct = distinct;
    this.all = new long[words];
    for (IntList list : tokens) {
      int[] ids = list.toArray();
      this.tokens.add(ids);
      size += ids.length;
      set(ids, all);
    }
    for (IntList list : complete) {
      this.complete.add(list.toArray());
    }
  }

  /**
   * The passage of {@code min} to {@code max} characters. Linear in the tokens with more, or in
   * those with fewer.
   */
  Passage passage(int min, int max, Passages passages) {
    int within = 0;
    for (int c = 0; c < tokens.size() && c <= max; c++) {
      within += tokens.get(c).length;
    }
    IntList nodes = new IntList();
    for (int c = min; c < complete.size() && c <= max; c++) {
      nodes.addAll(complete.get(c));
    }
    return new Passage(tokensUpTo(max, within), passages.frontier(nodes.toSortedSet()));
  }

  private TokenSet tokensUpTo(int max, int within) {
    if (within <= TokenSet.MOST_LISTED) {
      IntList ids = new IntList();
      for (int c = 0; c < tokens.size() && c <= max; c++) {
        ids.addAll(tokens.get(c));
      }
      return TokenSet.of(ids.array(), ids.size(), words);
    }
    boolean takeAway = distinct && size - within < within;
    long[] bits = takeAway ? all.clone() : new long[words];
    for (int c = takeAway ? max + 1 : 0; c < tokens.size() && (takeAway || c <= max); c++) {
      if (takeAway) {
        clear(tokens.get(c), bits);
      } else {
        set(tokens.get(c), bits);
      }
    }
    return TokenSet.of(bits);
  }

  private static void set(int[] ids, long[] bits) {
    for (int id : ids) {
      bits[id >>> 6] |= 1L << id;
    }
  }

  private static void clear(int[] ids, long[] bits) {
    for (int id : ids) {
      bits[id >>> 6] &= ~(1L << id);
    }
  }

  /** The bytes it takes, by estimate. */
  long bytes() {
    long held = 8L * words + 200;
    for (int[] ids : tokens) {
      held += 24 + 4L * ids.length;
    }
    for (int[] nodes : complete) {
      held += 24 + 4L * nodes.length;
    }
    return held;
  }
}
