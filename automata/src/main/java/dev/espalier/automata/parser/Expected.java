package dev.espalier.automata.parser;

/**
 * What a parser can read where it stands. Equal ones are the same object within one epoch of the
 * {@link Parser}, so that what depends on it alone is found by its number. Immutable.
 *
 * <pre>
 *   terminals | ascending
 *   bits      | bit t = terminal t, up to the greatest
 * </pre>
 */
public final class Expected {
  private final int id;
  private final int[] terminals;
  private final boolean accepting;
  private final long[] bits;

  Expected(int id, int[] terminals, boolean accepting) {
    this.id = id;
    this.terminals = terminals;
    this.accepting = accepting;
    int last = terminals.length == 0 ? -1 : terminals[terminals.length - 1];
    this.bits = new long[(last >> 6) + 1];
    for (int terminal : terminals) {
      bits[terminal >>> 6] |= 1L << terminal;
    }
  }

  /** A number unique within the parser. */
  public int id() {
    return id;
  }

  /** The terminals, ascending; not to be written to. */
  public int[] terminals() {
    return terminals;
  }

  /** Whether the text may end. */
  public boolean isAccepting() {
    return accepting;
  }

  /** Whether {@code terminal} can be read; false for negative numbers. O(1). */
  public boolean contains(int terminal) {
    return terminal >= 0
        && terminal >>> 6 < bits.length
        && (bits[terminal >>> 6] >>> terminal & 1) != 0;
  }
}
