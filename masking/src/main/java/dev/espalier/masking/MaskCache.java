package dev.espalier.masking;

import dev.espalier.automata.Configuration;
import dev.espalier.masking.table.AssembledMask;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Masks already made, by configuration; most refer to sets of tokens that they share.
 *
 * <p>Bounded in bytes: when full, everything is forgotten. Any thread; a hit takes no lock.
 */
final class MaskCache {
  private static final int BYTES_PER_ENTRY = 64;

  private record Content(long[] words) {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Content other && Arrays.equals(words, other.words);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(words);
    }
  }

  private final long maxBytes;
  private final AtomicLong bytes = new AtomicLong();
  private final LongAdder hits = new LongAdder();
  private final AtomicLong misses = new AtomicLong();
  private final AtomicLong evictions = new AtomicLong();
  private final ConcurrentHashMap<Configuration, AssembledMask> masks = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Content, AssembledMask> contents = new ConcurrentHashMap<>();

  MaskCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Nullable AssembledMask get(Configuration configuration) {
    AssembledMask known = masks.get(configuration);
    if (known != null) {
      hits.increment();
    }
    return known;
  }

  /** What it has done and holds; each mask made is a miss. */
  CacheStatistics statistics() {
    return new CacheStatistics(
        "masks", hits.sum(), misses.get(), masks.size(), bytes.get(), evictions.get());
  }

  /** Remembers a mask, unless it alone exceeds the bound. */
  void put(Configuration configuration, AssembledMask mask) {
    misses.incrementAndGet();
    long entryBytes = BYTES_PER_ENTRY + mask.bytes();
    if (entryBytes > maxBytes) {
      return;
    }
    if (bytes.addAndGet(entryBytes) > maxBytes) {
      evictions.addAndGet(masks.size());
      masks.clear();
      contents.clear();
      bytes.set(entryBytes);
    }
    masks.put(configuration, mask);
  }

  /** The mask with these bits, which are kept: do not change. Equal ones are held once. */
  AssembledMask shared(long[] words) {
    Content content = new Content(words);
    AssembledMask same = contents.get(content);
    if (same == null) {
      same = AssembledMask.of(words);
      contents.put(content, same);
      bytes.addAndGet(8L * words.length);
    }
    return same;
  }
}
