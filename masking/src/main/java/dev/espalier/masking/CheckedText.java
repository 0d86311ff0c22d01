package dev.espalier.masking;

import dev.espalier.automata.AskedStep;
import dev.espalier.automata.Configuration;
import dev.espalier.grammar.Check;
import dev.espalier.masking.trail.JsonTrail;
import java.util.BitSet;
import java.util.List;

/**
 * The bytes of a text under a constraint with checks: a step is right only with the text it is
 * about. What is appended here is taken back by {@link #truncate}.
 *
 * <p>Cost: that of {@link JsonTrail} and of the checks asked, beside the steps. Owned by one
 * thread.
 */
final class CheckedText {
  private final Vocabulary vocabulary;
  private final JsonTrail trail;
  private final BitSet refused = new BitSet(); // scratch

  CheckedText(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.trail = new JsonTrail((text, from, to) -> -1);
  }

  CheckedText(CheckedText other) {
    this.vocabulary = other.vocabulary;
    this.trail = new JsonTrail(other.trail);
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
    Configuration after = from;
    for (int i = 0; i < vocabulary.length(token) && !after.isDead(); i++) {
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
    int length = length();
    try {
      return !appendToken(from, token).isDead();
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

  /** Takes from {@code mask}, all that the grammar allows at {@code at}, what a check refuses. */
  void refine(Configuration at, TokenMask mask) {
    for (int t = mask.nextAllowed(0); t >= 0; t = mask.nextAllowed(t + 1)) {
      if (!vocabulary.isEnd(t) && !allows(at, t)) {
        mask.refuse(t);
      }
    }
  }
}
