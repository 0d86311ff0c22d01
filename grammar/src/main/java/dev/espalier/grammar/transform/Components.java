package dev.espalier.grammar.transform;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The strongly connected components of a directed graph, those without a way out first.
 *
 * <p>Tarjan's algorithm (SIAM Journal on Computing 1, 1972) with its recursion on a stack in the
 * heap. Linear time.
 */
public final class Components {
  private static final int UNSEEN = -1;

  private final int[][] edges;
  private final int[] order; // [node] when it was found, or UNSEEN
  private final int[] low; // [node] the earliest found node on the stack that it reaches
  private final boolean[] pending;
  private final int[] stack;
  private final List<int[]> components = new ArrayList<>();
  private int found;
  private int height;

  private Components(int[][] edges) {
    this.edges = edges;
    this.order = new int[edges.length];
    this.low = new int[edges.length];
    this.pending = new boolean[edges.length];
    this.stack = new int[edges.length];
    Arrays.fill(order, UNSEEN);
  }

  /**
   * The components of a graph; a component comes after all components that it reaches.
   *
   * @param edges {@code edges[node]} are the nodes that {@code node} leads to
   */
  public static List<int[]> of(int[][] edges) {
    Components search = new Components(edges);
    for (int node = 0; node < edges.length; node++) {
      if (search.order[node] == UNSEEN) {
        search.visit(node);
      }
    }
    return search.components;
  }

  private void visit(int root) {
    int[] path = new int[16];
    int[] nextEdge = new int[16];
    int depth = 0;
    path[0] = root;
    enter(root);
    while (depth >= 0) {
      int node = path[depth];
      if (nextEdge[depth] < edges[node].length) {
        int target = edges[node][nextEdge[depth]++];
        if (order[target] == UNSEEN) {
          depth++;
          if (depth == path.length) {
            path = Arrays.copyOf(path, 2 * depth);
            nextEdge = Arrays.copyOf(nextEdge, 2 * depth);
          }
          path[depth] = target;
          nextEdge[depth] = 0;
          enter(target);
        } else if (pending[target]) {
          low[node] = Math.min(low[node], order[target]);
        }
      } else {
        leave(node);
        depth--;
        if (depth >= 0) {
          low[path[depth]] = Math.min(low[path[depth]], low[node]);
        }
      }
    }
  }

  private void enter(int node) {
    order[node] = found;
    low[node] = found++;
    stack[height++] = node;
    pending[node] = true;
  }

  private void leave(int node) {
    if (low[node] == order[node]) {
      int from = height;
      do {
        from--;
        pending[stack[from]] = false;
      } while (stack[from] != node);
      components.add(Arrays.copyOfRange(stack, from, height));
      height = from;
    }
  }
}
