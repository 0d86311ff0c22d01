package dev.espalier.grammar.regex;

import java.util.Arrays;
import java.util.List;

/** A part of a regular expression, sorted by what it sees of the text around it. A value. */
sealed interface Piece {

  /** Sees nothing but the text it matches. */
  record Plain(Language language) implements Piece {}

  /** Matches the empty text at one edge of the whole text. */
  enum Anchor implements Piece {
    BEGIN,
    END
  }

  record Sequence(List<Piece> pieces) implements Piece {
    public Sequence {
      pieces = List.copyOf(pieces);
    }
  }

  record Choice(List<Piece> pieces) implements Piece {
    public Choice {
      pieces = List.copyOf(pieces);
    }
  }

  record Repeated(Piece piece, int min, int max) implements Piece {}

  /** Matches the empty text where {@code piece} matches a beginning of the rest. */
  record Lookahead(Piece piece, String position) implements Piece {}

  /** Matches the empty text where {@code piece} matches no beginning of the rest. */
  record NegativeLookahead(Piece piece, String position) implements Piece {}

  /** Matches the empty text where {@code piece} matches an end of what is before. */
  record Lookbehind(Piece piece, String position) implements Piece {}

  /** Matches the empty text where {@code piece} matches no end of what is before. */
  record NegativeLookbehind(Piece piece, String position) implements Piece {}

  /** Matches the empty text where just one neighbour is a word character, or else where not. */
  record WordBoundary(boolean negated, String position) implements Piece {}

  /** The pieces that it is made of. */
  default List<Piece> parts() {
    return switch (this) {
      case Plain p -> List.of();
      case Anchor p -> List.of();
      case WordBoundary p -> List.of();
      case Sequence p -> p.pieces();
      case Choice p -> p.pieces();
      case Repeated p -> List.of(p.piece());
      case Lookahead p -> List.of(p.piece());
      case NegativeLookahead p -> List.of(p.piece());
      case Lookbehind p -> List.of(p.piece());
      case NegativeLookbehind p -> List.of(p.piece());
    };
  }

  /** Whether a piece of one of these kinds is in it. */
  default boolean has(Class<?>... kinds) {
    return Arrays.stream(kinds).anyMatch(kind -> kind.isInstance(this))
        || parts().stream().anyMatch(part -> part.has(kinds));
  }

  /** Whether {@code piece} itself is in it. */
  default boolean contains(Piece piece) {
    return this == piece || parts().stream().anyMatch(part -> part.contains(piece));
  }
}
