package dev.espalier.grammar.regex;

import dev.espalier.grammar.Regex;
import java.util.List;

/**
 * Pieces and expressions that match the same texts from right to left; what looks behind then looks
 * ahead.
 */
final class Reversal {
  private Reversal() {}

  static Piece of(Piece piece) {
    return switch (piece) {
      case Piece.Plain(Language language) ->
          new Piece.Plain(
              new Language(
                  of(language.regex()), language.nullable(), language.size(), language.depth()));
      case Piece.Anchor anchor ->
          switch (anchor) {
            case BEGIN -> Piece.Anchor.END;
            case END -> Piece.Anchor.BEGIN;
          };
      case Piece.Sequence(List<Piece> pieces) ->
          new Piece.Sequence(pieces.reversed().stream().map(Reversal::of).toList());
      case Piece.Choice(List<Piece> pieces) ->
          new Piece.Choice(pieces.stream().map(Reversal::of).toList());
      case Piece.Repeated(Piece part, int min, int max) -> new Piece.Repeated(of(part), min, max);
      case Piece.Lookahead(Piece part, String at) -> new Piece.Lookbehind(of(part), at);
      case Piece.NegativeLookahead(Piece part, String at) ->
          new Piece.NegativeLookbehind(of(part), at);
      case Piece.Lookbehind(Piece part, String at) -> new Piece.Lookahead(of(part), at);
      case Piece.NegativeLookbehind(Piece part, String at) ->
          new Piece.NegativeLookahead(of(part), at);
      case Piece.WordBoundary boundary -> boundary;
    };
  }

  static Regex of(Regex regex) {
    return switch (regex) {
      case Regex.Nothing r -> r;
      case Regex.Chars r -> r;
      case Regex.JsonChars r -> throw new AssertionError("no pattern has " + r);
      case Regex.Multiple r -> throw new AssertionError("no pattern has " + r);
      case Regex.Literal r -> Regex.literal(new StringBuilder(r.text()).reverse().toString());
      case Regex.Concat r ->
          Regex.concat(r.operands().reversed().stream().map(Reversal::of).toList());
      case Regex.Alternation r -> Regex.anyOf(r.operands().stream().map(Reversal::of).toList());
      case Regex.Intersection r -> Regex.allOf(r.operands().stream().map(Reversal::of).toList());
      case Regex.Complement r -> Regex.not(of(r.operand()));
      case Regex.Repeat r -> Regex.repeat(of(r.operand()), r.min(), r.max());
    };
  }
}
