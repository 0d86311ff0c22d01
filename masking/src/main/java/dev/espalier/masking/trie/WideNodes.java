package dev.espalier.masking.trie;

import java.util.Arrays;

/**
 * The children of the nodes that have many, by byte: a table.
 *
 * <pre>
 *   slots     | open addressing: 1 + number of a wide node, 0 = free; at most half full
 *   nodeAt    | number -&gt; node
 *   bytes     | number -&gt; the bytes of its children, four longs
 *   children  | number -&gt; first index in:
 *   child     | the children of wide node 0, of wide node 1, ...; ascending by byte
 * </pre>
 *
 * <p>Cost: one probe and a count of bits. Memory: 48 bytes a wide node and 4 a child of one; in the
 * Llama-3 vocabulary 4,500 nodes have more than {@value #FEW} children. Immutable; any thread.
 */
final class WideNodes {
  /** Nodes with at most so many children are not wide: a scan is as fast. */
  static final int FEW = 6;

  private final int[] slots;
  private final int[] nodeAt;
  private final long[] bytes;
  private final int[] children;
  private final int[] child;

  private WideNodes(int[] nodeAt, long[] bytes, int[] children, int[] child) {
    this.nodeAt = nodeAt;
    this.bytes = bytes;
    this.children = children;
    this.child = child;
    this.slots = new int[Math.max(2, Integer.highestOneBit(nodeAt.length + 1) << 2)];
    for (int number = 0; number < nodeAt.length; number++) {
      int slot = first(nodeAt[number]);
      while (slots[slot] != 0) {
        slot = slot + 1 & slots.length - 1;
      }
      slots[slot] = number + 1;
    }
  }

  /** The wide nodes of the trie with these nodes, see {@link TokenTrie}. */
  static WideNodes of(int[] packed, int[] end) {
    int[] nodeAt = new int[64];
    long[] bytes = new long[4 * 64];
    int[] children = new int[64];
    int[] child = new int[1024];
    int wide = 0;
    int count = 0;
    for (int node = 0; node < packed.length; node++) {
      if (isWide(end, node)) {
        if (wide == nodeAt.length) {
          nodeAt = Arrays.copyOf(nodeAt, 2 * wide);
          bytes = Arrays.copyOf(bytes, 4 * 2 * wide);
          children = Arrays.copyOf(children, 2 * wide);
        }
        nodeAt[wide] = node;
        children[wide] = count;
        for (int c = node + 1; c < end[node]; c = end[c]) {
          if (count == child.length) {
            child = Arrays.copyOf(child, 2 * count);
          }
          child[count++] = c;
          int b = packed[c] & 0xff;
          bytes[4 * wide + (b >>> 6)] |= 1L << b;
        }
        wide++;
      }
    }
    return new WideNodes(
        Arrays.copyOf(nodeAt, wide),
        Arrays.copyOf(bytes, 4 * wide),
        Arrays.copyOf(children, wide),
        Arrays.copyOf(child, count));
  }

  static boolean isWide(int[] end, int node) {
    int count = 0;
    for (int c = node + 1; c < end[node] && count <= FEW; c = end[c]) {
      count++;
    }
    return count > FEW;
  }

  private int first(int node) {
    return (node * 0x9E3779B1 >>> 7) & slots.length - 1;
  }

  private int number(int node) {
    int slot = first(node);
    while (nodeAt[slots[slot] - 1] != node) {
      slot = slot + 1 & slots.length - 1;
    }
    return slots[slot] - 1;
  }

  /** The child of wide node {@code node} by byte {@code b}, or -1. */
  int child(int node, int b) {
    int number = number(node);
    int at = 4 * number;
    int word = b >>> 6;
    long bit = 1L << b;
    if ((bytes[at + word] & bit) == 0) {
      return -1;
    }
    int before = Long.bitCount(bytes[at + word] & bit - 1);
    for (int w = 0; w < word; w++) {
      before += Long.bitCount(bytes[at + w]);
    }
    return child[children[number] + before];
  }

  /** The bytes 64 {@code word} .. 64 {@code word} + 63 that lead to children. */
  long childBytes(int node, int word) {
    return bytes[4 * number(node) + word];
  }

  long tableBytes() {
    return 4L * (slots.length + nodeAt.length + children.length + child.length) + 8L * bytes.length;
  }
}
