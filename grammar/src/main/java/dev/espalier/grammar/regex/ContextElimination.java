package dev.espalier.grammar.regex;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Turns a {@link Piece} that looks behind into a language that does not.
 *
 * <p>What the piece wants to know of the text before a place is the state of a small automaton, its
 * {@link Contexts}. The piece is read from the right, with the language of the whole rest of the
 * text in hand, one for each context: a lookbehind empties the rests of the contexts that it
 * excludes, a lookahead intersects all of them, and a plain language goes over to the rests of the
 * contexts that it leads to. It is taken apart for that as far as needed: after a character, the
 * context often depends on that character alone.
 *
 * <p>An unbounded repetition is a matrix of languages from context to context, and its star. A word
 * boundary and the end of the text look one character ahead; there they become a <em>promise</em>
 * about the next character, as a second part of the context. Other lookaheads are refused there,
 * and lookbehinds are if they look ahead themselves.
 *
 * <p>Made for one pattern and thread.
 */
final class ContextElimination {
  private static final int MOST_UNROLLED = 64;
  private static final int MOST_PATHS = 8; // contexts of an automaton that becomes expressions

  private static final CodePointSet WORD = CharacterClasses.ofEscape('w');
  private static final CodePointSet OTHER = WORD.complement();

  private final Elimination elimination;
  private final LanguageBuilder build;
  private final String position;
  private final Map<Piece, Integer> behinds = new IdentityHashMap<>();
  private @Nullable Contexts made;
  private Language @Nullable [][] paths;

  /**
   * @param elimination for what is inside a lookbehind
   */
  ContextElimination(Elimination elimination, LanguageBuilder build, String position) {
    this.elimination = elimination;
    this.build = build;
    this.position = position;
  }

  /** The texts in which {@code piece} matches somewhere. */
  Language search(Piece piece) {
    prepare(piece);
    Language[] found = before(piece, always(Language.ANY_TEXT));
    return before(Language.ANY_TEXT, found)[Contexts.START];
  }

  /** The texts that {@code piece} matches as a whole. */
  Language fullMatch(Piece piece) {
    prepare(piece);
    return before(piece, always(Language.EMPTY))[Contexts.START];
  }

  private void prepare(Piece piece) {
    List<Regex> languages = new ArrayList<>();
    collect(piece, languages);
    made =
        new Contexts(has(piece, Piece.Anchor.BEGIN), hasWordBoundary(piece), languages, position);
  }

  private Contexts contexts() {
    if (made == null) {
      throw new AssertionError("no contexts yet");
    }
    return made;
  }

  private void collect(Piece piece, List<Regex> languages) {
    switch (piece) {
      case Piece.Lookbehind(Piece behind, String at) -> add(piece, behind, at, languages);
      case Piece.NegativeLookbehind(Piece behind, String at) -> add(piece, behind, at, languages);
      default -> piece.parts().forEach(part -> collect(part, languages));
    }
  }

  private void add(Piece piece, Piece behind, String at, List<Regex> languages) {
    if (looksAhead(behind)) {
      throw new UnsupportedRegexException(at, "a lookbehind that looks ahead");
    }
    Piece ending = new Piece.Sequence(List.of(behind, Piece.Anchor.END));
    behinds.put(piece, languages.size());
    languages.add(elimination.search(ending));
  }

  private static boolean looksAhead(Piece piece) {
    return piece instanceof Piece.Lookahead
        || piece instanceof Piece.NegativeLookahead
        || piece instanceof Piece.WordBoundary
        || piece == Piece.Anchor.END
        || piece.parts().stream().anyMatch(ContextElimination::looksAhead);
  }

  /** Not below a lookbehind, which has contexts of its own. */
  private static boolean has(Piece piece, Piece wanted) {
    return piece == wanted
        || !isBehind(piece) && piece.parts().stream().anyMatch(part -> has(part, wanted));
  }

