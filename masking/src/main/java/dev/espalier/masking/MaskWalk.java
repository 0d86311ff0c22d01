package dev.espalier.masking;

import dev.espalier.automata.Configuration;
import dev.espalier.automata.derivative.Absorption;
import dev.espalier.masking.table.Work;
import dev.espalier.masking.trie.TokenTrie;
import org.jspecify.annotations.Nullable;

/**
 * Computes a mask by one depth-first walk over the vocabulary.
 *
 * <pre>
 *   path | depth 0: the configuration asked about | depth 1: after one byte | ...
 * </pre>
 *
 * At each node the recogniser takes a byte or refuses it; a refused byte passes the whole subtree.
 * A configuration that {@linkplain Absorption absorbs} every character below a node takes the whole
 * subtree instead. Where the start itself absorbs characters of any number, the tokens made of them
 * are copied from {@link AbsorbedTokens}; and where each of them leads back to the start, as inside
 * a JSON string, only the nodes where tokens leave these characters are walked: 1,465 of the
 * 274,521 nodes of the Llama-3 vocabulary, and what is below those. Cost: one step of the
 * recogniser for each node visited. Owned by one thread.
 */
final class MaskWalk {
  private final TokenTrie trie;
  private final AbsorbedTokens absorbed;
  private final int maxTokenChars;
  private final @Nullable Configuration[] path;
  private final boolean[]
      inside; // depth -> all bytes so far are of characters absorbed at the start

  MaskWalk(TokenTrie trie, AbsorbedTokens absorbed, int maxTokenBytes) {
    this.trie = trie;
    this.absorbed = absorbed;
    this.maxTokenChars = trie.maxChars(trie.summaryOf(TokenTrie.ROOT));
    this.path = new Configuration[maxTokenBytes + 1];
    this.inside = new boolean[maxTokenBytes + 1];
  }

  /**
   * Adds to {@code words} the tokens that may follow {@code start}; end tokens are not its task.
   *
   * @return whether it was done with the work that was left
   */
  boolean fill(Configuration start, long[] words, Work work) {
    path[0] = start;
    if (takesAllBelow(start, TokenTrie.ROOT)) {
      allowRanks(0, trie.ranks(), words);
      return true;
    }
    Absorption atStart = start.absorption();
    inside[0] = atStart.maxChars() >= maxTokenChars && absorbsAnything(atStart);
    if (inside[0]) {
      AbsorbedTokens.Split split = absorbed.of(atStart);
      System.arraycopy(split.mask(), 0, words, 0, words.length);
      if (start.loopsOnAbsorbed()) {
        for (int exit : split.exits()) {
          int above = trie.depth(exit) - 1;
          path[above] = start;
          inside[above] = false;
          if (!walk(exit, trie.end(exit), atStart, words, work)) {
            return false;
          }
        }
        return true;
      }
    }
    return walk(1, trie.nodes(), atStart, words, work);
  }

  /**
   * Walks the nodes {@code from .. to}, a row of whole subtrees; {@code path} leads to the first.
   */
  private boolean walk(int from, int to, Absorption atStart, long[] words, Work work) {
    int node = from;
    while (node < to) {
      if (!work.spend(1)) {
        return false;
      }
      int depth = trie.depth(node);
      int b = trie.byteOf(node);
      Configuration after = at(depth - 1).after(b);
      if (after.isDead()) {
        node = trie.end(node);
        continue;
      }
      path[depth] = after;
      inside[depth] = inside[depth - 1] && atStart.takes(b);
      int end = trie.end(node);
      if (end > node + 1 && takesAllBelow(after, node)) {
        boolean allowedAlready = inside[depth] && after.absorption().hasCharactersOf(atStart);
        if (!allowedAlready) {
          allowRanks(trie.firstRank(node), trie.firstRank(end), words);
        }
        node = end;
      } else {
        allowRanks(trie.firstRank(node), trie.firstRank(node + 1), words);
        node++;
      }
    }
    return true;
  }

  private static boolean absorbsAnything(Absorption absorption) {
    return (absorption.asciiLow() | absorption.asciiHigh() | absorption.leads()) != 0;
  }

  private Configuration at(int depth) {
    Configuration configuration = path[depth];
    assert configuration != null : "no configuration at depth " + depth;
    return configuration;
  }

  private boolean takesAllBelow(Configuration configuration, int node) {
    Absorption absorption = configuration.absorption();
    int summary = trie.summaryOf(node);
    return trie.maxChars(summary) <= absorption.maxChars()
        && (trie.asciiLow(summary) & ~absorption.asciiLow()) == 0
        && (trie.asciiHigh(summary) & ~absorption.asciiHigh()) == 0
        && (trie.leads(summary) & ~absorption.leads()) == 0
        && trie.clean(summary);
  }

  private void allowRanks(int from, int to, long[] words) {
    for (int rank = from; rank < to; rank++) {
      int token = trie.tokenAt(rank);
      words[token >>> 6] |= 1L << token;
    }
  }
}
