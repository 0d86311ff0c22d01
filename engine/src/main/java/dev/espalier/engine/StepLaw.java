package dev.espalier.engine;

import dev.espalier.masking.TokenMask;
import org.jspecify.annotations.Nullable;

/**
 * The probabilities of one step, in logs: what a mask keeps, and what single tokens have. Scratch;
 * refilled at each step.
 */
final class StepLaw {
  private double temperature = 1;
  private float most;
  private double logSum; // of exp(logit - most)
  private double logTemperedSum; // of exp((logit - most) / temperature)

  /**
   * Looks at the logits of a step before any token is left out. O(n), one exponential for each
   * logit where the temperature is 1 or 0, two otherwise.
   *
   * @param sampled the sampler's temperature; 0, greedy, counts as 1
   */
  void read(float[] logits, double sampled) {
    temperature = sampled == 0 ? 1 : sampled;
    most = most(logits, null);
    logSum = Math.log(sum(logits, null, most, 1));
    logTemperedSum = temperature == 1 ? logSum : Math.log(sum(logits, null, most, temperature));
  }

  /** The log of the probability of a token with this logit, at temperature 1. */
  double logProbability(float logit) {
    return (double) logit - most - logSum;
  }

  /** The log of the probability of a token with this logit, at the temperature. */
  double logTempered(float logit) {
    return ((double) logit - most) / temperature - logTemperedSum;
  }

  /**
   * The log of the probability, at the temperature, of what is left of the step's tokens; at most
   * 0. O(n), one exponential for each token left.
   *
   * @param logits those of the step, some now negative infinity
   * @param mask null where no token is left out but by its logit
   */
  double logKept(float[] logits, @Nullable TokenMask mask) {
    float kept = most(logits, mask);
    return kept == Float.NEGATIVE_INFINITY
        ? kept
        : Math.min(0, logTempered(kept) + Math.log(sum(logits, mask, kept, temperature)));
  }

  private static float most(float[] logits, @Nullable TokenMask mask) {
    float most = Float.NEGATIVE_INFINITY;
    int end = end(logits, mask);
    for (int i = next(mask, 0); i >= 0 && i < end; i = next(mask, i + 1)) {
      most = logits[i] > most ? logits[i] : most;
    }
    return most;
  }

  /** {@code sum(exp((logit - most) / divisor))} over the allowed tokens. */
  private static double sum(float[] logits, @Nullable TokenMask mask, float most, double divisor) {
    double sum = 0;
    int end = end(logits, mask);
    for (int i = next(mask, 0); i >= 0 && i < end; i = next(mask, i + 1)) {
      if (logits[i] > Float.NEGATIVE_INFINITY) {
        sum += Math.exp(StepNoise.scaled(logits[i], most, divisor));
      }
    }
    return sum;
  }

  private static int end(float[] logits, @Nullable TokenMask mask) {
    return mask == null ? logits.length : mask.size();
  }

  private static int next(@Nullable TokenMask mask, int from) {
    return mask == null ? from : mask.nextAllowed(from);
  }
}
