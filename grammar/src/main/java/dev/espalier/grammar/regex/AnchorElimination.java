package dev.espalier.grammar.regex;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns a {@link Piece}, which may look at the text around it, into a language that does not.
 *
 * <p><b>Anchors.</b> Let {@code V(p, s, e)} be the texts that piece {@code p} matches when the left
 * edge of the match is the start of the whole text ({@code s}) or is not, and the right edge its
 * end ({@code e}) or is not: {@code V(^, s, e)} is the empty text if {@code s}, else nothing. In a
 * concatenation {@code ab} the place between is the start only if {@code s} and {@code a} matched
 * nothing, and the end only if {@code e} and {@code b} matched nothing. {@code V} grows with {@code
 * s} and {@code e}, so the cases need not be kept apart:
 *
 * <pre>
 *   V(ab, s, e) = V(a, s, 0) V(b, 0, e)
 *               | V(b, s, e)  if V(a, s, 0) has the empty text
 *               | V(a, s, e)  if V(b, 0, e) has the empty text
 *               | ""          if V(a, s, e) and V(b, s, e) have it
 * </pre>
 *
 * In a repetition only the first and last of the copies that are not empty touch an edge; if the
 * empty text is possible at an edge, it pads every number of copies.
 *
 * <p><b>Lookaheads</b> see beyond their match, up to the end of the text. So the piece is read from
 * the right, with the language of the whole rest of the text in hand ({@link Rest}, once for a
 * position inside the text and once for its start): {@code (?=x)} intersects the rest with {@code
 * x} followed by anything, {@code (?!x)} with the complement of that. A repetition with a lookahead
 * inside is unrolled up to {@value #MOST_UNROLLED} times; unbounded it is taken only in the form
 * {@code ((?!x)c)*$} with {@code c} a single character, which says of each place but the end that
 * the lookahead holds there. After a negative lookahead a rest need not grow with {@code s} any
 * more; then the empty and nonempty cases are kept apart.
 *
 * <p>Alternative rejected: markers for both edges in the text, and intersection with the texts that
 * have them in the right places; it leaves an intersection in every expression with an anchor.
 */
final class AnchorElimination {
  private static final int MOST_UNROLLED = 64;

  private final LanguageBuilder build;

  AnchorElimination(LanguageBuilder build) {
    this.build = build;
  }

  /** The texts in which {@code piece} matches somewhere. */
  Regex search(Piece piece) {
    return piece instanceof Piece.Choice(List<Piece> pieces)
        ? build.union(pieces.stream().map(this::searchOne).toList()).regex()
        : searchOne(piece).regex();
  }

  private Language searchOne(Piece piece) {
    Rest rest = before(piece, Rest.always(Language.ANY_TEXT));
    Language skipped =
        rest.grows()
            ? Language.ANY_TEXT
            : build.repeat(build.chars(CodePointSet.ALL), 1, Regex.UNBOUNDED);
    Language later = build.concat(skipped, rest.inside());
    return rest.isSame() ? later : build.union(rest.atStart(), later);
  }

  /** The texts that {@code piece} matches as a whole. */
  Regex fullMatch(Piece piece) {
    return before(piece, Rest.always(Language.EMPTY)).atStart().regex();
  }

  /**
   * What may follow from some place on to the end of the text.
   *
   * @param inside where the place is not the start of the text
   * @param atStart where it is
   * @param grows whether {@code atStart} is known to hold all of {@code inside}
   */
  private record Rest(Language inside, Language atStart, boolean grows) {
    Rest {
      grows |= inside == atStart;
    }

    static Rest always(Language language) {
      return new Rest(language, language, true);
    }

    boolean isSame() {
      return inside == atStart;
    }

    Language at(boolean start) {
      return start ? atStart : inside;
    }
  }

  /** What {@code piece} matches, by the edges it touches: {@code V(piece, s, e)} of the class. */
  private record Variants(Language middle, Language atEnd, Language atStart, Language whole) {
    static Variants always(Language language) {
      return new Variants(language, language, language, language);
    }

    Language at(boolean start, boolean end) {
      return start ? (end ? whole : atStart) : (end ? atEnd : middle);
    }

    boolean startMatters() {
      return middle != atStart || atEnd != whole;
    }

    boolean endMatters() {
      return middle != atEnd || atStart != whole;
    }

    boolean isPlain() {
      return !startMatters() && !endMatters();
    }
  }

  private Rest before(Piece piece, Rest rest) {
    build.step();
    return switch (piece) {
      case Piece.Sequence(List<Piece> pieces) -> {
        Rest result = rest;
        for (Piece part : pieces.reversed()) {
          result = before(part, result);
        }
        yield result;
      }
      case Piece.Lookahead(Piece ahead, String position) ->
          intersection(before(ahead, Rest.always(Language.ANY_TEXT)), rest);
      case Piece.NegativeLookahead(Piece ahead, String position) -> {
        Rest seen = before(ahead, Rest.always(Language.ANY_TEXT));
        Language inside = build.complement(seen.inside());
        Rest unseen =
            seen.isSame()
                ? Rest.always(inside)
                : new Rest(inside, build.complement(seen.atStart()), false);
        yield intersection(unseen, rest);
      }
      case Piece.Choice(List<Piece> pieces)
          when looksAhead(piece) || isSmall(rest.inside()) && isSmall(rest.atStart()) -> {
        List<Rest> rests = new ArrayList<>();
        for (Piece part : pieces) {
          rests.add(before(part, rest));
        }
        yield union(rests);
      }
      case Piece.Repeated repeated when looksAhead(repeated) -> unroll(repeated, rest);
      case Piece.Choice choice -> before(variants(choice), rest);
      case Piece.Repeated repeated -> before(variants(repeated), rest);
      case Piece.Plain plain -> before(variants(plain), rest);
      case Piece.Anchor anchor -> before(variants(anchor), rest);
      case Piece.Lookbehind behind -> throw looksBehind(behind);
      case Piece.NegativeLookbehind behind -> throw looksBehind(behind);
      case Piece.WordBoundary boundary -> throw looksBehind(boundary);
    };
  }

  private Rest before(Variants matched, Rest rest) {
    Language inside = before(matched, rest, false);
    return !matched.startMatters() && rest.isSame()
        ? Rest.always(inside)
        : new Rest(inside, before(matched, rest, true), rest.grows());
  }

  private Language before(Variants matched, Rest rest, boolean start) {
    boolean apart = start && !rest.grows();
    Language first = matched.at(start, false);
    Language last = matched.at(start, true);
    Language whole = rest.at(start);
    List<Language> cases = new ArrayList<>();
    cases.add(build.concat(apart ? build.nonempty(first) : first, rest.inside()));
    if (first.nullable() && whole != rest.inside()) {
      cases.add(whole);
    }
    if (rest.inside().nullable() && last != first) {
      cases.add(apart ? build.nonempty(last) : last);
    }
    Language union = build.union(cases);
    return !union.nullable() && last.nullable() && whole.nullable()
        ? build.union(union, Language.EMPTY)
        : union;
  }

  private Rest unroll(Piece.Repeated repeated, Rest rest) {
    if (rest.inside().regex().equals(Regex.EMPTY) && rest.atStart().regex().equals(Regex.EMPTY)) {
      Optional<Rest> guarded = guardedCharacters(repeated);
      if (guarded.isPresent()) {
        return guarded.get();
      }
    }
    if (repeated.max() > MOST_UNROLLED) {
      throw new UnsupportedRegexException(
          firstLookahead(repeated), "a lookahead inside an unbounded repetition");
    }
    Rest result = rest;
    for (int copy = repeated.max(); copy > 0; copy--) {
      result = before(repeated.piece(), result);
      if (copy > repeated.min()) {
        result = union(List.of(rest, result));
      }
    }
    return result;
  }

  /** The language of {@code ((?!x)(?=y)c)*$}, with {@code c} a single character; else empty. */
  private Optional<Rest> guardedCharacters(Piece.Repeated repeated) {
    if (!(repeated.piece() instanceof Piece.Sequence(List<Piece> pieces)
        && pieces.getLast() instanceof Piece.Plain(Language character)
        && isOneCharacter(character))) {
      return Optional.empty();
    }
    List<Piece> guards = pieces.subList(0, pieces.size() - 1);
    if (!guards.stream()
        .allMatch(g -> g instanceof Piece.Lookahead || g instanceof Piece.NegativeLookahead)) {
      return Optional.empty();
    }
    Rest guard = before(new Piece.Sequence(guards), Rest.always(Language.ANY_TEXT));
    if (!guard.isSame()) {
      return Optional.empty();
    }
    Language violated = build.nonempty(build.complement(guard.inside()));
    Language held = build.complement(build.concat(Language.ANY_TEXT, violated));
    return Optional.of(
        Rest.always(
            build.intersection(build.repeat(character, repeated.min(), repeated.max()), held)));
  }

  private static boolean isOneCharacter(Language language) {
    return language.regex() instanceof Regex.Chars
        || language.regex() instanceof Regex.Literal(String text)
            && text.codePointCount(0, text.length()) == 1;
  }

  private static boolean isSmall(Language language) {
    return language.size() == 1;
  }

  private Rest intersection(Rest a, Rest b) {
    Language inside = build.intersection(a.inside(), b.inside());
    return a.isSame() && b.isSame()
        ? Rest.always(inside)
        : new Rest(inside, build.intersection(a.atStart(), b.atStart()), a.grows() && b.grows());
  }

  private Rest union(List<Rest> rests) {
    Language inside = build.union(rests.stream().map(Rest::inside).toList());
    return rests.stream().allMatch(Rest::isSame)
        ? Rest.always(inside)
        : new Rest(
            inside,
            build.union(rests.stream().map(Rest::atStart).toList()),
            rests.stream().allMatch(Rest::grows));
  }

  private Variants variants(Piece piece) {
    build.step();
    return switch (piece) {
      case Piece.Plain(Language language) -> Variants.always(language);
      case Piece.Anchor anchor ->
          switch (anchor) {
            case BEGIN ->
                new Variants(Language.NOTHING, Language.NOTHING, Language.EMPTY, Language.EMPTY);
            case END ->
                new Variants(Language.NOTHING, Language.EMPTY, Language.NOTHING, Language.EMPTY);
          };
      case Piece.Sequence(List<Piece> pieces) -> {
        Variants result = Variants.always(Language.EMPTY);
        for (Piece part : pieces.reversed()) {
          result = concat(variants(part), result);
        }
        yield result;
      }
      case Piece.Choice(List<Piece> pieces) -> {
        List<Variants> parts = pieces.stream().map(this::variants).toList();
        yield variants(
            parts.stream().anyMatch(Variants::startMatters),
            parts.stream().anyMatch(Variants::endMatters),
            (start, end) -> build.union(parts.stream().map(part -> part.at(start, end)).toList()));
      }
      case Piece.Repeated(Piece part, int min, int max) -> repeat(variants(part), min, max);
      default -> throw new AssertionError("without the rest of the text: " + piece);
    };
  }

  private Variants concat(Variants a, Variants b) {
    if (a.isPlain() && b.isPlain()) {
      return Variants.always(build.concat(a.middle(), b.middle()));
    }
    return variants(
        a.startMatters() || b.startMatters(),
        a.endMatters() || b.endMatters(),
        (start, end) -> concat(a, b, start, end));
  }

  @FunctionalInterface
  private interface ByEdges {
    Language at(boolean start, boolean end);
  }

  private static Variants variants(boolean startMatters, boolean endMatters, ByEdges language) {
    Language middle = language.at(false, false);
    Language atEnd = endMatters ? language.at(false, true) : middle;
    Language atStart = startMatters ? language.at(true, false) : middle;
    Language whole = !startMatters ? atEnd : !endMatters ? atStart : language.at(true, true);
    return new Variants(middle, atEnd, atStart, whole);
  }

  private Language concat(Variants a, Variants b, boolean start, boolean end) {
    Language first = a.at(start, false);
    Language last = b.at(false, end);
    Language firstAlone = a.at(start, end);
    Language lastAlone = b.at(start, end);
    List<Language> cases = new ArrayList<>();
    cases.add(build.concat(first, last));
    if (first.nullable() && lastAlone != last) {
      cases.add(lastAlone);
    }
    if (last.nullable() && firstAlone != first) {
      cases.add(firstAlone);
    }
    Language union = build.union(cases);
    return !union.nullable() && firstAlone.nullable() && lastAlone.nullable()
        ? build.union(union, Language.EMPTY)
        : union;
  }

  private Variants repeat(Variants part, int min, int max) {
    return part.isPlain()
        ? Variants.always(build.repeat(part.middle(), min, max))
        : variants(
            part.startMatters(),
            part.endMatters(),
            (start, end) -> repeat(part, min, max, start, end));
  }

  private Language repeat(Variants part, int min, int max, boolean start, boolean end) {
    Language first = part.at(start, false);
    Language last = part.at(false, end);
    int least = first.nullable() || last.nullable() ? Math.min(min, 1) : min;
    List<Language> cases = new ArrayList<>();
    if (min == 0 || part.at(start, end).nullable()) {
      cases.add(Language.EMPTY);
    }
    if (max > 0 && least <= 1) {
      cases.add(part.at(start, end));
    }
    if (max >= 2) {
      int most = max == Regex.UNBOUNDED ? Regex.UNBOUNDED : max - 2;
      Language between = build.repeat(part.middle(), Math.max(least, 2) - 2, most);
      cases.add(build.concat(List.of(first, between, last)));
    }
    return build.union(cases);
  }

  private static boolean looksAhead(Piece piece) {
    return !firstLookahead(piece).isEmpty();
  }

  /** The position of the first lookahead in {@code piece}; empty if there is none. */
  private static String firstLookahead(Piece piece) {
    return switch (piece) {
      case Piece.Lookahead(Piece ahead, String position) -> position;
      case Piece.NegativeLookahead(Piece ahead, String position) -> position;
      default ->
          piece.parts().stream()
              .map(AnchorElimination::firstLookahead)
              .filter(position -> !position.isEmpty())
              .findFirst()
              .orElse("");
    };
  }

  private static AssertionError looksBehind(Piece piece) {
    return new AssertionError("not for what looks behind: " + piece);
  }
}
