package dev.espalier.grammar.lark;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.lark.generated.LarkLexer;
import dev.espalier.grammar.lark.generated.LarkParser;
import java.util.Set;

/**
 * Reads Lark grammars, in the dialect of Lark itself and in that of llguidance.
 *
 * <p>Terminals, and the strings and regular expressions in rules, form a {@link
 * dev.espalier.grammar.Lexicon}: at each place those compete that the parser can read there, and
 * the ignored ones ("contextual lexer"). The longest match wins. Of equally long ones that of the
 * higher priority wins ({@code TERM.2}, 0 if none is given); then literals before regular
 * expressions; then longer literals; then the terminal that is defined first, those without a name
 * after all others, in the order of the rules. In Lark the priority counts before the length. A
 * string or regular expression in a rule that equals a terminal is that terminal.
 *
 * <p>A terminal that may be empty is optional where a rule names it: lexemes are never empty.
 * Regular expressions are those of {@link dev.espalier.grammar.python.PythonRegex}. Where they have
 * repetitions such as {@code *?}, {@link dev.espalier.grammar.python.Lexeme} tells where lexemes
 * end; a terminal that it calls free takes part in no competition. Aliases, {@code !}, {@code ?},
 * {@code _} and priorities of rules are about trees and leave the language as it is.
 *
 * <p>Of llguidance: {@code %json}, {@code %regex} with substrings, {@code %lark}, {@code &} and
 * {@code ~} in terminals, counts in braces, names of tokens and their ids in rules. A rule with
 * {@code lazy} or {@code suffix=} is a terminal that ends where it first matches, before all
 * others; so is one with {@code stop=}, whose text includes what stops it, unless just that follows
 * it in the rule that names it. Not read, but refused with their place: {@code max_tokens},
 * {@code @name}, parametric rules, and imports other than {@code common}.
 *
 * <p>Stateless; any thread. Linear time, but for repetitions such as {@code *?}.
 */
public final class Lark {
  private static final Set<Integer> OPENING =
      Set.of(
          LarkLexer.OPEN,
          LarkLexer.OPEN_BRACKET,
          LarkLexer.OPEN_BRACE,
          LarkLexer.NESTED,
          LarkLexer.JSON_OPEN);
  private static final Set<Integer> CLOSING =
      Set.of(LarkLexer.CLOSE, LarkLexer.CLOSE_BRACKET, LarkLexer.CLOSE_BRACE, LarkLexer.JSON_CLOSE);

  private Lark() {}

  /**
   * The grammar that {@code text} says, starting from the rule {@code start}; positions of errors
   * start with {@code grammar.lark}.
   *
   * @throws GrammarSyntaxException if it is no Lark grammar, or uses what is refused
   * @throws LimitExceededException if it exceeds the default limits
   */
  public static Grammar parse(String text) {
    return parse(text, "grammar.lark", "start", Limits.defaults());
  }

  /**
   * The grammar that {@code text} says.
   *
   * @param fileName what stands before {@code :line:column} in the position of an error
   * @param startRule the rule or terminal that derives the whole text
   * @throws GrammarSyntaxException if it is no Lark grammar, or uses what is refused
   * @throws LimitExceededException if it exceeds {@code limits}
   */
  public static Grammar parse(String text, String fileName, String startRule, Limits limits) {
    return read(text, fileName, startRule, limits).grammar();
  }

  /** As {@link #parse(String, String, String, Limits)}, with what is not part of the language. */
  public static LarkGrammar read(String text, String fileName, String startRule, Limits limits) {
    requireCharacters(text, fileName);
    StrictParser strict = new StrictParser(fileName, limits, OPENING, CLOSING);
    return strict.parse(
        text,
        LarkLexer::new,
        LarkParser::new,
        LarkParser::file,
        tree -> new LarkReader(strict).read(tree, startRule));
  }

  private static void requireCharacters(String text, String fileName) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
          throw new GrammarSyntaxException(fileName, "a surrogate that is no character");
        }
        i++;
      }
    }
  }
}
