package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.automata.Configuration;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.Lexicon.Competition;
import dev.espalier.grammar.Lexicon.ModeChange;
import dev.espalier.grammar.Lexicon.Rule;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.testkit.LexiconOracle;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * What is not right yet about lexicons: each case says what is the case now, and fails once it is
 * mended; it then moves to where the rule is tested.
 */
class LexiconGapsTest {
  private static final Nonterminal START = new Nonterminal("s");
  private static final Regex LETTERS = Regex.star(Regex.chars(CodePointSet.of('a', 'b')));

  private static Configuration after(Grammar grammar, String text) {
    return ByteRecognizer.compile(grammar, Limits.defaults())
        .start()
        .after(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Grammar one(String terminal, Rule... rules) {
    return new Grammar(
        START,
        List.of(Production.of(START, new NamedTerminal("x", terminal))),
        List.of(Lexicon.of("x", Competition.ALL, List.of(rules))));
  }

  private static void isAliveAlthoughNothingFollows(Grammar grammar, String text) {
    assertFalse(after(grammar, text).isDead(), "mended");
  }

  @Test
  void aRuleThatAHiddenOneSwallowsIsWaitedFor() {
    isAliveAlthoughNothingFollows(
        one("B", Rule.of("B", Regex.literal("b")), Rule.hidden("REST", LETTERS)), "a");
  }

  @Test
  void aLexemeThatLeavesTheLastModeIsWaitedFor() {
    isAliveAlthoughNothingFollows(
        one(
            "A",
            new Rule("A", Regex.literal("a"), Optional.of("A"), List.of(new ModeChange.Pop()))),
        "");
  }

  @Test
  void hiddenLexemesStandInsideATextThatCouldBeOver() {
    Symbol a = new Terminal(Regex.literal("a"));
    Grammar grammar =
        new Grammar(
            START,
            List.of(Production.of(START), Production.of(START, a, START)),
            List.of(
                Lexicon.of("x", Competition.ALL, List.of(Rule.hidden("GAP", Regex.literal("-"))))));
    assertEquals(false, LexiconOracle.accepts(grammar, "a-a"));
    assertEquals(true, after(grammar, "a-a").isComplete(), "mended");
  }
}
