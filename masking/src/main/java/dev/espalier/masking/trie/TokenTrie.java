package dev.espalier.masking.trie;

import dev.espalier.automata.derivative.Absorption;
import dev.espalier.automata.derivative.ByteSet;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a vocabulary as one trie over bytes, in depth-first order: a table.
 *
 * <pre>
 *   nodes     | root | a | ab | abc | b | ...     node = bytes from the root; children ascending
 *   packed    | wide 1 bit | atBoundary 1 bit | depth 16 bits | byte 8 bits |  one int a node
 *   end       first node after the subtree        end[root] = nodes         one int a node
 *   firstRank tokens are ranked in depth-first order, those with the same bytes by id;
 *             [firstRank[n], firstRank[n + 1])       the tokens that end at node n
 *             [firstRank[n], firstRank[end(n)])      the tokens that end at n or below
 *   tokenAt   rank -&gt; token id
 *   summaryOf node -&gt; what lies strictly below it, as an index into:
 *   bytes     | bytes 0x00..0x3f | 0x40..0x7f | lead bytes 0xc2..0xf4 |    three longs a summary
 *   shape     | maxChars 16 bits | clean 1 bit |                            one int a summary
 * </pre>
 *
 * <p>A walk starts at node 1 and goes to {@code n + 1} to enter a subtree, to {@code end(n)} to
 * pass it; {@code depth} says how many bytes to take back first. A walk that knows that all bytes
 * of a summary keep it where it is takes the whole range of ranks and passes the subtree.
 *
 * <p>Memory: 14 bytes a node (16 where there are more than 65,536 summaries), 28 a summary and the
 * index of the nodes with many children; equal summaries are one (all leaves share theirs).
 * Llama-3's 128,000 tokens have 274,521 nodes. Cost: each accessor is one load; a full walk reads 8
 * bytes a node. Immutable; any thread. Source: the token trie of llguidance (flat, depth-first)
 * with summaries of subtrees added, so that no regular expression has to be named in advance. Built
 * by multikey quicksort (Bentley and Sedgewick 1997) and one pass from the last node to the first.
 */
public final class TokenTrie {
  public static final int ROOT = 0;

  /** The greatest length of one token, in bytes. */
  public static final int MAX_TOKEN_BYTES = (1 << 16) - 1;

  private static final int DEPTH_SHIFT = 8;
  private static final int BOUNDARY = 1 << 24;
  private static final int WIDE = 1 << 25;
  private static final int CLEAN = 1;
  private static final int CHARS_SHIFT = 1;

  private final int[] packed; // [nodes]
  private final int[] end; // [nodes]
  private final int[] firstRank; // [nodes + 1]
  private final int[] tokenAt; // [ranks]
  private final char @Nullable [] shortSummaryOf; // [nodes], if there are few summaries
  private final int @Nullable [] longSummaryOf; // [nodes], if there are many
  private final long[] bytes; // [3 * summaries]
  private final int[] shape; // [summaries]
  private final WideNodes wide;
  private final int maxDepth;

  TokenTrie(
      int[] packed,
      int[] end,
      int[] firstRank,
      int[] tokenAt,
      int[] summaryOf,
      long[] bytes,
      int[] shape) {
    this.packed = packed;
    this.end = end;
    this.firstRank = firstRank;
    this.tokenAt = tokenAt;
    boolean few = shape.length <= 1 << 16;
    this.shortSummaryOf = few ? toShort(summaryOf) : null;
    this.longSummaryOf = few ? null : summaryOf;
    this.bytes = bytes;
    this.shape = shape;
    this.wide = WideNodes.of(packed, end);
    int max = 0;
    for (int node = 0; node < packed.length; node++) {
      packed[node] |= WideNodes.isWide(end, node) ? WIDE : 0;
      max = Math.max(max, depth(node));
    }
    this.maxDepth = max;
    assert invariantsHold();
  }

