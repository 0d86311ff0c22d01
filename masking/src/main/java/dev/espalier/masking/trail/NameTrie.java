package dev.espalier.masking.trail;

import java.util.Arrays;

/**
 * The names seen in the objects of a text, a trie over their bytes for each object: a table.
 *
 * <pre>
 *   label      | node -> the byte that leads to it
 *   firstChild | node -> the child added last, {@value #NONE} for none
 *   sibling    | node -> the next child of its parent
 *   ends       | node -> whether a name ends there
 * </pre>
 *
 * Nodes are added at the end and taken back in the opposite order. Memory: 10 bytes a node, at most
 * one for each byte of a name. Cost: {@link #child} is linear in the children, adding a name in its
 * bytes. Owned by one thread.
 */
final class NameTrie {
  /** No node. */
  static final int NONE = -1;

  /** Perhaps a node, as the text has an escape and may have been spelled otherwise before. */
  static final int UNKNOWN = -2;

  private byte[] label = new byte[16];
  private int[] firstChild = new int[16];
  private int[] sibling = new int[16];
  private boolean[] ends = new boolean[16];
  private int size;

  NameTrie() {}

  NameTrie(NameTrie other) {
    label = other.label.clone();
    firstChild = other.firstChild.clone();
    sibling = other.sibling.clone();
    ends = other.ends.clone();
    size = other.size;
  }

  /** The number of nodes; those added later have greater numbers. */
  int size() {
    return size;
  }

  /** A node without a parent: the start of the names of an object. */
  int newRoot() {
    return newNode(0);
  }

  /** The child of {@code node} by byte {@code b}, {@value #NONE} if there is none or no node. */
  int child(int node, int b) {
    if (node < 0) {
      return node;
    }
    int child = firstChild[node];
    while (child != NONE && (label[child] & 0xff) != b) {
      child = sibling[child];
    }
    return child;
  }

  /** A child of {@code node}, {@value #NONE} if it has none. */
  int firstChild(int node) {
    return firstChild[node];
  }

  /** Another child of the parent of {@code node}, {@value #NONE} after the last. */
  int sibling(int node) {
    return sibling[node];
  }

  /** The byte that leads to {@code node}. */
  int label(int node) {
    return label[node] & 0xff;
  }

  /** Whether a name ends at {@code node}. */
  boolean isName(int node) {
    return node >= 0 && ends[node];
  }

  /** Adds the bytes {@code text[from .. to)} below {@code root}; the node where they end. */
  int add(int root, byte[] text, int from, int to) {
    int node = root;
    for (int i = from; i < to; i++) {
      int b = text[i] & 0xff;
      int child = child(node, b);
      if (child == NONE) {
        child = newNode(b);
        sibling[child] = firstChild[node];
        firstChild[node] = child;
      }
      node = child;
    }
    ends[node] = true;
    return node;
  }

  /**
   * Takes back the latest name.
   *
   * @param end the node where it ended
   * @param parent the deepest node on its way that was there before
   * @param sizeBefore the number of nodes before it
   */
  void remove(int end, int parent, int sizeBefore) {
    ends[end] = false;
    if (size > sizeBefore && parent != NONE) {
      firstChild[parent] = sibling[sizeBefore];
    }
    size = sizeBefore;
  }

  private int newNode(int b) {
    if (size == label.length) {
      label = Arrays.copyOf(label, 2 * size);
      firstChild = Arrays.copyOf(firstChild, 2 * size);
      sibling = Arrays.copyOf(sibling, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
    }
    label[size] = (byte) b;
    firstChild[size] = NONE;
    sibling[size] = NONE;
    ends[size] = false;
    return size++;
  }
}
