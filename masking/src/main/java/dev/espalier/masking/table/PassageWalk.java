package dev.espalier.masking.table;

import dev.espalier.automata.Decomposition;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.derivative.Expression;
import dev.espalier.automata.derivative.Parts;
import dev.espalier.masking.trie.TokenTrie;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Finds a passage by walking the trie below a frontier; used once.
 *
 * <pre>
 *   needed   | depth of the node the walk is below -&gt; what its bytes leave of the head
 *   open     | depth -&gt; that node
 *   accepted | the nodes, so far, where the head is complete and something is below
 *   starts   | the nodes of the frontier
 *   covered  | whether a start is passed over
 * </pre>
 *
 * At each node the expression takes a byte or refuses it; a refused byte passes the whole subtree,
 * and an expression that {@linkplain dev.espalier.automata.derivative.Absorption absorbs} all below
 * takes the whole subtree. A node below which every token stays alive needs no second reading from
 * there, so it does not count as complete; nor does one from where what follows the head cannot go
 * on. A start that the walk from another one comes to with the head still needed, or below which it
 * takes all, is passed over: {@code x*} goes on there as it would begin. Cost: one derivative for
 * each node visited.
 */
final class PassageWalk {
  private final Passages passages;
  private final TokenTrie trie;
  private final Decomposition decomposition;
  private final ByteSet next;
  private final Work work;
  private final long[] words;
  private final IntList accepted = new IntList();
  private @Nullable Expression[] needed = new Expression[64];
  private int[] open = new int[64];
  private int[] acceptedBefore = new int[64];
  private int[] aliveBefore = new int[64];
  private int alive;
  private int[] starts = {};
  private boolean[] covered = {};
  private int ahead; // the first of the starts that the walk has not come to

  /**
   * @param next the bytes that what follows the head may begin with
   */
  PassageWalk(Passages passages, Decomposition decomposition, ByteSet next, Work work) {
    this.passages = passages;
    this.trie = passages.trie();
    this.decomposition = decomposition;
    this.next = next;
    this.work = work;
    this.words = new long[passages.words()];
  }

  /** The passage, or null if it takes more work than is left. */
  @Nullable Passage walk(Expression head, Frontier from) {
    starts = from.nodes;
    covered = new boolean[starts.length];
    for (int i = 0; i < starts.length; i++) {
      ahead = i + 1;
      if (!covered[i] && !walkBelow(starts[i], head)) {
        return null;
      }
    }
    return new Passage(TokenSet.of(words), passages.frontier(accepted.toSortedSet()));
  }

  private boolean walkBelow(int start, Expression head) {
    int base = trie.depth(start);
    if (takesAllBelow(head, start)) {
      allow(trie.firstRank(start + 1), trie.firstRank(trie.end(start)));
      coverUpTo(trie.end(start));
      return true;
    }
    open(start, base, head);
    int depth = base;
    int node = start + 1;
    int end = trie.end(start);
    while (node < end) {
      if (!work.spend(1)) {
        return false;
      }
      for (int above = trie.depth(node) - 1; depth > above; depth--) {
        close(depth);
      }
      Expression above = needed[depth];
      assert above != null : "nothing needed at depth " + depth;
      if (!trie.hasChildren(node)) {
        if (decomposition.goesOn(above, trie.byteOf(node))) {
          allow(trie.firstRank(node), trie.firstRank(node + 1));
        }
        node++;
        continue;
      }
      Expression after = decomposition.after(above, trie.byteOf(node));
      if (after == null) {
        node = trie.end(node);
        continue;
      }
      allow(trie.firstRank(node), trie.firstRank(node + 1));
      if (takesAllBelow(after, node)) {
        allow(trie.firstRank(node + 1), trie.firstRank(trie.end(node)));
        passStarts(node);
        node = trie.end(node);
        coverUpTo(node);
        continue;
      }
      passStarts(node);
      if (ahead < starts.length && starts[ahead] == node) {
        covered[ahead] |= Parts.covers(after, head);
      }
      open(node, ++depth, after);
      node++;
    }
    for (; depth >= base; depth--) {
      close(depth);
    }
    return true;
  }

  private void passStarts(int node) {
    while (ahead < starts.length && starts[ahead] < node) {
      ahead++;
    }
  }

  private void coverUpTo(int node) {
    while (ahead < starts.length && starts[ahead] < node) {
      covered[ahead++] = true;
    }
  }

  private void open(int node, int depth, Expression after) {
    if (depth >= open.length) {
      needed = Arrays.copyOf(needed, 2 * depth);
      open = Arrays.copyOf(open, 2 * depth);
      acceptedBefore = Arrays.copyOf(acceptedBefore, 2 * depth);
      aliveBefore = Arrays.copyOf(aliveBefore, 2 * depth);
    }
    needed[depth] = after;
    open[depth] = node;
    acceptedBefore[depth] = accepted.size();
    aliveBefore[depth] = alive;
    if (after.isNullable() && trie.goesOn(node, next)) {
      accepted.add(node);
    }
  }

  private void close(int depth) {
    int node = open[depth];
    int below = trie.firstRank(trie.end(node)) - trie.firstRank(node + 1);
    if (alive - aliveBefore[depth] == below) {
      accepted.truncate(acceptedBefore[depth]);
    }
  }

  private void allow(int fromRank, int toRank) {
    alive += toRank - fromRank;
    for (int rank = fromRank; rank < toRank; rank++) {
      int token = trie.tokenAt(rank);
      words[token >>> 6] |= 1L << token;
    }
  }

  private boolean takesAllBelow(Expression expression, int node) {
    return trie.isMadeOf(decomposition.absorption(expression), node);
  }
}
