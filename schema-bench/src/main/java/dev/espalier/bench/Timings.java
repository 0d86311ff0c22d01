package dev.espalier.bench;

import java.util.Arrays;

/**
 * Durations in nanoseconds, and what a report says of them. Mutable; one thread.
 *
 * <p>A percentile is the nearest rank: the least duration that at least p percent of all do not
 * exceed. No interpolation, so it is always a duration that was measured.
 */
final class Timings {
  private long[] nanos = new long[1024];
  private int count;
  private double sum;

  void add(long duration) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = duration;
    sum += duration;
  }

  void addAll(Timings other) {
    for (int i = 0; i < other.count; i++) {
      add(other.nanos[i]);
    }
  }

  int count() {
    return count;
  }

  long get(int index) {
    return nanos[index];
  }

  /** The mean; 0 of none. */
  double mean() {
    return count == 0 ? 0 : sum / count;
  }

  /** The durations in ascending order, for {@link #nearestRank}. */
  long[] sorted() {
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /** The {@code percent}-th percentile by nearest rank; 0 of none. */
  static long nearestRank(long[] sorted, double percent) {
    if (sorted.length == 0) {
      return 0;
    }
    int rank = (int) Math.ceil(percent * sorted.length / 100);
    return sorted[Math.clamp(rank, 1, sorted.length) - 1];
  }
}
