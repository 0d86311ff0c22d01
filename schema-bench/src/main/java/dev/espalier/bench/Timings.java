package dev.espalier.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * Durations in nanoseconds, and what a report says of them. Mutable; one thread.
 *
 * <p>A percentile is the nearest rank: the least duration that at least p percent of all do not
 * exceed. No interpolation, so it is always a duration that was measured.
 */
final class Timings {
  private static final long[] CLASS_ENDS = {
    1_000, 5_000, 20_000, 100_000, 300_000, 1_000_000
  }; // nanoseconds, each the longest of its class

  private long[] nanos = new long[1024];
  private int count;
  private long sum;

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

  /** All durations together. */
  long sum() {
    return sum;
  }

  /** The mean; 0 of none. */
  double mean() {
    return count == 0 ? 0 : (double) sum / count;
  }

  /**
   * A line for each class of durations, shortest first: how many of all they are, and how much of
   * the sum. Each line begins with its line break.
   */
  String shares() {
    int[] counts = new int[CLASS_ENDS.length + 1];
    long[] sums = new long[CLASS_ENDS.length + 1];
    for (int i = 0; i < count; i++) {
      int found = Arrays.binarySearch(CLASS_ENDS, nanos[i]);
      int at = found < 0 ? -found - 1 : found;
      counts[at]++;
      sums[at] += nanos[i];
    }
    StringBuilder out = new StringBuilder();
    for (int at = 0; at < counts.length; at++) {
      out.append(
          String.format(
              Locale.ROOT,
              "%n  %8s us: %7.3f %% of the masks, %5.1f %% of the time",
              at < CLASS_ENDS.length
                  ? "<= " + CLASS_ENDS[at] / 1000
                  : "> " + CLASS_ENDS[at - 1] / 1000,
              100.0 * counts[at] / Math.max(1, count),
              100.0 * sums[at] / Math.max(1, sum)));
    }
    return out.toString();
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