  private static boolean hasWordBoundary(Piece piece) {
    return piece instanceof Piece.WordBoundary
        || !isBehind(piece) && piece.parts().stream().anyMatch(ContextElimination::hasWordBoundary);
  }

  private static boolean isBehind(Piece piece) {
    return piece instanceof Piece.Lookbehind || piece instanceof Piece.NegativeLookbehind;
  }

  /** What may follow in each context if {@code piece} comes first and then {@code rest}. */
  private Language[] before(Piece piece, Language[] rest) {
    build.step();
    return switch (piece) {
      case Piece.Plain(Language language) -> before(language, rest);
      case Piece.Anchor anchor -> by(q -> anchored(anchor, q, rest[q]));
      case Piece.WordBoundary boundary ->
          by(
              q ->
                  contexts().endsWithWord(q) == boundary.negated()
                      ? beginning(rest[q], WORD, false)
                      : beginning(rest[q], OTHER, true));
      case Piece.Lookbehind behind -> by(q -> isIn(q, behind) ? rest[q] : Language.NOTHING);
      case Piece.NegativeLookbehind behind -> by(q -> isIn(q, behind) ? Language.NOTHING : rest[q]);
      case Piece.Lookahead(Piece ahead, String at) -> {
        Language[] seen = before(ahead, always(Language.ANY_TEXT));
        yield by(q -> build.intersection(seen[q], rest[q]));
      }
      case Piece.NegativeLookahead(Piece ahead, String at) -> {
        Language[] seen = before(ahead, always(Language.ANY_TEXT));
        yield by(q -> build.intersection(build.complement(seen[q]), rest[q]));
      }
      case Piece.Sequence(List<Piece> pieces) -> {
        Language[] result = rest;
        for (Piece part : pieces.reversed()) {
          result = before(part, result);
        }
        yield result;
      }
      case Piece.Choice(List<Piece> pieces) -> {
        List<Language[]> rests = pieces.stream().map(part -> before(part, rest)).toList();
        yield unionOf(rests);
      }
      case Piece.Repeated repeated -> before(repeated, rest);
    };
  }

  private boolean isIn(int context, Piece behind) {
    Integer language = behinds.get(behind);
    if (language == null) {
      throw new AssertionError("not collected: " + behind);
    }
    return contexts().isIn(context, language);
  }

  private Language anchored(Piece.Anchor anchor, int context, Language rest) {
    return switch (anchor) {
      case BEGIN -> contexts().isEmpty(context) ? rest : Language.NOTHING;
      case END -> rest.nullable() ? Language.EMPTY : Language.NOTHING;
    };
  }

  private Language[] before(Piece.Repeated repeated, Language[] rest) {
    boolean unbounded = repeated.max() == Regex.UNBOUNDED;
    int copies = unbounded ? repeated.min() : repeated.max();
    if (copies > MOST_UNROLLED) {
      throw new LimitExceededException(
          position, "a lookbehind or word boundary repeated " + copies + " times");
    }
    Language[] result = rest;
    if (unbounded) {
      result = beforeAny(repeated.piece(), rest);
    }
    for (int copy = copies; copy > 0; copy--) {
      result = before(repeated.piece(), result);
      if (!unbounded && copy > repeated.min()) {
        result = unionOf(List.of(rest, result));
      }
    }
    return result;
  }

  /** Any number of copies, by the star of their matrix over contexts and promises. */
  private Language[] beforeAny(Piece piece, Language[] rest) {
    Language[][] star = star(through(piece));
    Promise[] promises = Promise.values();
    return by(
        q -> {
          List<Language> cases = new ArrayList<>();
          for (int to = 0; to < star.length; to++) {
            Language kept = promises[to % promises.length].kept(this, rest[to / promises.length]);
            cases.add(build.concat(star[promises.length * q][to], kept));
          }
          return build.union(cases);
        });
  }

  /** What the next character must be. */
  private enum Promise {
    NOTHING,
    WORD_NEXT,
    NO_WORD_NEXT,
    END_NEXT;

