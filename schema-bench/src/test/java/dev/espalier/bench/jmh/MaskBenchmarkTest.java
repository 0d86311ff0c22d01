package dev.espalier.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MaskBenchmarkTest {
  private static final int BYTES = 256;

  @ParameterizedTest
  @EnumSource
  void bodiesGiveTheSameMask(MaskBenchmark.Place place) {
    List<byte[]> tokens = new ArrayList<>();
    for (int b = 0; b < BYTES; b++) {
      tokens.add(new byte[] {(byte) b});
    }
    MaskBenchmark benchmark = new MaskBenchmark();
    benchmark.place = place;
    benchmark.prepare(Vocabulary.of(tokens, Map.of(BYTES, "</s>")));
    List<Boolean> known = bits(benchmark.knownMask());
    assertTrue(known.contains(true));
    assertEquals(known, bits(benchmark.newMask()));
  }

  private static List<Boolean> bits(TokenMask mask) {
    List<Boolean> bits = new ArrayList<>();
    for (int token = 0; token < mask.size(); token++) {
      bits.add(mask.allows(token));
    }
    return bits;
  }
}
