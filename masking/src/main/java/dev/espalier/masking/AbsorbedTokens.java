package dev.espalier.masking;

import dev.espalier.automata.derivative.Absorption;
import dev.espalier.masking.trie.TokenTrie;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tokens that are whole characters of a set, by set: what a text that absorbs these characters
 * allows at once. One for a vocabulary, shared by all its constraints.
 *
 * <p>Inside a JSON string that is 96 % of the Llama-3 vocabulary; copying them from here saves
 * setting 123,000 bits one by one. Memory: one bit a token for each set, at most {@value #MAX_SETS}
 * sets; when full, all are forgotten. Any thread.
 */
final class AbsorbedTokens {
  private static final int MAX_SETS = 128;

  private record Characters(long asciiLow, long asciiHigh, long leads) {}

  private final TokenTrie trie;
  private final int words;
  private final ConcurrentHashMap<Characters, long[]> bySet = new ConcurrentHashMap<>();

  AbsorbedTokens(TokenTrie trie, int size) {
    this.trie = trie;
    this.words = (size + 63) >>> 6;
  }

  /**
   * The tokens of whole characters that {@code absorption} names, however many; not to be changed.
   */
  long[] of(Absorption absorption) {
    Characters key =
        new Characters(absorption.asciiLow(), absorption.asciiHigh(), absorption.leads());
    long[] known = bySet.get(key);
    if (known == null) {
      known = walk(absorption);
      if (bySet.size() >= MAX_SETS) {
        bySet.clear();
      }
      bySet.put(key, known);
    }
    return known;
  }

  private long[] walk(Absorption absorption) {
    long[] mask = new long[words];
    int node = 1;
    while (node < trie.nodes()) {
      if (!absorption.takes(trie.byteOf(node))) {
        node = trie.end(node);
        continue;
      }
      if (trie.atBoundary(node)) {
        for (int rank = trie.firstRank(node); rank < trie.firstRank(node + 1); rank++) {
          int token = trie.tokenAt(rank);
          mask[token >>> 6] |= 1L << token;
        }
      }
      node++;
    }
    return mask;
  }
}
