package dev.espalier.masking;

import java.util.Objects;

/**
 * What one cache has done since it was made, and what it holds now.
 *
 * <p>Counted while other threads go on: each number is right by itself, not all of one instant.
 *
 * @param name says which cache, unique among those listed with it: {@code "masks"}
 * @param hits questions answered from the cache
 * @param misses questions whose answer had to be made
 * @param entries answers held now
 * @param bytes estimated size of what is held now
 * @param evictions answers dropped to keep within the cache's bound
 */
public record CacheStatistics(
    String name, long hits, long misses, long entries, long bytes, long evictions) {
  /** Checks that no count is negative. */
  public CacheStatistics {
    Objects.requireNonNull(name, "name");
    if (Math.min(Math.min(hits, misses), Math.min(entries, Math.min(bytes, evictions))) < 0) {
      throw new IllegalArgumentException(
          "cache '%s': negative count among hits %d, misses %d, entries %d, bytes %d, evictions %d"
              .formatted(name, hits, misses, entries, bytes, evictions));
    }
  }

  /** The share of questions answered from the cache, 0 to 1; 0 where none was asked. */
  public double hitRate() {
    long asked = hits + misses;
    return asked == 0 ? 0 : (double) hits / asked;
  }
}
