package dev.espalier.masking.table;

import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.masking.trie.TokenTrie;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that have been read in part: the nodes of the trie where they stand, all with something
 * below. A token may stand at several, where it can be read in several ways.
 *
 * <p>Interned by {@link Passages}, so that equal frontiers are the same object until it forgets.
 * Immutable but for the memo of edges, which is written to under their lock and read by any thread.
 * Memory: four bytes a node, and four a byte that goes on once it is asked for edges.
 */
final class Frontier {
  final int id;
  final int[] nodes; // ascending, distinct
  final ByteSet bytes; // those that go on from some node
  private @Nullable Edge @Nullable [] edges;
  int used; // the age of the passages when it was last asked for
  int seen; // by the last sweep of the passages
  volatile boolean dropped; // by a sweep: no longer the one that equal frontiers are

  /** The tokens that end after one more byte, and where the others stand then, if anywhere. */
  record Edge(TokenSet tokens, @Nullable Frontier to) {}

  Frontier(int id, int[] nodes, TokenTrie trie) {
    this.id = id;
    this.nodes = nodes;
    long w0 = 0;
    long w1 = 0;
    long w2 = 0;
    long w3 = 0;
    for (int node : nodes) {
      w0 |= trie.childBytes(node, 0);
      w1 |= trie.childBytes(node, 1);
      w2 |= trie.childBytes(node, 2);
      w3 |= trie.childBytes(node, 3);
    }
    this.bytes = new ByteSet(w0, w1, w2, w3);
  }

  @Nullable Edge knownEdge(int b) {
    @Nullable Edge[] known = edges;
    return known == null ? null : known[indexOf(b)];
  }

  /** Remembers an edge by a byte of {@link #bytes}. */
  void putEdge(int b, Edge edge) {
    @Nullable Edge[] known = edges;
    if (known == null) {
      known = new Edge[bytes.size()];
      edges = known;
    }
    known[indexOf(b)] = edge;
  }

  /** The edges that are known; to be changed by {@link Passages} only. */
  @Nullable Edge @Nullable [] edges() {
    return edges;
  }

  /** The bytes it takes without its edges, by estimate, with its place in a table. */
  long bytesHeld() {
    return 176 + 4L * nodes.length;
  }

  private int indexOf(int b) {
    return bytes.countBelow(b);
  }
}
