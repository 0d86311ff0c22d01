package dev.espalier.masking;

import dev.espalier.automata.AskedStep;
import dev.espalier.automata.Configuration;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.grammar.Check;
import dev.espalier.masking.table.AssembledMask;
import dev.espalier.masking.table.Work;
import dev.espalier.masking.trail.JsonTrail;
import dev.espalier.masking.trail.JsonTrails;
import dev.espalier.masking.trail.RepeatedNames;
import dev.espalier.masking.trail.TokenQuotes;
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
  private final @Nullable NamedTokens named;
  private final TokenTrie trie;
  private final boolean asksNames;
  private final boolean asksMore; // of items, or of values
  private final ByteSet askingBytes;
  private final JsonTrails trails;
  private final RepeatedNames repeated;
  private final BitSet refused = new BitSet(); // scratch
  private @Nullable AskedWalk walk; // made when it is needed

  /**
   * The empty text, if there is anything to ask of one.
   *
   * @param named the tokens that the grammar names, if it does
   * @param askingBytes where it may be asked, names aside
   */
  static @Nullable CheckedText of(
      Vocabulary vocabulary, @Nullable NamedTokens named, Set<Check> checks, ByteSet askingBytes) {
    return checks.isEmpty() ? null : new CheckedText(vocabulary, named, checks, askingBytes);
  }

  private CheckedText(
      Vocabulary vocabulary, @Nullable NamedTokens named, Set<Check> checks, ByteSet askingBytes) {
    this.vocabulary = vocabulary;
    this.named = named;
    this.trie = vocabulary.trie();
    this.asksNames = checks.stream().anyMatch(Check::isOfNames);
    this.asksMore = checks.stream().anyMatch(c -> !c.isOfNames());
    this.askingBytes = askingBytes;
    this.trails = new JsonTrails(vocabulary.quotes(), checks);
    this.repeated = new RepeatedNames(trie);
  }

  CheckedText(CheckedText other) {
    this.vocabulary = other.vocabulary;
    this.named = other.named;
    this.trie = other.trie;
    this.asksNames = other.asksNames;
    this.asksMore = other.asksMore;
    this.askingBytes = other.askingBytes;
    this.trails = new JsonTrails(other.trails);
    this.repeated = new RepeatedNames(trie);
  }

  /** The number of bytes. */
  int length() {
    return trails.length();
  }

  /** Takes bytes back until there are {@code to} of them. */
  void truncate(int to) {
    trails.truncate(to);
  }

  /** Appends {@code b}, whatever comes of it; the configuration after it, dead if it is refused. */
  Configuration append(Configuration from, int b) {
    trails.append(b);
    Configuration passed = from.after(b);
    return from.asks(b) ? answered(from.asked(b)) : passed;
  }

  /** The configuration after {@code step}, all that it asks being asked of the text. */
  private Configuration answered(AskedStep step) {
    refused.clear();
    List<Check> checks = step.checks();
    for (int i = 0; i < checks.size(); i++) {
      if (!trails.passes(checks.get(i))) {
        refused.set(i);
      }
    }
    if (trails.hasParts()) {
      for (Check check : checks) {
        if (check instanceof Check.Start(String part)) {
          trails.start(part);
        }
      }
    }
    return step.after(refused);
  }

  /**
   * Appends the bytes of {@code token}, however it is read; dead if it is refused, and some of them
   * may then be appended.
   */
  Configuration appendToken(Configuration from, int token) {
    int bytes = vocabulary.length(token);
    if (named == null) {
      return bytes == 0 ? Configuration.dead() : appendBytes(from, token, 0, bytes);
    }
    int length = length();
    Configuration read = named.afterNamed(from, token);
    Configuration spelled =
        named.isSpelled(token) ? appendBytes(from, token, 0, bytes) : Configuration.dead();
    if (spelled.isDead() && !read.isDead()) {
      truncate(length);
      appendUnasked(token);
    }
    return spelled.or(read);
  }

  private Configuration appendBytes(Configuration from, int token, int begin, int end) {
    Configuration after = from;
    for (int i = begin; i < end && !after.isDead(); i++) {
      after = append(after, vocabulary.byteAt(token, i));
    }
    return after;
  }

  /** Appends the bytes of {@code token}, known to be allowed at {@code from}. */
  void appendAllowed(Configuration from, int token) {
    if (trails.hasParts()) {
      appendToken(from, token);
    } else {
      appendUnasked(token);
    }
  }

  private void appendUnasked(int token) {
    for (int i = 0; i < vocabulary.length(token); i++) {
      trails.append(vocabulary.byteAt(token, i));
    }
  }

  /** Whether {@code token} may follow; the text is unchanged. */
  boolean allows(Configuration from, int token) {
    int length = length();
    try {
      return !appendToken(from, token).isDead();
    } finally {
      truncate(length);
    }
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

  /** The bytes that may follow; the text is unchanged. */
  BitSet allowedBytes(Configuration from) {
    BitSet allowed = from.allowedBytes();
    for (int b = allowed.nextSetBit(0); b >= 0; b = allowed.nextSetBit(b + 1)) {
      allowed.set(b, allowsByte(from, b));
    }
    return allowed;
  }

  /**
   * The mask of all that the grammar allows at {@code at} with the tokens, names aside, whose fate
   * {@link #refine} must find out wherever a text stands there: those that {@link AskedWalk} lists.
   * Null if that takes more work than is left.
   *
   * @param mayAsk false if no token completes a terminal where something else than names is asked
   */
  @Nullable AssembledMask withQuestions(
      AssembledMask grammatical, Configuration at, boolean mayAsk, Work work) {
    int[] asked = asksMore && mayAsk ? walk().find(at, work) : AskedWalk.NOTHING;
    return asked == null ? null : grammatical.asking(asked);
  }

  private AskedWalk walk() {
    AskedWalk made = walk;
    if (made == null) {
      made = new AskedWalk(trie, askingBytes);
      walk = made;
    }
    return made;
  }

  /**
   * Takes from {@code mask}, all that the grammar allows at {@code at}, what a check refuses.
   *
   * @param known that mask, {@linkplain #withQuestions with its questions}
   */
  void refine(Configuration at, TokenMask mask, AssembledMask known) {
    if (asksNames) {
      for (int i = 0; i < trails.texts(); i++) {
        JsonTrail trail = trails.ofNames(i);
        if (trail != null) {
          refineNames(trail, at, mask);
        }
      }
    }
    int[] asked = known.asked();
    int next = 0;
    while (next < asked.length) {
      refineGroup(at, mask, asked, next);
      next += 2 + asked[next + 1];
    }
  }

  /**
   * A token can repeat a name in three ways: it ends the name under way as one seen before; there
   * is a whole name in it that was seen before, between its only quotes; or there is a name between
   * some of more quotes.
   */
  private void refineNames(JsonTrail trail, Configuration at, TokenMask mask) {
    TokenQuotes quotes = vocabulary.quotes();
    repeated.find(trail);
    for (int i = 0; i < repeated.count(); i++) {
      refineBelow(at, mask, repeated.node(i));
    }
    for (int row = trail.lastSeen(); row >= 0; row = trail.seenBefore(row)) {
      refineEach(at, mask, quotes.tokens(trail.seenName(row)));
    }
    refineEach(at, mask, trail.isInString() ? quotes.severalInString() : quotes.severalOutside());
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
