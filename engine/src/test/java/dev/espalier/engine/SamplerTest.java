package dev.espalier.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SamplerTest {
  private static final float OUT = Float.NEGATIVE_INFINITY;
  private static final int DRAWS = 40_000;

  /** Logits whose softmax is the given law, shifted so that no sampler may assume a sum of 1. */
  private static float[] logits(double... law) {
    float[] logits = new float[law.length];
    for (int i = 0; i < law.length; i++) {
      logits[i] = (float) Math.log(law[i]) + 3;
    }
    return logits;
  }

  /** Pearson's test at the 0.1 % level: the seeds are fixed, so it passes always or never. */
  private static void assertLaw(Sampler sampler, float[] logits, double... law) {
    int[] counts = new int[law.length];
    for (int i = 0; i < DRAWS; i++) {
      counts[sampler.sample(logits)]++;
    }
    double statistic = 0;
    int cells = 0;
    for (int i = 0; i < law.length; i++) {
      if (law[i] == 0) {
        assertEquals(0, counts[i], "token " + i);
      } else {
        double expected = law[i] * DRAWS;
        statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
        cells++;
      }
    }
    double[] critical = {0, 10.8, 13.8, 16.3, 18.5, 20.5};
    assertTrue(
        statistic <= critical[cells - 1], "chi-square " + statistic + Arrays.toString(counts));
  }

  @Test
  void greedyTakesTheMostLikelyAndTheLowestOfEquals() {
    assertEquals(2, Sampler.greedy().sample(new float[] {1, 2, 5, 5, OUT}));
    assertEquals(1, Sampler.random(1).withTemperature(0).sample(new float[] {OUT, -900, OUT}));
  }

  @Test
  void temperatureOneDrawsTheModelsLaw() {
    assertLaw(Sampler.random(1), logits(0.5, 0.25, 0.15, 0.1), 0.5, 0.25, 0.15, 0.1);
  }

  @Test
  void maskedTokensAreNeverDrawn() {
    float[] logits = logits(0.5, 0.25, 0.15, 0.1);
    logits[0] = OUT;
    logits[3] = Float.NaN;
    assertLaw(Sampler.random(2), logits, 0, 0.625, 0.375, 0);
    assertLaw(Sampler.random(2).withTopP(0.5), logits, 0, 1, 0, 0);
  }

  @Test
  void temperatureSharpensAndFlattens() {
    float[] logits = logits(0.8, 0.2);
    assertLaw(Sampler.random(3).withTemperature(0.5), logits, 16 / 17.0, 1 / 17.0);
    assertLaw(Sampler.random(4).withTemperature(2), logits, 2 / 3.0, 1 / 3.0);
  }

  @Test
  void topKKeepsTheMostLikely() {
    float[] logits = logits(0.1, 0.4, 0.2, 0.3);
    assertLaw(Sampler.topK(2, 5), logits, 0, 4 / 7.0, 0, 3 / 7.0);
    assertLaw(Sampler.topK(1, 5), logits, 0, 1, 0, 0);
    assertLaw(Sampler.topK(9, 5), logits, 0.1, 0.4, 0.2, 0.3);
    assertLaw(Sampler.topK(2, 6), logits(0.25, 0.25, 0.25, 0.25), 0.5, 0.5, 0, 0);
  }

  @Test
  void topPKeepsTheFewestThatMakeUpTheShare() {
    float[] logits = logits(0.1, 0.4, 0.2, 0.3);
    assertLaw(Sampler.topP(0.69, 7), logits, 0, 4 / 7.0, 0, 3 / 7.0);
    assertLaw(Sampler.topP(0.71, 8), logits, 0, 4 / 9.0, 2 / 9.0, 3 / 9.0);
    assertLaw(Sampler.topP(0.01, 9), logits, 0, 1, 0, 0);
  }

  @Test
  void topPIsAShareOfWhatTopKLeaves() {
    float[] logits = logits(0.1, 0.4, 0.2, 0.3);
    assertLaw(Sampler.topK(3, 10).withTopP(0.75), logits, 0, 4 / 7.0, 0, 3 / 7.0);
    assertLaw(Sampler.topK(50, 10).withTopP(0.75), logits, 0, 4 / 9.0, 2 / 9.0, 3 / 9.0);
  }

  @Test
  void minPIsRelativeToTheMostLikely() {
    float[] logits = logits(0.05, 0.4, 0.25, 0.3);
    assertLaw(Sampler.random(11).withMinP(0.7), logits, 0, 4 / 7.0, 0, 3 / 7.0);
    assertLaw(Sampler.random(11).withMinP(1), logits, 0, 1, 0, 0);
  }

  @Test
  void aSeedDrawsTheSameTokens() {
    float[] logits = logits(0.3, 0.3, 0.4);
    Sampler sampler = Sampler.topP(0.9, 12);
    int[] first = IntStream.range(0, 50).map(i -> sampler.sample(logits)).toArray();
    Sampler again = sampler.restarted();
    assertTrue(
        Arrays.equals(first, IntStream.range(0, 50).map(i -> again.sample(logits)).toArray()));
    Sampler other = sampler.withSeed(13);
    assertTrue(
        !Arrays.equals(first, IntStream.range(0, 50).map(i -> other.sample(logits)).toArray()));
  }

  @Test
  void extremeLogitsDoNoHarm() {
    float[] logits = {-3e38f, 3e38f, OUT};
    assertLaw(Sampler.random(14), logits, 0, 1, 0);
    assertLaw(Sampler.random(15).withTemperature(1e-9), logits(0.4, 0.6), 0, 1);
    assertLaw(Sampler.random(16).withTemperature(1e9), logits(0.001, 0.999), 0.5, 0.5);
  }

  @Test
  void heapsOfManyTokensKeepTheBest() {
    float[] logits = new float[5_000];
    for (int i = 0; i < logits.length; i++) {
      logits[i] = (i * 2_654_435_761L % 5_000) / 500f;
    }
    float[] sorted = logits.clone();
    Arrays.sort(sorted);
    Sampler sampler = Sampler.topK(37, 17);
    for (int i = 0; i < 2_000; i++) {
      assertTrue(logits[sampler.sample(logits)] >= sorted[sorted.length - 37]);
    }
  }

  @Test
  void nothingAllowedIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> Sampler.greedy().sample(new float[] {OUT, OUT}));
    assertThrows(
        IllegalArgumentException.class, () -> Sampler.random(1).sample(new float[] {Float.NaN}));
  }

  @Test
  void settingsAreChecked() {
    Sampler sampler = Sampler.random(1);
    assertThrows(IllegalArgumentException.class, () -> sampler.withTemperature(-1));
    assertThrows(IllegalArgumentException.class, () -> sampler.withTemperature(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> sampler.withTopK(0));
    assertThrows(IllegalArgumentException.class, () -> sampler.withTopP(0));
    assertThrows(IllegalArgumentException.class, () -> sampler.withTopP(1.1));
    assertThrows(IllegalArgumentException.class, () -> sampler.withMinP(Double.NaN));
  }
}
