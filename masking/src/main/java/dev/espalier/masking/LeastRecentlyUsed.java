package dev.espalier.masking;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.ToLongBiFunction;

/**
 * Values by key, each made once however many threads ask for it at a time; the least recently used
 * go when there are too many entries or bytes.
 *
 * <p>Values may grow after they were made: an entry is weighed when it is used, and all of them at
 * every {@value #NEW_BETWEEN_WEIGHINGS}th new one, so that the bound is exceeded at most by what
 * has grown since. A value that is heavier than the bound is not kept. A value that cannot be made
 * is not kept either: those who wait for it fail alike, who asks later tries again.
 *
 * <p>Any thread. A hit takes one lock for a map look-up and a weighing; values are made outside of
 * it. Values being made are not counted among the entries and are never dropped.
 */
final class LeastRecentlyUsed<K, V> {
  private static final int NEW_BETWEEN_WEIGHINGS = 16;

  private static final class Entry<V> {
    final CompletableFuture<V> value = new CompletableFuture<>();
    long bytes; // 0 while being made

    V join() {
      try {
        return value.join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        if (e.getCause() instanceof Error cause) {
          throw cause;
        }
        throw e;
      }
    }
  }

  private final int maxEntries;
  private final long maxBytes;
  private final ToLongBiFunction<K, V> weigher;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<K, Entry<V>> made = new LinkedHashMap<>(16, 0.75f, true);
  private final Map<K, Entry<V>> beingMade = new LinkedHashMap<>();
  private long bytes;
  private long hits;
  private long misses;
  private long evictions;

  /**
   * @param weigher the bytes of a key and its value now, O(1)
   */
  LeastRecentlyUsed(int maxEntries, long maxBytes, ToLongBiFunction<K, V> weigher) {
    this.maxEntries = maxEntries;
    this.maxBytes = maxBytes;
    this.weigher = weigher;
  }

  /** The value of {@code key}, from {@code maker} if it is not there; fails as that does. */
  V get(K key, Function<K, V> maker) {
    Entry<V> entry;
    boolean isNew = false;
    lock.lock();
    try {
      entry = made.get(key);
      if (entry != null) {
        hits++;
        weigh(key, entry);
        evictFor(key, entry);
      } else {
        entry = beingMade.get(key);
        isNew = entry == null;
        if (entry == null) {
          misses++;
          entry = new Entry<>();
          beingMade.put(key, entry);
        } else {
          hits++;
        }
      }
    } finally {
      lock.unlock();
    }
    if (isNew) {
      make(key, entry, maker);
    }
    return entry.join();
  }

  private void make(K key, Entry<V> entry, Function<K, V> maker) {
    try {
      V value = maker.apply(key);
      entry.value.complete(value);
    } catch (RuntimeException | Error e) {
      entry.value.completeExceptionally(e);
    } finally {
      lock.lock();
      try {
        beingMade.remove(key);
        if (!entry.value.isCompletedExceptionally()) {
          made.put(key, entry);
          weigh(key, entry);
          if (misses % NEW_BETWEEN_WEIGHINGS == 0) {
            made.forEach(this::weigh);
          }
          evictFor(key, entry);
        }
      } finally {
        lock.unlock();
      }
    }
  }

  private void weigh(K key, Entry<V> entry) {
    long now = weigher.applyAsLong(key, entry.value.join());
    bytes += now - entry.bytes;
    entry.bytes = now;
  }

  /** Keeps the bounds, and {@code used} rather than others unless it alone exceeds them. */
  private void evictFor(K key, Entry<V> used) {
    if (used.bytes > maxBytes) {
      made.remove(key);
      bytes -= used.bytes;
      evictions++;
    }
    Iterator<Entry<V>> eldest = made.values().iterator();
    while (made.size() > maxEntries || bytes > maxBytes) {
      bytes -= eldest.next().bytes;
      eldest.remove();
      evictions++;
    }
  }

  /** Drops everything but what is being made. */
  void clear() {
    lock.lock();
    try {
      evictions += made.size();
      made.clear();
      bytes = 0;
    } finally {
      lock.unlock();
    }
  }

  CacheStatistics statistics(String name) {
    lock.lock();
    try {
      return new CacheStatistics(name, hits, misses, made.size(), bytes, evictions);
    } finally {
      lock.unlock();
    }
  }
}
