package dev.espalier.bench;

import java.util.Locale;

/**
 * What became of one test of the suite. A value.
 *
 * @param at how many bytes of the instance were accepted before one, or the end, was refused; -1 if
 *     none was or the schema was refused
 * @param reason why it did not pass; empty if it did
 */
record SuiteResult(Outcome outcome, int at, String reason) {
  enum Outcome {
    PASS,
    /** A valid instance is refused. */
    OVER,
    /** An invalid instance is accepted. */
    UNDER,
    /** The schema is refused, or no answer came. */
    REFUSED;

    /** As the report names it. */
    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static SuiteResult refused(String reason) {
    return new SuiteResult(Outcome.REFUSED, -1, reason);
  }
}
