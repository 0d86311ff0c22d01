package dev.espalier.grammar.analysis;

import java.util.Comparator;

/**
 * Something in a grammar that is mostly not meant. A value; ordered by kind, then by rule.
 *
 * @param rule the name of the rule that it is about, as far as the notation had one
 * @param problem what is so
 * @param remedy what to do if it is not meant
 */
public record Finding(Kind kind, String rule, String problem, String remedy)
    implements Comparable<Finding> {
  /** What a finding is about. The names are stable, in lower case with hyphens. */
  public enum Kind {
    /** A rule derives no text, so that no text of the language is read with it. */
    DERIVES_NOTHING(Severity.WARNING),
    /** A terminal matches nothing, such as an intersection of what has no text in common. */
    EMPTY_TERMINAL(Severity.WARNING),
    /** A terminal that the parser reads and no rule of its lexicon produces. */
    NEVER_PRODUCED(Severity.WARNING),
    /** A rule of a lexicon of which no lexeme ever is, since others are preferred. */
    NEVER_WINS(Severity.WARNING),
    /** A mode of a lexicon that no rule leads to. */
    UNREACHABLE_MODE(Severity.WARNING),
    /** A terminal that rules of a lexicon produce and the parser reads nowhere. */
    UNREAD_TERMINAL(Severity.WARNING),
    /** A rule that no text of the start rule is read with. */
    UNREACHABLE(Severity.WARNING),
    /** An alternative that stands in a rule twice. */
    DUPLICATE_ALTERNATIVE(Severity.WARNING),
    /** Rules that derive each other alone, so that their texts are read in endlessly many ways. */
    UNIT_CYCLE(Severity.WARNING),
    /** A rule that derives the empty text and no other. */
    ONLY_EMPTY(Severity.NOTE),
    /** A rule that begins with itself, perhaps through others. */
    LEFT_RECURSION(Severity.NOTE),
    /** An incomplete text that no token of a vocabulary goes on with. */
    DEAD_END(Severity.WARNING);

    private final Severity severity;

    Kind(Severity severity) {
      this.severity = severity;
    }

    public Severity severity() {
      return severity;
    }
  }

  /** How much a finding matters. */
  public enum Severity {
    /** Mostly a mistake. */
    WARNING,
    /** To be known; as often as not it is meant. */
    NOTE
  }

  private static final Comparator<Finding> ORDER =
      Comparator.comparing(Finding::kind)
          .thenComparing(Finding::rule)
          .thenComparing(Finding::problem)
          .thenComparing(Finding::remedy);

  @Override
  public int compareTo(Finding other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "rule '" + rule + "': " + problem + "; " + remedy;
  }
}
