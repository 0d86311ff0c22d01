package dev.espalier.masking.table;

/**
 * How much is held of what may be, in bytes, and the age that it has come to. Sets of tokens have a
 * bound of their own.
 *
 * <p>A new age begins with every sixteenth of a bound that is filled; what was last used ages ago
 * is the first to go. Changed under the lock of the tables that hold; the age is read by any
 * thread.
 */
final class Holdings {
  private static final int AGES = 16;

  private final long maxBytes;
  private final long maxSetBytes;
  private volatile int age;
  private long bytes;
  private long setBytes;
  private long bytesThisAge; // those of sets by their part of their bound

  /**
   * @param maxBytes to hold at once, sets of tokens aside
   * @param maxSetBytes of sets of tokens to hold at once
   */
  Holdings(long maxBytes, long maxSetBytes) {
    this.maxBytes = maxBytes;
    this.maxSetBytes = maxSetBytes;
  }

  int age() {
    return age;
  }

  long bytes() {
    return bytes;
  }

  long setBytes() {
    return setBytes;
  }

  /** Whether a single thing of so many bytes is small enough to be held: half of the bound. */
  boolean mayHold(long size) {
    return size <= maxBytes / 2;
  }

  void add(long more, long moreOfSets) {
    bytes += more;
    setBytes += moreOfSets;
    bytesThisAge += more + moreOfSets * maxBytes / Math.max(1, maxSetBytes);
  }

  void remove(long less, long lessOfSets) {
    bytes -= less;
    setBytes -= lessOfSets;
  }

  /** Begins a new age if enough has been added in this one. */
  void mayAge() {
    if (bytesThisAge > maxBytes / AGES) {
      newAge();
    }
  }

  void newAge() {
    bytesThisAge = 0;
    age++;
  }

  boolean areTooMany() {
    return areOver(1, 1);
  }

  /** Whether less than a quarter of a bound is free. */
  boolean areOverThreeQuarters() {
    return areOver(3, 4);
  }

  private boolean areOver(int part, int of) {
    return bytes > maxBytes / of * part || setBytes > maxSetBytes / of * part;
  }

  /** How many ages one after the other, the youngest first, leave a quarter free. */
  int agesWithinThreeQuarters(long[] bytesByAge) {
    long within = 0;
    int ages = 0;
    while (ages < bytesByAge.length - 1 && within + bytesByAge[ages] <= maxBytes / 4 * 3) {
      within += bytesByAge[ages++];
    }
    return ages;
  }
}
