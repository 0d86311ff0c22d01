package dev.espalier.engine;

import dev.espalier.masking.TokenMask;
import org.jspecify.annotations.Nullable;

/**
 * The probabilities of one step, in logs: what the mask keeps, and what single tokens have.
 * Scratch; refilled at each step.
 */
final class StepLaw {
  private double logTotal;
  private double logKept;

  /**
   * Looks at the logits of a step before they are masked. O(n), one exponential for each logit
   * where the temperature is 1 or 0, two otherwise.
   *
   * @param mask null where all tokens are allowed
   */
  void read(float[] logits, @Nullable TokenMask mask, double temperature) {
    logTotal = logSum(logits, null, 1);
    double divisor = temperature == 0 ? 1 : temperature;
    double all = divisor == 1 ? logTotal : logSum(logits, null, divisor);
    logKept = mask == null ? 0 : logSum(logits, mask, divisor) - all;
  }

  /** The log of the probability of all allowed tokens, at most 0. */
  double logKept() {
    return Math.min(0, logKept);
  }

  /** The log of the probability of a token with this logit, at temperature 1. */
  double logProbability(float logit) {
    return logit - logTotal;
  }

  /** {@code log(sum(exp(logit / divisor)))} over the allowed tokens, without overflow. */
  private static double logSum(float[] logits, @Nullable TokenMask mask, double divisor) {
    float most = Float.NEGATIVE_INFINITY;
    int end = mask == null ? logits.length : mask.size();
    for (int i = first(mask, 0); i >= 0 && i < end; i = first(mask, i + 1)) {
      most = Math.max(most, logits[i]);
    }
    if (most == Float.NEGATIVE_INFINITY) {
      return Double.NEGATIVE_INFINITY;
    }
    double sum = 0;
    for (int i = first(mask, 0); i >= 0 && i < end; i = first(mask, i + 1)) {
      sum += Math.exp((logits[i] - most) / divisor);
    }
    return most / divisor + Math.log(sum);
  }

  private static int first(@Nullable TokenMask mask, int from) {
    return mask == null ? from : mask.nextAllowed(from);
  }
}
