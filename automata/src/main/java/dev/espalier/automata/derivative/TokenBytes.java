package dev.espalier.automata.derivative;

import dev.espalier.grammar.CodePointSet;

/**
 * How a token of a vocabulary that a grammar reads as such is spelled for the automata: by the
 * bytes of its {@linkplain CodePointSet#FIRST_TOKEN code point}. Stateless; any thread.
 */
public final class TokenBytes {
  /** The number of bytes. */
  public static final int COUNT = 4;

  /** The first of them is this or a greater one; in UTF-8 there are no such bytes. */
  public static final int LEAST_LEAD = 0xF5;

  /** Those that it may be. */
  public static final ByteSet LEADS = ByteSet.ofRange(LEAST_LEAD, 0xF7);

  private TokenBytes() {}

  /** Byte {@code index} of {@code token}, at most {@link CodePointSet#MAX_TOKEN}: 0..255. O(1). */
  public static int of(int token, int index) {
    int codePoint = CodePointSet.FIRST_TOKEN + token;
    return index == 0 ? 0xF0 | codePoint >> 18 : 0x80 | codePoint >> 18 - 6 * index & 0x3F;
  }
}
