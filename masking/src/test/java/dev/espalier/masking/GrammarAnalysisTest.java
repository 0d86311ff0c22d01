package dev.espalier.masking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.analysis.Finding;
import dev.espalier.grammar.gbnf.Gbnf;
import dev.espalier.grammar.lark.Lark;
import dev.espalier.grammar.notation.Notation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrammarAnalysisTest {
  private static final Limits LIMITS = Limits.defaults();

  private static Grammar g4(String text) {
    return Notation.G4.parse(text, "g.g4", "", LIMITS);
  }

  private static String findings(Grammar grammar) {
    return GrammarAnalysis.of(grammar, LIMITS).findings().stream()
        .map(finding -> finding.kind() + " " + finding.rule())
        .collect(Collectors.joining(", "));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '~',
      quoteCharacter = '`',
      textBlock =
          """
          s : A B ; A : 'ab' ; B : [a-z]+ ;                ~ ``
          s : A B ; B : [a-z]+ ; A : 'ab' ;                ~ DERIVES_NOTHING s, NEVER_WINS A
          s : (A | B)+ ; A : 'a' ; B : 'a' ;               ~ NEVER_WINS B
          s : (A | B)+ ; A : 'a'+ ; B : 'aa' ; C : 'a' -> type(A) ; ~ NEVER_WINS B, NEVER_WINS C
          s : (A | B | C)+ ; A : [a-f]+ ; B : [d-z]+ ; C : [b-e] [b-e] ; ~ NEVER_WINS C
          s : A+ ; A : 'a' ; W : ' '+ -> skip ; X : ' ' -> skip ; ~ NEVER_WINS X
          """)
  void findsRulesThatNeverWin(String rules, String expected) {
    assertEquals(expected, findings(g4("grammar g; " + rules)));
  }

  @Test
  void saysWhoWins() {
    List<Finding> one =
        GrammarAnalysis.of(g4("grammar g; s : (A | B)+ ; A : 'a'+ ; B : 'aa' ;"), LIMITS)
            .findings(Finding.Kind.NEVER_WINS);
    assertEquals(
        "rule 'B': 'A' is preferred to it wherever it matches; put it before them, or leave it out",
        one.getFirst().toString());
    String both = "grammar g; s : (A | B | C)+ ; A : 'a' ; B : 'b' ; C : 'a' | 'b' ;";
    assertEquals(
        "other rules are preferred to it wherever it matches",
        GrammarAnalysis.of(g4(both), LIMITS).findings().getFirst().problem());
  }

  @Test
  void findsTerminalsThatMatchNothing() {
    assertEquals(
        "EMPTY_TERMINAL A", findings(Lark.parse("start: \"a\" | A \"b\"\nA: /b+/ & /c+/")));
  }

  private static DeadEnds search(String grammar, String... tokens) {
    List<byte[]> bytes =
        Stream.of(tokens).map(token -> token.getBytes(StandardCharsets.UTF_8)).toList();
    Vocabulary vocabulary = Vocabulary.of(bytes, Map.of(tokens.length, "</s>"));
    return DeadEnds.search(Gbnf.parse(grammar), vocabulary, LIMITS);
  }

  @Test
  void findsTextsThatNoTokenGoesOnWith() {
    DeadEnds none = search("root ::= \"a\" root \"b\" | \"c\"", "a", "b", "c", "ac", "cb");
    assertEquals(List.of(), none.found());
    assertFalse(none.isExhaustive(), "there are endlessly many places");
    DeadEnds lacking = search("root ::= \"ab\" (\"c\" | \"d\") \"e\"+", "a", "b", "bc", "d", "e");
    assertEquals(List.of(), lacking.found());
    assertTrue(lacking.isExhaustive());
    DeadEnds dead = search("root ::= \"ab\" (\"c\" | \"de\" | \"fg\")", "ab", "c", "d", "f", "g");
    assertEquals(List.of(new DeadEnds.DeadEnd("abd", List.of((int) 'e'))), dead.found());
    assertTrue(dead.isExhaustive());
    assertEquals(
        "rule 'root': no token of the vocabulary goes on after 'abd', expected 'e'; leave out what"
            + " the vocabulary cannot write",
        GrammarAnalysis.deadEnds(Gbnf.parse("root ::= \"\""), dead).getFirst().toString());
    assertEquals("", search("root ::= \"x\"", "a").found().getFirst().text());
  }

  @Test
  void looksForDeadEndsFarAway() {
    DeadEnds far = search("root ::= [a-z]{3000} \"!\"", "aaaa", "b", "cd");
    assertFalse(far.isExhaustive());
    assertTrue(far.places() >= 2_000);
    DeadEnds deep = search("root ::= \"a\"{40} \"!\"", "aaaa");
    assertEquals(1, deep.found().size());
    assertEquals("a".repeat(40), deep.found().getFirst().text());
  }

  @Test
  void drawsAutomata() {
    Grammar grammar = Gbnf.parse("root ::= \"(\" root \")\" | word\nword ::= [a-c] \"d\"*");
    String word =
        """
        digraph automaton {
          rankdir=LR;
          node [shape=circle, label=""];
          begin [shape=point];
          begin -> s0;
          s0 -> s1 [label="'a' 'b' 'c'"];
          s0 [peripheries=1];
          s1 -> s1 [label="'d'"];
          s1 [peripheries=2, label="word"];
        }
        """;
    String drawn = GrammarAnalysis.automaton(grammar, "word", LIMITS);
    assertEquals(word.replace("'a' 'b' 'c'", "'a'..'c'"), drawn);
    for (String bad : List.of("", "root", "none")) {
      assertThrows(
          IllegalArgumentException.class, () -> GrammarAnalysis.automaton(grammar, bad, LIMITS));
    }
    Grammar large = Gbnf.parse("root ::= [a-z]* \"x\" [a-z]{9}");
    String cut = GrammarAnalysis.automaton(large, "", LIMITS);
    assertTrue(cut.contains("s199 [") && !cut.contains("s200") && cut.contains("dashed"), cut);
  }

  @Test
  void drawsModesAndTheirRules() {
    Grammar grammar =
        g4("lexer grammar g; A : 'a' -> pushMode(M) ; B : 'b'+ ; mode M; C : 'c' -> popMode ;");
    assertTrue(GrammarAnalysis.automaton(grammar, "", LIMITS).contains("label=\"B\""));
    assertTrue(GrammarAnalysis.automaton(grammar, "M", LIMITS).contains("label=\"C\""));
    assertFalse(GrammarAnalysis.automaton(grammar, "A", LIMITS).contains("label=\"B\""));
  }
}
