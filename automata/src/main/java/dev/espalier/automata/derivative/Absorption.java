package dev.espalier.automata.derivative;

/**
 * Whole characters that a recogniser takes without asking further: after any sequence of at most
 * {@code maxChars} of them, some continuation is still in the language.
 *
 * <p>A sound under-approximation, read off the form of an expression: {@code x{m,n} rest} absorbs
 * up to <i>n</i> characters of <i>x</i>, and any expression absorbs the characters that lead back
 * to it. With it a mask takes whole subtrees of the vocabulary at once.
 *
 * @param asciiLow bit i = the byte i
 * @param asciiHigh bit i = the byte 64 + i
 * @param leads bit i = every code point whose UTF-8 begins with the byte {@code FIRST_LEAD + i}
 * @param maxChars may be {@code Regex.UNBOUNDED}
 */
public record Absorption(long asciiLow, long asciiHigh, long leads, int maxChars) {
  /** The least byte that begins a code point above 7F. */
  public static final int FIRST_LEAD = 0xC2;

  /** The greatest. */
  public static final int LAST_LEAD = 0xF4;

  /** Nothing is absorbed. */
  public static final Absorption NONE = new Absorption(0, 0, 0, 0);

  /** This or {@code other}, whichever has the more characters. */
  public Absorption orBetter(Absorption other) {
    return other.weight() > weight() ? other : this;
  }

  private long weight() {
    int chars = Long.bitCount(asciiLow) + Long.bitCount(asciiHigh) + 4 * Long.bitCount(leads);
    return chars * (long) Math.min(maxChars, 64);
  }
}
