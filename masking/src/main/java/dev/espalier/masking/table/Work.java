package dev.espalier.masking.table;

/**
 * How much work a mask may still take. A unit is a node of the trie visited, a part of an
 * expression or a terminal considered: some ten nanoseconds, and the same on every machine.
 * Mutable; owned by one thread.
 */
public final class Work {
  private long left;

  private Work(long units) {
    this.left = units;
  }

  /** At most {@code units} of work. */
  public static Work of(long units) {
    return new Work(units);
  }

  /** Any amount of work. */
  public static Work unlimited() {
    return new Work(Long.MAX_VALUE);
  }

  /** Does {@code units} of work, unless that is more than is left; then nothing is left. */
  public boolean spend(long units) {
    left = units <= left ? left - units : -1;
    return left >= 0;
  }

  /** Whether some work was refused. */
  public boolean isExhausted() {
    return left < 0;
  }
}
