package dev.espalier.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.Lexicon.Competition;
import dev.espalier.grammar.Lexicon.Mode;
import dev.espalier.grammar.Lexicon.ModeChange;
import dev.espalier.grammar.Lexicon.Rule;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Examples whose division is known. */
class LexiconOracleTest {
  private static final Nonterminal START = new Nonterminal("s");

  private static Grammar grammar(Lexicon lexicon, Symbol... body) {
    return new Grammar(START, List.of(Production.of(START, body)), List.of(lexicon));
  }

  private static Symbol named(String name) {
    return new NamedTerminal("x", name);
  }

  private static Lexicon lexicon(Competition competition, Rule... rules) {
    return Lexicon.of("x", competition, List.of(rules));
  }

  private static Rule rule(String name, String text) {
    return Rule.of(name, Regex.literal(text));
  }

  @Test
  void theLongestMatchTakesAllAndTheParserHasNoSay() {
    Lexicon all = lexicon(Competition.ALL, rule("A", "a"), rule("AB", "ab"), rule("B", "b"));
    assertEquals(false, LexiconOracle.accepts(grammar(all, named("A"), named("B")), "ab"));
    assertEquals(true, LexiconOracle.accepts(grammar(all, named("AB")), "ab"));
    Lexicon expected =
        lexicon(Competition.EXPECTED, rule("A", "a"), rule("AB", "ab"), rule("B", "b"));
    assertEquals(true, LexiconOracle.accepts(grammar(expected, named("A"), named("B")), "ab"));
  }

  @Test
  void amongTheLongestTheFirstTakesAll() {
    Rule id = Rule.of("ID", Regex.plus(Regex.anyOf(Regex.literal("i"), Regex.literal("f"))));
    Lexicon last = lexicon(Competition.ALL, id, rule("IF", "if"));
    assertEquals(true, LexiconOracle.accepts(grammar(last, named("ID")), "if"));
    assertEquals(false, LexiconOracle.accepts(grammar(last, named("IF")), "if"));
    Lexicon first = lexicon(Competition.ALL, rule("IF", "if"), id);
    assertEquals(false, LexiconOracle.accepts(grammar(first, named("ID")), "if"));
    assertEquals(true, LexiconOracle.accepts(grammar(first, named("ID")), "iff"));
  }

  @ParameterizedTest
  @CsvSource({"1..1,true", "1.,false", "1.1..1,true", "1...1,false", "11..1.1,true"})
  void aLexemeEndsWhereTheLongestMatchWas(String text, boolean accepted) {
    Regex digits = Regex.plus(Regex.literal("1"));
    Rule number =
        Rule.of(
            "N", Regex.concat(digits, Regex.optional(Regex.concat(Regex.literal("."), digits))));
    Lexicon lexicon = lexicon(Competition.ALL, number, rule("RANGE", ".."));
    Grammar grammar = grammar(lexicon, named("N"), named("RANGE"), named("N"));
    assertEquals(accepted, LexiconOracle.accepts(grammar, text));
  }

  @ParameterizedTest
  @CsvSource({"(a)a,true", "(a)),false", "a,true", "(aa),false", "((a)a)a,true", "((a)a,false"})
  void modesNest(String text, boolean accepted) {
    Rule open =
        new Rule(
            "OPEN", Regex.literal("("), Optional.empty(), List.of(new ModeChange.Push("inner")));
    Rule close =
        new Rule("CLOSE", Regex.literal(")"), Optional.empty(), List.of(new ModeChange.Pop()));
    Lexicon lexicon =
        new Lexicon(
            "x",
            Competition.ALL,
            List.of(
                new Mode("outer", List.of(open, rule("A", "a"))),
                new Mode("inner", List.of(open, close, rule("B", "a")))));
    List<Production> productions = new ArrayList<>();
    productions.add(Production.of(START, named("A")));
    productions.add(Production.of(START, named("B"), named("A")));
    productions.add(Production.of(START, named("B"), named("B"), named("A")));
    Grammar grammar = new Grammar(START, productions, List.of(lexicon));
    assertEquals(accepted, LexiconOracle.accepts(grammar, text));
  }

  @ParameterizedTest
  @CsvSource({"-a-b-,true", "ab,true", "--ab,true", "a-,false"})
  void hiddenLexemesStandAnywhere(String text, boolean accepted) {
    Lexicon lexicon =
        lexicon(
            Competition.EXPECTED,
            Rule.hidden("GAP", Regex.literal("-")),
            rule("A", "a"),
            rule("B", "b"));
    assertEquals(accepted, LexiconOracle.accepts(grammar(lexicon, named("A"), named("B")), text));
  }

  @ParameterizedTest
  @CsvSource({"aab,true", "ab,true", "b,false", "aaab,true"})
  void contextualTerminalsStandBesideLexicons(String text, boolean accepted) {
    Lexicon lexicon =
        lexicon(Competition.ALL, Rule.of("A", Regex.plus(Regex.literal("a"))), rule("B", "b"));
    Symbol some = new Terminal(Regex.plus(Regex.literal("a")));
    assertEquals(accepted, LexiconOracle.accepts(grammar(lexicon, some, named("B")), text));
  }
}
