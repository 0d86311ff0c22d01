package dev.espalier.automata.parser;

import java.util.Arrays;

/**
 * One thing the parser may be in the middle of, packed into a number.
 *
 * <pre>
 *   bits 61..63  kind
 *   bits 30..60  place: where the dot stands ({@link Symbols}), or a counted group ({@link Counts})
 *   bits  0..29  symbols on the stack since the item began
 * </pre>
 *
 * Symbols that derived the empty text were skipped and are not on the stack, so the length of a
 * handle is a property of the item, not of the production.
 */
final class Item {
  /** A production with its dot at the place. */
  static final int DOTTED = 0;

  /** A group before an occurrence; nothing of it, or it alone, is on the stack. */
  static final int COUNTED = 1;

  /** A group after a separator, before another occurrence. */
  static final int SEPARATED = 2;

  /** A group whose latest occurrence is complete: it derives the counted group. */
  static final int MORE = 3;

  private static final int PLACE_SHIFT = 30;
  private static final int KIND_SHIFT = 61;
  private static final int ON_STACK_MASK = (1 << PLACE_SHIFT) - 1;

  private Item() {}

  static long of(int kind, int place, int onStack) {
    return (long) kind << KIND_SHIFT | (long) place << PLACE_SHIFT | onStack;
  }

  static int kind(long item) {
    return (int) (item >>> KIND_SHIFT);
  }

  static int place(long item) {
    return (int) (item >>> PLACE_SHIFT) & Integer.MAX_VALUE;
  }

  static int onStack(long item) {
    return (int) item & ON_STACK_MASK;
  }

  /** Sorts the first {@code count} items and drops those that are there twice; how many remain. */
  static int sortDistinct(long[] items, int count) {
    Arrays.sort(items, 0, count);
    int n = 0;
    for (int i = 0; i < count; i++) {
      if (i == 0 || items[i] != items[i - 1]) {
        items[n++] = items[i];
      }
    }
    return n;
  }

  static String toString(long item) {
    String[] kinds = {"dot", "count", "separated", "more"};
    return kinds[kind(item)] + " " + place(item) + " (" + onStack(item) + ")";
  }
}
