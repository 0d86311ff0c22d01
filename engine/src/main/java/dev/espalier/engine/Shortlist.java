package dev.espalier.engine;

/**
 * The tokens with the largest keys, in descending order: what is proposed, and in which order.
 *
 * <pre>
 *   keys, tokens | while filled: a heap, the least on top | once sorted: the largest first |
 * </pre>
 *
 * <p>Of equal keys the token offered first counts first; tokens are offered in ascending order.
 * Memory: 12 bytes a place. O(log capacity) for each token taken in, one comparison for each other.
 * Scratch, owned by one thread.
 */
final class Shortlist {
  private final double[] keys; // [capacity]
  private final int[] tokens; // [capacity]
  private int size;

  Shortlist(int capacity) {
    this.keys = new double[capacity];
    this.tokens = new int[capacity];
  }

  void clear() {
    size = 0;
  }

  /** A token is taken in if its key is above this: nothing more while there is room. */
  double floor() {
    return isFull() ? keys[0] : Double.NEGATIVE_INFINITY;
  }

  /** Takes in a token whose key is above the floor; the least one leaves where it is full. */
  void offer(int token, double key) {
    if (!(key > floor())) {
      return;
    }
    if (isFull()) {
      put(0, token, key);
      siftDown(0, size);
    } else {
      put(size, token, key);
      siftUp(size++);
    }
  }

  /** Puts them in order; nothing may be offered from then on. */
  void sort() {
    for (int end = size - 1; end > 0; end--) {
      swap(0, end);
      siftDown(0, end);
    }
  }

  int size() {
    return size;
  }

  /** Whether it holds all it can, so that there may be tokens that it does not hold. */
  boolean isFull() {
    return size == keys.length;
  }

  int token(int index) {
    return tokens[index];
  }

  /** Whether {@code a} comes after {@code b} in the end. */
  private boolean follows(int a, int b) {
    return keys[a] < keys[b] || (keys[a] == keys[b] && tokens[a] > tokens[b]);
  }

  private void siftUp(int from) {
    int child = from;
    while (child > 0 && follows(child, (child - 1) / 2)) {
      swap(child, (child - 1) / 2);
      child = (child - 1) / 2;
    }
  }

  private void siftDown(int root, int end) {
    int parent = root;
    while (2 * parent + 1 < end) {
      int child = 2 * parent + 1;
      if (child + 1 < end && follows(child + 1, child)) {
        child++;
      }
      if (!follows(child, parent)) {
        return;
      }
      swap(parent, child);
      parent = child;
    }
  }

  private void put(int index, int token, double key) {
    tokens[index] = token;
    keys[index] = key;
  }

  private void swap(int a, int b) {
    int token = tokens[a];
    double key = keys[a];
    put(a, tokens[b], keys[b]);
    put(b, token, key);
  }
}
