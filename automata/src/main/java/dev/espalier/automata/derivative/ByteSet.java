package dev.espalier.automata.derivative;

/**
 * A set of bytes. A value.
 *
 * @param w0 bit i = the byte i
 * @param w1 bit i = the byte 64 + i
 * @param w2 bit i = the byte 128 + i
 * @param w3 bit i = the byte 192 + i
 */
public record ByteSet(long w0, long w1, long w2, long w3) {
  public static final ByteSet NONE = new ByteSet(0, 0, 0, 0);
  public static final ByteSet ALL = new ByteSet(-1, -1, -1, -1);

  private static final ByteSet[] SINGLES = new ByteSet[256];

  static {
    for (int b = 0; b < 256; b++) {
      SINGLES[b] = ofRange(b, b);
    }
  }

  /** The byte {@code b} alone; the same object each time. */
  public static ByteSet of(int b) {
    return SINGLES[b];
  }

  /** The bytes {@code first .. last}, both 0..255. */
  public static ByteSet ofRange(int first, int last) {
    return new ByteSet(
        range(first, last),
        range(first - 64, last - 64),
        range(first - 128, last - 128),
        range(first - 192, last - 192));
  }

  private static long range(int first, int last) {
    if (last < 0 || first > 63) {
      return 0;
    }
    return -1L << Math.max(first, 0) & -1L >>> 63 - Math.min(last, 63);
  }

  public boolean contains(int b) {
    long word = b < 128 ? b < 64 ? w0 : w1 : b < 192 ? w2 : w3;
    return (word >>> b & 1) != 0;
  }

  public boolean isEmpty() {
    return (w0 | w1 | w2 | w3) == 0;
  }

  public boolean intersects(ByteSet other) {
    return (w0 & other.w0 | w1 & other.w1 | w2 & other.w2 | w3 & other.w3) != 0;
  }

  public ByteSet union(ByteSet other) {
    return new ByteSet(w0 | other.w0, w1 | other.w1, w2 | other.w2, w3 | other.w3);
  }

  /** The bytes that are not in {@code other}. */
  public ByteSet minus(ByteSet other) {
    return new ByteSet(w0 & ~other.w0, w1 & ~other.w1, w2 & ~other.w2, w3 & ~other.w3);
  }

  public ByteSet intersect(ByteSet other) {
    return new ByteSet(w0 & other.w0, w1 & other.w1, w2 & other.w2, w3 & other.w3);
  }

  /** The number of bytes. */
  public int size() {
    return Long.bitCount(w0) + Long.bitCount(w1) + Long.bitCount(w2) + Long.bitCount(w3);
  }

  /** The number of bytes less than {@code b}. */
  public int countBelow(int b) {
    long below = (1L << b) - 1;
    return switch (b >>> 6) {
      case 0 -> Long.bitCount(w0 & below);
      case 1 -> Long.bitCount(w0) + Long.bitCount(w1 & below);
      case 2 -> Long.bitCount(w0) + Long.bitCount(w1) + Long.bitCount(w2 & below);
      default -> size() - Long.bitCount(w3 & ~below);
    };
  }
}
