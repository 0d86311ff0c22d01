package dev.espalier.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.espalier.masking.TokenMask;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MaskBenchmarkTest {
  @ParameterizedTest
  @EnumSource
  void bodiesGiveTheSameMask(Place place) {
    MaskBenchmark benchmark = new MaskBenchmark();
    benchmark.place = place;
    benchmark.prepare(Bytes.tokens(Bytes.vocabulary()));
    List<Boolean> known = bits(benchmark.knownStep());
    assertTrue(known.contains(true));
    assertEquals(known, bits(benchmark.knownStep()));
    assertEquals(known, bits(benchmark.newMask()));
    assertFalse(benchmark.firstMask().isEmpty());
    assertTrue(benchmark.coldReplay().isComplete());
  }

  @ParameterizedTest
  @EnumSource
  void knownStepsAllocateNothing(Place place) {
    MaskBenchmark benchmark = new MaskBenchmark();
    benchmark.place = place;
    benchmark.prepare(Bytes.tokens(Bytes.vocabulary()));
    benchmark.knownStep();
    ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    thread.getCurrentThreadAllocatedBytes();
    long before = thread.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < 100; i++) {
      benchmark.knownStep();
    }
    assertEquals(0, thread.getCurrentThreadAllocatedBytes() - before);
  }

  private static List<Boolean> bits(TokenMask mask) {
    List<Boolean> bits = new ArrayList<>();
    for (int token = 0; token < mask.size(); token++) {
      bits.add(mask.allows(token));
    }
    return bits;
  }
}
