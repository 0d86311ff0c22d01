package dev.espalier.grammar.gbnf;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.gbnf.generated.GbnfLexer;
import dev.espalier.grammar.gbnf.generated.GbnfParser;
import java.util.Set;

/**
 * Reads GBNF, the grammar notation of llama.cpp.
 *
 * <p>Rules {@code name ::= alternatives} of literals with the escapes {@code \n \r \t \\ \" \[ \]}
 * and hexadecimal ones of 2, 4 or 8 digits after {@code x}, {@code u} or {@code U} (each one code
 * point), classes {@code [a-z]}, {@code [^a-z]}, {@code .} (any code point), tokens, rule names,
 * groups, and {@code * + ?} and counts, which stay symbolic and without the bound that llama.cpp
 * puts on them. A rule ends with its line, except after {@code ::=} and {@code |} and within
 * parentheses. Recursion of every kind is allowed. Beyond llama.cpp, <code>{,m}</code> is <code>
 * {0,m}</code>; stricter than it, a rule defined twice, an empty class and a reversed range are
 * errors.
 *
 * <p>Tokens: {@code <think>} is the one with this name, brackets included, {@code <[1000]>} the one
 * with this id, {@code <[1-5,9]>} any of these (which llama.cpp does not read); each becomes a
 * {@link dev.espalier.grammar.SpecialToken}. {@code !<think>} is any other token, special ones too,
 * but no end token, as in llama.cpp; a vocabulary that has no {@code <think>} is refused.
 *
 * <p>What is regular within one body becomes as few terminals as possible; a group with rules in it
 * becomes a rule of its own, named after the one it stands in. Stateless; any thread; linear time.
 */
public final class Gbnf {
  private static final Set<Integer> OPENING = Set.of(GbnfLexer.OPEN);
  private static final Set<Integer> CLOSING = Set.of(GbnfLexer.CLOSE);

  private Gbnf() {}

  /**
   * The grammar that {@code text} says, starting from the rule {@code root}; positions of errors
   * start with {@code grammar.gbnf}.
   *
   * @throws GrammarSyntaxException if it is no GBNF, or a rule is undefined or defined twice
   * @throws LimitExceededException if it exceeds the default limits
   */
  public static Grammar parse(String text) {
    return parse(text, "grammar.gbnf", "root", Limits.defaults());
  }

  /**
   * The grammar that {@code text} says.
   *
   * @param fileName what stands before {@code :line:column} in the position of an error
   * @param startRule the rule that derives the whole text
   * @throws GrammarSyntaxException if it is no GBNF, or a rule is undefined or defined twice
   * @throws LimitExceededException if it exceeds {@code limits}
   */
  public static Grammar parse(String text, String fileName, String startRule, Limits limits) {
    StrictParser strict = new StrictParser(fileName, limits, OPENING, CLOSING);
    return strict.parse(
        text,
        GbnfLexer::new,
        GbnfParser::new,
        GbnfParser::file,
        tree -> new GbnfToGrammar(strict).grammar(tree, startRule));
  }
}
