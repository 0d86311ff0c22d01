package dev.espalier.masking;

import dev.espalier.automata.Configuration;
import dev.espalier.automata.derivative.Absorption;
import dev.espalier.masking.table.Work;
import dev.espalier.masking.trie.TokenTrie;
import org.jspecify.annotations.Nullable;

/**
 * Computes a mask by one depth-first walk over the vocabulary: where tokens can be read in so many
 * ways that putting a mask together takes longer.
 *
 * <pre>
 *   path | depth 0: the configuration asked about | depth 1: after one byte | ...
 * </pre>
 *
 * At each node the recogniser takes a byte or refuses it; a refused byte passes the whole subtree,
 * and a configuration that {@linkplain Absorption absorbs} every character below a node takes the
 * whole subtree. Cost: one step of the recogniser for each node visited. Owned by one thread.
 */
final class MaskWalk {
  private final TokenTrie trie;
  private final @Nullable Configuration[] path;

  MaskWalk(TokenTrie trie) {
    this.trie = trie;
    this.path = new Configuration[trie.maxDepth() + 1];
  }

  /**
   * Adds to {@code words} the tokens that may follow {@code start}; end tokens are not its task.
   *
   * @return whether it was done with the work that was left
   */
  boolean fill(Configuration start, long[] words, Work work) {
    path[0] = start;
    int node = takesAllBelow(start, TokenTrie.ROOT) ? takeAllBelow(TokenTrie.ROOT, words) : 1;
    while (node < trie.nodes()) {
      if (!work.spend(1)) {
        return false;
      }
      int depth = trie.depth(node);
      Configuration before = path[depth - 1];
      assert before != null : "no configuration at depth " + (depth - 1);
      Configuration after = before.after(trie.byteOf(node));
      if (after.isDead()) {
        node = trie.end(node);
        continue;
      }
      path[depth] = after;
      allowRanks(trie.firstRank(node), trie.firstRank(node + 1), words);
      node =
          trie.hasChildren(node) && takesAllBelow(after, node)
              ? takeAllBelow(node, words)
              : node + 1;
    }
    return true;
  }

  /** Allows all tokens below {@code node}; the node behind them. */
  private int takeAllBelow(int node, long[] words) {
    allowRanks(trie.firstRank(node + 1), trie.firstRank(trie.end(node)), words);
    return trie.end(node);
  }

  private boolean takesAllBelow(Configuration configuration, int node) {
    return trie.isMadeOf(configuration.absorption(), node);
  }

  private void allowRanks(int from, int to, long[] words) {
    for (int rank = from; rank < to; rank++) {
      int token = trie.tokenAt(rank);
      words[token >>> 6] |= 1L << token;
    }
  }
}
