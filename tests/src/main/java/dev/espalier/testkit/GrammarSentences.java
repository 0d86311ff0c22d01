package dev.espalier.testkit;

import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * Random sentences of any grammar, written under its mask: each token is drawn from those allowed,
 * half of the time from those of one ASCII character. Once a text is long, tokens that close
 * something are preferred, and it ends where the mask first allows an end token; where that does
 * not come, the text ends where it last could have. Immutable; any thread.
 */
public final class GrammarSentences {
  private static final List<String> CLOSING =
      List.of(
          ")", "]", "}", ";", "\"", "'", ">", "\n", " ", ".", ",", ":", "=", "(", "{", "end", "END",
          "a", "1", "0", "x", "/", "*/", "</", "/>", "`", "|", "-", "$");
  private static final int MOST_CLOSING = 60; // tokens

  private final Constraint constraint;
  private final List<Integer> ascii = new ArrayList<>();
  private final List<Integer> closing = new ArrayList<>();

  public GrammarSentences(Constraint constraint) {
    this.constraint = constraint;
    Vocabulary vocabulary = constraint.vocabulary();
    for (int token = 0; token < vocabulary.size(); token++) {
      if (vocabulary.isEnd(token) || vocabulary.length(token) == 0) {
        continue;
      }
      byte[] bytes = vocabulary.bytes(token);
      if (bytes.length == 1 && bytes[0] >= ' ') {
        ascii.add(token);
      }
      if (CLOSING.contains(new String(bytes, StandardCharsets.UTF_8))) {
        closing.add(token);
      }
    }
  }

  /**
   * A sentence; empty if the text came to none.
   *
   * @param length in tokens, after which it is brought to an end
   * @throws AssertionError if the mask and {@code advance} do not say the same, or no token is
   *     allowed
   */
  public Optional<String> write(int length, Random random) {
    Matcher matcher = constraint.newMatcher();
    TokenMask mask = constraint.newMask();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    Optional<String> latest = Optional.empty();
    for (int step = 0; step < length + MOST_CLOSING; step++) {
      matcher.fillMask(mask);
      boolean complete = false;
      for (int end : constraint.vocabulary().endTokens()) {
        complete |= mask.allows(end);
      }
      if (complete != matcher.isComplete() || mask.isEmpty()) {
        throw new AssertionError(
            "after '%s': complete %b, mask %s".formatted(text, matcher.isComplete(), mask));
      }
      if (complete) {
        latest = Optional.of(text.toString(StandardCharsets.UTF_8));
        if (step >= length || random.nextInt(length) == 0) {
          return latest;
        }
      }
      int token = pick(mask, step >= length, random);
      if (token < 0) {
        return latest;
      }
      if (!matcher.advance(token)) {
        throw new AssertionError("token %d is refused after '%s'".formatted(token, text));
      }
      constraint.vocabulary().writeTo(token, text);
    }
    return latest;
  }

  /** An allowed token that is no end token; -1 if there is none. */
  private int pick(TokenMask mask, boolean close, Random random) {
    if (close || random.nextBoolean()) {
      List<Integer> preferred = (close ? closing : ascii).stream().filter(mask::allows).toList();
      if (!preferred.isEmpty()) {
        return preferred.get(random.nextInt(preferred.size()));
      }
    }
    int from = random.nextInt(mask.size());
    for (int tries = 0; tries < 2; tries++) {
      int token = mask.nextAllowed(from);
      while (token >= 0 && constraint.vocabulary().isEnd(token)) {
        token = mask.nextAllowed(token + 1);
      }
      if (token >= 0) {
        return token;
      }
      from = 0;
    }
    return -1;
  }
}