    Language kept(ContextElimination by, Language rest) {
      return switch (this) {
        case NOTHING -> rest;
        case WORD_NEXT -> by.beginning(rest, WORD, false);
        case NO_WORD_NEXT -> by.beginning(rest, OTHER, true);
        case END_NEXT -> rest.nullable() ? Language.EMPTY : Language.NOTHING;
      };
    }

    /** This and another one; null if that cannot be. */
    @Nullable Promise and(Promise other) {
      if (this == NOTHING || this == other) {
        return other;
      }
      if (other == NOTHING) {
        return this;
      }
      return this == WORD_NEXT || other == WORD_NEXT ? null : END_NEXT;
    }
  }

  /** What {@code piece} matches from a context and promise to another. */
  private Language[][] through(Piece piece) {
    build.step();
    Promise[] promises = Promise.values();
    int n = contexts().count() * promises.length;
    Language[][] result = new Language[n][n];
    for (Language[] row : result) {
      Arrays.fill(row, Language.NOTHING);
    }
    switch (piece) {
      case Piece.Plain(Language language) -> {
        for (int from = 0; from < n; from++) {
          Language kept = promises[from % promises.length].kept(this, language);
          for (int q = 0; q < contexts().count(); q++) {
            boolean[] wanted = new boolean[contexts().count()];
            wanted[q] = true;
            result[from][promises.length * q] =
                build.nonempty(ending(kept, from / promises.length, wanted));
          }
          if (language.nullable()) {
            result[from][from] = build.union(result[from][from], Language.EMPTY);
          }
        }
      }
      case Piece.Sequence(List<Piece> pieces) -> {
        Language[][] product = identity(n);
        for (Piece part : pieces) {
          product = product(product, through(part));
        }
        return product;
      }
      case Piece.Choice(List<Piece> pieces) -> {
        for (Piece part : pieces) {
          add(result, through(part));
        }
      }
      case Piece.Repeated(Piece part, int min, int max) -> {
        Language[][] once = through(part);
        boolean unbounded = max == Regex.UNBOUNDED;
        if ((unbounded ? min : max) > MOST_UNROLLED) {
          throw new LimitExceededException(
              position, "a lookbehind or word boundary repeated " + max + " times");
        }
        Language[][] product = unbounded ? star(once) : identity(n);
        for (int copy = unbounded ? min : max; copy > 0; copy--) {
          product = product(once, product);
          if (!unbounded && copy > min) {
            add(product, identity(n));
          }
        }
        return product;
      }
      case Piece.Lookahead(Piece ahead, String at) ->
          throw new UnsupportedRegexException(at, "a lookahead inside an unbounded repetition");
      case Piece.NegativeLookahead(Piece ahead, String at) ->
          throw new UnsupportedRegexException(at, "a lookahead inside an unbounded repetition");
      default -> {
        for (int from = 0; from < n; from++) {
          int q = from / promises.length;
          Promise promise = wanted(piece, q);
          Promise both = promise == null ? null : promises[from % promises.length].and(promise);
          if (both != null) {
            result[from][promises.length * q + both.ordinal()] = Language.EMPTY;
          }
        }
      }
    }
    return result;
  }

  /** What a piece that matches the empty text promises in a context; null if it does not match. */
  private @Nullable Promise wanted(Piece piece, int context) {
    return switch (piece) {
      case Piece.WordBoundary boundary ->
          contexts().endsWithWord(context) == boundary.negated()
              ? Promise.WORD_NEXT
              : Promise.NO_WORD_NEXT;
      case Piece.Lookbehind behind -> isIn(context, behind) ? Promise.NOTHING : null;
      case Piece.NegativeLookbehind behind -> isIn(context, behind) ? null : Promise.NOTHING;
      case Piece.Anchor anchor ->
          switch (anchor) {
            case BEGIN -> contexts().isEmpty(context) ? Promise.NOTHING : null;
            case END -> Promise.END_NEXT;
          };
      default -> throw new AssertionError(piece);
    };
  }

