package dev.espalier.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Laws of the draw without a mask, by enumeration of all orders in which tokens are proposed. */
final class LazyDrawTest {
  private static final float OUT = Float.NEGATIVE_INFINITY;
  private static final double EXACT = 1e-9;
  private static final int MAX_SEEDS = 5_000_000;

  @Provide
  Arbitrary<Sampler> samplers() {
    Sampler plain = Sampler.random(0);
    return Arbitraries.of(
        plain,
        plain.withTemperature(0.6),
        plain.withTemperature(3),
        Sampler.greedy(),
        plain.withTopK(1),
        plain.withTopK(2).withTemperature(1.5),
        plain.withTopK(9),
        plain.withMinP(0.5),
        plain.withTopK(2).withMinP(0.3).withTemperature(0.8));
  }

  /** 3 to 5 tokens, and one more that is out. */
  private static float[] logits(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    float[] logits = new float[4 + random.nextInt(3)];
    for (int token = 0; token < logits.length; token++) {
      logits[token] = (float) random.nextDouble(2, 4);
    }
    logits[random.nextInt(logits.length)] = OUT;
    return logits;
  }

  /** A noise for each order in which the tokens can be drawn. */
  private static Map<List<Integer>, StepNoise> orders(float[] logits, double temperature) {
    int orders = IntStream.range(1, logits.length).reduce(1, (a, b) -> a * b);
    Map<List<Integer>, StepNoise> found = new HashMap<>();
    for (long seed = 0; found.size() < orders; seed++) {
      assertTrue(seed < MAX_SEEDS, () -> found.size() + " of " + orders + " orders");
      StepNoise noise = new StepNoise(seed);
      found.putIfAbsent(StepNoiseTest.order(noise, logits, temperature), noise);
    }
    return found;
  }

  /** The law of {@link Sampler} over the allowed tokens, from its description. */
  private static double[] law(Sampler sampler, double[] probabilities, boolean[] allowed) {
    int[] likeliest =
        IntStream.range(0, allowed.length)
            .filter(token -> allowed[token])
            .boxed()
            .sorted((a, b) -> Double.compare(probabilities[b], probabilities[a]))
            .mapToInt(Integer::intValue)
            .limit(sampler.temperature() == 0 ? 1 : sampler.topK())
            .toArray();
    double[] law = new double[allowed.length];
    for (int token : likeliest) {
      if (probabilities[token] >= sampler.minP() * probabilities[likeliest[0]]) {
        law[token] = probabilities[token];
      }
    }
    double sum = Arrays.stream(law).sum();
    return Arrays.stream(law).map(p -> p / sum).toArray();
  }

  @Property(tries = 150)
  void theTokenHasTheMaskedLawAndTheWeightCorrectsIt(
      @ForAll long seed,
      @ForAll("samplers") Sampler sampler,
      @ForAll @IntRange(min = 1, max = 63) int mask) {
    float[] logits = logits(seed);
    double temperature = sampler.temperature() == 0 ? 1 : sampler.temperature();
    double[] probabilities = new double[logits.length];
    double total = 0;
    boolean[] allowed = new boolean[logits.length];
    for (int token = 0; token < logits.length; token++) {
      probabilities[token] = Math.exp(logits[token] / temperature);
      total += probabilities[token];
      allowed[token] = (mask >> token & 1) != 0 && logits[token] > OUT;
    }
    double kept = 0;
    for (int token = 0; token < logits.length; token++) {
      probabilities[token] /= total;
      kept += allowed[token] ? probabilities[token] : 0;
    }
    if (kept == 0) {
      return;
    }
    double[] drawn = new double[logits.length];
    double[] weighted = new double[logits.length];
    LazyDraw lazy = new LazyDraw(sampler);
    StepLaw law = new StepLaw();
    law.read(logits, sampler.temperature());
    for (Map.Entry<List<Integer>, StepNoise> entry : orders(logits, temperature).entrySet()) {
      double probability = StepNoiseTest.probability(entry.getKey(), logits, temperature);
      BitSet tested = new BitSet();
      long before = lazy.tests();
      int token =
          lazy.draw(
              logits.clone(),
              law,
              0,
              entry.getValue(),
              proposed -> {
                assertTrue(logits[proposed] > OUT && !tested.get(proposed), "tested in vain");
                tested.set(proposed);
                return allowed[proposed];
              });
      assertEquals(tested.cardinality(), lazy.tests() - before);
      drawn[token] += probability;
      weighted[token] += probability * Math.exp(lazy.logKept());
      float[] masked = logits.clone();
      IntStream.range(0, logits.length).filter(i -> !allowed[i]).forEach(i -> masked[i] = OUT);
      assertEquals(sampler.sample(masked, entry.getValue()), token);
    }
    double[] expected = law(sampler, probabilities, allowed);
    for (int token = 0; token < logits.length; token++) {
      assertEquals(expected[token], drawn[token], EXACT);
      assertEquals(kept * expected[token], weighted[token], EXACT);
    }
  }

