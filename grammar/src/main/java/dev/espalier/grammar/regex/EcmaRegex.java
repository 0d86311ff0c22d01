package dev.espalier.grammar.regex;

import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.regex.generated.EcmaRegexLexer;
import dev.espalier.grammar.regex.generated.EcmaRegexParser;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * Reads ECMA-262 regular expressions into languages over code points.
 *
 * <p>Semantics are those of the {@code u} flag (code points, not UTF-16 units), without {@code i},
 * {@code m} and {@code s}. As validators do, it also takes what Annex B allows and real schemas are
 * full of: escaped punctuation that needs no escape ({@code \-}, {@code \_}, {@code \@}), literal
 * <code>{</code>, <code>}</code> and <code>]</code>, classes such as {@code [\w-.]}; and quantified
 * anchors. An unknown escaped letter or digit is an error, never a guess.
 *
 * <p>Anchors, lookaheads, lookbehinds of any length and word boundaries are exact: they become
 * intersections and complements, or languages taken apart by what is beside them. Refused are, with
 * their place, backreferences (no regular language), changes of flags, lookbehinds that look ahead
 * themselves, and lookaheads together with lookbehinds or word boundaries inside an unbounded
 * repetition; so is what becomes too large. Lazy quantifiers mean the same language as greedy ones.
 * Counts stay symbolic, as {@link Regex.Repeat}. Unicode properties are those of the running JDK.
 *
 * <p>Stateless; any thread. Linear in the pattern where no construct looks at its surroundings;
 * otherwise bounded by {@link Limits#maxRegexNodes}. The result is no deeper than eight times
 * {@link Limits#maxNesting}.
 */
public final class EcmaRegex {
  private static final Set<Integer> OPENING =
      Set.of(
          EcmaRegexLexer.OPEN,
          EcmaRegexLexer.UNCAPTURED,
          EcmaRegexLexer.NAMED,
          EcmaRegexLexer.MODIFIED,
          EcmaRegexLexer.LOOKAHEAD,
          EcmaRegexLexer.NEGATIVE_LOOKAHEAD,
          EcmaRegexLexer.LOOKBEHIND,
          EcmaRegexLexer.NEGATIVE_LOOKBEHIND);
  private static final Set<Integer> CLOSING = Set.of(EcmaRegexLexer.CLOSE);

  private EcmaRegex() {}

  /**
   * All texts in which {@code pattern} matches somewhere; {@code ^} is the start of the text,
   * {@code $} its end.
   *
   * @param position what stands before {@code :line:column} in the position of an error
   * @throws GrammarSyntaxException if the pattern is no regular expression
   * @throws UnsupportedRegexException if it is one that cannot be said exactly
   * @throws LimitExceededException if it is longer, deeper or larger than the default limits
   */
  public static Regex search(String pattern, String position) {
    return search(pattern, position, Limits.defaults());
  }

  /** As {@link #search(String, String)}, within {@code limits}. */
  public static Regex search(String pattern, String position, Limits limits) {
    return read(pattern, position, limits, Elimination::search);
  }

  /**
   * All texts that {@code pattern} matches as a whole, as if it stood in {@code ^(?:...)$}.
   *
   * @throws GrammarSyntaxException if the pattern is no regular expression
   * @throws UnsupportedRegexException if it is one that cannot be said exactly
   * @throws LimitExceededException if it is longer, deeper or larger than the default limits
   */
  public static Regex fullMatch(String pattern, String position) {
    return fullMatch(pattern, position, Limits.defaults());
  }

  /** As {@link #fullMatch(String, String)}, within {@code limits}. */
  public static Regex fullMatch(String pattern, String position, Limits limits) {
    return read(pattern, position, limits, Elimination::fullMatch);
  }

  /**
   * Whether {@code text} is a regular expression, whether or not it is one that can be said
   * exactly. What is longer, deeper or larger than the default limits counts as none.
   */
  public static boolean isPattern(String text) {
    try {
      parse(text, "pattern", Limits.defaults(), (reader, piece) -> piece);
      return true;
    } catch (GrammarException e) {
      return false;
    }
  }

  private static Regex read(
      String pattern,
      String position,
      Limits limits,
      BiFunction<Elimination, Piece, Regex> elimination) {
    return parse(
        pattern,
        position,
        limits,
        (reader, piece) -> {
          reader
              .refusal()
              .ifPresent(
                  refusal -> {
                    throw refusal;
                  });
          return elimination.apply(new Elimination(position, limits), piece);
        });
  }

  private static <T> T parse(
      String pattern,
      String position,
      Limits limits,
      BiFunction<EcmaRegexReader, Piece, T> result) {
    StrictParser strict = new StrictParser(position, limits, OPENING, CLOSING);
    EcmaRegexReader reader = new EcmaRegexReader(strict, new LanguageBuilder(position, limits));
    return strict.parse(
        pattern,
        EcmaRegexLexer::new,
        EcmaRegexParser::new,
        EcmaRegexParser::pattern,
        tree -> result.apply(reader, reader.visit(tree)));
  }
}
