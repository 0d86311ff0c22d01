package dev.espalier.masking.table;

import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.masking.trie.TokenTrie;

/**
 * Where tokens stand at the border of two lexemes: nodes of the trie, all with something below; or
 * several such sets together, so that what is known of each serves all that share it. Equal ones
 * are the same object within one {@link LexiconTables}. Immutable.
 */
final class Standing {
  final int id;
  final int[] nodes; // ascending, distinct; empty if it has parts
  final Standing[] parts;
  final ByteSet bytes; // those that go on from some node

  private Standing(int id, int[] nodes, Standing[] parts, ByteSet bytes) {
    this.id = id;
    this.nodes = nodes;
    this.parts = parts;
    this.bytes = bytes;
  }

  static Standing at(int id, int[] nodes, TokenTrie trie) {
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
    return new Standing(id, nodes, new Standing[0], new ByteSet(w0, w1, w2, w3));
  }

  static Standing of(int id, Standing[] parts) {
    ByteSet bytes = ByteSet.NONE;
    for (Standing part : parts) {
      bytes = bytes.union(part.bytes);
    }
    return new Standing(id, new int[0], parts, bytes);
  }

  /** The bytes it takes, by estimate. */
  long bytesHeld() {
    return 120 + 4L * nodes.length + 4L * parts.length;
  }
}
