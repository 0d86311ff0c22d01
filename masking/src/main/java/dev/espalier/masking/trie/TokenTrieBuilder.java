package dev.espalier.masking.trie;

import java.util.Arrays;

/**
 * Builds a {@link TokenTrie}; used once.
 *
 * <p>The tokens are sorted by their bytes, so that each new one shares with the last a prefix whose
 * nodes exist and adds a node for each further byte: nodes come into being in depth-first order.
 * What lies below a node is then gathered from the last node to the first, since a parent comes
 * before its children. Whether a subtree is whole code points depends on where in a code point its
 * reading starts; so a node holds one bit for each state of {@link Utf8}.
 */
final class TokenTrieBuilder {
  private final byte[] data;
  private final int[] starts;
  private final int[] order; // token ids, sorted by bytes, then by id
  private final int nodes;

  private final int[] packed;
  private final int[] end;
  private final int[] firstRank;
  private final int[] parent;

  private TokenTrieBuilder(byte[] data, int[] starts) {
    this.data = data;
    this.starts = starts;
    this.order = sorted();
    this.nodes = countNodes();
    this.packed = new int[nodes];
    this.end = new int[nodes];
    this.firstRank = new int[nodes + 1];
    this.parent = new int[nodes];
  }

  static TokenTrie build(byte[] data, int[] starts) {
    TokenTrieBuilder builder = new TokenTrieBuilder(data, starts);
    builder.fillNodes();
    return builder.summarise();
  }

  private int length(int token) {
    return starts[token + 1] - starts[token];
  }

  private int byteAt(int token, int index) {
    return data[starts[token] + index] & 0xff;
  }

  private int[] sorted() {
    int[] tokens = new int[starts.length - 1];
    int count = 0;
    for (int token = 0; token < tokens.length; token++) {
      int length = length(token);
      if (length > TokenTrie.MAX_TOKEN_BYTES) {
        throw new IllegalArgumentException(
            "token " + token + ": " + length + " bytes > " + TokenTrie.MAX_TOKEN_BYTES);
      }
      if (length > 0) {
        tokens[count++] = token;
      }
    }
    tokens = Arrays.copyOf(tokens, count);
    sort(tokens, 0, count, 0);
    return tokens;
  }

  /**
   * Multikey quicksort of tokens [from, to), equal in their first {@code depth} bytes. It goes
   * round for the largest part and calls itself for the others, so it is at most log2(n) calls
   * deep.
   */
  private void sort(int[] tokens, int from, int to, int depth) {
    while (to - from > 1) {
      int pivot = key(tokens[from + (to - from) / 2], depth);
      int less = from;
      int greater = to;
      for (int i = from; i < greater; ) {
        int key = key(tokens[i], depth);
        if (key < pivot) {
          swap(tokens, less++, i++);
        } else if (key > pivot) {
          swap(tokens, i, --greater);
        } else {
          i++;
        }
      }
      if (pivot < 0) { // these tokens end here, and nothing comes before them
        Arrays.sort(tokens, from, greater);
        from = greater;
        continue;
      }
      int below = less - from;
      int equal = greater - less;
      int above = to - greater;
      if (equal >= below && equal >= above) {
        sort(tokens, from, less, depth);
        sort(tokens, greater, to, depth);
        from = less;
        to = greater;
        depth++;
        continue;
      }
      sort(tokens, less, greater, depth + 1);
      if (below >= above) {
        sort(tokens, greater, to, depth);
        to = less;
      } else {
        sort(tokens, from, less, depth);
        from = greater;
      }
    }
  }

  /** The byte at {@code depth}, or -1 behind the last. */
  private int key(int token, int depth) {
    return depth < length(token) ? byteAt(token, depth) : -1;
  }

  private static void swap(int[] a, int i, int j) {
    int t = a[i];
    a[i] = a[j];
    a[j] = t;
  }

  private int shared(int left, int right) {
    int limit = Math.min(length(left), length(right));
    int shared = 0;
    while (shared < limit && byteAt(left, shared) == byteAt(right, shared)) {
      shared++;
    }
    return shared;
  }

  private int countNodes() {
    long count = 1;
    for (int rank = 0; rank < order.length; rank++) {
      int token = order[rank];
      count += length(token) - (rank == 0 ? 0 : shared(order[rank - 1], token));
    }
    return Math.toIntExact(count);
  }