  private static int draw(LazyDraw lazy, float[] logits, long seed, int... allowed) {
    StepLaw law = new StepLaw();
    law.read(logits, 1);
    return lazy.draw(
        logits.clone(),
        law,
        0,
        new StepNoise(seed),
        token -> Arrays.stream(allowed).anyMatch(a -> a == token));
  }

  @Test
  void aMassThatRoundsToOneLeavesTheRestExact() {
    LazyDraw lazy = new LazyDraw(Sampler.random(0));
    float[] logits = {60, 0, -1, 1};
    double rest = Math.log(1 + Math.exp(-1) + Math.exp(1));
    for (int seed = 0; seed < 50; seed++) {
      assertTrue(draw(lazy, logits, seed, 1, 2, 3) > 0);
      assertEquals(rest - 60, lazy.logKept(), 1e-12);
    }
  }

  @Test
  void probabilitiesBelowTheLeastNumberAreWeights() {
    float[] logits = {0, -800, -801};
    for (Sampler sampler : List.of(Sampler.random(0), Sampler.greedy(), Sampler.topK(2, 0))) {
      LazyDraw lazy = new LazyDraw(sampler);
      for (int seed = 0; seed < 50; seed++) {
        assertTrue(draw(lazy, logits, seed, 1, 2) > 0);
        assertEquals(-800 + Math.log1p(Math.exp(-1)), lazy.logKept(), 1e-9);
        assertEquals(2, draw(lazy, logits, seed, 2));
        assertEquals(-801, lazy.logKept(), 1e-9);
      }
    }
  }

  @Test
  void nothingAllowedIsNoToken() {
    for (Sampler sampler : List.of(Sampler.random(0), Sampler.greedy(), Sampler.topK(2, 0))) {
      LazyDraw lazy = new LazyDraw(sampler);
      assertEquals(StepNoise.NONE, draw(lazy, new float[] {1, 2, 3}, 1));
      assertEquals(3, lazy.tests());
      assertEquals(StepNoise.NONE, draw(lazy, new float[] {OUT, OUT}, 1, 0, 1));
    }
  }

  @Test
  void aLongRowOfRefusalsIsGivenUp() {
    float[] logits = new float[LazyDraw.MAX_TESTS + 1];
    for (int token = 0; token < logits.length; token++) {
      logits[token] = -token;
    }
    for (Sampler sampler : List.of(Sampler.greedy(), Sampler.topK(2, 0).withTemperature(0.01))) {
      LazyDraw lazy = new LazyDraw(sampler);
      assertEquals(StepNoise.NONE, draw(lazy, logits, 1, logits.length - 1));
      assertEquals(LazyDraw.MAX_TESTS, lazy.tests());
      assertEquals(5, draw(lazy, logits, 1, 5, 6));
    }
  }

  @Test
  void sharesOfAllAllowedTokensNeedTheMask() {
    Sampler plain = Sampler.random(0);
    assertTrue(LazyDraw.isPossible(plain));
    assertTrue(LazyDraw.isPossible(plain.withMinP(0.1).withTopK(LazyDraw.MAX_TESTS)));
    assertTrue(!LazyDraw.isPossible(plain.withTopP(0.9)));
    assertTrue(!LazyDraw.isPossible(plain.withTopK(LazyDraw.MAX_TESTS + 1)));
    assertTrue(LazyDraw.isPossible(plain.withTopP(0.9).withTemperature(0)));
  }
}
