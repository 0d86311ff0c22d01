package dev.espalier.masking;

import java.util.List;

/** Something that remembers answers, and tells what its caches hold and how often they helped. */
public interface Caching {
  /** One entry for each cache, in an order that stays the same. Cheap; any thread. */
  List<CacheStatistics> caches();
}
