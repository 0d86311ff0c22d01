package dev.espalier.masking.table;

import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.derivative.LiteralTexts;
import dev.espalier.masking.trie.TokenTrie;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Follows literals through the trie, trie against trie: only prefixes that both have are visited.
 * Owned by one {@link MaskAssembly}.
 */
final class LiteralWalk {
  private static final int FEW = 4;

  private final Passages passages;
  private final TokenTrie trie;
  private final Consumer<TokenSet> allowSet;
  private final IntList allowed;
  private final IntList complete = new IntList();
  private ByteSet next = ByteSet.NONE;

  /**
   * @param allowSet takes tokens that end within a literal, many at once
   * @param allowed collects those that come one by one
   */
  LiteralWalk(Passages passages, Consumer<TokenSet> allowSet, IntList allowed) {
    this.passages = passages;
    this.trie = passages.trie();
    this.allowSet = allowSet;
    this.allowed = allowed;
  }

  /**
   * Allows the tokens that end within one of {@code literals}; where the others stand when it is
   * complete, as far as they go on with one of {@code goOn}.
   */
  @Nullable Frontier walk(Frontier from, LiteralTexts literals, ByteSet goOn) {
    complete.truncate(0);
    next = goOn;
    walk(from, literals.texts(), literals.low(), literals.high(), literals.depth());
    return complete.isEmpty() ? null : passages.frontier(complete.toSortedSet());
  }

  /** The slices are never empty, and no text but the first may end at {@code depth}. */
  private void walk(Frontier from, byte[][] texts, int low, int high, int depth) {
    if (from.nodes.length <= FEW) {
      for (int node : from.nodes) {
        walk(node, texts, low, high, depth);
      }
      return;
    }
    int at = low;
    if (texts[at].length == depth) {
      for (int node : from.nodes) {
        complete(node);
      }
      at++;
    }
    while (at < high) {
      int b = texts[at][depth] & 0xff;
      int end = endOfRun(texts, at, high, depth);
      if (from.bytes.contains(b)) {
        Frontier.Edge edge = passages.edge(from, b);
        allowSet.accept(edge.tokens());
        if (edge.to() != null) {
          walk(edge.to(), texts, at, end, depth + 1);
        }
      }
      at = end;
    }
  }

  private void walk(int start, byte[][] texts, int low, int high, int from) {
    int node = start;
    int depth = from;
    int at = low;
    while (high - at == 1) { // one text: no recursion, however long
      if (texts[at].length == depth) {
        complete(node);
        return;
      }
      node = trie.child(node, texts[at][depth] & 0xff);
      if (node < 0) {
        return;
      }
      allow(node);
      if (!trie.hasChildren(node)) {
        return;
      }
      depth++;
    }
    if (texts[at].length == depth) {
      complete(node);
      at++;
    }
    while (at < high) {
      int end = endOfRun(texts, at, high, depth);
      int child = trie.child(node, texts[at][depth] & 0xff);
      if (child >= 0) {
        allow(child);
        if (trie.hasChildren(child)) {
          walk(child, texts, at, end, depth + 1);
        }
      }
      at = end;
    }
  }

  private void complete(int node) {
    if ((trie.childBytes(node, 0) & next.w0()) != 0
        || (trie.childBytes(node, 1) & next.w1()) != 0
        || (trie.childBytes(node, 2) & next.w2()) != 0
        || (trie.childBytes(node, 3) & next.w3()) != 0) {
      complete.add(node);
    }
  }

  private void allow(int node) {
    for (int rank = trie.firstRank(node); rank < trie.firstRank(node + 1); rank++) {
      allowed.add(trie.tokenAt(rank));
    }
  }

  /** Where the texts that have the byte of {@code texts[at]} at {@code depth} end. */
  private static int endOfRun(byte[][] texts, int at, int high, int depth) {
    byte b = texts[at][depth];
    int step = 1;
    while (at + step < high && texts[at + step][depth] == b) {
      step <<= 1;
    }
    int low = at + (step >> 1); // has the byte
    int end = Math.min(at + step, high); // has another, or is the end
    while (end - low > 1) {
      int mid = low + end >>> 1;
      if (texts[mid][depth] == b) {
        low = mid;
      } else {
        end = mid;
      }
    }
    return end;
  }
}
