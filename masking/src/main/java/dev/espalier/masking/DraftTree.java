package dev.espalier.masking;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Tokens proposed to follow a text, as a tree: every path from the root is one continuation.
 *
 * <pre>
 *   tokens  | node 0 | node 1 | ...     the token that leads to the node
 *   parents | node 0 | node 1 | ...     an earlier node, or {@value #ROOT}: the text so far
 * </pre>
 *
 * This is the parent array that tree attention takes (Miao et al. 2024, SpecInfer, section 4),
 * without the root. Siblings may have the same token; an end token may have children, which are
 * never reached. A value; immutable, any thread.
 */
public final class DraftTree {
  /** The parent of a node that follows the text so far. */
  public static final int ROOT = -1;

  /** The greatest number of nodes. */
  public static final int MAX_NODES = 4_096;

  private final int[] tokens; // [size]
  private final int[] parents; // [size], parents[i] < i

  private DraftTree(int[] tokens, int[] parents) {
    this.tokens = tokens;
    this.parents = parents;
  }

  /**
   * A tree of the given nodes; both arrays are copied.
   *
   * @param tokens the token of each node
   * @param parents the parent of each node, {@value #ROOT} or a node before it
   * @throws IllegalArgumentException if the arrays differ in length, hold more than {@value
   *     #MAX_NODES} nodes, a negative token, or a parent that is not before its child
   */
  public static DraftTree of(int[] tokens, int[] parents) {
    if (tokens.length != parents.length) {
      throw new IllegalArgumentException(
          tokens.length + " draft tokens, " + parents.length + " parents");
    }
    if (tokens.length > MAX_NODES) {
      throw new IllegalArgumentException(
          tokens.length + " draft tokens > DraftTree.MAX_NODES " + MAX_NODES);
    }
    for (int node = 0; node < tokens.length; node++) {
      if (tokens[node] < 0) {
        throw new IllegalArgumentException("draft node " + node + ": token " + tokens[node]);
      }
      if (parents[node] < ROOT || parents[node] >= node) {
        throw new IllegalArgumentException(
            "draft node %d: parent %d not in %d..%d"
                .formatted(node, parents[node], ROOT, node - 1));
      }
    }
    return new DraftTree(tokens.clone(), parents.clone());
  }

  /** A tree without branches: each token follows the one before it. */
  public static DraftTree chain(int... tokens) {
    int[] parents = new int[tokens.length];
    Arrays.setAll(parents, node -> node - 1);
    return of(tokens, parents);
  }

  /** The number of nodes, the root not counted. */
  public int size() {
    return tokens.length;
  }

  /** The token that leads to {@code node}. */
  public int token(int node) {
    return tokens[node];
  }

  /** The node before {@code node}, or {@link #ROOT}. */
  public int parent(int node) {
    return parents[node];
  }

  int[] tokens() {
    return tokens;
  }

  int[] parents() {
    return parents;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof DraftTree that
        && Arrays.equals(tokens, that.tokens)
        && Arrays.equals(parents, that.parents);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(tokens) + Arrays.hashCode(parents);
  }

  /** Each node as {@code node: token after parent}. */
  @Override
  public String toString() {
    StringBuilder out = new StringBuilder("{");
    for (int node = 0; node < tokens.length; node++) {
      out.append(node == 0 ? "" : ", ").append(node).append(": ").append(tokens[node]);
      out.append(parents[node] == ROOT ? "" : " after " + parents[node]);
    }
    return out.append('}').toString();
  }
}
