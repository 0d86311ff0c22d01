package dev.espalier.masking.table;

import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.masking.trie.TokenTrie;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that have been read in part: the nodes of the trie where they stand, all with something
 * below. A token may stand at several, where it can be read in several ways.
 *
 * <p>Interned by {@link PassageTables}, so that equal frontiers are the same object until it
 * forgets. Immutable but for the memo of edges, which is written to under their lock and read by
 * any thread. Memory: four bytes a node, and four a byte that goes on once it is asked for edges.
 */
final class Frontier {
  final int id;
  final int[] nodes; // ascending, distinct
  final ByteSet bytes; // those that go on from some node
  private @Nullable Edge @Nullable [] edges;
  int used; // the age of the tables when it was last asked for
  int seen; // by the last round of a sweep that something refers to it in
  volatile boolean dropped; // by a sweep: no longer the one that equal frontiers are

  /** The tokens that end after one more byte, and where the others stand then, if anywhere. */
  record Edge(TokenSet tokens, @Nullable Frontier to) {
    /** The bytes that it takes, by estimate, its set of tokens aside. */
    static final int BYTES = 24;
  }

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

  /** The edges that are known; to be changed by {@link PassageSweep} only. */
  @Nullable Edge @Nullable [] edges() {
    return edges;
  }

  /** The bytes it takes without its edges, by estimate, with its place in a table. */
  long bytesHeld() {
    return 176 + 4L * nodes.length;
  }

  /** The bytes that one more edge takes, by estimate, its set of tokens aside. */
  long bytesOfNewEdge() {
    return Edge.BYTES + (edges == null ? edgeTableBytes() : 0);
  }

  /** The bytes that the known edges take, by estimate, sets of tokens aside. */
  long edgeBytes() {
    @Nullable Edge[] known = edges;
    long held = known == null ? 0 : edgeTableBytes();
    for (int i = 0; known != null && i < known.length; i++) {
      held += known[i] == null ? 0 : Edge.BYTES;
    }
    return held;
  }

  /** The bytes of the sets of its edges that are not held by themselves. */
  long listedBytes() {
    @Nullable Edge[] known = edges;
    long held = 0;
    for (int i = 0; known != null && i < known.length; i++) {
      Edge edge = known[i];
      held += edge == null ? 0 : edge.tokens().listedBytes();
    }
    return held;
  }

  private long edgeTableBytes() {
    return 16 + 4L * bytes.size();
  }

  /** Notes that it was asked for in {@code age}. */
  void use(int age) {
    if (used != age) {
      used = age;
    }
  }

  private int indexOf(int b) {
    return bytes.countBelow(b);
  }
}
