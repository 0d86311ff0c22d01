package dev.espalier.automata.table;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of this after each byte class, as far as that is known: a state of an automaton that
 * is made while texts are read.
 *
 * <pre>
 *   only | the successor by class {@code onlyKey - 1}, the first that was remembered
 *   all  | class -> its successor; made when a second class is remembered
 * </pre>
 *
 * Most states, those inside a key say, ever have one successor, and need no array. A base class and
 * no part, to save an object for each state. Memory: 12 bytes, and 4 for each class from the second
 * successor on.
 *
 * <p>One thread at a time remembers or forgets. Any thread may ask at the same time: what it is
 * told was remembered for that class at some time, as {@code onlyKey} is set once and never
 * changed. Things with final fields alone behind their own memos may be published so.
 */
public abstract class Successors<T> {
  private int onlyKey; // 1 + the class, 0 where there is none yet
  private @Nullable T only;
  private @Nullable Object @Nullable [] all;

  /** The successor by {@code byteClass}, null where not known. */
  @SuppressWarnings("unchecked") // only remember writes to all
  protected final @Nullable T successor(int byteClass) {
    if (onlyKey == byteClass + 1) {
      return only;
    }
    @Nullable Object[] known = all;
    return known == null ? null : (T) known[byteClass];
  }

  /**
   * Remembers a successor.
   *
   * @param classes the number of byte classes
   */
  protected final void remember(int byteClass, T successor, int classes) {
    if (onlyKey == 0 || onlyKey == byteClass + 1) {
      only = successor;
      onlyKey = byteClass + 1;
    } else {
      if (all == null) {
        all = new Object[classes];
      }
      all[byteClass] = successor;
    }
  }

  /** Forgets all successors. */
  protected final void forgetSuccessors() {
    only = null;
    all = null;
  }
}