  /**
   * The trie of tokens whose bytes stand one after the other; a token without bytes is left out.
   *
   * @param data the bytes of token 0, of token 1, ...
   * @param starts [tokens + 1]: token t is {@code data[starts[t] .. starts[t + 1])}
   */
  public static TokenTrie of(byte[] data, int[] starts) {
    return TokenTrieBuilder.build(data, starts);
  }

  /** The number of nodes, the root included. */
  public int nodes() {
    return packed.length;
  }

  /** The number of tokens in the trie. */
  public int ranks() {
    return tokenAt.length;
  }

  /** The byte that leads to a node, 0..255; 0 for the root. */
  public int byteOf(int node) {
    return packed[node] & 0xff;
  }

  /** The number of bytes from the root. */
  public int depth(int node) {
    return packed[node] >>> DEPTH_SHIFT & 0xffff;
  }

  /** The length of the longest token, in bytes. O(1). */
  public int maxDepth() {
    return maxDepth;
  }

  /** The child of {@code node} by byte {@code b}, or -1. O(1). */
  public int child(int node, int b) {
    if ((packed[node] & WIDE) != 0) {
      return wide.child(node, b);
    }
    for (int child = node + 1; child < end[node]; child = end[child]) {
      if (byteOf(child) == b) {
        return child;
      }
    }
    return -1;
  }

  /**
   * The bytes 64 {@code word} .. 64 {@code word} + 63 that lead to children of {@code node}, bit i
   * for byte 64 {@code word} + i. O(1).
   */
  public long childBytes(int node, int word) {
    if ((packed[node] & WIDE) != 0) {
      return wide.childBytes(node, word);
    }
    long bytes = 0;
    for (int child = node + 1; child < end[node]; child = end[child]) {
      int b = byteOf(child);
      bytes |= b >>> 6 == word ? 1L << b : 0;
    }
    return bytes;
  }

