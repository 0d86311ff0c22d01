package dev.espalier.grammar.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.gbnf.Gbnf;
import dev.espalier.grammar.lark.Lark;
import dev.espalier.grammar.notation.Notation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrammarReportTest {
  private static final Limits LIMITS = Limits.defaults();

  private static Grammar g4(String text) {
    return Notation.G4.parse(text, "g.g4", "", LIMITS);
  }

  private static String findings(Grammar grammar) {
    return GrammarReport.of(grammar, LIMITS).findings().stream()
        .map(finding -> finding.kind() + " " + finding.rule())
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          root ::= "a" x $ x ::= "b"                    ~ ``
          root ::= "a" $ x ::= "b" y+ $ y ::= "c"       ~ UNREACHABLE x, UNREACHABLE y
          root ::= "a" $ x ::= ("b" x | "c" x "d")      ~ DERIVES_NOTHING x, UNREACHABLE x
          root ::= "a" | x "b" $ x ::= y "c" $ y ::= x "d" ~ DERIVES_NOTHING x, DERIVES_NOTHING y
          root ::= root "a"                             ~ DERIVES_NOTHING root
          root ::= root "a" | "b"                       ~ LEFT_RECURSION root
          root ::= "b" | "c" root                       ~ ``
          root ::= x "a" | "b" $ x ::= root "c"         ~ LEFT_RECURSION root
          root ::= e root "a" | "b" $ e ::= "" | "c"    ~ LEFT_RECURSION root
          root ::= e "c" $ e ::= f $ f ::= ""           ~ ONLY_EMPTY e, ONLY_EMPTY f
          root ::= "a" | x $ x ::= y $ y ::= x | "b"    ~ UNIT_CYCLE x, LEFT_RECURSION x
          root ::= e root e | "a" $ e ::= "" | "c"      ~ UNIT_CYCLE root, LEFT_RECURSION root
          root ::= x "a" | x "a" $ x ::= "b" x | "b"    ~ DUPLICATE_ALTERNATIVE root
          """)
  void findsInRules(String grammar, String expected) {
    assertEquals(expected, findings(Gbnf.parse(grammar.replace("$", "\n"))));
  }

  @Test
  void namesTheCycleAndTheReason() {
    GrammarReport report =
        GrammarReport.of(
            Gbnf.parse("root ::= x | none\nx ::= y \"a\" | \"b\"\ny ::= x\nnone ::= none root"),
            LIMITS);
    assertEquals(
        "rule 'x': begins with itself through others, x -> y -> x; nothing is to be done, left"
            + " recursion is read",
        report.findings(Finding.Kind.LEFT_RECURSION).getFirst().toString());
    assertEquals(
        "derives no text, every alternative needs the rule itself",
        report.whyNothing("none").orElseThrow().problem());
    assertTrue(report.whyNothing("root").isEmpty());
    Grammar groups = Gbnf.parse("root ::= \"a\" | (b root | (b \"c\" | b root)+)\nb ::= b \"b\"");
    assertEquals(
        List.of("b", "root"),
        GrammarReport.of(groups, LIMITS).findings(Finding.Kind.DERIVES_NOTHING).stream()
            .map(Finding::rule)
            .distinct()
            .toList());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          grammar g; s : A ; A : 'a' ;                              ~ ``
          grammar g; s : A EOF ; x : A ; A : 'a' ;                  ~ UNREACHABLE x
          grammar g; s : A ; t : A EOF ; A : 'a' ;                  ~ UNREACHABLE t
          grammar g; s : A ; x : B ; A : 'a' ; B : 'b' ;            ~ UNREACHABLE x
          grammar g; s : A ; A : 'a' ; B : 'b' ; W : ' ' -> skip ;  ~ UNREAD_TERMINAL B
          grammar g; s : (A | A)+ ; A : 'a' ;                       ~ DUPLICATE_ALTERNATIVE s
          grammar g; tokens { T } s : A | T ; A : 'a' ;             ~ NEVER_PRODUCED s
          """)
  void findsInAntlrGrammars(String grammar, String expected) {
    assertEquals(expected, findings(g4(grammar)));
  }

  @Test
  void findsModesThatNothingLeadsTo() {
    String lexer = "lexer grammar g; A : 'a' ; mode M; B : 'b' -> mode(N); mode N; C : 'c' ;";
    assertEquals("UNREACHABLE_MODE M, UNREACHABLE_MODE N", findings(g4(lexer)));
    String pushed = lexer.replace("'a' ;", "'a' -> pushMode(M) ;");
    assertEquals("", findings(g4(pushed)));
  }

  @Test
  void findsWhatMatchesNothing() {
    Grammar grammar = Lark.parse("start: \"a\" | A\nA: /b/ & /c/");
    assertEquals("", findings(grammar));
    Symbol empty = new Terminal(Regex.NOTHING);
    Nonterminal start = new Nonterminal("s");
    Group optional = Group.repeat(empty, 0, 1);
    assertEquals(
        "EMPTY_TERMINAL s, ONLY_EMPTY s",
        findings(new Grammar(start, List.of(Production.of(start, optional)))));
  }

  @Test
  void groupsOfARuleThatNothingRefersToAreNotToldApart() {
    String grammar = "root ::= \"a\"\nx ::= (root \"b\" | \"c\" root)* \"d\"";
    assertEquals("UNREACHABLE x", findings(Gbnf.parse(grammar)));
  }

  @Test
  void longChainsAndCyclesTakeLinearTime() {
    int size = 100_000;
    List<Production> productions = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      Nonterminal next = new Nonterminal("n" + (i + 1) % size);
      productions.add(Production.of(new Nonterminal("n" + i), next));
    }
    Nonterminal start = new Nonterminal("n0");
    Terminal a = new Terminal(Regex.literal("a"));
    productions.add(Production.of(start, a));
    Grammar grammar = new Grammar(start, productions);
    assertEquals("UNIT_CYCLE n0, LEFT_RECURSION n0", findings(grammar));
    Finding cycle = GrammarReport.of(grammar, LIMITS).findings().getFirst();
    assertTrue(cycle.problem().endsWith("n6 -> n7 -> ..."), cycle.problem());
    assertThrows(
        LimitExceededException.class, () -> GrammarReport.of(grammar, LIMITS.withMaxSymbols(size)));
  }

  @Test
  void drawsWhichRuleRefersToWhich() {
    Grammar grammar = g4("grammar g; s : A x ; x : (A | y)* ; y : '\"' ; A : 'a' ;");
    String dot = RuleGraph.dot(grammar);
    assertTrue(dot.startsWith("digraph rules {\n"), dot);
    assertTrue(dot.contains("\"s\" [peripheries=2];"), dot);
    assertTrue(dot.contains("\"s\" -> \"x\";"), dot);
    String quote =
        Stream.of(dot.split("\n")).filter(l -> l.contains("\\\"")).findFirst().orElse("");
    assertTrue(quote.contains("\"y\" -> \"") && quote.endsWith("\";"), dot);
    assertEquals("\"a\\\\b\\\"\uFFFD\"", Dot.quoted("a\\b\"\n"));
  }
}
