package dev.espalier.automata.derivative;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Some integers as the key of a map; compared by value, hashed once. */
public final class IntKey {
  private final int[] values;
  private final int hash;

  private IntKey(int[] values) {
    this.values = values;
    int h = 1;
    for (int value : values) {
      h = (h ^ value) * 0x9E3779B1;
      h ^= h >>> 15;
    }
    this.hash = h;
  }

  /** Wraps {@code values}, which must not change any more. */
  public static IntKey of(int... values) {
    return new IntKey(values);
  }

  @Override
  public boolean equals(@Nullable Object o) {
    return o instanceof IntKey other && hash == other.hash && Arrays.equals(values, other.values);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return Arrays.toString(values);
  }
}
