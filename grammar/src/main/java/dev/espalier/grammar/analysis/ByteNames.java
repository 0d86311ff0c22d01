package dev.espalier.grammar.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Bytes for a reader: {@code '"'}, {@code '0'..'9'}, {@code 0x80..0xbf}. */
public final class ByteNames {
  private ByteNames() {}

  /** A set of bytes as names of single bytes and of ranges, ascending. */
  public static List<String> of(BitSet bytes) {
    List<String> names = new ArrayList<>();
    for (int first = bytes.nextSetBit(0); first >= 0; ) {
      int last = first;
      while (bytes.get(last + 1) && sort(last + 1) == sort(first)) {
        last++;
      }
      if (last - first < (sort(first) == 0 ? 5 : 2)) {
        for (int b = first; b <= last; b++) {
          names.add(of(b));
        }
      } else {
        names.add(of(first) + ".." + of(last));
      }
      first = bytes.nextSetBit(last + 1);
    }
    return names;
  }

  /** A byte, 0..255. */
  public static String of(int b) {
    return switch (b) {
      case '\'' -> "\"'\"";
      case '\n' -> "'\\n'";
      case '\r' -> "'\\r'";
      case '\t' -> "'\\t'";
      default -> b >= ' ' && b < 0x7f ? "'" + (char) b + "'" : "0x%02x".formatted(b);
    };
  }

  /** Ranges do not run from digits into letters, nor from either into what stands between. */
  private static int sort(int b) {
    if (b >= 0x80) {
      return 4;
    }
    return Character.isDigit(b)
        ? 1
        : Character.isUpperCase(b) ? 2 : Character.isLowerCase(b) ? 3 : 0;
  }
}
