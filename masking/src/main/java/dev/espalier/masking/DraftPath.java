package dev.espalier.masking;

import dev.espalier.automata.Configuration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Moves a {@link CheckedText} from node to node of a draft: a table.
 *
 * <pre>
 *   path | the nodes whose tokens the text has now, from the root on
 *   ends | node -> bytes of the text after it, while it is on the path; -1 while not
 * </pre>
 *
 * Cost: the bytes between the last node and the next one. Owned by one matcher.
 */
final class DraftPath {
  private int[] path = new int[16];
  private int[] ends = new int[16];
  private int[] way = new int[16]; // scratch: nodes to append, the last one first
  private int depth;
  private int base; // bytes of the text without the draft
  private @Nullable CheckedText text;
  private int[] tokens = {};
  private @Nullable Configuration[] reached = {};
  private int @Nullable [] parents;

  /**
   * Begins at the root.
   *
   * @param reachedBy filled as the path goes: the configuration after node i, at i + 1
   */
  void begin(
      CheckedText on,
      int[] draft,
      int @Nullable [] draftParents,
      @Nullable Configuration[] reachedBy) {
    text = on;
    reached = reachedBy;
    tokens = draft;
    parents = draftParents;
    depth = 0;
    base = on.length();
    if (path.length < draft.length) {
      path = new int[draft.length];
      ends = new int[draft.length];
      way = new int[draft.length];
    }
    Arrays.fill(ends, 0, draft.length, -1);
  }

  /** Takes the draft back. */
  void end() {
    if (text != null) {
      text.truncate(base);
    }
    text = null;
  }

  private int parent(int node) {
    int[] given = parents;
    return given == null ? node - 1 : given[node];
  }

  /**
   * The configuration after {@code node}, the one before it being {@code before}; dead if it is
   * refused, and else the text is that of the node.
   */
  Configuration after(Configuration before, int node) {
    CheckedText moved = text;
    if (moved == null) {
      throw new IllegalStateException("no draft");
    }
    int length = 0;
    int from = parent(node);
    while (from >= 0 && ends[from] < 0) {
      way[length++] = from;
      from = parent(from);
    }
    while (depth > 0 && path[depth - 1] != from) {
      ends[path[--depth]] = -1;
    }
    moved.truncate(from < 0 ? base : ends[from]);
    while (length > 0) {
      int next = way[--length];
      Configuration above = reached[parent(next) + 1];
      assert above != null : "nothing before node " + next;
      moved.appendAllowed(above, tokens[next]);
      enter(next, moved.length());
    }
    Configuration after = moved.appendToken(before, tokens[node]);
    if (!after.isDead()) {
      enter(node, moved.length());
    }
    return after;
  }

  private void enter(int node, int end) {
    path[depth++] = node;
    ends[node] = end;
  }
}
