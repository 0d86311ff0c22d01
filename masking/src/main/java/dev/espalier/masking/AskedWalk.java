package dev.espalier.masking;

import dev.espalier.automata.AskedStep;
import dev.espalier.automata.Configuration;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.grammar.Check;
import dev.espalier.masking.table.Work;
import dev.espalier.masking.trie.TokenTrie;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the tokens whose fate depends on what checks say, property names aside: those that are
 * allowed if everything asked on the way is passed, and not if everything is refused.
 *
 * <pre>
 *   passed, refused | depth -> the configuration after so many bytes, in either case
 *   first           | depth -> the node where something was first asked, -1 if nothing was
 *   more            | depth -> whether something was asked after that
 *   found           | node, n, n tokens; node, n, n tokens; ...
 * </pre>
 *
 * A token is listed under the node where the first thing is asked, as 2 token + 1 if more is asked
 * after that, or a part of the text begins. Where a number may go on nothing depends on the check
 * that it may end, so such tokens are not listed. Only paths with a byte at which something may be
 * asked are walked. Cost: two steps of the recogniser for each node visited. Owned by one thread.
 */
final class AskedWalk {
  /** Where no token depends on a check. */
  static final int[] NOTHING = {};

  private final TokenTrie trie;
  private final ByteSet asking;
  private final Configuration[] passed;
  private final Configuration[] refused;
  private final int[] first;
  private final boolean[] more;
  private final BitSet refusals = new BitSet(); // scratch
  private int[] found = new int[64];
  private int size;
  private int group; // where the node of the last group is, -1 for none

  /**
   * @param asking the bytes at which something may be asked, names aside
   */
  AskedWalk(TokenTrie trie, ByteSet asking) {
    this.trie = trie;
    this.asking = asking;
    this.passed = new Configuration[trie.maxDepth() + 1];
    this.refused = new Configuration[trie.maxDepth() + 1];
    this.first = new int[trie.maxDepth() + 1];
    this.more = new boolean[trie.maxDepth() + 1];
  }

  /** The tokens that may follow {@code start} or not; null if that takes more work than is left. */
  int @Nullable [] find(Configuration start, Work work) {
    passed[0] = start;
    refused[0] = start;
    first[0] = -1;
    more[0] = false;
    size = 0;
    group = -1;
    int node = isFirmBelow(start, TokenTrie.ROOT) ? trie.nodes() : 1;
    while (node < trie.nodes()) {
      if (!work.spend(2)) {
        return null;
      }
      node = enter(node) ? node + 1 : trie.end(node);
    }
    return size == 0 ? NOTHING : Arrays.copyOf(found, size);
  }

  /** Whether there is something to be found below {@code node}. */
  private boolean enter(int node) {
    int depth = trie.depth(node);
    int b = trie.byteOf(node);
    Configuration after = passed[depth - 1].after(b);
    if (after.isDead()) {
      return false;
    }
    boolean asks = passed[depth - 1].asks(b) && refuse(passed[depth - 1].asked(b));
    boolean starts = asks && starts(passed[depth - 1].asked(b));
    passed[depth] = after;
    refused[depth] = refusing(refused[depth - 1], b);
    first[depth] = first[depth - 1] >= 0 || !asks ? first[depth - 1] : node;
    more[depth] = more[depth - 1] || starts || (asks && first[depth - 1] >= 0);
    if (refused[depth].isDead()) {
      list(node, first[depth], more[depth]);
    }
    return trie.hasChildren(node)
        && (first[depth] >= 0 || mayAskBelow(node, after.lastBytes()))
        && !isFirmBelow(refused[depth], node);
  }

  /** Whether there is a byte to complete the lexemes under way, and one to ask something. */
  private boolean mayAskBelow(int node, ByteSet completing) {
    return mayOccurBelow(node, completing) && mayOccurBelow(node, asking);
  }

  private boolean mayOccurBelow(int node, ByteSet bytes) {
    int summary = trie.summaryOf(node);
    return (trie.asciiLow(summary) & bytes.w0()) != 0
        || (trie.asciiHigh(summary) & bytes.w1()) != 0
        || (bytes.w2() | bytes.w3()) != 0;
  }

  private boolean isFirmBelow(Configuration configuration, int node) {
    return trie.isMadeOf(configuration.firmAbsorption(), node);
  }

  private Configuration refusing(Configuration from, int b) {
    if (from.isDead()) {
      return from;
    }
    Configuration after = from.after(b);
    return from.asks(b) && refuse(from.asked(b)) ? from.asked(b).after(refusals) : after;
  }

  /** Collects what {@code step} asks, names aside; whether it does. */
  private boolean refuse(AskedStep step) {
    refusals.clear();
    List<Check> checks = step.checks();
    for (int i = 0; i < checks.size(); i++) {
      refusals.set(i, !checks.get(i).isOfNames());
    }
    return !refusals.isEmpty();
  }

  /** Whether a part of the text begins, of which names may be asked behind it. */
  private static boolean starts(AskedStep step) {
    return step.checks().stream().anyMatch(check -> check instanceof Check.Start);
  }

  private void list(int node, int asked, boolean asksMore) {
    int from = trie.firstRank(node);
    int to = trie.firstRank(node + 1);
    if (from == to) {
      return;
    }
    if (group < 0 || found[group] != asked) {
      group = size;
      add(asked);
      add(0);
    }
    for (int rank = from; rank < to; rank++) {
      add(2 * trie.tokenAt(rank) + (asksMore ? 1 : 0));
      found[group + 1]++;
    }
  }

  private void add(int value) {
    if (size == found.length) {
      found = Arrays.copyOf(found, 2 * size);
    }
    found[size++] = value;
  }
}
