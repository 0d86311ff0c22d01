package dev.espalier.automata.parser;

/**
 * One thing the parser may be in the middle of. A value.
 *
 * <p>{@code onStack} counts the symbols on the stack since the item began: those that derived the
 * empty text were skipped and are not there, so the length of a handle is a property of the item,
 * not of the production.
 */
sealed interface Item {
  /** Symbols to pop when the item is complete. */
  int onStack();

  /** A production with its dot before {@code body[dot]}. */
  record Dotted(int production, int dot, int onStack) implements Item {}

  /** A group before its first occurrence. */
  record GroupStart(int group) implements Item {
    @Override
    public int onStack() {
      return 0;
    }
  }

  /** A group after {@code count} occurrences, before a separator. */
  record GroupCounted(int group, int count) implements Item {
    @Override
    public int onStack() {
      return 1;
    }
  }

  /** A group after {@code count} occurrences and a separator, before another occurrence. */
  record GroupSeparated(int group, int count, int onStack) implements Item {}

  /** A group whose latest occurrence is complete: it derives the group with {@code count}. */
  record GroupMore(int group, int count, int onStack) implements Item {}
}
