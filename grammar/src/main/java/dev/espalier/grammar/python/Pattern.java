package dev.espalier.grammar.python;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import java.util.List;

/** What to match, with the order in which Python tries the ways to match it. A value. */
public sealed interface Pattern {
  /** One code point out of a set; nothing at all if it is empty. */
  record Chars(CodePointSet set) implements Pattern {}

  /** Any text of a language, longer ones first. */
  record Exactly(Regex regex) implements Pattern {}

  /** One after the other. */
  record Sequence(List<Pattern> parts) implements Pattern {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** Any one; earlier ones are tried first. */
  record Choice(List<Pattern> parts) implements Pattern {
    public Choice {
      parts = List.copyOf(parts);
    }
  }

  /** Which number of repetitions is tried first. */
  enum Greed {
    MOST,
    LEAST
  }

  /** {@code part} repeated; {@code max} may be {@link Regex#UNBOUNDED}. */
  record Repetition(Pattern part, int min, int max, Greed greed) implements Pattern {}

  /** Where a {@link Look} looks, and whether for what is there or for what is not. */
  enum Direction {
    AHEAD("(?="),
    NOT_AHEAD("(?!"),
    BEHIND("(?<="),
    NOT_BEHIND("(?<!");

    private final String opening;

    Direction(String opening) {
      this.opening = opening;
    }

    /** How a regular expression begins it. */
    String opening() {
      return opening;
    }

    boolean isAhead() {
      return this == AHEAD || this == NOT_AHEAD;
    }
  }

  /** Matches the empty text, depending on what is around. */
  record Look(Direction direction, Pattern part, String position) implements Pattern {}

  /**
   * A pattern that stands here by its name. Where it ends in a repetition that tries the least
   * first, it stands for all of its texts.
   */
  record Named(Pattern part) implements Pattern {}

  Pattern EMPTY = new Exactly(Regex.EMPTY);
}