  private Language[] before(Language matched, Language[] rest) {
    if (allSame(rest)) {
      return always(build.concat(matched, rest[0]));
    }
    build.step();
    return switch (matched.regex()) {
      case Regex.Nothing r -> always(Language.NOTHING);
      case Regex.Literal r -> by(q -> build.concat(matched, rest[contexts().after(q, r.text())]));
      case Regex.Concat r -> {
        Language[] result = rest;
        for (Regex operand : r.operands().reversed()) {
          result = before(build.of(operand), result);
        }
        yield result;
      }
      case Regex.Alternation r ->
          unionOf(r.operands().stream().map(operand -> before(build.of(operand), rest)).toList());
      case Regex.Repeat r when r.min() == 0 && r.max() == 1 ->
          unionOf(List.of(rest, before(build.of(r.operand()), rest)));
      case Regex.Repeat r when isByLast(r) -> {
        Language operand = build.of(r.operand());
        int most = r.max() == Regex.UNBOUNDED ? r.max() : r.max() - 1;
        Language last =
            build.concat(
                build.repeat(operand, Math.max(r.min(), 1) - 1, most), before(operand, rest)[0]);
        yield r.min() == 0 ? by(q -> build.union(rest[q], last)) : always(last);
      }
      default -> by(q -> before(matched, rest, q));
    };
  }

  /** Whether the context after it, where it is not empty, is that of its last copy alone. */
  private boolean isByLast(Regex.Repeat repeat) {
    return contexts().knowsLastOnly() && !build.of(repeat.operand()).nullable();
  }

  private Language before(Language matched, Language[] rest, int from) {
    List<Language> cases = new ArrayList<>();
    boolean[] done = new boolean[rest.length];
    for (int q = 0; q < rest.length; q++) {
      if (!done[q]) {
        boolean[] wanted = new boolean[rest.length];
        for (int other = q; other < rest.length; other++) {
          wanted[other] = rest[other] == rest[q];
          done[other] |= wanted[other];
        }
        if (!rest[q].isNothing()) {
          cases.add(build.concat(ending(matched, from, wanted), rest[q]));
        }
      }
    }
    return build.union(cases);
  }

  /** The texts of a language that lead from a context to one of those wanted. */
  private Language ending(Language language, int from, boolean[] wanted) {
    return switch (language.regex()) {
      case Regex.Literal r ->
          wanted[contexts().after(from, r.text())] ? language : Language.NOTHING;
      case Regex.Chars r -> build.chars(r.set().intersect(leadingTo(from, wanted)));
      default -> {
        Language leading;
        if (contexts().knowsLastOnly()) {
          leading = build.concat(Language.ANY_TEXT, build.chars(leadingTo(from, wanted)));
          if (wanted[from]) {
            leading = build.union(leading, Language.EMPTY);
          }
        } else {
          Language[] row = paths()[from];
          List<Language> cases = new ArrayList<>();
          for (int q = 0; q < row.length; q++) {
            if (wanted[q]) {
              cases.add(row[q]);
            }
          }
          leading = build.union(cases);
        }
        yield language.isAnyText() ? leading : build.intersection(language, leading);
      }
    };
  }

  private CodePointSet leadingTo(int from, boolean[] wanted) {
    return CharacterClasses.union(
        contexts().edges(from).stream()
            .filter(edge -> wanted[edge.target()])
            .map(Contexts.Edge::set)
            .toList());
  }

  /** All texts from context to context. */
  private Language[][] paths() {
    if (paths == null) {
      int n = contexts().count();
      if (n > MOST_PATHS) {
        throw new LimitExceededException(
            position, "lookbehinds that need more than " + MOST_PATHS + " contexts");
      }
      Language[][] steps = new Language[n][n];
      for (int q = 0; q < n; q++) {
        Arrays.fill(steps[q], Language.NOTHING);
        for (Contexts.Edge edge : contexts().edges(q)) {
          steps[q][edge.target()] = build.chars(edge.set());
        }
      }
      paths = star(steps);
    }
    return paths;
  }

