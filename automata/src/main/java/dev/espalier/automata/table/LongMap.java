package dev.espalier.automata.table;

import org.jspecify.annotations.Nullable;

/**
 * A map from pairs of numbers to things.
 *
 * <pre>
 *   keys   | a power of two of slots, at most two thirds in use
 *   values | slot -> the value, null where the slot is free
 * </pre>
 *
 * Open addressing with linear probing; nothing is boxed. Memory: 18 to 36 bytes for each entry.
 * Cost: O(1) expected, amortised over growth. Not thread-safe; the owner holds a lock.
 */
public final class LongMap<V> {
  private static final int LEAST_SLOTS = 16;

  private long[] keys = new long[LEAST_SLOTS];
  private @Nullable Object[] values = new Object[LEAST_SLOTS];
  private int size;

  /** Two numbers as one key. */
  public static long key(int a, int b) {
    return (long) a << 32 | b & 0xFFFF_FFFFL;
  }

  /** The value of {@code key}, or null. */
  @SuppressWarnings("unchecked") // only put writes to values
  public @Nullable V get(long key) {
    return (V) values[slotOf(key)];
  }

  /** Sets the value of {@code key}. */
  public void put(long key, V value) {
    int slot = slotOf(key);
    if (values[slot] == null) {
      if (3 * (size + 1) > 2 * keys.length) {
        grow();
        slot = slotOf(key);
      }
      size++;
      keys[slot] = key;
    }
    values[slot] = value;
  }

  /** Where {@code key} is, or the free slot where it would be. */
  private int slotOf(long key) {
    int mask = keys.length - 1;
    long h = key * 0x9E3779B97F4A7C15L;
    int at = (int) (h >>> 40) & mask;
    while (values[at] != null && keys[at] != key) {
      at = at + 1 & mask;
    }
    return at;
  }

  private void grow() {
    long[] oldKeys = keys;
    @Nullable Object[] oldValues = values;
    keys = new long[2 * oldKeys.length];
    values = new Object[2 * oldKeys.length];
    for (int i = 0; i < oldKeys.length; i++) {
      if (oldValues[i] != null) {
        int slot = slotOf(oldKeys[i]);
        keys[slot] = oldKeys[i];
        values[slot] = oldValues[i];
      }
    }
  }

  /** Forgets everything. */
  public void clear() {
    keys = new long[LEAST_SLOTS];
    values = new Object[LEAST_SLOTS];
    size = 0;
  }
}
