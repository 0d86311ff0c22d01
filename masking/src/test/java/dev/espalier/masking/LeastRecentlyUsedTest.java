package dev.espalier.masking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class LeastRecentlyUsedTest {
  /** A value whose weight the test decides. */
  private static final class Thing {
    volatile long bytes;

    Thing(long bytes) {
      this.bytes = bytes;
    }
  }

  private static LeastRecentlyUsed<Integer, Thing> cache(int maxEntries, long maxBytes) {
    return new LeastRecentlyUsed<>(maxEntries, maxBytes, (key, thing) -> thing.bytes);
  }

  @Property(tries = 1_000)
  void keepsWhatAnOrderedMapKeeps(@ForAll long seed) {
    Random random = new Random(seed);
    int maxEntries = random.nextInt(6);
    long maxBytes = random.nextInt(60);
    LeastRecentlyUsed<Integer, Thing> cache = cache(maxEntries, maxBytes);
    Map<Integer, Thing> expected = new LinkedHashMap<>(); // the eldest first
    for (int step = 0; step < 100; step++) {
      int key = random.nextInt(10);
      Thing fresh = new Thing(random.nextInt(25));
      Thing known = expected.remove(key);
      Thing used = cache.get(key, k -> fresh);
      assertSame(known == null ? fresh : known, used);
      if (used.bytes <= maxBytes) {
        expected.put(key, used);
      }
      while (expected.size() > maxEntries || bytes(expected) > maxBytes) {
        expected.remove(expected.keySet().iterator().next());
      }
      CacheStatistics statistics = cache.statistics("things");
      assertEquals(expected.size(), statistics.entries());
      assertEquals(bytes(expected), statistics.bytes());
      assertEquals(step + 1, statistics.hits() + statistics.misses());
      assertEquals(statistics.misses(), statistics.entries() + statistics.evictions());
    }
  }

  private static long bytes(Map<Integer, Thing> things) {
    return things.values().stream().mapToLong(thing -> thing.bytes).sum();
  }

  @Test
  void aMillionKeysDoNotGrowIt() {
    LeastRecentlyUsed<Integer, Thing> cache = cache(1_000, 50_000);
    Thing thing = new Thing(100);
    for (int key = 0; key < 1_000_000; key++) {
      cache.get(key, k -> thing);
    }
    assertEquals(
        new CacheStatistics("things", 0, 1_000_000, 500, 50_000, 999_500),
        cache.statistics("things"));
  }

  @Test
  void whatGrowsIsWeighedAgain() {
    LeastRecentlyUsed<Integer, Thing> cache = cache(1_000, 1_000);
    Thing first = cache.get(1, k -> new Thing(10));
    Thing second = cache.get(2, k -> new Thing(10));
    first.bytes = 900;
    assertSame(first, cache.get(1, k -> new Thing(0)));
    assertEquals(910, cache.statistics("things").bytes());
    second.bytes = 900; // not asked for again
    for (int key = 3; key < 20; key++) {
      cache.get(key, k -> new Thing(1));
    }
    assertTrue(cache.statistics("things").bytes() <= 1_000);
  }

  @Test
  void whatIsTooHeavyAloneGoesAlone() {
    LeastRecentlyUsed<Integer, Thing> cache = cache(1_000, 1_000);
    Thing first = cache.get(1, k -> new Thing(10));
    Thing second = cache.get(2, k -> new Thing(10));
    first.bytes = 1_001;
    assertSame(first, cache.get(1, k -> new Thing(10)));
    assertEquals(new CacheStatistics("things", 1, 2, 1, 10, 1), cache.statistics("things"));
    assertSame(second, cache.get(2, k -> new Thing(10)));
  }

  @Test
  void eachKeyIsMadeOnce() throws Exception {
    LeastRecentlyUsed<Integer, Thing> cache = cache(100, 100);
    AtomicInteger made = new AtomicInteger();
    CountDownLatch asked = new CountDownLatch(7);
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Thing>> things = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        things.add(threads.submit(() -> ask(cache, asked, made)));
      }
      for (Future<Thing> thing : things) {
        assertSame(things.getFirst().get(), thing.get());
      }
    }
    assertEquals(1, made.get());
    assertEquals(7, cache.statistics("things").hits());
  }

  /** The thread that makes the thing waits until six others are about to ask for it. */
  private static Thing ask(
      LeastRecentlyUsed<Integer, Thing> cache, CountDownLatch asked, AtomicInteger made) {
    asked.countDown();
    return cache.get(
        1,
        key -> {
          made.incrementAndGet();
          try {
            asked.await();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return new Thing(1);
        });
  }

  @Test
  void aFailureReachesAllWhoWaitAndIsNotKept() throws Exception {
    LeastRecentlyUsed<Integer, Thing> cache = cache(100, 100);
    CountDownLatch making = new CountDownLatch(1);
    CountDownLatch waiting = new CountDownLatch(1);
    IllegalStateException failure = new IllegalStateException("as asked");
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      Future<Thing> maker =
          threads.submit(
              () ->
                  cache.get(
                      1,
                      key -> {
                        making.countDown();
                        try {
                          waiting.await();
                        } catch (InterruptedException e) {
                          throw new AssertionError(e);
                        }
                        throw failure;
                      }));
      making.await();
      Future<Thing> waiter = threads.submit(() -> cache.get(1, key -> new Thing(1)));
      while (cache.statistics("things").hits() == 0) {
        Thread.onSpinWait();
      }
      waiting.countDown();
      assertSame(failure, assertThrows(ExecutionException.class, maker::get).getCause());
      assertSame(failure, assertThrows(ExecutionException.class, waiter::get).getCause());
    }
    assertEquals(0, cache.statistics("things").entries());
    assertEquals(5, cache.get(1, key -> new Thing(5)).bytes);
  }

  @Test
  void clearForgets() {
    LeastRecentlyUsed<Integer, Thing> cache = cache(100, 100);
    Thing first = cache.get(1, key -> new Thing(7));
    cache.clear();
    assertEquals(new CacheStatistics("things", 0, 1, 0, 0, 1), cache.statistics("things"));
    assertTrue(first != cache.get(1, key -> new Thing(7)));
  }
}
