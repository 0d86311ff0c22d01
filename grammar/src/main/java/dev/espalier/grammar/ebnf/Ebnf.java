package dev.espalier.grammar.ebnf;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.ebnf.generated.EbnfLexer;
import dev.espalier.grammar.ebnf.generated.EbnfParser;
import java.util.Set;

/**
 * Reads EBNF with {@code ::=}, the native notation of XGrammar and that of W3C specifications, as
 * one: where the two differ, this says how.
 *
 * <p>Both have rules {@code name ::= alternatives}, groups, {@code * + ?}, and classes {@code
 * [a-z]}, {@code [^a-z]}. Names have letters, digits, {@code _ - .} and begin with a letter or
 * {@code _}. A rule ends where the next begins, whatever the lines.
 *
 * <ul>
 *   <li>Of XGrammar: {@code "..."} with its escapes, {@code [^]} for any character, counts such as
 *       <code>{2,5}</code>, comments after {@code #}, the option {@code lazy} of a rule that is
 *       regular, and the macros {@code Regex}, {@code TagDispatch}, {@code TokenTagDispatch},
 *       {@code Token} and {@code ExcludeToken}, with no blank before the parenthesis.
 *   <li>Of the W3C: {@code '...'} without escapes, {@code #x20} alone and in classes, {@code A - B}
 *       for regular {@code A} and {@code B} (rules that do not refer to themselves), comments
 *       <code>/* *&#47;</code>, and numbers such as {@code [12]} before a rule on its line, which
 *       mean nothing. So {@code #x} and a hexadecimal digit never begin a comment.
 *   <li>Of neither: <code>{,5}</code>, several quantifiers in a row, an empty alternative.
 * </ul>
 *
 * <p>Refused, with their place: lookahead assertions {@code (= ...)}, the macro {@code Substring},
 * other options of rules, {@code \d}, {@code \s} and {@code \w}, W3C constraints such as {@code
 * [wfc: ...]}, and the notation of ISO 14977 with {@code =} and {@code ;}.
 *
 * <p>What is regular within one body becomes as few terminals as possible; a group with rules in it
 * becomes a rule of its own, named after the one it stands in. Stateless; any thread; linear time,
 * but for the operands of {@code -}, which are written out.
 */
public final class Ebnf {
  private static final Set<Integer> OPENING =
      Set.of(EbnfLexer.OPEN, EbnfLexer.LOOKAHEAD, EbnfLexer.CALL);
  private static final Set<Integer> CLOSING = Set.of(EbnfLexer.CLOSE);

  private Ebnf() {}

  /**
   * The grammar that {@code text} says, starting from the rule {@code root} if there is one, else
   * from the first; positions of errors start with {@code grammar.ebnf}.
   *
   * @throws GrammarSyntaxException if it is not the EBNF above, or a rule is undefined or defined
   *     twice
   * @throws LimitExceededException if it exceeds the default limits
   */
  public static Grammar parse(String text) {
    return parse(text, "grammar.ebnf", "", Limits.defaults());
  }

  /**
   * The grammar that {@code text} says.
   *
   * @param fileName what stands before {@code :line:column} in the position of an error
   * @param startRule the rule that derives the whole text; empty for {@code root}, or the first
   *     where there is none
   * @throws GrammarSyntaxException if it is not the EBNF above, or a rule is undefined or defined
   *     twice
   * @throws LimitExceededException if it exceeds {@code limits}
   */
  public static Grammar parse(String text, String fileName, String startRule, Limits limits) {
    StrictParser strict = new StrictParser(fileName, limits, OPENING, CLOSING);
    return strict.parse(
        text,
        EbnfLexer::new,
        EbnfParser::new,
        EbnfParser::file,
        tree -> new EbnfToGrammar(strict).grammar(tree, startRule));
  }
}
