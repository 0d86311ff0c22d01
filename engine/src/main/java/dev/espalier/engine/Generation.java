package dev.espalier.engine;

import java.util.List;

/**
 * What was generated, whole or cut off; {@link #finish()} says which.
 *
 * @param text the text, without the prompt; where it was cut inside a character, without that
 * @param finish why it ended
 * @param tokens the tokens drawn; the last is an end token where the model ended the text
 * @param logProbability the natural log of the probability of these tokens under the model alone,
 *     at temperature 1
 * @param logWeight the natural log of the importance weight: the sum, over all steps, of the log of
 *     the probability that the mask kept, at the sampler's temperature (1 for greedy). Weighted by
 *     its exponential, texts drawn without truncation are distributed as the model's, given that
 *     they are in the language. In steps that were drawn without a mask ({@link
 *     GenerationStats#lazySteps}) an estimate takes the place of that probability. It is
 *     independent of other steps and its mean, given the token, is the probability, so that this
 *     holds all the same; the weights only vary more. 0 without a constraint. Where tokens were
 *     {@linkplain GenerationStats#takenBack taken back}, the masks of the steps that were drawn
 *     again are without what led to a dead end. A draw that meets a dead end and is made again is a
 *     draw from the tokens that lead to none; but other texts do not know of the dead ends that
 *     they missed. So for weighted averages that are right, texts with tokens taken back count with
 *     weight 0, as the dead ends do that they began with
 * @param stats what it took
 */
public record Generation(
    String text,
    FinishReason finish,
    List<Integer> tokens,
    double logProbability,
    double logWeight,
    GenerationStats stats) {
  public Generation {
    tokens = List.copyOf(tokens);
  }

  /** Whether the text is whole. */
  public boolean isComplete() {
    return finish == FinishReason.COMPLETE;
  }
}
