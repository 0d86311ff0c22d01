package dev.espalier.masking.table;

import java.util.Arrays;

/**
 * Ascending integers, each once: their distances, seven bits a byte, the last byte of each with the
 * eighth bit clear. Most take one byte. Immutable.
 *
 * <pre>
 *   bytes | distance from -1 to the first | from the first to the second | ...
 * </pre>
 */
final class Ascending {
  static final Ascending NONE = new Ascending(new byte[0], 0);

  private final byte[] bytes;
  private final int size;

  private Ascending(byte[] bytes, int size) {
    this.bytes = bytes;
    this.size = size;
  }

  /** What is in {@code list}, none of it negative; it is sorted in place. */
  static Ascending of(IntList list) {
    if (list.isEmpty()) {
      return NONE;
    }
    int[] values = list.toSortedSet();
    byte[] bytes = new byte[5 * values.length];
    int at = 0;
    int last = -1;
    for (int value : values) {
      int distance = value - last;
      last = value;
      for (; distance >= 0x80; distance >>>= 7) {
        bytes[at++] = (byte) (distance | 0x80);
      }
      bytes[at++] = (byte) distance;
    }
    return new Ascending(Arrays.copyOf(bytes, at), values.length);
  }

  int size() {
    return size;
  }

  /** Adds all to {@code list}, in order. */
  void addTo(IntList list) {
    int value = -1;
    int at = 0;
    while (at < bytes.length) {
      int distance = bytes[at] & 0x7f;
      for (int shift = 7; bytes[at++] < 0; shift += 7) {
        distance |= (bytes[at] & 0x7f) << shift;
      }
      value += distance;
      list.add(value);
    }
  }

  /** The bytes it takes, by estimate. */
  long bytes() {
    return size == 0 ? 4 : 48 + bytes.length;
  }
}
