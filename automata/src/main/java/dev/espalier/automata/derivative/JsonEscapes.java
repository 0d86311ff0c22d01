package dev.espalier.automata.derivative;

import dev.espalier.grammar.CodePointSet;
import org.jspecify.annotations.Nullable;

/**
 * The escapes of JSON strings, byte by byte: a backslash and a letter, or a backslash, {@code u}
 * and four hexadecimal digits, twice for a code point above FFFF. Lone surrogates are no spelling
 * of anything.
 */
final class JsonEscapes {
  /** What stands between quotes as itself. */
  static final CodePointSet RAW = CodePointSet.ofRanges(0, 0x1F, '"', '"', '\\', '\\').complement();

  /** The ASCII bytes of {@link #RAW}. */
  static final ByteSet RAW_ASCII =
      ByteSet.ofRange(0x20, 0x7F).minus(ByteSet.of('"')).minus(ByteSet.of('\\'));

  private static final String LETTERS = "\"\\/bfnrt";
  private static final String MEANINGS = "\"\\/\b\f\n\r\t";

  private JsonEscapes() {}

  /** How much of an escape has been read. */
  sealed interface Place {}

  /** After the backslash. */
  record AfterBackslash() implements Place {}

  /**
   * Among the four digits of a unit of UTF-16.
   *
   * @param high the unit before, or 0 if this is the first
   * @param prefix the value of the digits read
   * @param remaining digits still to come, 1 to 4
   */
  record Digits(int high, int prefix, int remaining) implements Place {
    /** The least unit that may come of it. */
    int firstUnit() {
      return prefix << 4 * remaining;
    }

    /** The greatest. */
    int lastUnit() {
      return ((prefix + 1) << 4 * remaining) - 1;
    }
  }

  /** After a high surrogate, before the backslash or, after it, the {@code u} of the low one. */
  record BetweenSurrogates(int high, boolean backslashRead) implements Place {}

  /** The place after byte {@code b}, if the escape goes on; null if it ends or fails there. */
  static @Nullable Place next(Place place, int b) {
    return switch (place) {
      case AfterBackslash p -> b == 'u' ? new Digits(0, 0, 4) : null;
      case BetweenSurrogates(int high, boolean backslashRead) ->
          backslashRead
              ? b == 'u' ? new Digits(high, 0, 4) : null
              : b == '\\' ? new BetweenSurrogates(high, true) : null;
      case Digits(int high, int prefix, int remaining) -> {
        int digit = Character.digit(b, 16);
        if (digit < 0) {
          yield null;
        }
        int value = prefix << 4 | digit;
        if (remaining > 1) {
          yield new Digits(high, value, remaining - 1);
        }
        boolean startsPair = high == 0 && Character.isHighSurrogate((char) value);
        yield startsPair ? new BetweenSurrogates(value, false) : null;
      }
    };
  }

  /** The code point that byte {@code b} completes at {@code place}, or -1. */
  static int completed(Place place, int b) {
    return switch (place) {
      case AfterBackslash p -> {
        int letter = LETTERS.indexOf(b);
        yield letter < 0 ? -1 : MEANINGS.charAt(letter);
      }
      case BetweenSurrogates p -> -1;
      case Digits(int high, int prefix, int remaining) -> {
        int digit = Character.digit(b, 16);
        if (digit < 0 || remaining > 1) {
          yield -1;
        }
        char unit = (char) (prefix << 4 | digit);
        if (high == 0) {
          yield Character.isSurrogate(unit) ? -1 : unit;
        }
        yield Character.isLowSurrogate(unit) ? Character.toCodePoint((char) high, unit) : -1;
      }
    };
  }

  /** Whether an escape that stands at {@code place} may still spell a code point of {@code set}. */
  static boolean mayComplete(Place place, CodePoints set) {
    return switch (place) {
      case AfterBackslash p -> true;
      case BetweenSurrogates(int high, boolean backslashRead) -> intersectsPairs(set, high, high);
      case Digits digits when digits.high == 0 ->
          set.intersects(digits.firstUnit(), digits.lastUnit())
              || intersectsPairs(
                  set,
                  Math.max(digits.firstUnit(), Character.MIN_HIGH_SURROGATE),
                  Math.min(digits.lastUnit(), Character.MAX_HIGH_SURROGATE));
      case Digits digits -> {
        int first = Math.max(digits.firstUnit(), Character.MIN_LOW_SURROGATE);
        int last = Math.min(digits.lastUnit(), Character.MAX_LOW_SURROGATE);
        yield first <= last
            && set.intersects(
                Character.toCodePoint((char) digits.high, (char) first),
                Character.toCodePoint((char) digits.high, (char) last));
      }
    };
  }

  private static boolean intersectsPairs(CodePoints set, int firstHigh, int lastHigh) {
    return firstHigh <= lastHigh
        && set.intersects(
            Character.toCodePoint((char) firstHigh, Character.MIN_LOW_SURROGATE),
            Character.toCodePoint((char) lastHigh, Character.MAX_LOW_SURROGATE));
  }

  /**
   * One place that stands for all those where any digits that make a code point will do; else
   * {@code place} itself. Without it every high surrogate would have states of its own.
   */
  static Place canonical(Place place, CodePoints set) {
    return switch (place) {
      case AfterBackslash p -> place;
      case BetweenSurrogates(int high, boolean backslashRead) ->
          containsAllPairs(set, high, high)
              ? new BetweenSurrogates(Character.MIN_HIGH_SURROGATE, backslashRead)
              : place;
      case Digits digits when digits.high != 0 -> canonicalLow(digits, set);
      case Digits digits -> canonicalFirst(digits, set);
    };
  }

  private static Place canonicalFirst(Digits digits, CodePoints set) {
    int first = digits.firstUnit();
    int last = digits.lastUnit();
    if (last < Character.MIN_SURROGATE || first > Character.MAX_SURROGATE) {
      return set.containsAll(first, last) ? new Digits(0, 0, digits.remaining) : digits;
    }
    boolean onlyHigh =
        first >= Character.MIN_HIGH_SURROGATE && last <= Character.MAX_HIGH_SURROGATE;
    return onlyHigh && containsAllPairs(set, first, last)
        ? new Digits(0, Character.MIN_HIGH_SURROGATE >> 4 * digits.remaining, digits.remaining)
        : digits;
  }

  private static Place canonicalLow(Digits digits, CodePoints set) {
    int first = Math.max(digits.firstUnit(), Character.MIN_LOW_SURROGATE);
    int last = Math.min(digits.lastUnit(), Character.MAX_LOW_SURROGATE);
    boolean any =
        set.containsAll(
            Character.toCodePoint((char) digits.high, (char) first),
            Character.toCodePoint((char) digits.high, (char) last));
    if (!any) {
      return digits;
    }
    boolean onlyLow = digits.firstUnit() >= Character.MIN_LOW_SURROGATE;
    int prefix = onlyLow ? Character.MIN_LOW_SURROGATE >> 4 * digits.remaining : digits.prefix;
    return new Digits(Character.MIN_HIGH_SURROGATE, prefix, digits.remaining);
  }

  private static boolean containsAllPairs(CodePoints set, int firstHigh, int lastHigh) {
    return set.containsAll(
        Character.toCodePoint((char) firstHigh, Character.MIN_LOW_SURROGATE),
        Character.toCodePoint((char) lastHigh, Character.MAX_LOW_SURROGATE));
  }
}
