package dev.espalier.grammar.regex;

import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import java.util.List;
import java.util.function.Function;

/**
 * Turns a {@link Piece} into a language, the simplest way that can: what does not look behind by
 * {@link AnchorElimination}, what does not look ahead by the same from right to left, and what does
 * both by {@link ContextElimination}.
 */
final class Elimination {
  private static final long MOST_NODES_OF_CONTEXTS = 20_000;

  private final String position;
  private final Limits limits;

  Elimination(String position, Limits limits) {
    this.position = position;
    this.limits = limits;
  }

  /** The texts in which {@code piece} matches somewhere. */
  Regex search(Piece piece) {
    if (!looksBehind(piece)) {
      return searchAhead(piece);
    }
    if (!looksAhead(piece)) {
      return Reversal.of(searchAhead(Reversal.of(piece)));
    }
    if (piece instanceof Piece.Choice(List<Piece> pieces)) {
      return Regex.anyOf(pieces.stream().map(this::search).toList());
    }
    if (piece instanceof Piece.Sequence(List<Piece> pieces)) {
      for (int i = 1; i < pieces.size(); i++) {
        Piece first = new Piece.Sequence(pieces.subList(0, i));
        Piece second = new Piece.Sequence(pieces.subList(i, pieces.size()));
        if (!looksAhead(first)
            && !first.contains(Piece.Anchor.END)
            && !looksBehind(second)
            && !second.contains(Piece.Anchor.BEGIN)) {
          return searchBoth(first, second);
        }
      }
    }
    return contexts().search(piece).regex();
  }

  /** What the first sees is before the place between them, and what the second sees after it. */
  private Regex searchBoth(Piece first, Piece second) {
    Piece end = new Piece.Sequence(List.of(first, Piece.Anchor.END));
    Piece rest = new Piece.Sequence(List.of(second, new Piece.Plain(Language.ANY_TEXT)));
    return Regex.concat(search(end), fullMatch(rest));
  }

  private Regex searchAhead(Piece piece) {
    try {
      return anchors().search(piece);
    } catch (UnsupportedRegexException e) {
      return backwards(piece, e, contexts()::search);
    }
  }

  /** For the lookaheads inside unbounded repetitions that cannot be read forwards. */
  private static Regex backwards(
      Piece piece, UnsupportedRegexException forwards, Function<Piece, Language> elimination) {
    try {
      return Reversal.of(elimination.apply(Reversal.of(piece)).regex());
    } catch (UnsupportedRegexException | LimitExceededException e) {
      throw forwards;
    }
  }

  /** The texts that {@code piece} matches as a whole. */
  Regex fullMatch(Piece piece) {
    if (looksBehind(piece)) {
      return contexts().fullMatch(piece).regex();
    }
    try {
      return anchors().fullMatch(piece);
    } catch (UnsupportedRegexException e) {
      return backwards(piece, e, contexts()::fullMatch);
    }
  }

  private static boolean looksBehind(Piece piece) {
    return piece.has(
        Piece.Lookbehind.class, Piece.NegativeLookbehind.class, Piece.WordBoundary.class);
  }

  private static boolean looksAhead(Piece piece) {
    return piece.has(
        Piece.Lookahead.class, Piece.NegativeLookahead.class, Piece.WordBoundary.class);
  }

  private AnchorElimination anchors() {
    return new AnchorElimination(new LanguageBuilder(position, limits));
  }

  private ContextElimination contexts() {
    return new ContextElimination(
        this, new LanguageBuilder(position, limits, MOST_NODES_OF_CONTEXTS), position);
  }
}
