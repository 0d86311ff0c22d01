package dev.espalier.masking.table;

import dev.espalier.masking.trie.TokenTrie;

/**
 * Follows sorted texts through the trie, trie against trie: only prefixes that both have are
 * visited. Calls itself only where texts part. Immutable; any thread.
 */
final class LiteralWalk {
  private static final int FEW = 2;

  private final Passages passages;
  private final TokenTrie trie;

  LiteralWalk(Passages passages) {
    this.passages = passages;
    this.trie = passages.trie();
  }

  /** Hears what a walk comes by. */
  interface Visitor {
    /** Tokens end at {@code node}, perhaps, within a text or at its end. */
    void pass(int node);

    /** {@code tokens} end within a text or at its end. */
    void pass(TokenSet tokens);

    /** Text number {@code text} is complete at {@code node}, which has children. */
    void end(int text, int node);
  }

  /**
   * Walks {@code texts[low .. high)} from the byte at {@code depth} on, which is where {@code from}
   * stands in them.
   *
   * @param texts sorted by unsigned bytes, those before {@code depth} not counted; may repeat
   */
  void walk(Frontier from, byte[][] texts, int low, int high, int depth, Visitor visitor) {
    if (from.nodes.length <= FEW) {
      for (int node : from.nodes) {
        walk(node, texts, low, high, depth, visitor);
      }
      return;
    }
    int at = low;
    for (; at < high && texts[at].length == depth; at++) {
      for (int node : from.nodes) {
        visitor.end(at, node);
      }
    }
    while (at < high) {
      int b = texts[at][depth] & 0xff;
      int end = endOfRun(texts, at, high, depth);
      if (from.bytes.contains(b)) {
        Frontier.Edge edge = passages.edge(from, b);
        visitor.pass(edge.tokens());
        if (edge.to() != null) {
          walk(edge.to(), texts, at, end, depth + 1, visitor);
        }
      }
      at = end;
    }
  }

  private void walk(int start, byte[][] texts, int low, int high, int from, Visitor visitor) {
    int node = start;
    int depth = from;
    int at = low;
    while (true) {
      for (; at < high && texts[at].length == depth; at++) {
        visitor.end(at, node);
      }
      if (at == high) {
        return;
      }
      int end = high - at == 1 ? high : endOfRun(texts, at, high, depth);
      if (end < high) {
        break;
      }
      node = trie.child(node, texts[at][depth] & 0xff);
      if (node < 0) {
        return;
      }
      visitor.pass(node);
      if (!trie.hasChildren(node)) {
        return;
      }
      depth++;
    }
    while (at < high) {
      int end = endOfRun(texts, at, high, depth);
      int child = trie.child(node, texts[at][depth] & 0xff);
      if (child >= 0) {
        visitor.pass(child);
        if (trie.hasChildren(child)) {
          walk(child, texts, at, end, depth + 1, visitor);
        }
      }
      at = end;
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
