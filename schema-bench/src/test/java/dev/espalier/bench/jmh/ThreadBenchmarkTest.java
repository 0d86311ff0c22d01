package dev.espalier.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ThreadBenchmarkTest {
  @ParameterizedTest
  @EnumSource
  void bodiesEndWithTheLastMaskOfTheText(ThreadBenchmark.Masks masks) {
    ThreadBenchmark.Shared shared = new ThreadBenchmark.Shared();
    shared.place = Place.NUMBER;
    shared.masks = masks;
    shared.prepare(Bytes.tokens(Bytes.vocabulary()));
    ThreadBenchmark.Own own = new ThreadBenchmark.Own();
    own.prepare(shared);
    ThreadBenchmark.Batch batch = new ThreadBenchmark.Batch();
    batch.prepare(shared);
    ThreadBenchmark benchmark = new ThreadBenchmark();
    for (int time = 0; time < 2; time++) {
      assertTrue(benchmark.sharedByOne(shared, own).allows('}'));
      String last = benchmark.sharedByTwo(shared, own).toString();
      assertEquals(last, benchmark.ownOfOne(shared, own).toString());
      assertEquals(last, benchmark.ownOfTwo(shared, own).toString());
      assertEquals(last, benchmark.batchByOne(batch).toString());
      assertEquals(last, benchmark.batchByTwo(batch).toString());
    }
    batch.close();
  }
}
