package dev.espalier.grammar.g4;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How a .g4 grammar is to be read. A value.
 *
 * @param assumed what code of other languages in the grammar is taken to do; none of it by default
 */
public record G4Options(Set<Assumption> assumed) {

  /** What a grammar may leave to code that is not run here. */
  public enum Assumption {
    /** Semantic predicates are true. */
    PREDICATES,
    /** Actions of the lexer, and members of it that override how it works, change nothing. */
    ACTIONS,
    /** A base class of the lexer or the parser changes nothing. */
    SUPER_CLASS;

    /** The name in messages and on the command line: {@code predicates, actions, superClass}. */
    public String text() {
      return this == SUPER_CLASS ? "superClass" : name().toLowerCase(Locale.ROOT);
    }
  }

  public G4Options {
    assumed = Set.copyOf(assumed);
  }

  /** Nothing is assumed. */
  public static G4Options defaults() {
    return new G4Options(Set.of());
  }

  /** These options with exactly the given assumptions; a grammar that needs one gets a note. */
  public G4Options assuming(Assumption... assumptions) {
    return new G4Options(Set.copyOf(List.of(assumptions)));
  }
}
