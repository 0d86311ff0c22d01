package dev.espalier.testkit;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.automata.Configuration;
import dev.espalier.testkit.AntlrOracle.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;

/**
 * Holds what a recogniser says of a text against what ANTLR says of it.
 *
 * <p>Accepted is to be accepted, and rejected rejected. Where ANTLR complains of a lexeme, the
 * recogniser is to die at a code point from the start of that lexeme to the last one that the lexer
 * had looked at by then, or at the end of the text if it looked for more: not before, since the
 * text up to there may go on, nor behind, since with that known nothing may. If it dies elsewhere,
 * it is held to the first lexeme that no sentence goes on with.
 */
public final class AntlrComparison {
  private AntlrComparison() {}

  /** What the two do not agree on; empty if on everything, or if ANTLR does not know. */
  public static Optional<String> difference(
      AntlrOracle antlr, ByteRecognizer recognizer, String text, Duration limit) {
    int place = place(recognizer, text);
    Verdict verdict = antlr.judge(text, limit);
    if (agree(verdict, place)) {
      return Optional.empty();
    }
    Verdict viable = antlr.viable(text, limit);
    if (verdict instanceof Verdict.Rejected && place >= 0 && agree(viable, place)) {
      return Optional.empty();
    }
    return Optional.of(
        (place < 0 ? "accepted" : "refused at " + around(text, place))
            + ", but ANTLR: "
            + said(text, verdict)
            + "; its networks: "
            + said(text, viable));
  }

  private static boolean agree(Verdict verdict, int place) {
    return switch (verdict) {
      case Verdict.Undecided undecided -> true;
      case Verdict.Accepted accepted -> place < 0;
      case Verdict.Rejected rejected -> place >= rejected.from() && place < rejected.to();
    };
  }

  private static String said(String text, Verdict verdict) {
    return switch (verdict) {
      case Verdict.Undecided undecided -> undecided.reason();
      case Verdict.Accepted accepted -> "accepted";
      case Verdict.Rejected rejected -> rejected.message() + " at " + around(text, rejected.from());
    };
  }

  /**
   * The code point at which the recogniser dies, or the length of a text that is not complete; -1
   * if it is accepted.
   */
  public static int place(ByteRecognizer recognizer, String text) {
    Configuration c = recognizer.start();
    int place = 0;
    for (int at = 0; at < text.length(); place++) {
      int next = text.offsetByCodePoints(at, 1);
      c = c.after(text.substring(at, next).getBytes(StandardCharsets.UTF_8));
      if (c.isDead()) {
        return place;
      }
      at = next;
    }
    return c.isComplete() ? -1 : place;
  }

  private static String around(String text, int place) {
    int at = text.offsetByCodePoints(0, Math.min(place, text.codePointCount(0, text.length())));
    String before = text.substring(Math.max(0, at - 20), at);
    String after = text.substring(at, Math.min(text.length(), at + 20));
    return place + ", '" + before + "\u00b7" + after + "'";
  }

  /** A text with one change: a character less, doubled, or another one of the same text instead. */
  public static String changed(String text, Random random) {
    if (text.isEmpty()) {
      return text;
    }
    int[] points = text.codePoints().toArray();
    int at = random.nextInt(points.length);
    StringBuilder out = new StringBuilder();
    int kind = random.nextInt(4);
    int other = points[random.nextInt(points.length)];
    for (int i = 0; i < points.length; i++) {
      if (i != at || kind > 0) {
        out.appendCodePoint(i == at && kind == 1 ? other : points[i]);
      }
      if (i == at && kind > 1) {
        out.appendCodePoint(kind == 2 ? points[i] : other);
      }
    }
    return out.toString();
  }
}
