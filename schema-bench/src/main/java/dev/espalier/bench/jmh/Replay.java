package dev.espalier.bench.jmh;

import dev.espalier.engine.cli.TextTokens;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import java.util.stream.IntStream;

/**
 * The text of a {@link Place} as tokens. A value.
 *
 * @param text the whole text, cut at the place whatever the tokenizer would do
 * @param at how many tokens stand before the place
 */
public record Replay(int[] text, int at) {

  /** The text of {@code place}. */
  public static Replay of(Place place, TextTokens tokens) {
    int[] before = tokens.of(place.before());
    int[] after = tokens.of(place.after());
    return new Replay(
        IntStream.concat(IntStream.of(before), IntStream.of(after)).toArray(), before.length);
  }

  /** A matcher at the place. */
  Matcher matcher(Constraint constraint) {
    Matcher matcher = constraint.newMatcher();
    for (int i = 0; i < at; i++) {
      if (!matcher.advance(text[i])) {
        throw new IllegalStateException("refused: token " + text[i] + " at " + i);
      }
    }
    return matcher;
  }

  /** Asks for a mask before each token of {@code text}. */
  static void run(Matcher matcher, TokenMask mask, int[] text) {
    for (int token : text) {
      matcher.fillMask(mask);
      if (!matcher.advance(token)) {
        throw new IllegalStateException("refused: token " + token + " at " + matcher.length());
      }
    }
  }
}
