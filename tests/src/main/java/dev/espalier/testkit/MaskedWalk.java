package dev.espalier.testkit;

import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Random JSON texts under a mask: each token is drawn evenly from those allowed, and once a text is
 * long, from those among them that close something. The vocabulary is the 256 bytes, token i being
 * byte i, then what JSON is often cut into, then the end. Immutable; any thread.
 */
public final class MaskedWalk {
  private static final List<String> PIECES =
      List.of(
          "\":", "\",", "\"}", "{\"", "\"a\":", "\"b\":", "\"c\":", ",\"", "{}", "[]", "},", "],",
          "}}", "ab", "true", "false", "null", "12", "0.5", "\"\"", "\"a\"", "[{", "]}", "20");
  private static final List<String> CLOSING =
      List.of(
          "\"", "}", "]", "\"}", "}}", "]}", "{}", "[]", "\"\"", "\":", "\"a\"", "true", "null");

  public static final int END = 256 + PIECES.size();
  public static final Vocabulary VOCABULARY = vocabulary();

  /** Some checks refuse every end of a text that they have let come so far. */
  private static final int MOST_RETREATS = 50;

  /** How a walk ended. */
  public enum End {
    COMPLETE,
    /** It was given up, being too long. */
    LONG,
    /** No token was allowed, the text was not complete, and going back did not help. */
    DEAD
  }

  /**
   * What was written.
   *
   * @param retreats how often no token was allowed, so that the last ones were taken back
   */
  public record Text(String text, End end, int retreats) {}

  private MaskedWalk() {}

  private static Vocabulary vocabulary() {
    List<byte[]> tokens = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      tokens.add(new byte[] {(byte) b});
    }
    PIECES.forEach(piece -> tokens.add(piece.getBytes(StandardCharsets.UTF_8)));
    return Vocabulary.of(tokens, Map.of(END, "</s>"));
  }

  /**
   * Writes a text.
   *
   * @param constraint over {@link #VOCABULARY}
   * @param length in tokens, after which the text is brought to an end; given up at eight times
   * @throws AssertionError if mask, allows and advance do not say the same
   */
  public static Text write(Constraint constraint, int length, Random random) {
    Matcher matcher = constraint.newMatcher();
    TokenMask mask = constraint.newMask();
    List<Integer> tokens = new ArrayList<>();
    int retreats = 0;
    for (int step = 0; step < 8 * length; step++) {
      matcher.fillMask(mask);
      if (mask.allows(END) != matcher.isComplete()) {
        throw new AssertionError(
            "the end of " + text(tokens) + ": the mask says " + mask.allows(END));
      }
      int other = random.nextInt(VOCABULARY.size());
      if (mask.allows(other) != matcher.allows(other)) {
        throw new AssertionError(
            "token %d after %s: the mask says %b"
                .formatted(other, text(tokens), mask.allows(other)));
      }
      if (mask.isEmpty()) {
        if (tokens.isEmpty() || retreats++ == MOST_RETREATS) {
          return new Text(text(tokens), End.DEAD, retreats);
        }
        int back = 1 + random.nextInt(Math.min(tokens.size(), 6 + retreats));
        matcher.rollback(back);
        tokens.subList(tokens.size() - back, tokens.size()).clear();
        continue;
      }
      boolean enough = step >= length || random.nextInt(4) == 0;
      if (mask.allows(END) && (enough || mask.count() == 1)) {
        return new Text(text(tokens), End.COMPLETE, retreats);
      }
      int token = pick(mask, enough, random);
      if (!matcher.advance(token)) {
        throw new AssertionError("token %d is refused after %s".formatted(token, text(tokens)));
      }
      tokens.add(token);
    }
    return new Text(text(tokens), End.LONG, retreats);
  }

  private static String text(List<Integer> tokens) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    tokens.forEach(token -> bytes.writeBytes(VOCABULARY.bytes(token)));
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int pick(TokenMask mask, boolean closing, Random random) {
    if (closing) {
      List<Integer> closers = new ArrayList<>();
      for (String piece : CLOSING) {
        int token = piece.length() == 1 ? piece.charAt(0) : 256 + PIECES.indexOf(piece);
        if (mask.allows(token)) {
          closers.add(token);
        }
      }
      if (!closers.isEmpty()) {
        return closers.get(random.nextInt(closers.size()));
      }
    }
    int skip = random.nextInt(mask.count() - (mask.allows(END) ? 1 : 0));
    int token = mask.nextAllowed(0);
    while (skip-- > 0) {
      token = mask.nextAllowed(token + 1);
    }
    return token;
  }
}