  /** Whether one of {@code bytes} leads to a child of {@code node}. O(1). */
  public boolean goesOn(int node, ByteSet bytes) {
    if ((packed[node] & WIDE) != 0) {
      return (wide.childBytes(node, 0) & bytes.w0()) != 0
          || (wide.childBytes(node, 1) & bytes.w1()) != 0
          || (wide.childBytes(node, 2) & bytes.w2()) != 0
          || (wide.childBytes(node, 3) & bytes.w3()) != 0;
    }
    for (int child = node + 1; child < end[node]; child = end[child]) {
      if (bytes.contains(byteOf(child))) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether all below {@code node} is whole characters that {@code absorption} names, and no more
   * of them on a path than it takes. O(1).
   */
  public boolean isMadeOf(Absorption absorption, int node) {
    int summary = summaryOf(node);
    return maxChars(summary) <= absorption.maxChars()
        && (asciiLow(summary) & ~absorption.asciiLow()) == 0
        && (asciiHigh(summary) & ~absorption.asciiHigh()) == 0
        && (leads(summary) & ~absorption.leads()) == 0
        && clean(summary);
  }

  /** Whether a node has children. */
  public boolean hasChildren(int node) {
    return end[node] > node + 1;
  }

  /** Whether the bytes from the root are whole code points, well-formed UTF-8. */
  public boolean atBoundary(int node) {
    return (packed[node] & BOUNDARY) != 0;
  }

  /** The first node after the subtree of a node. */
  public int end(int node) {
    return end[node];
  }

  /** The rank of the first token that ends at a node or after it; also for {@code nodes()}. */
  public int firstRank(int node) {
    return firstRank[node];
  }

  /** Whether a token ends at a node. */
  public boolean hasToken(int node) {
    return firstRank[node] != firstRank[node + 1];
  }

  /** The id of the token with a rank. */
  public int tokenAt(int rank) {
    return tokenAt[rank];
  }

  /** What lies strictly below a node; equal for nodes with equal answers. 0 for every leaf. */
  public int summaryOf(int node) {
    return shortSummaryOf != null ? shortSummaryOf[node] : longSummaryOf[node];
  }

  /** The number of summaries. */
  public int summaries() {
    return shape.length;
  }

  /** The bytes 0x00..0x3f that occur below, bit b for byte b. */
  public long asciiLow(int summary) {
    return bytes[3 * summary];
  }

  /** The bytes 0x40..0x7f that occur below, bit b - 0x40 for byte b. */
  public long asciiHigh(int summary) {
    return bytes[3 * summary + 1];
  }

  /** The bytes 0xc2..0xf4 that occur below, bit b - 0xc2 for byte b: they begin code points. */
  public long leads(int summary) {
    return bytes[3 * summary + 2];
  }

  /**
   * Whether every token below, read from the node on, is whole code points, well-formed UTF-8. True
   * of every ASCII subtree, and of a leaf.
   */
  public boolean clean(int summary) {
    return (shape[summary] & CLEAN) != 0;
  }

  /** The most code points on a path below: bytes that are no continuation bytes. */
  public int maxChars(int summary) {
    return shape[summary] >>> CHARS_SHIFT;
  }

  /** The size of the table, in bytes. */
  public long tableBytes() {
    return 4L * (packed.length + end.length + firstRank.length + tokenAt.length)
        + (shortSummaryOf != null ? 2L : 4L) * packed.length
        + 8L * bytes.length
        + 4L * shape.length
        + wide.tableBytes();
  }

  private static char[] toShort(int[] values) {
    char[] made = new char[values.length];
    for (int i = 0; i < values.length; i++) {
      made[i] = (char) values[i];
    }
    return made;
  }

  static int pack(int byteValue, int depth, boolean atBoundary) {
    return byteValue | depth << DEPTH_SHIFT | (atBoundary ? BOUNDARY : 0);
  }

  static int shape(boolean clean, int maxChars) {
    return (clean ? CLEAN : 0) | maxChars << CHARS_SHIFT;
  }

  private boolean invariantsHold() {
    int nodes = packed.length;
    assert end[ROOT] == nodes : "end of the root " + end[ROOT] + " of " + nodes;
    assert depth(ROOT) == 0 && atBoundary(ROOT) : "root " + packed[ROOT];
    assert firstRank[0] == 0 && firstRank[1] == 0 && firstRank[nodes] == tokenAt.length
        : "ranks " + firstRank[0] + ".." + firstRank[nodes] + " of " + tokenAt.length;
    for (int node = 1; node < nodes; node++) {
      assert end[node] > node && end[node] <= nodes : node + " ends at " + end[node];
      assert firstRank[node] <= firstRank[node + 1] : "ranks of node " + node;
      assert end[node] > node + 1 || hasToken(node) : "leaf " + node + " without a token";
      assert depth(node) <= depth(node - 1) + 1 : "depth " + depth(node) + " at node " + node;
      int sibling = end[node];
      assert sibling == nodes
              || depth(sibling) < depth(node)
              || depth(sibling) == depth(node) && byteOf(sibling) > byteOf(node)
          : "node " + sibling + " after the subtree of " + node;
      assert (end[node] == node + 1) == (summaryOf(node) == 0) : "summary of node " + node;
    }
    return true;
  }

  /** A line for each node, with its tokens and its summary; for small tries. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder();
    out.append(nodes() + " nodes, " + ranks() + " tokens, " + summaries() + " summaries");
    for (int node = 1; node < Math.min(nodes(), 1000); node++) {
      int summary = summaryOf(node);
      out.append("\n%s%02x".formatted("  ".repeat(Math.min(depth(node), 40) - 1), byteOf(node)));
      for (int rank = firstRank[node]; rank < firstRank[node + 1]; rank++) {
        out.append(rank == firstRank[node] ? " =" : ",").append(tokenAt[rank]);
      }
      out.append(atBoundary(node) ? "" : " inside");
      if (summary != 0) {
        out.append(
            " | below %016x%016x %x%s %d"
                .formatted(
                    asciiHigh(summary),
                    asciiLow(summary),
                    leads(summary),
                    clean(summary) ? " clean" : "",
                    maxChars(summary)));
      }
    }
    return out.toString();
  }
}