  /** The texts of {@code language} that begin with one of {@code set}, or are empty if allowed. */
  private Language beginning(Language language, CodePointSet set, boolean orEmpty) {
    build.step();
    return switch (language.regex()) {
      case Regex.Nothing r -> language;
      case Regex.Literal r ->
          (r.text().isEmpty() ? orEmpty : set.contains(r.text().codePointAt(0)))
              ? language
              : Language.NOTHING;
      case Regex.Chars r -> build.chars(r.set().intersect(set));
      case Regex.Alternation r ->
          build.union(
              r.operands().stream()
                  .map(operand -> beginning(build.of(operand), set, orEmpty))
                  .toList());
      case Regex.Concat r -> {
        Language head = build.of(r.operands().getFirst());
        Language tail = build.concat(r.operands().stream().skip(1).map(build::of).toList());
        Language inHead = build.concat(beginning(head, set, false), tail);
        yield head.nullable() ? build.union(inHead, beginning(tail, set, orEmpty)) : inHead;
      }
      case Regex.Repeat r when !build.of(r.operand()).nullable() -> {
        Language operand = build.of(r.operand());
        int most = r.max() == Regex.UNBOUNDED ? r.max() : r.max() - 1;
        Language some =
            build.concat(
                beginning(operand, set, false),
                build.repeat(operand, Math.max(r.min(), 1) - 1, most));
        yield orEmpty && language.nullable() ? build.union(some, Language.EMPTY) : some;
      }
      default -> {
        Language some = build.concat(build.chars(set), Language.ANY_TEXT);
        yield build.intersection(language, orEmpty ? build.union(some, Language.EMPTY) : some);
      }
    };
  }

  /** The star of a matrix of languages, one row and column after the other (Kleene 1956). */
  private Language[][] star(Language[][] matrix) {
    int n = matrix.length;
    Language[][] result = matrix;
    for (int k = 0; k < n; k++) {
      Language loop = build.repeat(result[k][k], 0, Regex.UNBOUNDED);
      Language[][] next = new Language[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          next[i][j] =
              result[i][k].isNothing() || result[k][j].isNothing()
                  ? result[i][j]
                  : build.union(
                      result[i][j], build.concat(List.of(result[i][k], loop, result[k][j])));
        }
      }
      result = next;
    }
    Language[][] star = identity(n);
    add(star, result);
    return star;
  }

  private Language[][] product(Language[][] a, Language[][] b) {
    int n = a.length;
    Language[][] result = new Language[n][n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        List<Language> cases = new ArrayList<>();
        for (int k = 0; k < n; k++) {
          cases.add(build.concat(a[i][k], b[k][j]));
        }
        result[i][j] = build.union(cases);
      }
    }
    return result;
  }

  private void add(Language[][] matrix, Language[][] more) {
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        matrix[i][j] = build.union(matrix[i][j], more[i][j]);
      }
    }
  }

  private static Language[][] identity(int n) {
    Language[][] result = new Language[n][n];
    for (int i = 0; i < n; i++) {
      Arrays.fill(result[i], Language.NOTHING);
      result[i][i] = Language.EMPTY;
    }
    return result;
  }

  private Language[] by(IntFunction<Language> rest) {
    Language[] result = new Language[contexts().count()];
    for (int q = 0; q < result.length; q++) {
      Language made = rest.apply(q);
      result[q] = made;
      for (int same = 0; same < q; same++) {
        if (result[same].equals(made)) {
          result[q] = result[same];
        }
      }
    }
    return result;
  }

  private Language[] always(Language language) {
    Language[] result = new Language[contexts().count()];
    Arrays.fill(result, language);
    return result;
  }

  private Language[] unionOf(List<Language[]> rests) {
    return by(q -> build.union(rests.stream().map(rest -> rest[q]).toList()));
  }

  private static boolean allSame(Language[] rest) {
    return Arrays.stream(rest).allMatch(language -> language == rest[0]);
  }
}
