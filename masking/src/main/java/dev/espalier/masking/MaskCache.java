package dev.espalier.masking;

import dev.espalier.automata.Configuration;
import dev.espalier.masking.table.AssembledMask;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Masks already computed, by configuration. Equal masks are one array, so a long string costs one
 * mask and not one for each of its positions.
 *
 * <p>Bounded in bytes: when full, everything is forgotten. Any thread; a hit takes no lock.
 */
final class MaskCache {
  private static final int BYTES_PER_ENTRY = 640; // the entry and the configuration it keeps alive

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
  private final ConcurrentHashMap<Configuration, AssembledMask> masks = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Content, AssembledMask> contents = new ConcurrentHashMap<>();

  MaskCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Nullable AssembledMask get(Configuration configuration) {
    return masks.get(configuration);
  }

  /** Remembers a mask, unless it alone exceeds the bound. */
  void put(Configuration configuration, AssembledMask mask) {
    long entryBytes = BYTES_PER_ENTRY + mask.bytes();
    if (entryBytes > maxBytes) {
      return;
    }
    if (bytes.addAndGet(entryBytes) > maxBytes) {
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
