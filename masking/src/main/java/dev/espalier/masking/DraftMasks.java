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
 * configuration that an earlier node has reached has its mask copied from there. Cost: one step of
 * the recogniser for each byte, and a mask for each distinct configuration. Allocates only where a
 * draft is longer than all before it. Owned by one matcher.
 */
final class DraftMasks {
  private final Constraint constraint;
  private final Vocabulary vocabulary;
  private final MaskWalk walk;
  private @Nullable Configuration[] reached = new Configuration[16];

  DraftMasks(Constraint constraint, MaskWalk walk) {
    this.constraint = constraint;
    this.vocabulary = constraint.vocabulary();
    this.walk = walk;
  }

  /**
   * Fills {@code masks[0]} for {@code start} and {@code masks[i + 1]} for what follows node i.
   *
   * @param start null where the text has ended
   * @param parents the parent of each node; null where each follows the one before it
   * @param reachable set to the nodes that are allowed, if given
   * @return the number of nodes that are allowed
   */
  int fill(
      @Nullable Configuration start,
      int[] tokens,
      int @Nullable [] parents,
      List<TokenMask> masks,
      @Nullable BitSet reachable) {
    check(tokens, masks);
    if (reached.length <= tokens.length) {
      reached = new Configuration[Math.max(2 * reached.length, tokens.length + 1)];
    }
    int allowed = 0;
    try {
      place(0, start, masks);
      for (int node = 0; node < tokens.length; node++) {
        Configuration before = reached[parents == null ? node : parents[node] + 1];
        boolean isEnd = vocabulary.isEnd(tokens[node]);
        Configuration after = before == null || isEnd ? null : after(before, tokens[node]);
        if (after != null || (isEnd && before != null && before.isComplete())) {
          allowed++;
          if (reachable != null) {
            reachable.set(node);
          }
        }
        place(node + 1, after, masks);
      }
      return allowed;
    } finally {
      Arrays.fill(reached, 0, tokens.length + 1, null);
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

  /** The configuration after {@code token}, null if it is refused. */
  private @Nullable Configuration after(Configuration from, int token) {
    Configuration after = Matcher.after(from, token, vocabulary);
    return after.isDead() || vocabulary.length(token) == 0 ? null : after;
  }

  private void place(int index, @Nullable Configuration at, List<TokenMask> masks) {
    TokenMask mask = masks.get(index);
    if (at == null) {
      mask.clear();
    } else {
      int same = 0;
      while (same < index && reached[same] != at) {
        same++;
      }
      if (same < index) {
        mask.copyFrom(masks.get(same).words());
      } else {
        constraint.fillMask(at, walk, mask);
      }
    }
    reached[index] = at;
  }
}
