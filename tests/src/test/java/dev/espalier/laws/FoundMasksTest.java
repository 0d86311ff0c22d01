package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.gbnf.Gbnf;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Grammars under which a mask, or the language itself, has once been wrong. */
class FoundMasksTest {
  private static final Regex JSON = Regex.jsonChars(CodePointSet.ALL);

  @Test
  void aRepetitionThatMustNotBeEmptyIsNoLonger() {
    assertMasks(Gbnf.parse("root ::= m q\nm ::= \"\" | [ab] m\nq ::= ([xy]?){0,2}"), "abxy");
  }

  @Test
  void anExceptedTextMayBeReadFromAnotherPlace() {
    Regex letters = Regex.star(Regex.chars(CodePointSet.ofRanges('a', 'b')));
    Regex some = Regex.allOf(letters, Regex.not(anyOf("b", "aa")));
    assertMasks(grammar(Regex.concat(anyOf("x", "xa"), some, Regex.literal("c"))), "xabc");
  }

  @Test
  void theRestOfAnEscapeHasNoLength() {
    Regex escape = Regex.allOf(anyOf("\\u0041bc", "xyz"), Regex.repeat(JSON, 3, 3));
    assertTrue(accepts(escape, "\\u0041bc"));
    Regex shifted =
        Regex.allOf(
            Regex.concat(Regex.chars(CodePointSet.ALL), JSON, JSON), Regex.repeat(JSON, 3, 3));
    assertTrue(accepts(shifted, "abc"));
    assertTrue(accepts(shifted, "\\\\nX"));
  }

  @Test
  void longConcatenationsOfOptionalTextsTakeNoDeepStack() {
    List<Regex> optional = new ArrayList<>();
    for (int i = 0; i < 3_000; i++) {
      optional.add(Regex.repeat(Regex.literal("ab"), 1, 1));
      optional.add(Regex.chars(CodePointSet.ofRanges('a', 'b')));
    }
    Grammar grammar =
        grammar(Regex.allOf(Regex.concat(optional), Regex.repeat(Regex.ANY_CHAR, 0, 20_000)));
    Vocabulary vocabulary = vocabulary("ab", 3);
    Matcher matcher = Constraint.compile(grammar, vocabulary).newMatcher();
    TokenMask mask = new TokenMask(vocabulary.size());
    matcher.fillMask(mask);
    assertFalse(mask.isEmpty());
  }

  @Test
  void expressionsTooDeepForTheStackAreRefused() {
    List<Regex> optional = new ArrayList<>();
    for (int i = 0; i < 50_000; i++) {
      optional.add(Regex.repeat(Regex.chars(CodePointSet.of('a' + i % 26)), 0, 1));
    }
    Grammar grammar = grammar(Regex.concat(optional));
    Vocabulary vocabulary = vocabulary("ab", 3);
    assertThrows(
        LimitExceededException.class,
        () -> {
          Matcher matcher = Constraint.compile(grammar, vocabulary).newMatcher();
          matcher.fillMask(new TokenMask(vocabulary.size()));
          matcher.advance(1);
        });
  }

  /** Behind "baab" the same is left of the rules as behind "ab", but a byte less may follow. */
  @Test
  void whatAnEndedLexemeForbidsTellsOutcomesApart() {
    Regex a = Regex.literal("a");
    Regex hidden = Regex.concat(anyOf("b", "aa"), Regex.star(a), Regex.literal("ab"));
    Regex longer = Regex.plus(Regex.literal("baa"));
    Regex other =
        Regex.concat(
            Regex.star(Regex.literal("aaa")), Regex.star(Regex.literal("ba")), Regex.literal("ab"));
    Lexicon lexicon =
        Lexicon.of(
            "x",
            Lexicon.Competition.ALL,
            List.of(
                Lexicon.Rule.hidden("HIDDEN", hidden),
                Lexicon.Rule.of("LONGER", longer),
                Lexicon.Rule.of("OTHER", other)));
    Nonterminal root = new Nonterminal("root");
    assertMasks(new Grammar(root, List.of(Production.of(root)), List.of(lexicon)), "ab");
  }

  private static Regex anyOf(String... texts) {
    List<Regex> literals = new ArrayList<>();
    for (String text : texts) {
      literals.add(Regex.literal(text));
    }
    return Regex.anyOf(literals);
  }

  private static Grammar grammar(Regex regex) {
    Nonterminal root = new Nonterminal("root");
    return new Grammar(root, List.of(new Production(root, List.of(new Terminal(regex)))));
  }

  private static boolean accepts(Regex regex, String text) {
    return ByteRecognizer.compile(grammar(regex), Limits.defaults())
        .start()
        .after(text.getBytes(StandardCharsets.UTF_8))
        .isComplete();
  }

  /** All texts of up to {@code length} letters are tokens. */
  private static Vocabulary vocabulary(String letters, int length) {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int i = 0; texts.get(i).length() < length; i++) {
      for (char letter : letters.toCharArray()) {
        texts.add(texts.get(i) + letter);
      }
    }
    List<byte[]> tokens =
        new ArrayList<>(texts.stream().map(t -> t.getBytes(StandardCharsets.UTF_8)).toList());
    return Vocabulary.of(tokens, Map.of(0, "</s>"));
  }

  /** The mask is what may be advanced by, at the start and after each token that may come first. */
  private static void assertMasks(Grammar grammar, String letters) {
    Vocabulary vocabulary = vocabulary(letters, 4);
    Matcher matcher = Constraint.compile(grammar, vocabulary).newMatcher();
    assertMask(matcher, vocabulary);
    for (int token = 1; token < vocabulary.size(); token++) {
      if (matcher.advance(token)) {
        assertMask(matcher, vocabulary);
        matcher.rollback(1);
      }
    }
  }

  private static void assertMask(Matcher matcher, Vocabulary vocabulary) {
    TokenMask mask = new TokenMask(vocabulary.size());
    matcher.fillMask(mask);
    for (int token = 0; token < vocabulary.size(); token++) {
      assertEquals(matcher.allows(token), mask.allows(token), vocabulary.text(token));
    }
  }
}
