package dev.espalier.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class StepNoiseTest {
  private static final float OUT = Float.NEGATIVE_INFINITY;

  /** The tokens that are not out, in the order in which they are drawn. */
  static List<Integer> order(StepNoise noise, float[] logits, double temperature) {
    return IntStream.range(0, logits.length)
        .filter(token -> logits[token] > OUT)
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                token -> -noise.perturb(logits[token] / temperature, token, OUT)))
        .toList();
  }

  /** The probability of successive draws without replacement that come in this order. */
  static double probability(List<Integer> order, float[] logits, double temperature) {
    double[] weights = new double[logits.length];
    double left = 0;
    for (int token : order) {
      weights[token] = Math.exp(logits[token] / temperature);
      left += weights[token];
    }
    double probability = 1;
    for (int token : order) {
      probability *= weights[token] / left;
      left -= weights[token];
    }
    return probability;
  }

  /** Pearson's test at the 0.1 % level: the seeds are fixed, so it passes always or never. */
  @Test
  void ordersAreThoseOfSuccessiveDraws() {
    float[] logits = {0.3f, 1.2f, OUT, -0.4f, 0.9f};
    Map<List<Integer>, Integer> counts = new HashMap<>();
    SplittableRandom seeds = new SplittableRandom(1);
    int draws = 200_000;
    for (int i = 0; i < draws; i++) {
      counts.merge(order(new StepNoise(seeds.nextLong()), logits, 0.8), 1, Integer::sum);
    }
    assertEquals(24, counts.size());
    double statistic = 0;
    for (Map.Entry<List<Integer>, Integer> cell : counts.entrySet()) {
      double expected = draws * probability(cell.getKey(), logits, 0.8);
      statistic += Math.pow(cell.getValue() - expected, 2) / expected;
    }
    assertTrue(statistic <= 49.7, "chi-square " + statistic); // 23 degrees of freedom
  }

  @Property(tries = 500)
  void whatIsLeftOutHasNoSay(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int tokens, @ForAll int keep) {
    StepNoise noise = new StepNoise(seed);
    float[] logits = new float[tokens];
    SplittableRandom random = new SplittableRandom(seed + keep);
    for (int token = 0; token < tokens; token++) {
      logits[token] = random.nextInt(8) == 0 ? OUT : (float) random.nextDouble(-9, 9);
    }
    List<Integer> order = order(noise, logits, 1.5);
    for (int token : order) {
      assertEquals(token, noise.first(logits, 1.5));
      logits[token] = OUT;
    }
    assertEquals(StepNoise.NONE, noise.first(logits, 1.5));
  }

  @Property(tries = 2_000)
  void onlyWhatIsBelowIsCutShort(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 200_000) int token,
      @ForAll @DoubleRange(min = -20, max = 40) double least) {
    StepNoise noise = new StepNoise(seed);
    double sum = noise.perturb(0, token, Double.NEGATIVE_INFINITY);
    assertTrue(Double.isFinite(sum));
    double cut = noise.perturb(0, token, least);
    assertTrue(cut == sum || (cut == Double.NEGATIVE_INFINITY && sum < least));
  }

  /** Values that must never change: texts of a seed are promised to be the same everywhere. */
  @Test
  void theNoiseOfASeedIsTheSameEverywhere() {
    StepNoise noise = new StepNoise(7);
    SplittableRandom splitMix = new SplittableRandom(7);
    for (int token = 0; token < 4; token++) {
      double uniform = ((splitMix.nextLong() >>> 12) + 0.5) * 0x1p-52;
      assertEquals(-StrictMath.log(-StrictMath.log(1 - uniform)), noise.perturb(0, token, OUT), 0);
    }
  }
}
