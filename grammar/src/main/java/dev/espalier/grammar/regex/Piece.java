package dev.espalier.grammar.regex;

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
}
