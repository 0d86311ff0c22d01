package dev.espalier.engine;

import java.util.function.IntPredicate;

/**
 * A draw under a mask that nobody has filled: tokens are proposed, and only these are tested.
 *
 * <p>Proposals come in the order of successive draws without replacement ({@link StepNoise}); the
 * first one allowed is exactly a draw from the masked law, and the one that masking first would
 * have given. Where only the {@code topK} most likely of the allowed tokens count, or those that
 * {@code minP} leaves, or the most likely one (greedy), proposals come in descending order of
 * logits until these are found, and one of them is drawn.
 *
 * <p>The probability Z of all allowed tokens is estimated without bias. Of what has been tested it
 * is known, so one more token is drawn from the rest and tested:
 *
 * <pre>
 *   W = P(found allowed) + P(not tested) * [the one more is allowed]
 * </pre>
 *
 * <p>Given what was tested, the one more is allowed with the share of the rest that is, so that E[W
 * | token drawn] = Z, hence E[W; token drawn = x] = Z P(x)/Z = P(x). For the plain draw this is the
 * recursive form of adaptive weighted rejection sampling (Lipkin et al. 2025, arXiv 2504.05410):
 * its factors 1 - q of refused tokens multiply up to 1 - P(refused). Written as a sum nothing
 * cancels, but in 1 - P(refused) near 0, which is then summed anew over what was not refused.
 *
 * <p>After {@value #MAX_TESTS} proposals it gives up, and the mask has to be filled. That may
 * depend on all that was tested: Z is then known, and no estimate.
 *
 * <p>O(n) for n logits, and a test for each proposal. Allocates nothing. Owned by one thread.
 */
final class LazyDraw {
  /** So many tests take about as long as a mask may by default. */
  static final int MAX_TESTS = 512;

  private static final double NEARLY_ALL = 0.99;

  private final double temperature; // 0 is greedy
  private final int wanted; // allowed tokens to find
  private final double minP;
  private final boolean descending; // whether proposals come by logits, or as they are drawn
  private final Shortlist proposals = new Shortlist(MAX_TESTS + 1);
  private final int[] found = new int[MAX_TESTS]; // allowed tokens
  private final float[] foundLogits = new float[MAX_TESTS];
  private int count; // of the tokens found
  private int tested; // of the proposals
  private double refused; // the probability of the tokens refused
  private double logKept;
  private long tests;

  /**
   * @param sampler one that this {@linkplain #isPossible is possible} for
   */
  LazyDraw(Sampler sampler) {
    this.temperature = sampler.temperature();
    boolean greedy = temperature == 0;
    boolean limited = sampler.topK() < Integer.MAX_VALUE;
    this.minP = greedy ? 0 : sampler.minP();
    this.descending = greedy || limited || minP > 0;
    this.wanted = greedy || !descending ? 1 : Math.min(sampler.topK(), MAX_TESTS + 1);
  }

  /**
   * Whether a sampler can do without the whole mask: {@code topP} is about the total probability of
   * the allowed tokens, and a large {@code topK} needs as many tests.
   */
  static boolean isPossible(Sampler sampler) {
    boolean few = sampler.topK() <= MAX_TESTS || sampler.topK() == Integer.MAX_VALUE;
    return sampler.temperature() == 0 || (few && sampler.topP() == 1);
  }

  /**
   * Draws a token.
   *
   * @param logits those of the step; becomes negative infinity for tokens that are refused
   * @param law that has read them
   * @param forbidden the probability of tokens whose logits have been made negative infinity since
   * @return {@link StepNoise#NONE} where it gives up, or no token is allowed
   */
  int draw(float[] logits, StepLaw law, double forbidden, StepNoise noise, IntPredicate allows) {
    propose(logits, noise);
    refused = forbidden;
    if (!test(logits, law, allows)) {
      return StepNoise.NONE;
    }
    int drawn =
        count == 1 ? found[0] : noise.first(logits, found, count, foundLogits[0], temperature);
    estimate(logits, law, noise, allows);
    return drawn;
  }

  private void propose(float[] logits, StepNoise noise) {
    int best = StepNoise.mostLikely(logits);
    float most = best == StepNoise.NONE ? 0 : logits[best];
    proposals.clear();
    for (int token = 0; token < logits.length; token++) {
      float logit = logits[token];
      if (logit > Float.NEGATIVE_INFINITY) {
        proposals.offer(
            token,
            descending
                ? logit
                : noise.perturb(
                    StepNoise.scaled(logit, most, temperature), token, proposals.floor()));
      }
    }
    proposals.sort();
  }

  /** Tests proposals until the tokens to draw from are found; whether they are. */
  private boolean test(float[] logits, StepLaw law, IntPredicate allows) {
    count = 0;
    tested = 0;
    int end = Math.min(proposals.size(), MAX_TESTS);
    boolean enough = false;
    while (!enough && tested < end) {
      int token = proposals.token(tested);
      float logit = logits[token];
      if (count > 0 && likelihood(logit) < minP) {
        return true;
      }
      tested++;
      if (isAllowed(token, allows)) {
        found[count] = token;
        foundLogits[count++] = logit;
        enough = count == wanted;
      } else {
        refused += Math.exp(law.logTempered(logit));
        logits[token] = Float.NEGATIVE_INFINITY;
      }
    }
    return count > 0 && (enough || !proposals.isFull());
  }

  /** How likely a token is for each time that the most likely one found is. */
  private double likelihood(float logit) {
    return Math.exp(StepNoise.scaled(logit, foundLogits[0], temperature));
  }

  private boolean isAllowed(int token, IntPredicate allows) {
    tests++;
    return allows.test(token);
  }

  private void estimate(float[] logits, StepLaw law, StepNoise noise, IntPredicate allows) {
    int next = descending ? next(logits, noise) : nextProposal();
    if (next == StepNoise.NONE || !isAllowed(next, allows)) {
      logKept = logFound(law);
    } else {
      logKept = refused < NEARLY_ALL ? Math.log1p(-refused) : law.logKept(logits, null);
    }
  }

  private int nextProposal() {
    return tested < proposals.size() ? proposals.token(tested) : StepNoise.NONE;
  }

  /** The token that is drawn first from all that were not tested. */
  private int next(float[] logits, StepNoise noise) {
    for (int i = 0; i < count; i++) {
      logits[found[i]] = Float.NEGATIVE_INFINITY;
    }
    int next = noise.first(logits, temperature == 0 ? 1 : temperature);
    for (int i = 0; i < count; i++) {
      logits[found[i]] = foundLogits[i];
    }
    return next;
  }

  /** The log of the probability of the tokens found, the first of which is the most likely. */
  private double logFound(StepLaw law) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += Math.exp(law.logTempered(foundLogits[i]) - law.logTempered(foundLogits[0]));
    }
    return Math.min(0, law.logTempered(foundLogits[0]) + Math.log(sum));
  }

  /**
   * The log of the estimate of the probability of all allowed tokens, at the temperature (1 for
   * greedy): at most 0, and never negative infinity. Of the last draw that did not give up.
   */
  double logKept() {
    return logKept;
  }

  /** How many tokens were tested, in all draws. */
  long tests() {
    return tests;
  }
}
