package dev.espalier.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;

/** How much of the heap is reachable. */
final class Heap {
  private static final int MAX_COLLECTIONS = 6;
  private static final int SETTLED_BYTES = 1 << 10;

  private Heap() {}

  /**
   * The bytes that a full collection leaves, after as many as it takes to clear what is freed by
   * way of references. Tens of milliseconds.
   */
  static long reachableBytes() {
    long before = Long.MAX_VALUE;
    for (int i = 0; i < MAX_COLLECTIONS; i++) {
      System.gc();
      long after = left();
      if (before - after < SETTLED_BYTES) {
        return after;
      }
      before = after;
    }
    return before;
  }

  private static long left() {
    long bytes = 0;
    for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
      MemoryUsage usage = pool.getCollectionUsage();
      if (pool.getType() == MemoryType.HEAP && usage != null) {
        bytes += usage.getUsed();
      }
    }
    return bytes;
  }
}
