package dev.espalier.masking;

import dev.espalier.automata.AskedStep;
import dev.espalier.automata.Configuration;
import dev.espalier.grammar.Check;
import dev.espalier.masking.table.Work;
import dev.espalier.masking.trail.JsonTrail;
import dev.espalier.masking.trail.RepeatedNames;
import dev.espalier.masking.trie.TokenTrie;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a text under a constraint with checks: a step is right only with the text it is
 * about. What is appended here is taken back by {@link #truncate}.
 *
 * <p>Cost: that of {@link JsonTrail} and of the checks asked, beside the steps. Owned by one
 * thread.
 */
final class CheckedText {
  private final Vocabulary vocabulary;
  private final TokenTrie trie;
  private final boolean asksNames;
  private final boolean asksMore; // of items, or of values
  private final JsonTrail trail;
  private final RepeatedNames repeated;
  private final BitSet refused = new BitSet(); // scratch
  private @Nullable AskedWalk walk; // made when it is needed

  /** The empty text, if there is anything to ask of one. */
  static @Nullable CheckedText of(Vocabulary vocabulary, Set<Check> checks) {
    return checks.isEmpty() ? null : new CheckedText(vocabulary, checks);
  }

  private CheckedText(Vocabulary vocabulary, Set<Check> checks) {
    this.vocabulary = vocabulary;
    this.trie = vocabulary.trie();
    this.asksNames = checks.stream().anyMatch(c -> c instanceof Check.DistinctNames);
    this.asksMore = checks.stream().anyMatch(c -> !(c instanceof Check.DistinctNames));
    this.trail = new JsonTrail(vocabulary.quotes());
    this.repeated = new RepeatedNames(trie);
  }

  CheckedText(CheckedText other) {
    this.vocabulary = other.vocabulary;
    this.trie = other.trie;
    this.asksNames = other.asksNames;
    this.asksMore = other.asksMore;
    this.trail = new JsonTrail(other.trail);
    this.repeated = new RepeatedNames(trie);
  }

  /** The number of bytes. */
  int length() {
    return trail.length();
  }

  /** Takes bytes back until there are {@code to} of them. */
  void truncate(int to) {
    trail.truncate(to);
  }

  /** Appends {@code b}, whatever comes of it; the configuration after it, dead if it is refused. */
  Configuration append(Configuration from, int b) {
    trail.append(b);
    AskedStep step = from.asked(b);
    if (step == null) {
      return from.after(b);
    }
    refused.clear();
    List<Check> checks = step.checks();
    for (int i = 0; i < checks.size(); i++) {
      if (!trail.passes(checks.get(i))) {
        refused.set(i);
      }
    }
    return step.after(refused);
  }

  /** Appends the bytes of {@code token} up to the first one refused; dead if there is one. */
  Configuration appendToken(Configuration from, int token) {
    return appendBytes(from, token, 0, vocabulary.length(token));
  }

  private Configuration appendBytes(Configuration from, int token, int begin, int end) {
    Configuration after = from;
    for (int i = begin; i < end && !after.isDead(); i++) {
      after = append(after, vocabulary.byteAt(token, i));
    }
    return after;
  }

  /** Appends the bytes of {@code token}, known to be allowed. */
  void appendAllowed(int token) {
    for (int i = 0; i < vocabulary.length(token); i++) {
      trail.append(vocabulary.byteAt(token, i));
    }
  }

  /** Whether {@code token} may follow; the text is unchanged. */
  boolean allows(Configuration from, int token) {
    return allows(from, token, 0);
  }

  /** Whether {@code token} may follow, its first {@code begin} bytes being in the text. */
  private boolean allows(Configuration from, int token, int begin) {
    int length = length();
    try {
      return !appendBytes(from, token, begin, vocabulary.length(token)).isDead();
    } finally {
      truncate(length);
    }
  }

  /** Whether {@code b} may follow; the text is unchanged. */
  boolean allowsByte(Configuration from, int b) {
    int length = length();
    try {
      return !append(from, b).isDead();
    } finally {
      truncate(length);
    }
  }

  /**
   * The tokens whose fate {@link #refine} must find out wherever a text stands at {@code at}, as
   * {@link AskedWalk} lists them; null if that takes more work than is left.
   */
  int @Nullable [] asked(Configuration at, Work work) {
    if (!asksMore) {
      return AskedWalk.NOTHING;
    }
    AskedWalk made = walk;
    if (made == null) {
      made = new AskedWalk(trie);
      walk = made;
    }
    return made.find(at, work);
  }

  /**
   * Takes from {@code mask}, all that the grammar allows at {@code at}, what a check refuses.
   *
   * @param asked what {@link #asked} says of {@code at}
   */
  void refine(Configuration at, TokenMask mask, int[] asked) {
    if (asksNames) {
      refineNames(at, mask);
    }
    int next = 0;
    while (next < asked.length) {
      refineGroup(at, mask, asked, next);
      next += 2 + asked[next + 1];
    }
  }

  /**
   * A token can repeat a name in three ways: it ends the name under way as one seen before; there
   * is a whole name in it that was seen before; or there are two quotes in it after one that ends a
   * name, or two names.
   */
  private void refineNames(Configuration at, TokenMask mask) {
    repeated.find(trail);
    for (int i = 0; i < repeated.count(); i++) {
      refineBelow(at, mask, repeated.node(i));
    }
    for (int row = trail.lastSeen(); row >= 0; row = trail.seenBefore(row)) {
      refineEach(at, mask, vocabulary.quotes().tokens(trail.seenName(row)));
    }
    refineEach(at, mask, vocabulary.quotes().several());
  }

  private void refineEach(Configuration at, TokenMask mask, int[] tokens) {
    for (int token : tokens) {
      if (mask.allows(token) && !allows(at, token)) {
        mask.refuse(token);
      }
    }
  }

  /** Tests the tokens below {@code node}, whose byte is the first that asks something. */
  private void refineBelow(Configuration at, TokenMask mask, int node) {
    int from = trie.firstRank(node);
    int to = trie.firstRank(trie.end(node));
    int length = length();
    int depth = trie.depth(node);
    try {
      Configuration after = appendBytes(at, trie.tokenAt(from), 0, depth);
      if (!after.isDead() && after == vocabulary.after(at, trie.tokenAt(from), depth)) {
        return;
      }
      for (int rank = from; rank < to; rank++) {
        int token = trie.tokenAt(rank);
        if (mask.allows(token) && (after.isDead() || !allows(after, token, depth))) {
          mask.refuse(token);
        }
      }
    } finally {
      truncate(length);
    }
  }

  /** Tests the tokens of the group at {@code group}. */
  private void refineGroup(Configuration at, TokenMask mask, int[] asked, int group) {
    int length = length();
    int depth = trie.depth(asked[group]);
    int first = asked[group + 2] >>> 1;
    try {
      Configuration after = appendBytes(at, first, 0, depth);
      boolean dead = after.isDead();
      boolean passed = !dead && after == vocabulary.after(at, first, depth);
      for (int i = group + 2; i < group + 2 + asked[group + 1]; i++) {
        int token = asked[i] >>> 1;
        boolean decided = passed && (asked[i] & 1) == 0;
        if (!decided && mask.allows(token) && (dead || !allows(after, token, depth))) {
          mask.refuse(token);
        }
      }
    } finally {
      truncate(length);
    }
  }
}
