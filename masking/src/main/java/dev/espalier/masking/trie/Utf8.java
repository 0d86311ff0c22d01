package dev.espalier.masking.trie;

/**
 * Well-formed UTF-8 (Unicode 3.9, table 3-7) as a small machine: a state says what may follow in
 * the code point that has begun.
 */
final class Utf8 {
  /** Between two code points. */
  static final int BOUNDARY = 0;

  private static final int NEED_1 = 1;
  private static final int NEED_2 = 2;
  private static final int NEED_3 = 3;
  private static final int AFTER_E0 = 4; // no overlong form: a0..bf
  private static final int AFTER_ED = 5; // no surrogate: 80..9f
  private static final int AFTER_F0 = 6; // no overlong form: 90..bf
  private static final int AFTER_F4 = 7; // nothing above U+10FFFF: 80..8f

  static final int STATES = 8;
  static final int MALFORMED = -1;

  private Utf8() {}

  /** The state after byte {@code b} (0..255), or {@link #MALFORMED}. */
  static int step(int state, int b) {
    return switch (state) {
      case BOUNDARY -> lead(b);
      case NEED_1 -> next(b, 0x80, 0xbf, BOUNDARY);
      case NEED_2 -> next(b, 0x80, 0xbf, NEED_1);
      case NEED_3 -> next(b, 0x80, 0xbf, NEED_2);
      case AFTER_E0 -> next(b, 0xa0, 0xbf, NEED_1);
      case AFTER_ED -> next(b, 0x80, 0x9f, NEED_1);
      case AFTER_F0 -> next(b, 0x90, 0xbf, NEED_2);
      case AFTER_F4 -> next(b, 0x80, 0x8f, NEED_2);
      default -> MALFORMED;
    };
  }

  private static int next(int b, int low, int high, int state) {
    return b >= low && b <= high ? state : MALFORMED;
  }

  private static int lead(int b) {
    if (b < 0x80) {
      return BOUNDARY;
    }
    if (b < 0xc2 || b > 0xf4) {
      return MALFORMED;
    }
    if (b < 0xe0) {
      return NEED_1;
    }
    return switch (b) {
      case 0xe0 -> AFTER_E0;
      case 0xed -> AFTER_ED;
      case 0xf0 -> AFTER_F0;
      case 0xf4 -> AFTER_F4;
      default -> b < 0xf0 ? NEED_2 : NEED_3;
    };
  }

  /** Whether {@code b} begins a code point above 7F. */
  static boolean isLead(int b) {
    return b >= 0xc2 && b <= 0xf4;
  }

  /** Whether {@code b} goes on a code point that another byte began. */
  static boolean isContinuation(int b) {
    return (b & 0xc0) == 0x80;
  }
}
