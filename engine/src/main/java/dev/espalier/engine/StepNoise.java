package dev.espalier.engine;

/**
 * The chance in one step: a random number for each token, which alone decides the draw.
 *
 * <p>The token drawn is the one whose scaled logit plus noise of Gumbel's law is largest. That is a
 * draw from the softmax (the Gumbel-max trick), and all tokens in descending order of these sums
 * are successive draws without replacement (Kool et al. 2019, arXiv 1903.06059). Leaving tokens out
 * changes nothing about the others, so masking first and drawing, or drawing in order and leaving
 * out what is refused, is the same token.
 *
 * <p>The numbers are those of SplitMix64 (Steele et al. 2014), token by token, and logarithms are
 * {@link StrictMath}'s: the same on every machine. Immutable; any thread.
 *
 * @param seed of this step
 */
record StepNoise(long seed) {
  /** In place of a token: there is none. */
  static final int NONE = -1;

  private static final long GOLDEN_GAMMA = 0x9e3779b97f4a7c15L;
  private static final double LN_2 = 0.6931471805599453;

  /**
   * {@code scaled} plus the noise of a token; negative infinity where that is certainly below
   * {@code least}, which for nearly all tokens is found out without a logarithm.
   */
  double perturb(double scaled, int token, double least) {
    double uniform = uniform(token);
    // noise = -log(-log(1 - u)) <= -log(u) <= -exponent(u) log(2)
    return scaled - Math.getExponent(uniform) * LN_2 < least
        ? Double.NEGATIVE_INFINITY
        : scaled - StrictMath.log(-StrictMath.log(1 - uniform));
  }

  /** An odd multiple of 2^-53 between 0 and 1, so that its complement is exact too. */
  private double uniform(int token) {
    long bits = seed + GOLDEN_GAMMA * (token + 1L);
    bits = (bits ^ bits >>> 30) * 0xbf58476d1ce4e5b9L;
    bits = (bits ^ bits >>> 27) * 0x94d049bb133111ebL;
    bits ^= bits >>> 31;
    return ((bits >>> 12) + 0.5) * 0x1p-52;
  }

  /** A logit over the temperature, relative to that of the most likely token. */
  static double scaled(float logit, float most, double temperature) {
    return logit == most ? 0 : ((double) logit - most) / temperature;
  }

  /** The token drawn from the softmax of {@code logits}; {@link #NONE} if it has none. O(n). */
  int first(float[] logits, double temperature) {
    int drawn = mostLikely(logits);
    if (drawn == NONE) {
      return NONE;
    }
    float most = logits[drawn];
    double largest = perturb(0, drawn, Double.NEGATIVE_INFINITY);
    for (int token = 0; token < logits.length; token++) {
      if (logits[token] > Float.NEGATIVE_INFINITY) {
        double sum = perturb(scaled(logits[token], most, temperature), token, largest);
        if (sum > largest) {
          largest = sum;
          drawn = token;
        }
      }
    }
    return drawn;
  }

  /**
   * The same among some tokens.
   *
   * @param most the logit of the most likely of them
   */
  int first(float[] logits, int[] tokens, int count, float most, double temperature) {
    int drawn = NONE;
    double largest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      int token = tokens[i];
      double sum = perturb(scaled(logits[token], most, temperature), token, largest);
      if (sum > largest) {
        largest = sum;
        drawn = token;
      }
    }
    return drawn;
  }

  /** The token with the largest logit, the lowest of equals; {@link #NONE} if all are out. */
  static int mostLikely(float[] logits) {
    int best = NONE;
    float most = Float.NEGATIVE_INFINITY;
    for (int token = 0; token < logits.length; token++) {
      if (logits[token] > most) {
        most = logits[token];
        best = token;
      }
    }
    return best;
  }
}
