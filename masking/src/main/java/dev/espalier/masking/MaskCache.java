package dev.espalier.masking;

import dev.espalier.automata.Configuration;
import dev.espalier.masking.table.AssembledMask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Masks already made, each noted at its configuration; most refer to sets of tokens that they
 * share, and of those that have all their bits to themselves equal ones are held once.
 *
 * <p>Bounded in bytes: when full, everything is forgotten. Any thread; a hit takes no lock.
 */
final class MaskCache {
  private static final int BYTES_PER_ENTRY = 300; // the configuration is kept, too

  private record Bits(long[] words) {
    @Override
    public boolean equals(@Nullable Object o) {
      return o instanceof Bits other && Arrays.equals(words, other.words);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(words);
    }
  }

  private final long maxBytes;
  private final LongAdder hits = new LongAdder();

  // under the lock of this
  private final List<Configuration> holders = new ArrayList<>();
  private final Map<Bits, AssembledMask> byBits = new HashMap<>();
  private final Set<long[]> sharedSets = Collections.newSetFromMap(new IdentityHashMap<>());
  private long bytes;
  private long misses;
  private long evictions;

  MaskCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Nullable AssembledMask get(Configuration configuration) {
    AssembledMask known = (AssembledMask) configuration.note();
    if (known != null) {
      hits.increment();
    }
    return known;
  }

  /** What it has done and holds; each mask made is a miss. */
  synchronized CacheStatistics statistics() {
    return new CacheStatistics("masks", hits.sum(), misses, holders.size(), bytes, evictions);
  }

  /** Remembers a mask, unless it alone exceeds the bound. */
  synchronized void put(Configuration configuration, AssembledMask made) {
    misses++;
    AssembledMask mask = made;
    long more = BYTES_PER_ENTRY;
    if (made.ownBits() == null || made.asked().length > 0) {
      more += made.bytes();
    } else {
      Bits bits = new Bits(made.ownBits());
      AssembledMask same = byBits.putIfAbsent(bits, made);
      mask = same != null ? same : made;
      more += same != null ? 0 : made.bytes();
    }
    bytes += more + notYetCounted(made);
    if (bytes > maxBytes) {
      forget();
      bytes = made.bytes() + BYTES_PER_ENTRY + notYetCounted(made);
      if (bytes > maxBytes) {
        forget();
        return;
      }
    }
    configuration.note(mask);
    holders.add(configuration);
  }

  /** The bytes of the sets that a mask shares with others and that none counted here has. */
  private long notYetCounted(AssembledMask mask) {
    long more = 0;
    for (int i = 0; i < mask.sharedSets(); i++) {
      more += sharedSets.add(mask.sharedSet(i)) ? 8L * mask.sharedSet(i).length : 0;
    }
    return more;
  }

  private void forget() {
    evictions += holders.size();
    holders.forEach(holder -> holder.note(null));
    holders.clear();
    byBits.clear();
    sharedSets.clear();
    bytes = 0;
  }
}
