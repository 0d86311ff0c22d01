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

  /** How a walk ended. */
  public enum End {
    COMPLETE,
    /** It was given up, being too long. */
    LONG,
    /** No token was allowed, and the text was not complete. */
    DEAD
  }

  /** What was written. */
  public record Text(String text, End end) {}

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
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int tokens = 0; tokens < 8 * length; tokens++) {
      matcher.fillMask(mask);
      if (mask.allows(END) != matcher.isComplete()) {
        throw new AssertionError(
            "the end of " + text(bytes) + ": the mask says " + mask.allows(END));
      }
      int other = random.nextInt(VOCABULARY.size());
      if (mask.allows(other) != matcher.allows(other)) {
        throw new AssertionError(
            "token %d after %s: the mask says %b"
                .formatted(other, text(bytes), mask.allows(other)));
      }
      if (mask.isEmpty()) {
        return new Text(text(bytes), End.DEAD);
      }
      boolean enough = tokens >= length || random.nextInt(4) == 0;
      if (mask.allows(END) && (enough || mask.count() == 1)) {
        return new Text(text(bytes), End.COMPLETE);
      }
      int token = pick(mask, enough, random);
      if (!matcher.advance(token)) {
        throw new AssertionError("token %d is refused after %s".formatted(token, text(bytes)));
      }
      bytes.writeBytes(VOCABULARY.bytes(token));
    }
    return new Text(text(bytes), End.LONG);
  }

  private static String text(ByteArrayOutputStream bytes) {
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
