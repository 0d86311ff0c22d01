package dev.espalier.engine;

import java.time.Duration;

/**
 * What a generation took.
 *
 * @param promptTokens the tokens of the prompt
 * @param tokens the tokens drawn, an end token included
 * @param lazySteps those of them that were drawn without a mask, which would have taken more than
 *     its budget; see {@link Generator.Builder#maskBudget}
 * @param testedTokens the tokens that were tested one by one where there was no mask
 * @param takenBack the tokens that were drawn and taken back since they led to a dead end, where no
 *     token is allowed; not counted in {@code tokens}
 * @param modelNanos in the model: the prompt and every step
 * @param maskNanos in filling masks, drawing without one, and advancing the matcher
 * @param firstTokenNanos from the call to the first token drawn; 0 where none was
 * @param totalNanos from the call to its return
 */
public record GenerationStats(
    int promptTokens,
    int tokens,
    int lazySteps,
    long testedTokens,
    int takenBack,
    long modelNanos,
    long maskNanos,
    long firstTokenNanos,
    long totalNanos) {
  public Duration modelTime() {
    return Duration.ofNanos(modelNanos);
  }

  public Duration maskTime() {
    return Duration.ofNanos(maskNanos);
  }

  public Duration timeToFirstToken() {
    return Duration.ofNanos(firstTokenNanos);
  }

  public Duration totalTime() {
    return Duration.ofNanos(totalNanos);
  }
}
