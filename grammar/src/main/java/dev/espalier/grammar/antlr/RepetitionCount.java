package dev.espalier.grammar.antlr;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Regex;
import java.math.BigInteger;

/**
 * The bounds of a counted repetition, such as <code>{2,5}</code>. A value.
 *
 * @param max {@link Regex#UNBOUNDED} for none
 */
public record RepetitionCount(int min, int max) {
  private static final BigInteger LARGEST = BigInteger.valueOf(Regex.UNBOUNDED - 1);

  /**
   * The bounds written as <code>{n}</code>, <code>{n,}</code>, <code>{n,m}</code> or <code>{,m}
   * </code>, with white space anywhere but in the numbers. An upper bound that no text is long
   * enough to reach is none.
   *
   * @param position of the bounds
   * @throws GrammarSyntaxException if the lower bound is above the upper one
   * @throws LimitExceededException if the lower bound is out of reach for every text
   */
  public static RepetitionCount parse(String bounds, String position) {
    String inside = bounds.substring(1, bounds.length() - 1);
    int comma = inside.indexOf(',');
    String lower = (comma < 0 ? inside : inside.substring(0, comma)).strip();
    String upper = inside.substring(comma + 1).strip();
    BigInteger min = lower.isEmpty() ? BigInteger.ZERO : new BigInteger(lower);
    if (min.compareTo(LARGEST) > 0) {
      throw new LimitExceededException(position, "repetition count " + min + " > " + LARGEST);
    }
    if (upper.isEmpty() || new BigInteger(upper).compareTo(LARGEST) > 0) {
      return new RepetitionCount(min.intValue(), Regex.UNBOUNDED);
    }
    int max = new BigInteger(upper).intValue();
    if (max < min.intValue()) {
      throw new GrammarSyntaxException(
          position, "repetition counts out of order, " + min + " > " + max);
    }
    return new RepetitionCount(min.intValue(), max);
  }
}
