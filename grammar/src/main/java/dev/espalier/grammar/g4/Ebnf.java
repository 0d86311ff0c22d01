package dev.espalier.grammar.g4;

import dev.espalier.grammar.CodePointSet;
import java.util.List;
import java.util.function.Consumer;

/**
 * The right side of a rule as it is written, of a lexer or of a parser. A value; positions are
 * {@code file:line:column}.
 */
sealed interface Ebnf {

  /** The parts one after the other; none is the empty text. */
  record Sequence(List<Ebnf> parts) implements Ebnf {
    public Sequence {
      parts = List.copyOf(parts);
    }
  }

  /** Any one of the alternatives, of which there is at least one. */
  record Choice(List<Ebnf> alternatives) implements Ebnf {
    public Choice {
      alternatives = List.copyOf(alternatives);
    }
  }

  /**
   * The part repeated.
   *
   * @param max 1 or {@link dev.espalier.grammar.Regex#UNBOUNDED}
   * @param greedy whether it goes on rather than ends where it may do both
   */
  record Repeat(Ebnf part, int min, int max, boolean greedy) implements Ebnf {}

  /** A rule, a token or {@code EOF} by its name. */
  record Name(String name, String position) implements Ebnf {
    boolean isEnd() {
      return name.equals("EOF");
    }
  }

  /**
   * A text.
   *
   * @param quoted as it is written, quotes and escapes and all: two literals are the same token if
   *     they are written the same
   */
  record Literal(String quoted, String text, String position) implements Ebnf {}

  /**
   * One character of a set.
   *
   * @param spans first and last character of what is listed, alternating, before case is ignored
   * @param properties what the properties in it stand for
   */
  record Characters(List<Integer> spans, CodePointSet properties, String position) implements Ebnf {
    public Characters {
      spans = List.copyOf(spans);
    }
  }

  /** Any one character, or token. */
  record Any(String position) implements Ebnf {}

  /** One character, or token, that is none of the members. */
  record Not(List<Ebnf> members, String position) implements Ebnf {
    public Not {
      members = List.copyOf(members);
    }
  }

  /** Code that runs there. */
  record Action(String code, String position) implements Ebnf {}

  /** Code that decides whether to go on. */
  record Predicate(String code, String position) implements Ebnf {}

  /** The empty text. */
  Ebnf NOTHING = new Sequence(List.of());

  /** The parts of this one, outermost first, those of a negation included. */
  default void forEach(Consumer<Ebnf> visitor) {
    visitor.accept(this);
    switch (this) {
      case Sequence(List<Ebnf> parts) -> parts.forEach(part -> part.forEach(visitor));
      case Choice(List<Ebnf> alternatives) -> alternatives.forEach(a -> a.forEach(visitor));
      case Repeat(Ebnf part, int min, int max, boolean greedy) -> part.forEach(visitor);
      case Not(List<Ebnf> members, String position) -> members.forEach(m -> m.forEach(visitor));
      case Name name -> {}
      case Literal literal -> {}
      case Characters characters -> {}
      case Any any -> {}
      case Action action -> {}
      case Predicate predicate -> {}
    }
  }
}
