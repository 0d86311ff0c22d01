package dev.espalier.bench;

import java.util.List;
import java.util.Locale;

/**
 * What became of one grammar. A value but for the timings.
 *
 * @param reason why it did not pass; empty if it did
 * @param compileNanos text to constraint, or to the refusal; -1 if that never ended
 * @param firstMaskNanos the first mask of a new matcher; -1 if there was none
 * @param tokens how long mask and advance took, for each token of each example
 */
record GrammarResult(
    String grammar,
    Status status,
    String reason,
    long compileNanos,
    long firstMaskNanos,
    Timings tokens,
    List<Example> examples) {

  enum Status {
    PASSING,
    COMPILE_ERROR,
    /** An example is refused, or one is accepted that is meant to be refused. */
    REJECTED,
    TIMEOUT,
    CRASH;

    /** As the report names it. */
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What became of an example.
   *
   * @param at how many tokens were accepted before one, or the end, was refused; -1 if none was
   * @param tokens how many it has
   */
  record Example(String file, boolean accepted, int at, int tokens) {}

  GrammarResult {
    examples = List.copyOf(examples);
  }

  /** A grammar that never came to an answer. */
  static GrammarResult without(String grammar, Status status, String reason) {
    return new GrammarResult(grammar, status, reason, -1, -1, new Timings(), List.of());
  }
}
