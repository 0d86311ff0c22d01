package dev.espalier.automata.derivative;

import dev.espalier.automata.derivative.Expression.And;
import dev.espalier.automata.derivative.Expression.Concat;
import dev.espalier.automata.derivative.Expression.Empty;
import dev.espalier.automata.derivative.Expression.JsonEscape;
import dev.espalier.automata.derivative.Expression.JsonOneOf;
import dev.espalier.automata.derivative.Expression.Multiple;
import dev.espalier.automata.derivative.Expression.OneOf;
import dev.espalier.automata.derivative.Expression.Or;
import dev.espalier.automata.derivative.Expression.Repeat;
import dev.espalier.automata.derivative.Expression.Tail;

/**
 * How many characters the matches of an expression have: bounds that tell an empty intersection
 * early, and which derivative is closer to a match.
 *
 * <p>A least length is a number and the unit it counts, packed: code points as UTF-8, characters in
 * any JSON spelling, either (as they are the same here), or a mixture, where it says nothing for
 * sure. A character that has begun counts as one, so that only its end brings a match closer.
 * Lengths beyond {@value #MAX} are cut off.
 */
final class Lengths {
  private static final int UNIT_BITS = 2;
  private static final int PLAIN = 1;
  private static final int JSON = 2;
  private static final int UNITS = PLAIN | JSON;
  private static final int MAX = 1 << 28;
  private static final int DEEPEST = 8;

  static final int NONE = 0;
  static final int ONE = 1 << UNIT_BITS;
  static final int ONE_PLAIN = 1 << UNIT_BITS | PLAIN;
  static final int ONE_JSON = 1 << UNIT_BITS | JSON;

  /** Of an escape that has begun: another expression beside it may stand between characters. */
  static final int ONE_BEGUN = 1 << UNIT_BITS | UNITS;

  private Lengths() {}

  /** Of ASCII characters that stand for themselves in JSON. */
  static int ofBytes(int count) {
    return packed(count, 0);
  }

  /** The number of a least length. */
  static int number(int length) {
    return length >>> UNIT_BITS;
  }

  static int sum(int a, int b) {
    return packed((long) number(a) + number(b), (a | b) & UNITS);
  }

  static int times(int length, int factor) {
    return packed((long) number(length) * factor, length & UNITS);
  }

  static int leastOf(Expression[] operands) {
    int least = MAX;
    int units = 0;
    for (Expression operand : operands) {
      least = Math.min(least, number(operand.leastLength));
      units |= operand.leastLength & UNITS;
    }
    return packed(least, units);
  }

  static int greatestOf(Expression[] operands) {
    int greatest = 0;
    int units = 0;
    for (Expression operand : operands) {
      greatest = Math.max(greatest, number(operand.leastLength));
      units |= operand.leastLength & UNITS;
    }
    return packed(greatest, units);
  }

  /**
   * The least length of {@code texts[low .. high)} from {@code depth} on, in both units: a
   * character stands for itself in JSON, too, where no backslash is; behind one, nothing is known.
   */
  static int leastOf(byte[][] texts, int low, int high, int depth) {
    int least = MAX;
    for (int i = low; i < high; i++) {
      int characters = 0;
      for (int at = 0; at < texts[i].length; at++) {
        if (texts[i][at] == '\\') {
          return NONE;
        }
        characters += at >= depth && isStart(texts[i][at]) ? 1 : 0;
      }
      least = Math.min(least, characters);
    }
    return packed(least, 0);
  }

  /** The same for the texts {@code low .. high} of {@code e} after one byte more. */
  static int afterByte(Expression.Literals e, int low, int high) {
    if (high - low == 1 && e.high - e.low > 1) {
      return leastOf(e.texts, low, high, e.depth + 1);
    }
    int least = number(e.leastLength) - (isStart(e.texts[low][e.depth]) ? 1 : 0);
    return packed(Math.max(least, 0), 0);
  }

  private static boolean isStart(byte b) {
    return (b & 0xC0) != 0x80;
  }

  private static int packed(long number, int units) {
    return (int) Math.min(number, MAX) << UNIT_BITS | units;
  }

  /** Whether some operand of {@code and} is for sure longer than another one may be. */
  static boolean areDisjoint(And and) {
    if ((and.leastLength & UNITS) == UNITS) {
      return false;
    }
    int least = number(and.leastLength);
    for (Expression operand : and.operands) {
      if (least > greatest(operand, DEEPEST)) {
        return true;
      }
    }
    return false;
  }

  /** The most characters of a match of {@code e}, or {@link #MAX} where that is not plain. */
  private static int greatest(Expression e, int depth) {
    return switch (e) {
      case Empty n -> 0;
      case Tail n -> 1;
      case JsonEscape n -> 1;
      case OneOf n -> 1;
      case JsonOneOf n -> 1;
      case Multiple multiple when multiple.regex.places() == 0 ->
          Math.min(MAX, multiple.regex.max());
      case Repeat repeat when depth > 0 ->
          (int) Math.min(MAX, (long) repeat.max * greatest(repeat.body, depth - 1));
      case Concat concat when depth > 0 ->
          Math.min(MAX, greatest(concat.head, depth - 1) + greatest(concat.rest, depth - 1));
      default -> MAX;
    };
  }

  /**
   * A guess how many characters a search is away from a match of {@code e}: what each operand of an
   * intersection needs, added up, so that a step that serves several is preferred.
   */
  static int toGo(Expression e) {
    return toGo(e, DEEPEST);
  }

  private static int toGo(Expression e, int depth) {
    return switch (e) {
      case And and when depth > 0 -> {
        long sum = 0;
        for (Expression operand : and.operands) {
          sum += toGo(operand, depth - 1);
        }
        yield (int) Math.min(MAX, sum);
      }
      case Or or when depth > 0 && or.searched -> {
        int least = MAX;
        for (Expression operand : or.operands) {
          least = Math.min(least, toGo(operand, depth - 1));
        }
        yield least;
      }
      case Concat concat when depth > 0 && concat.searched ->
          Math.min(MAX, toGo(concat.head, depth - 1) + toGo(concat.rest, depth - 1));
      default -> number(e.leastLength);
    };
  }
}
