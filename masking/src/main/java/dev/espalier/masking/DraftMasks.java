package dev.espalier.masking;

import dev.espalier.automata.Configuration;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The masks along a draft: a table, filled node by node and emptied again.
 *
 * <pre>
 *   reached | 0: the text so far | i + 1: after node i, null where nothing may follow | ...
 * </pre>
 *
 * Nothing may follow a node that is refused, one below such a node, and an end token. A
 * configuration that an earlier node has reached has its mask copied from there, unless there are
 * checks. Cost: one step of the recogniser for each byte, and a mask for each distinct
 * configuration. Allocates only where a draft is longer than all before it. Owned by one matcher.
 */
final class DraftMasks {
  private final Constraint constraint;
  private final Vocabulary vocabulary;
  private final MaskWalk walk;
  private @Nullable Configuration[] reached = new Configuration[16];
  private final DraftPath path = new DraftPath();

  DraftMasks(Constraint constraint, MaskWalk walk) {
    this.constraint = constraint;
    this.vocabulary = constraint.vocabulary();
    this.walk = walk;
  }

  /**
   * Fills {@code masks[0]} for {@code start} and {@code masks[i + 1]} for what follows node i.
   *
   * @param start null where the text has ended
   * @param text the bytes so far, if there are checks; in the end as before
   * @param parents the parent of each node; null where each follows the one before it
   * @param reachable set to the nodes that are allowed, if given
   * @return the number of nodes that are allowed
   */
  int fill(
      @Nullable Configuration start,
      @Nullable CheckedText text,
      int[] tokens,
      int @Nullable [] parents,
      List<TokenMask> masks,
      @Nullable BitSet reachable) {
    check(tokens, masks);
    if (reached.length <= tokens.length) {
      reached = new Configuration[Math.max(2 * reached.length, tokens.length + 1)];
    }
    int allowed = 0;
    if (text != null) {
      path.begin(text, tokens, parents, reached);
    }
    try {
      place(0, start, text, masks);
      for (int node = 0; node < tokens.length; node++) {
        int parent = parents == null ? node - 1 : parents[node];
        Configuration before = reached[parent + 1];
        boolean ends = before != null && constraint.ends(before, tokens[node]);
        Configuration after =
            before == null || ends ? null : after(before, node, tokens[node], text);
        if (after != null || (ends && before.isComplete())) {
          allowed++;
          if (reachable != null) {
            reachable.set(node);
          }
        }
        place(node + 1, after, text, masks);
      }
      return allowed;
    } finally {
      Arrays.fill(reached, 0, tokens.length + 1, null);
      if (text != null) {
        path.end();
      }
    }
  }

  private void check(int[] tokens, List<TokenMask> masks) {
    if (tokens.length > DraftTree.MAX_NODES) {
      throw new IllegalArgumentException(
          tokens.length + " draft tokens > DraftTree.MAX_NODES " + DraftTree.MAX_NODES);
    }
    if (masks.size() <= tokens.length) {
      throw new IllegalArgumentException(
          masks.size() + " masks for " + tokens.length + " draft tokens; one more is needed");
    }
    for (int node = 0; node < tokens.length; node++) {
      if (tokens[node] < 0 || tokens[node] >= vocabulary.size()) {
        throw new IllegalArgumentException(
            "draft token %d: %d not in 0..%d".formatted(node, tokens[node], vocabulary.size() - 1));
      }
    }
    for (int i = 0; i <= tokens.length; i++) {
      masks.get(i).checkSize(vocabulary.size());
    }
  }

  /** The configuration after {@code token}, that of {@code node}; null if it is refused. */
  private @Nullable Configuration after(
      Configuration from, int node, int token, @Nullable CheckedText text) {
    Configuration after = text == null ? constraint.after(from, token) : path.after(from, node);
    return after.isDead() ? null : after;
  }

  /** Fills the mask of {@code index}, after which {@code text} stands if {@code at} is given. */
  private void place(
      int index, @Nullable Configuration at, @Nullable CheckedText text, List<TokenMask> masks) {
    TokenMask mask = masks.get(index);
    if (at == null) {
      mask.clear();
    } else {
      int same = text == null ? 0 : index;
      while (same < index && reached[same] != at) {
        same++;
      }
      if (same < index) {
        mask.copyFrom(masks.get(same).words());
      } else {
        constraint.fillMask(at, walk, mask, text);
      }
    }
    reached[index] = at;
  }
}
