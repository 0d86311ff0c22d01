package dev.espalier.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TimingsTest {
  @Test
  void percentilesAreTheNearestRank() {
    long[] sorted = {15, 20, 35, 40, 50};
    assertEquals(15, Timings.nearestRank(sorted, 5));
    assertEquals(20, Timings.nearestRank(sorted, 30));
    assertEquals(20, Timings.nearestRank(sorted, 40));
    assertEquals(35, Timings.nearestRank(sorted, 50));
    assertEquals(50, Timings.nearestRank(sorted, 99.9));
    assertEquals(50, Timings.nearestRank(sorted, 100));
    assertEquals(0, Timings.nearestRank(new long[0], 50));
  }

  @Test
  void growsAndAverages() {
    Timings timings = new Timings();
    for (int i = 5000; i > 0; i--) {
      timings.add(i);
    }
    timings.add(1L << 40);
    assertEquals(5001, timings.count());
    assertEquals(1L << 40, timings.sorted()[5000]);
    assertEquals((5000 * 5001 / 2 + (1L << 40)) / 5001.0, timings.mean());
    assertEquals(0, new Timings().mean());
  }
}