  private void fillNodes() {
    int[] path = new int[TokenTrie.MAX_TOKEN_BYTES + 1]; // depth -> node
    int[] states = new int[TokenTrie.MAX_TOKEN_BYTES + 1]; // depth -> state of Utf8
    packed[TokenTrie.ROOT] = TokenTrie.pack(0, 0, true);
    int node = 1;
    int depth = 0;
    for (int rank = 0; rank < order.length; rank++) {
      int token = order[rank];
      int shared = rank == 0 ? 0 : shared(order[rank - 1], token);
      for (; depth > shared; depth--) {
        end[path[depth]] = node;
      }
      for (; depth < length(token); node++) {
        int b = byteAt(token, depth);
        parent[node] = path[depth];
        states[depth + 1] = Utf8.step(states[depth], b);
        depth++;
        path[depth] = node;
        packed[node] = TokenTrie.pack(b, depth, states[depth] == Utf8.BOUNDARY);
        firstRank[node] = rank;
      }
    }
    for (; depth >= 0; depth--) {
      end[path[depth]] = node;
    }
    firstRank[nodes] = order.length;
  }

  private TokenTrie summarise() {
    long[] low = new long[nodes];
    long[] high = new long[nodes];
    long[] leads = new long[nodes];
    int[] maxChars = new int[nodes];
    byte[] wellFormed = new byte[nodes]; // bit s: read from state s of Utf8, all below is whole
    Arrays.fill(wellFormed, (byte) 0xff);
    int[] summaryOf = new int[nodes];
    SummarySet summaries = new SummarySet();
    summaries.add(0, 0, 0, TokenTrie.shape(true, 0));
    for (int node = nodes - 1; node >= 0; node--) {
      boolean leaf = end[node] == node + 1;
      boolean clean = (wellFormed[node] & 1 << Utf8.BOUNDARY) != 0;
      summaryOf[node] =
          leaf
              ? 0
              : summaries.add(
                  low[node], high[node], leads[node], TokenTrie.shape(clean, maxChars[node]));
      if (node > 0) {
        int up = parent[node];
        int b = packed[node] & 0xff;
        low[up] |= low[node] | (b < 0x40 ? 1L << b : 0);
        high[up] |= high[node] | (b >= 0x40 && b < 0x80 ? 1L << b : 0);
        leads[up] |= leads[node] | (Utf8.isLead(b) ? 1L << (b - 0xc2) : 0);
        int chars = maxChars[node] + (Utf8.isContinuation(b) ? 0 : 1);
        maxChars[up] = Math.max(maxChars[up], chars);
        boolean token = firstRank[node] != firstRank[node + 1];
        wellFormed[up] &= (byte) before(b, wellFormed[node], token);
      }
    }
    return new TokenTrie(
        packed, end, firstRank, order, summaryOf, summaries.bytes(), summaries.shapes());
  }

  /**
   * The states from which byte {@code b} leads to one of {@code after}; a token ends at BOUNDARY.
   */
  private static int before(int b, int after, boolean token) {
    int states = 0;
    for (int state = 0; state < Utf8.STATES; state++) {
      int next = Utf8.step(state, b);
      if (next != Utf8.MALFORMED && (after & 1 << next) != 0 && (!token || next == Utf8.BOUNDARY)) {
        states |= 1 << state;
      }
    }
    return states;
  }

  /** Distinct summaries, numbered as they come: open addressing, at most half full. */
  private static final class SummarySet {
    private long[] bytes = new long[3 * 1024];
    private int[] shapes = new int[1024];
    private int[] slots = new int[2048]; // 1 + number, 0 = free
    private int size;

    int add(long low, long high, long leads, int shape) {
      if (2 * size >= slots.length) {
        grow();
      }
      int slot = slot(low, high, leads, shape);
      if (slots[slot] == 0) {
        bytes[3 * size] = low;
        bytes[3 * size + 1] = high;
        bytes[3 * size + 2] = leads;
        shapes[size] = shape;
        slots[slot] = ++size;
      }
      return slots[slot] - 1;
    }

    private int slot(long low, long high, long leads, int shape) {
      long hash = ((low * 31 + high) * 31 + leads) * 0x9e3779b97f4a7c15L + shape;
      hash = (hash ^ hash >>> 32) * 0x9e3779b97f4a7c15L;
      int mask = slots.length - 1;
      int slot = (int) (hash >>> 40) & mask;
      while (slots[slot] != 0) {
        int at = slots[slot] - 1;
        if (bytes[3 * at] == low
            && bytes[3 * at + 1] == high
            && bytes[3 * at + 2] == leads
            && shapes[at] == shape) {
          return slot;
        }
        slot = slot + 1 & mask;
      }
      return slot;
    }

    private void grow() {
      bytes = Arrays.copyOf(bytes, 2 * bytes.length);
      shapes = Arrays.copyOf(shapes, 2 * shapes.length);
      slots = new int[2 * slots.length];
      for (int i = 0; i < size; i++) {
        slots[slot(bytes[3 * i], bytes[3 * i + 1], bytes[3 * i + 2], shapes[i])] = i + 1;
      }
    }

    long[] bytes() {
      return Arrays.copyOf(bytes, 3 * size);
    }

    int[] shapes() {
      return Arrays.copyOf(shapes, size);
    }
  }
}
