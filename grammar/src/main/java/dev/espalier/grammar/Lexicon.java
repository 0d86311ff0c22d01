package dev.espalier.grammar;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Terminals that divide a text among themselves, as a lexer does that runs before its parser: at
 * each place the rule with the longest match takes it, among the longest the one listed first. A
 * value.
 *
 * <p>A text is in the language if and only if it is divided completely so, and the parser reads the
 * names that its lexemes produce. In particular no lexeme may end where what follows, up to any
 * point, would have made a longer one.
 *
 * @param name unique in the grammar
 * @param modes not empty; reading begins in the first
 */
public record Lexicon(String name, Competition competition, List<Mode> modes) {

  /** Which rules of a mode take part at a place. */
  public enum Competition {
    /** All, whatever the parser can read there: the lexer knows nothing of the parser. */
    ALL,
    /** Those that produce what the parser can read there, and the hidden ones. */
    EXPECTED
  }

  /** Rules that are tried together, those listed first being preferred. */
  public record Mode(String name, List<Rule> rules) {
    public Mode {
      rules = List.copyOf(rules);
    }

    @Override
    public String toString() {
      return "mode "
          + name
          + "\n"
          + rules.stream().map(r -> "  " + r + "\n").collect(Collectors.joining());
    }
  }

  /**
   * One kind of lexeme.
   *
   * @param name for messages
   * @param regex matches it; lexemes are never empty, so the empty text does not count
   * @param produces the name of the terminal that the parser sees; empty where it sees nothing, as
   *     for whitespace and comments
   * @param changes what becomes of the modes after it, one after the other
   * @param extent how far its lexemes reach
   */
  public record Rule(
      String name,
      Regex regex,
      Optional<String> produces,
      List<ModeChange> changes,
      Extent extent) {
    public Rule {
      changes = List.copyOf(changes);
    }

    /** A rule for the longest match. */
    public Rule(String name, Regex regex, Optional<String> produces, List<ModeChange> changes) {
      this(name, regex, produces, changes, Extent.LONGEST);
    }

    /** A rule that produces its own name and stays in its mode. */
    public static Rule of(String name, Regex regex) {
      return new Rule(name, regex, Optional.of(name), List.of());
    }

    /** A rule whose lexemes the parser does not see. */
    public static Rule hidden(String name, Regex regex) {
      return new Rule(name, regex, Optional.empty(), List.of());
    }

    @Override
    public String toString() {
      return name
          + " : "
          + regex
          + " -> "
          + produces.orElse("hidden")
          + (extent == Extent.FIRST ? ", ends first" : "")
          + changes.stream().map(change -> ", " + change).collect(Collectors.joining());
    }
  }

  /** How far the lexemes of a rule reach. */
  public enum Extent {
    /** As far as any rule that takes part at the place matches. */
    LONGEST,
    /**
     * As far as the rule first matches: there the lexeme ends and is of this rule, whatever it and
     * the others that take part match or could still have become.
     */
    FIRST
  }

  /** What a lexeme does to the stack of modes. */
  public sealed interface ModeChange {
    /** The mode goes on top of the present one. */
    record Push(String mode) implements ModeChange {}

    /** The present mode is left for the one below; where there is none, the lexeme is an error. */
    record Pop() implements ModeChange {}

    /** The mode takes the place of the present one. */
    record Switch(String mode) implements ModeChange {}
  }

  /**
   * @throws IllegalArgumentException if there is no mode, two have one name, or a change names none
   *     of them
   */
  public Lexicon {
    modes = List.copyOf(modes);
    if (modes.isEmpty()) {
      throw new IllegalArgumentException("a lexicon without modes: '" + name + "'");
    }
    Set<String> names = new HashSet<>();
    for (Mode mode : modes) {
      if (!names.add(mode.name)) {
        throw new IllegalArgumentException("two modes are called '" + mode.name + "'");
      }
    }
    for (Mode mode : modes) {
      for (Rule rule : mode.rules) {
        for (ModeChange change : rule.changes) {
          String target =
              switch (change) {
                case ModeChange.Push(String to) -> to;
                case ModeChange.Switch(String to) -> to;
                case ModeChange.Pop pop -> mode.name;
              };
          if (!names.contains(target)) {
            throw new IllegalArgumentException(
                "rule '" + rule.name + "' leads to '" + target + "', which is no mode");
          }
        }
      }
    }
  }

  /** A lexicon of one mode. */
  public static Lexicon of(String name, Competition competition, List<Rule> rules) {
    return new Lexicon(name, competition, List.of(new Mode("default", rules)));
  }

  /** The names of terminals that some rule produces. */
  public Set<String> produced() {
    Set<String> produced = new HashSet<>();
    for (Mode mode : modes) {
      for (Rule rule : mode.rules) {
        rule.produces.ifPresent(produced::add);
      }
    }
    return produced;
  }

  @Override
  public String toString() {
    return "lexicon "
        + name
        + " "
        + competition
        + "\n"
        + modes.stream().map(Mode::toString).collect(Collectors.joining());
  }
}
