package dev.espalier.bench;

import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;

/**
 * Replays a text token by token, with the clock around mask and advance of each, the refused one
 * included. Each mask is compared with what {@code advance} says.
 */
final class TokenReplay {
  private TokenReplay() {}

  /**
   * How many tokens were accepted before one, or the end, was refused; -1 if none was.
   *
   * @param timings gets a duration for each token
   * @param deadline in the time of the JVM; what is not done then is refused
   * @throws AssertionError if mask and advance differ, or an end token is allowed where the text is
   *     not complete
   */
  static int run(Matcher matcher, TokenMask mask, int[] text, Timings timings, long deadline) {
    for (int at = 0; at < text.length; at++) {
      int token = text[at];
      long start = System.nanoTime();
      matcher.fillMask(mask);
      boolean advanced = matcher.advance(token);
      timings.add(System.nanoTime() - start);
      if (mask.allows(token) != advanced) {
        throw new AssertionError(
            "token %d at %d: mask says %b, advance says %b"
                .formatted(token, at, mask.allows(token), advanced));
      }
      if (!advanced || System.nanoTime() > deadline) {
        return at;
      }
    }
    matcher.fillMask(mask);
    boolean complete = matcher.isComplete();
    for (int end : matcher.constraint().vocabulary().endTokens()) {
      if (mask.allows(end) != complete) {
        throw new AssertionError(
            "the text is %s, the mask of end token %d says %b"
                .formatted(complete ? "complete" : "not complete", end, mask.allows(end)));
      }
    }
    return complete ? -1 : text.length;
  }
}
