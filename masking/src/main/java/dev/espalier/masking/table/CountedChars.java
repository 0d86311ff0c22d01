package dev.espalier.masking.table;

import dev.espalier.masking.trie.TokenTrie;
import java.util.ArrayList;
import java.util.List;

/**
 * The tokens at a frontier that are characters of one set, by how many: a table from which the
 * passage of {@code x{m,n}} is read for any m and n, so that a string with a length takes one walk
 * and not one for each length that is left.
 *
 * <pre>
 *   ranks[c]    | tokens that end in their c-th character, whole or begun, by their rank in the trie
 *   complete[c] | nodes after c whole characters from where what follows goes on
 * </pre>
 *
 * Memory: little more than a byte a token. Immutable once built; any thread.
 */
final class CountedChars {
  private final TokenTrie trie;
  private final int words;
  private final boolean distinct;
  private final TokenSet all;
  private final List<Ascending> ranks;
  private final List<Ascending> complete;
  private final int size;

  /**
   * @param ranks by count; sorted in place
   * @param complete by count; sorted in place
   * @param words of a mask
   * @param distinct whether every token is there with one count only
   */
  CountedChars(
      List<IntList> ranks, List<IntList> complete, TokenTrie trie, int words, boolean distinct) {
    this.trie = trie;
    this.words = words;
    this.distinct = distinct;
    this.all = all(ranks, trie, words);
    this.ranks = ascending(ranks);
    this.complete = ascending(complete);
    this.size = tokensUpTo(Integer.MAX_VALUE);
  }

  private CountedChars(CountedChars same, TokenSet all) {
    this.trie = same.trie;
    this.words = same.words;
    this.distinct = same.distinct;
    this.ranks = same.ranks;
    this.complete = same.complete;
    this.size = same.size;
    this.all = all;
  }

  private static TokenSet all(List<IntList> ranks, TokenTrie trie, int words) {
    long[] bits = new long[words];
    for (IntList list : ranks) {
      for (int i = 0; i < list.size(); i++) {
        int token = trie.tokenAt(list.get(i));
        bits[token >>> 6] |= 1L << token;
      }
    }
    return TokenSet.of(bits);
  }

  private static List<Ascending> ascending(List<IntList> lists) {
    List<Ascending> made = new ArrayList<>(lists.size());
    for (IntList list : lists) {
      made.add(Ascending.of(list));
    }
    return made;
  }

  /** All its tokens, whatever their number of characters. */
  TokenSet all() {
    return all;
  }

  /** The same, which refers to {@code equal} for {@link #all}. */
  CountedChars sharing(TokenSet equal) {
    return equal == all ? this : new CountedChars(this, equal);
  }

  /**
   * The passage of {@code min} to {@code max} characters. Linear in the tokens with more, or in
   * those with fewer.
   */
  Passage passage(int min, int max, Passages passages) {
    IntList nodes = new IntList();
    for (int c = min; c < complete.size() && c <= max; c++) {
      complete.get(c).addTo(nodes);
    }
    TokenSet tokens = max >= ranks.size() - 1 ? all : tokens(max);
    return new Passage(tokens, passages.frontier(nodes.toSortedSet()));
  }

  private int tokensUpTo(int max) {
    int within = 0;
    for (int c = 0; c < ranks.size() && c <= max; c++) {
      within += ranks.get(c).size();
    }
    return within;
  }

  private TokenSet tokens(int max) {
    int within = tokensUpTo(max);
    boolean listed = within <= TokenSet.MOST_LISTED;
    boolean takeAway = distinct && !listed && size - within < within;
    IntList list = new IntList();
    for (int c = takeAway ? max + 1 : 0; c < ranks.size() && (takeAway || c <= max); c++) {
      ranks.get(c).addTo(list);
    }
    int[] tokens = list.array();
    for (int i = 0; i < list.size(); i++) {
      tokens[i] = trie.tokenAt(tokens[i]);
    }
    if (listed) {
      return TokenSet.of(tokens, list.size(), words);
    }
    long[] bits = takeAway ? all.words().clone() : new long[words];
    for (int i = 0; i < list.size(); i++) {
      long bit = 1L << tokens[i];
      if (takeAway) {
        bits[tokens[i] >>> 6] &= ~bit;
      } else {
        bits[tokens[i] >>> 6] |= bit;
      }
    }
    return TokenSet.of(bits);
  }

  /** The bytes it takes, by estimate, {@link #all} aside. */
  long bytes() {
    long held = 140;
    for (Ascending list : ranks) {
      held += list.bytes();
    }
    for (Ascending list : complete) {
      held += list.bytes();
    }
    return held;
  }
}
