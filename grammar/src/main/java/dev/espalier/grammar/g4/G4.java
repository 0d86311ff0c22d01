package dev.espalier.grammar.g4;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.grammar.UnsupportedGrammarException;
import dev.espalier.grammar.g4.G4Options.Assumption;
import dev.espalier.grammar.g4.GrammarFile.Identifier;
import dev.espalier.grammar.g4.GrammarFile.Kind;
import dev.espalier.grammar.g4.GrammarFile.Rule;
import dev.espalier.grammar.g4.GrammarFile.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads .g4, the grammar notation of ANTLR 4, as ANTLR 4.13 does: a text is in the language if the
 * lexer divides it without an error and the parser reads all of the tokens from the start rule.
 *
 * <p>Combined grammars, parsers with the lexer that {@code tokenVocab} names, and lexers alone (any
 * sequence of their tokens); imports; modes and all commands; Unicode properties; {@code
 * caseInsensitive}. The lexer is a {@link Lexicon} with all rules competing: the longest match,
 * then the rule that comes first. A loop that is not greedy gives a rule of the lexer the texts
 * that ANTLR's lexer stops at; in a parser it changes nothing. Left recursion of any kind is
 * allowed.
 *
 * <p>Actions in rules of the parser and named actions have no say, nor have those in fragments,
 * which ANTLR does not run. What can change the language is refused, all of it at once, unless it
 * is {@linkplain G4Options#assumed assumed} not to: predicates, other actions in the lexer, also
 * those that only call {@code skip()} (write {@code -> skip}), members of the lexer that override
 * how it makes tokens, and {@code superClass}. Rules of a lexer that refer to themselves are
 * refused, too. Everything else that ANTLR only warns of, or does not mind, is in the notes.
 */
public final class G4 {
  private G4() {}

  /**
   * The grammar that {@code text} says.
   *
   * @param fileName what stands before {@code :line:column} in the position of an error
   * @param startRule the parser rule that derives the whole text; empty for the first one
   * @param files asked for imported grammars ({@code NAME.g4}), and for the one that {@code
   *     tokenVocab} names
   * @throws GrammarSyntaxException if a text is no .g4, or not one that ANTLR would take
   * @throws UnsupportedGrammarException if code in it may change the language, and {@code options}
   *     assume nothing about it; all such places are named
   * @throws UnsatisfiableGrammarException if there is no text at all
   * @throws LimitExceededException if it exceeds {@code limits}
   */
  public static G4Grammar parse(
      String text,
      String fileName,
      String startRule,
      G4Files files,
      G4Options options,
      Limits limits) {
    try {
      return grammar(text, fileName, startRule, new GrammarSource(files, limits), options, limits);
    } catch (StackOverflowError e) {
      throw new LimitExceededException(
          fileName, "rules refer to each other too deeply; use a larger stack");
    }
  }

  private static G4Grammar grammar(
      String text,
      String fileName,
      String startRule,
      GrammarSource sources,
      G4Options options,
      Limits limits) {
    Refusals refusals = new Refusals(options);
    GrammarFile grammar = new Merger(sources).merged(sources.parse(text, fileName));
    GrammarFile lexer = grammar.kind() == Kind.PARSER ? lexerOf(grammar, sources) : grammar;
    grammar.option("superClass").ifPresent(option -> refuse(option, refusals));
    if (lexer != grammar) {
      lexer.option("superClass").ifPresent(option -> refuse(option, refusals));
    }
    List<Rule> rules = rulesOfParser(grammar);
    LexerToLexicon reader = new LexerToLexicon(lexer, refusals, limits);
    Lexicon lexicon = reader.lexicon(literals(rulesOfParser(lexer)));
    List<Production> productions;
    Nonterminal start;
    if (grammar.kind() == Kind.LEXER) {
      start = new Nonterminal("text");
      productions = anySequence(start, reader.produced());
    } else {
      ParserToProductions parser =
          new ParserToProductions(rules, reader::token, reader.produced(), refusals, limits);
      Identifier first = start(rules, startRule, grammar);
      EndMarks.Result result =
          EndMarks.removed(
                  new Nonterminal(first.name()),
                  parser.productions(),
                  ParserToProductions.END,
                  parser::fresh)
              .orElseThrow(
                  () ->
                      new UnsatisfiableGrammarException(
                          first.position(), "rule '" + first.name() + "' derives no text"));
      start = result.start();
      productions = result.productions();
    }
    refusals.throwIfAny();
    return new G4Grammar(new Grammar(start, productions, List.of(lexicon)), refusals.notes());
  }

  private static GrammarFile lexerOf(GrammarFile parser, GrammarSource sources) {
    Setting vocabulary =
        parser
            .option("tokenVocab")
            .orElseThrow(
                () ->
                    new GrammarSyntaxException(
                        parser.name().position(),
                        "parser grammar '"
                            + parser.name().name()
                            + "' does not say where its tokens come from; add options {"
                            + " tokenVocab = NAME; }"));
    GrammarFile lexer =
        sources
            .named(vocabulary.value())
            .orElseThrow(
                () ->
                    new GrammarSyntaxException(
                        vocabulary.position(),
                        sources.hasTokenNumbers(vocabulary.value())
                            ? "there are only numbers of tokens in '"
                                + vocabulary.value()
                                + ".tokens'; put the grammar they are from beside it, as '"
                                + vocabulary.value()
                                + ".g4'"
                            : "there is no grammar '"
                                + vocabulary.value()
                                + "' to take tokens from"));
    if (lexer.kind() == Kind.PARSER) {
      throw new GrammarSyntaxException(
          vocabulary.position(), "'" + vocabulary.value() + "' is a parser grammar, no lexer");
    }
    return new Merger(sources).merged(lexer);
  }

  private static void refuse(Setting superClass, Refusals refusals) {
    refusals.code(
        Assumption.SUPER_CLASS,
        superClass.position(),
        "superClass",
        "base class '" + superClass.value() + "'");
  }

  private static List<Rule> rulesOfParser(GrammarFile grammar) {
    return grammar.rules().stream().filter(rule -> rule.mode().isEmpty()).toList();
  }

  private static List<Ebnf.Literal> literals(List<Rule> rules) {
    List<Ebnf.Literal> literals = new ArrayList<>();
    for (Rule rule : rules) {
      rule.body()
          .forEach(
              part -> {
                if (part instanceof Ebnf.Literal literal) {
                  literals.add(literal);
                }
              });
    }
    return literals;
  }

  private static Identifier start(List<Rule> rules, String startRule, GrammarFile grammar) {
    return rules.stream()
        .map(Rule::name)
        .filter(name -> startRule.isEmpty() || name.name().equals(startRule))
        .findFirst()
        .orElseThrow(
            () ->
                new GrammarSyntaxException(
                    grammar.name().position(),
                    startRule.isEmpty()
                        ? "there are no rules of a parser"
                        : "there is no rule '" + startRule + "' to start from"));
  }

  private static List<Production> anySequence(Nonterminal start, Set<String> produced) {
    Nonterminal token = new Nonterminal("token");
    List<Production> productions = new ArrayList<>();
    List<Symbol> tokens = new ArrayList<>();
    for (String name : new TreeSet<>(produced)) {
      tokens.add(new NamedTerminal(LexerToLexicon.NAME, name));
    }
    if (tokens.isEmpty()) {
      return List.of(Production.of(start));
    }
    productions.add(Production.of(start, Group.repeat(token, 0, Regex.UNBOUNDED)));
    tokens.forEach(symbol -> productions.add(Production.of(token, symbol)));
    return productions;
  }
}
