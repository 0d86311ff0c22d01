package dev.espalier.bench;

import java.util.List;

/**
 * What became of one file. A value but for the timings.
 *
 * @param reason why it did not pass; empty if it did
 * @param compileNanos schema text to constraint, or to the refusal; -1 if that never ended
 * @param firstMaskNanos the first mask of a new matcher; -1 if there was none
 * @param tokens how long mask and advance took, for each token of each test
 */
record CaseResult(
    String file,
    Status status,
    String reason,
    long compileNanos,
    long firstMaskNanos,
    Timings tokens,
    List<Verdict> verdicts) {

  enum Status {
    PASSING,
    COMPILE_ERROR,
    VALIDATION_ERROR,
    INVALIDATION_ERROR,
    TIMEOUT,
    CRASH;

    /** As the report names it. */
    String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * @param at how many tokens were accepted before one, or the end, was refused; -1 if none was
   */
  record Verdict(boolean valid, boolean accepted, int at) {}

  CaseResult {
    verdicts = List.copyOf(verdicts);
  }

  /** A file that never came to an answer. */
  static CaseResult without(String file, Status status, String reason) {
    return new CaseResult(file, status, reason, -1, -1, new Timings(), List.of());
  }
}
