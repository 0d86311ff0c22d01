package dev.espalier.masking.table;

import dev.espalier.automata.Decomposition;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.derivative.Expression;
import dev.espalier.masking.trie.TokenTrie;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts the characters of the tokens below a frontier; used once.
 *
 * <p>Reads an unbounded repetition of one character, which is itself again after each: there a byte
 * begins the next one. Below a node where all is made of such characters, bytes are counted without
 * reading. Cost: one derivative for each node visited and elsewhere one byte.
 */
final class CountingWalk {
  private final TokenTrie trie;
  private final int words;
  private final Decomposition decomposition;
  private final Expression loop;
  private final ByteSet next;
  private final Work work;
  private final List<IntList> ranks = new ArrayList<>();
  private final List<IntList> complete = new ArrayList<>();
  private final @Nullable Expression[] needed; // [depth]
  private final int[] begun; // [depth] characters begun

  /**
   * @param loop one character, any number of times
   * @param next the bytes that what follows may begin with
   */
  CountingWalk(
      Passages passages, Decomposition decomposition, Expression loop, ByteSet next, Work work) {
    this.trie = passages.trie();
    this.words = passages.words();
    this.decomposition = decomposition;
    this.loop = loop;
    this.next = next;
    this.work = work;
    this.needed = new Expression[trie.maxDepth() + 1];
    this.begun = new int[trie.maxDepth() + 1];
  }

  /** The count, or null if it takes more work than is left. */
  @Nullable CountedChars walk(Frontier from) {
    for (int node : from.nodes) {
      if (trie.goesOn(node, next)) {
        list(complete, 0).add(node);
      }
      if (!walkBelow(node)) {
        return null;
      }
    }
    return new CountedChars(ranks, complete, trie, words, from.nodes.length == 1);
  }

  private boolean walkBelow(int start) {
    int base = trie.depth(start);
    enter(base, loop, 0);
    int end = trie.end(start);
    int node = start + 1;
    while (node < end) {
      if (!work.spend(1)) {
        return false;
      }
      int depth = trie.depth(node);
      Expression above = needed[depth - 1];
      assert above != null : "nothing needed at depth " + depth;
      Expression after = decomposition.after(above, trie.byteOf(node));
      if (after == null) {
        node = trie.end(node);
        continue;
      }
      int count = begun[depth - 1] + (above == loop ? 1 : 0);
      allow(node, count);
      if (trie.hasChildren(node)) {
        if (after == loop) {
          if (trie.goesOn(node, next)) {
            list(complete, count).add(node);
          }
          if (countsAllBelow(node)) {
            countBelow(node, count);
            node = trie.end(node);
            continue;
          }
        }
        enter(depth, after, count);
      }
      node++;
    }
    return true;
  }

  private void enter(int depth, Expression after, int count) {
    needed[depth] = after;
    begun[depth] = count;
  }

  /**
   * Whether all below is whole characters of the set, and what follows begins with none of them.
   */
  private boolean countsAllBelow(int node) {
    int summary = trie.summaryOf(node);
    return trie.isMadeOf(decomposition.absorption(loop), node)
        && (trie.asciiLow(summary) & next.w0()) == 0
        && (trie.asciiHigh(summary) & next.w1()) == 0
        && (next.w2() | next.w3()) == 0;
  }

  private void countBelow(int start, int count) {
    int end = trie.end(start);
    work.spend(end - start);
    begun[trie.depth(start)] = count;
    for (int node = start + 1; node < end; node++) {
      int depth = trie.depth(node);
      boolean continues = (trie.byteOf(node) & 0xC0) == 0x80;
      int chars = begun[depth - 1] + (continues ? 0 : 1);
      begun[depth] = chars;
      allow(node, chars);
    }
  }

  private void allow(int node, int count) {
    int end = trie.firstRank(node + 1);
    for (int rank = trie.firstRank(node); rank < end; rank++) {
      list(ranks, count).add(rank);
    }
  }

  private static IntList list(List<IntList> lists, int count) {
    while (lists.size() <= count) {
      lists.add(new IntList());
    }
    return lists.get(count);
  }
}
