package dev.espalier.grammar.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class NormalizerTest {
  private static final Nonterminal S = new Nonterminal("s");
  private static final Nonterminal X = new Nonterminal("x");
  private static final Nonterminal Y = new Nonterminal("y");
  private static final Terminal A = new Terminal(Regex.literal("a"));
  private static final Terminal B = new Terminal(Regex.literal("b"));
  private static final Terminal NOTHING = new Terminal(Regex.NOTHING);

  @Test
  void regularGrammarsBecomeOneTerminal() {
    assertNormalForm(
        """
        start s
        s ::= /"a" "b"+ ("ab"* | "c")/
        """,
        Production.of(S, A, Group.repeat(B, 1, Regex.UNBOUNDED), X),
        Production.of(X, Group.repeat(Y, 0, Regex.UNBOUNDED)),
        Production.of(X, new Terminal(Regex.literal("c"))),
        Production.of(Y, A, B));
  }

  @Test
  void terminalsStayApartWhereHiddenLexemesMayComeBetween() {
    Lexicon lexicon =
        Lexicon.of(
            "l",
            Lexicon.Competition.ALL,
            List.of(
                Lexicon.Rule.of("W", Regex.literal("w")),
                Lexicon.Rule.hidden("BLANK", Regex.literal(" "))));
    Production repeated =
        Production.of(S, Group.repeat(A, 0, Regex.UNBOUNDED), new NamedTerminal("l", "W"));
    Grammar grammar = new Grammar(S, List.of(repeated), List.of(lexicon));
    assertEquals(grammar, Normalizer.normalize(grammar, Limits.defaults()));
  }

  @Test
  void recursiveNonterminalsStay() {
    assertNormalForm(
        """
        start s
        s ::= /"a"/ s /"bb"/
        s ::= ""
        """,
        Production.of(S, A, S, B, X),
        Production.of(S),
        Production.of(X, B));
  }

  @Test
  void unproductiveMembersAndSeparatorsGo() {
    assertNormalForm(
        """
        start s
        s ::= s /"a"/
        s ::= /"b"?/
        """,
        Production.of(S, S, A),
        Production.of(
            S,
            new Group(
                List.of(new Group.Member(B, 0, 5), new Group.Member(X, 0, 5)),
                Optional.of(X),
                Group.Order.ANY,
                0,
                9)),
        Production.of(S, X),
        Production.of(X, X, A),
        Production.of(X, NOTHING));
  }

  @Test
  void nonterminalsThatDeriveEachOtherAreMerged() {
    assertNormalForm(
        """
        start s
        s ::= s /"b"/ s
        s ::= /"a"/
        s ::= /"b"/
        """,
        Production.of(S, X, new Terminal(Regex.EMPTY)),
        Production.of(S, S, B, S),
        Production.of(S, A),
        Production.of(X, Group.repeat(S, 1, 1)),
        Production.of(X, B));
  }

  @Test
  void aGrammarWithoutTextsIsRefused() {
    Grammar grammar = new Grammar(S, List.of(Production.of(S, A, S)));
    UnsatisfiableGrammarException e =
        assertThrows(
            UnsatisfiableGrammarException.class,
            () -> Normalizer.normalize(grammar, Limits.defaults()));
    assertEquals("'s': no text is allowed", e.getMessage());
  }

  @Test
  void tooManySymbolsAreALimit() {
    List<Symbol> body = new ArrayList<>();
    for (int i = 0; i < 1_000_001; i++) {
      body.add(A);
    }
    Grammar grammar = new Grammar(S, List.of(new Production(S, body)));
    assertThrows(
        LimitExceededException.class, () -> Normalizer.normalize(grammar, Limits.defaults()));
  }

  @Test
  void longChainsDoNotOverflowTheStack() {
    int length = 100_000;
    List<Production> forwards = new ArrayList<>();
    List<Production> cyclic = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      Nonterminal next = nonterminal(i + 1);
      forwards.add(Production.of(nonterminal(i), A, Group.repeat(next, 0, 1)));
      cyclic.add(Production.of(nonterminal(i), next));
    }
    forwards.add(Production.of(nonterminal(length), B));
    cyclic.add(Production.of(nonterminal(length), nonterminal(0)));
    cyclic.add(Production.of(nonterminal(length), B));
    Grammar chain = Normalizer.normalize(new Grammar(nonterminal(0), forwards), Limits.defaults());
    assertTrue(chain.productions().size() > 1);
    Grammar cycle = Normalizer.normalize(new Grammar(nonterminal(0), cyclic), Limits.defaults());
    assertEquals("start n0\nn0 ::= /\"b\"/\n", cycle.toString());
  }

  @Test
  void inliningStopsBeforeItExplodes() {
    List<Production> productions = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      productions.add(Production.of(nonterminal(i), nonterminal(i + 1), B, nonterminal(i + 1), A));
    }
    productions.add(Production.of(nonterminal(60), A));
    productions.add(Production.of(nonterminal(60), B));
    Grammar normal =
        Normalizer.normalize(new Grammar(nonterminal(0), productions), Limits.defaults());
    assertTrue(normal.productions().size() > 40);
    assertTrue(normal.toString().length() < 1_000_000);
  }

  private static Nonterminal nonterminal(int i) {
    return new Nonterminal("n" + i);
  }

  private static void assertNormalForm(String expected, Production... productions) {
    Grammar grammar = new Grammar(productions[0].head(), List.of(productions));
    assertEquals(expected, Normalizer.normalize(grammar, Limits.defaults()).toString());
  }
}
