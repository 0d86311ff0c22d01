package dev.espalier.masking;

import dev.espalier.automata.Configuration;
import dev.espalier.automata.derivative.TokenBytes;
import dev.espalier.grammar.CodePointSet;
import java.util.Arrays;

/**
 * How tokens go on under a grammar that names some of them: each one by its bytes, and where the
 * grammar names it also as such; where both are possible, the text stands at both places.
 *
 * <p>A token read as such is four bytes to the recogniser, which begin with one that no text has
 * ({@link TokenBytes}). So ordinary tokens with such a byte, which vocabularies with a token for
 * each byte have, are refused but where they are named. Immutable; any thread.
 */
final class NamedTokens {
  private final Vocabulary vocabulary;
  private final int[] unspeakable; // ordinary tokens that are part of no UTF-8, ascending

  NamedTokens(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
    this.unspeakable = vocabulary.tokensWithByteAtLeast(TokenBytes.LEAST_LEAD);
  }

  /** The configuration after {@code token}, however it is read. */
  Configuration after(Configuration from, int token) {
    Configuration spelled = isSpelled(token) ? vocabulary.after(from, token) : Configuration.dead();
    return spelled.or(afterNamed(from, token));
  }

  /** Whether {@code token} may stand for its bytes. */
  boolean isSpelled(int token) {
    return vocabulary.length(token) > 0 && Arrays.binarySearch(unspeakable, token) < 0;
  }

  /** The configuration after {@code token} where the grammar names it; else dead. */
  Configuration afterNamed(Configuration from, int token) {
    return isNamed(from, token) ? from.afterToken(token) : Configuration.dead();
  }

  /** Whether the grammar names {@code token} at {@code at}. Logarithmic in what it names there. */
  boolean isNamed(Configuration at, int token) {
    return at.tokens().contains(CodePointSet.FIRST_TOKEN + token);
  }

  /** The only token that may come at {@code at}, if it is read as such; else -1. */
  int only(Configuration at) {
    CodePointSet tokens = at.tokens();
    return tokens.size() == 1 && !at.isComplete() && at.allowedBytes().isEmpty()
        ? tokens.first(0) - CodePointSet.FIRST_TOKEN
        : -1;
  }

  /** Makes {@code mask}, which knows tokens as bytes, what may follow {@code at}. */
  void refine(Configuration at, TokenMask mask) {
    for (int token : unspeakable) {
      mask.refuse(token);
    }
    CodePointSet tokens = at.tokens();
    for (int i = 0; i < tokens.rangeCount(); i++) {
      mask.allow(
          tokens.first(i) - CodePointSet.FIRST_TOKEN, tokens.last(i) - CodePointSet.FIRST_TOKEN);
    }
  }
}
