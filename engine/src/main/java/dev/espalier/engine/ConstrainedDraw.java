package dev.espalier.engine;

import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import java.util.Set;
import java.util.function.IntPredicate;

/**
 * The draws of one text under a constraint: from a mask where one can be had for the budget, by
 * testing what is proposed where not.
 *
 * <p>Which of the two it is depends on what the constraint has learnt from other texts. The token
 * drawn does not, only the weight does: exact in one case, an estimate in the other.
 *
 * <p>Mutable; owned by one thread.
 */
final class ConstrainedDraw {
  private final Matcher matcher;
  private final TokenMask mask;
  private final Sampler sampler;
  private final LazyDraw lazy;
  private final long budget;
  private final IntPredicate allows;
  private double logKept;
  private int lazySteps;
  private long nanos;

  /**
   * @param budget what a mask may take, in the units of {@link Matcher#fillMask(TokenMask, long)}
   */
  ConstrainedDraw(Constraint constraint, Sampler sampler, long budget) {
    this.matcher = constraint.newMatcher();
    this.mask = constraint.newMask();
    this.sampler = sampler;
    this.lazy = new LazyDraw(sampler);
    this.budget = LazyDraw.isPossible(sampler) ? budget : Long.MAX_VALUE;
    this.allows = token -> token < mask.size() && matcher.allows(token);
  }

  /** What says which tokens may follow; to be advanced by the caller. */
  Matcher matcher() {
    return matcher;
  }

  /**
   * Draws a token.
   *
   * @param logits those of the step; becomes negative infinity for tokens that are not allowed, not
   *     necessarily for all of them
   * @param law that has read them
   * @param forbidden tokens that are not to be drawn, whatever the constraint says
   * @return {@link StepNoise#NONE} if no token is allowed
   */
  int draw(float[] logits, StepLaw law, StepNoise noise, Set<Integer> forbidden) {
    long started = System.nanoTime();
    double forbiddenMass = 0;
    for (int token : forbidden) {
      forbiddenMass += Math.exp(law.logTempered(logits[token]));
      logits[token] = Float.NEGATIVE_INFINITY;
    }
    boolean filled = matcher.fillMask(mask, budget);
    if (!filled) {
      int drawn = lazy.draw(logits, law, forbiddenMass, noise, allows);
      if (drawn != StepNoise.NONE) {
        lazySteps++;
        logKept = lazy.logKept();
        nanos += System.nanoTime() - started;
        return drawn;
      }
      matcher.fillMask(mask);
    }
    nanos += System.nanoTime() - started;
    logKept = law.logKept(logits, mask);
    mask.applyTo(logits);
    return StepNoise.mostLikely(logits) == StepNoise.NONE
        ? StepNoise.NONE
        : sampler.sample(logits, noise);
  }

  /** The log of the probability of the allowed tokens in the last draw, or of its estimate. */
  double logKept() {
    return logKept;
  }

  /** How many tokens were drawn without a mask. */
  int lazySteps() {
    return lazySteps;
  }

  /** How many tokens were tested, also where a mask had to be filled after all. */
  long testedTokens() {
    return lazy.tests();
  }

  /** The time that masks and tests took. */
  long nanos() {
    return nanos;
  }
}
