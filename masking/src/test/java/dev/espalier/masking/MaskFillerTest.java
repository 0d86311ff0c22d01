package dev.espalier.masking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.gbnf.Gbnf;
import dev.espalier.grammar.regex.EcmaRegex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;

class MaskFillerTest {
  private static final Vocabulary LETTERS = vocabulary("a", "b", "ab");
  private static final Vocabulary DIGITS = vocabulary("1", "2", "12", "21");

  private static Vocabulary vocabulary(String... tokens) {
    List<byte[]> bytes = new ArrayList<>();
    for (String token : tokens) {
      bytes.add(token.getBytes(StandardCharsets.UTF_8));
    }
    return Vocabulary.of(bytes, Map.of(tokens.length, "</s>"));
  }

  private static Matcher matcher(String gbnf, Vocabulary vocabulary) {
    return Constraint.compile(Gbnf.parse(gbnf), vocabulary).newMatcher();
  }

  /** Whether its second token leads anywhere takes a longer search than is allowed. */
  private static Matcher failing() {
    Regex both =
        new Regex.Intersection(
            List.of(
                EcmaRegex.fullMatch("a|b[cd]{300}", "test"),
                EcmaRegex.fullMatch("a|b[cd]*e", "test")));
    Nonterminal root = new Nonterminal("root");
    Grammar grammar = new Grammar(root, List.of(new Production(root, List.of(new Terminal(both)))));
    Limits few = Limits.defaults().withMaxLexerStates(100);
    Matcher matcher = Constraint.compile(grammar, LETTERS, few).newMatcher();
    assertThrows(LimitExceededException.class, () -> matcher.fillMask(new TokenMask(4)));
    return matcher;
  }

  private static List<TokenMask> masksFor(List<Matcher> matchers) {
    return matchers.stream().map(m -> m.constraint().newMask()).toList();
  }

  private static List<String> shown(List<TokenMask> masks) {
    return masks.stream().map(TokenMask::toString).toList();
  }

  @Test
  void constraintsAndVocabulariesMayDiffer() {
    Matcher stopped = matcher("root ::= \"a\"", LETTERS);
    assertTrue(stopped.advance(0) && stopped.advance(3));
    List<Matcher> matchers =
        List.of(
            matcher("root ::= \"a\"", LETTERS),
            matcher("root ::= [12]*", DIGITS),
            matcher("root ::= \"ab\"", LETTERS),
            stopped);
    List<TokenMask> masks = masksFor(matchers);
    try (MaskFiller filler = MaskFiller.ofThreads(3)) {
      filler.fill(matchers, masks);
    }
    assertEquals(List.of("{0}", "{0..4}", "{0, 2}", "{}"), shown(masks));
  }

  @Test
  void oneFailureLosesNoOtherMask() {
    Matcher bad = failing();
    List<Matcher> matchers =
        List.of(
            matcher("root ::= \"a\"", LETTERS),
            bad,
            matcher("root ::= \"ab\"", LETTERS),
            bad.fork());
    List<TokenMask> masks = masksFor(matchers);
    try (MaskFiller filler = MaskFiller.ofThreads(2)) {
      MaskFillerException e =
          assertThrows(MaskFillerException.class, () -> filler.fill(matchers, masks));
      assertEquals(Set.of(1, 3), e.failures().keySet());
      assertInstanceOf(LimitExceededException.class, e.failures().get(3));
      assertTrue(String.valueOf(e.getMessage()).startsWith("matcher 1 of 4 fails: "));
    }
    assertEquals(List.of("{0}", "{}", "{0, 2}", "{}"), shown(masks));
  }

  @Test
  void anExecutorWithoutThreadsDoesNotBlock() {
    Executor busy = task -> {};
    Executor full =
        task -> {
          throw new RejectedExecutionException("full");
        };
    for (Executor executor : List.of(busy, full)) {
      List<Matcher> matchers =
          List.of(matcher("root ::= \"a\"", LETTERS), matcher("root ::= \"ab\"", LETTERS));
      List<TokenMask> masks = masksFor(matchers);
      MaskFiller.of(executor, 4).fill(matchers, masks);
      assertEquals(List.of("{0}", "{0, 2}"), shown(masks));
    }
  }

  @Test
  void anInterruptIsKept() {
    List<Matcher> matchers =
        List.of(matcher("root ::= \"a\"", LETTERS), matcher("root ::= \"ab\"", LETTERS));
    List<TokenMask> masks = masksFor(matchers);
    try (MaskFiller filler = MaskFiller.ofThreads(2)) {
      Thread.currentThread().interrupt();
      filler.fill(matchers, masks);
      assertTrue(Thread.interrupted());
    }
    assertEquals(List.of("{0}", "{0, 2}"), shown(masks));
  }

  @Test
  void misuseIsRefused() {
    assertThrows(IllegalArgumentException.class, () -> MaskFiller.ofThreads(0));
    MaskFiller filler = MaskFiller.ofThreads(1);
    List<Matcher> matchers = List.of(matcher("root ::= \"a\"", LETTERS));
    List<TokenMask> none = List.of();
    List<TokenMask> wrong = List.of(new TokenMask(7));
    assertThrows(IllegalArgumentException.class, () -> filler.fill(matchers, none));
    assertThrows(IllegalArgumentException.class, () -> filler.fill(matchers, wrong));
    filler.close();
    List<TokenMask> masks = masksFor(matchers);
    assertThrows(IllegalStateException.class, () -> filler.fill(matchers, masks));
    assertFalse(Thread.currentThread().isInterrupted());
  }
}
