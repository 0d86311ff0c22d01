package dev.espalier.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
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

  @Test
  void sharesCountAndSum() {
    Timings timings = new Timings();
    timings.add(1_000);
    timings.add(1_001);
    timings.add(1_001);
    timings.add(1_996_998);
    assertEquals(2_000_000, timings.sum());
    List<String> lines = timings.shares().lines().skip(1).toList();
    assertEquals(7, lines.size());
    assertEquals("      <= 1 us:  25.000 % of the masks,   0.1 % of the time", lines.get(0));
    assertEquals("      <= 5 us:  50.000 % of the masks,   0.1 % of the time", lines.get(1));
    assertEquals("    > 1000 us:  25.000 % of the masks,  99.8 % of the time", lines.get(6));
    assertEquals(8, new Timings().shares().lines().count());
  }
}
