package dev.espalier.grammar.python;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import java.util.List;

/**
 * What a pattern matches as a lexeme.
 *
 * <p>Where all repetitions try the most first it is every text of the pattern, of which a lexer
 * takes the longest. (Python takes the first alternative that goes on, which differs where an
 * earlier one is a prefix of a later one.) Repetitions that try the least first say where the
 * lexeme ends: then it is the texts for which Python's {@code re} would end there, among which the
 * longest one that stands in a text is the one that it takes. Lookarounds see nothing beyond the
 * lexeme; beside such repetitions those that look behind look for one character.
 *
 * @param regex of the lexemes
 * @param isFree whether a lexeme may end at each of its matches: where a pattern that stands by its
 *     name ends in a repetition that tries the least first, so that nothing in it says where to end
 */
public record Lexeme(Regex regex, boolean isFree) {

  /**
   * @param position of the pattern
   * @throws GrammarSyntaxException if it looks beyond the lexeme, or cannot be said
   * @throws LimitExceededException if it becomes too large
   */
  public static Lexeme of(Pattern pattern, String position, Limits limits) {
    if (!triesTheLeast(pattern)) {
      return new Lexeme(PlainLanguage.of(pattern, position, limits), false);
    }
    boolean looksAround = PlainLanguage.looksAround(pattern);
    if (looksAround) {
      PlainLanguage.requireWithin(pattern);
    }
    if (!looksAround && endsOpen(pattern, false, true)) {
      return new Lexeme(PlainLanguage.of(pattern, position, limits), true);
    }
    return new Lexeme(new FirstPreference(position, limits).of(pattern), false);
  }

  /** The texts of {@code regex} none of which is a prefix of another: those that come first. */
  public static Regex firstMatch(Regex regex) {
    return Regex.allOf(regex, Regex.not(Regex.concat(regex, Regex.plus(Regex.ANY_CHAR))));
  }

  private static boolean triesTheLeast(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Chars chars -> false;
      case Pattern.Exactly exactly -> false;
      case Pattern.Sequence(List<Pattern> parts) -> parts.stream().anyMatch(Lexeme::triesTheLeast);
      case Pattern.Choice(List<Pattern> parts) -> parts.stream().anyMatch(Lexeme::triesTheLeast);
      case Pattern.Repetition(Pattern part, int min, int max, Pattern.Greed greed) ->
          isVariable(min, max) && greed == Pattern.Greed.LEAST || triesTheLeast(part);
      case Pattern.Look look -> false;
      case Pattern.Named(Pattern part) -> triesTheLeast(part);
    };
  }

  private static boolean isVariable(int min, int max) {
    return min != max;
  }

  /**
   * Whether a named pattern, with something behind it, ends in a repetition that tries the least.
   *
   * @param endsName whether the pattern stands at the end of a named one
   * @param endsAll whether it stands at the end of the whole
   */
  private static boolean endsOpen(Pattern pattern, boolean endsName, boolean endsAll) {
    return switch (pattern) {
      case Pattern.Chars chars -> false;
      case Pattern.Exactly exactly -> false;
      case Pattern.Sequence(List<Pattern> parts) -> {
        boolean open = false;
        for (int i = 0; i < parts.size(); i++) {
          boolean last = i == parts.size() - 1;
          open |= endsOpen(parts.get(i), endsName && last, endsAll && last);
        }
        yield open;
      }
      case Pattern.Choice(List<Pattern> parts) ->
          parts.stream().anyMatch(part -> endsOpen(part, endsName, endsAll));
      case Pattern.Repetition(Pattern part, int min, int max, Pattern.Greed greed) ->
          endsName && !endsAll && isVariable(min, max) && greed == Pattern.Greed.LEAST
              || endsOpen(part, false, endsAll && max == 1);
      case Pattern.Look look -> false;
      case Pattern.Named(Pattern part) -> endsOpen(part, true, endsAll);
    };
  }
}
