package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.automata.Configuration;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import dev.espalier.testkit.RandomGrammars;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** mask(t) = allows(t) = advance(t), against brute force over the whole vocabulary. */
class MaskProperties {
  private static final int END = 3;

  @Property(tries = 4_000)
  void maskEqualsBruteForce(@ForAll long seed) {
    Random random = new Random(seed);
    Vocabulary vocabulary = vocabulary(random);
    Grammar grammar =
        random.nextBoolean()
            ? RandomGrammars.grammar(random)
            : RandomGrammars.longTextGrammar(random);
    Optional<Constraint> compiled = compile(grammar, vocabulary);
    if (compiled.isEmpty()) {
      return;
    }
    Constraint constraint = compiled.get();
    Configuration bytes = ByteRecognizer.compile(grammar, Limits.defaults()).start();
    Matcher matcher = constraint.newMatcher();
    TokenMask mask = constraint.newMask();
    for (int step = 0; step < 12 && !matcher.isStopped(); step++) {
      matcher.fillMask(mask);
      List<Integer> allowed = new ArrayList<>();
      for (int token = 0; token < vocabulary.size(); token++) {
        boolean expected =
            token == END
                ? bytes.isComplete()
                : vocabulary.length(token) > 0 && !bytes.after(vocabulary.bytes(token)).isDead();
        assertEquals(expected, mask.allows(token), describe(token, vocabulary, grammar));
        assertEquals(expected, matcher.allows(token), describe(token, vocabulary, grammar));
        Matcher fork = matcher.fork();
        assertEquals(expected, fork.advance(token), describe(token, vocabulary, grammar));
        assertEquals(expected ? 1 : 0, fork.length() - matcher.length());
        if (expected) {
          allowed.add(token);
        }
      }
      assertEquals(allowed.size(), mask.count());
      if (allowed.isEmpty()) {
        return;
      }
      int token = allowed.get(random.nextInt(allowed.size()));
      assertTrue(matcher.advance(token));
      bytes = bytes.after(vocabulary.bytes(token));
    }
    if (matcher.isStopped()) {
      matcher.fillMask(mask);
      assertTrue(mask.isEmpty());
      assertFalse(matcher.advance(END));
    }
  }

  @Property(tries = 500)
  void rollbackUndoesAdvances(@ForAll long seed) {
    Random random = new Random(seed);
    Vocabulary vocabulary = vocabulary(random);
    Grammar grammar = RandomGrammars.grammar(random);
    Optional<Constraint> compiled = compile(grammar, vocabulary);
    if (compiled.isEmpty()) {
      return;
    }
    Matcher matcher = compiled.get().newMatcher();
    List<long[]> masks = new ArrayList<>();
    TokenMask mask = compiled.get().newMask();
    for (int step = 0; step < 8; step++) {
      matcher.fillMask(mask);
      masks.add(mask.words().clone());
      int token = mask.nextAllowed(random.nextInt(vocabulary.size()));
      if (token < 0) {
        break;
      }
      assertTrue(matcher.advance(token));
    }
    while (matcher.length() > 0) {
      matcher.rollback(1);
      matcher.fillMask(mask);
      assertArrayEquals(masks.get(matcher.length()), mask.words());
    }
  }

  @Property(tries = 500)
  void forcedBytesAreWhatEveryCompletionGoesOnWith(@ForAll long seed) {
    Random random = new Random(seed);
    Vocabulary vocabulary = vocabulary(random);
    Optional<Constraint> compiled = compile(RandomGrammars.grammar(random), vocabulary);
    if (compiled.isEmpty()) {
      return;
    }
    Matcher matcher = compiled.get().newMatcher();
    byte[] forced = matcher.forcedBytes();
    StringBuilder text = new StringBuilder();
    for (int token : matcher.forcedTokens()) {
      assertTrue(matcher.advance(token));
      text.append(new String(vocabulary.bytes(token), StandardCharsets.ISO_8859_1));
    }
    assertTrue(new String(forced, StandardCharsets.ISO_8859_1).startsWith(text.toString()));
  }

  private static Optional<Constraint> compile(Grammar grammar, Vocabulary vocabulary) {
    try {
      return Optional.of(Constraint.compile(grammar, vocabulary));
    } catch (UnsatisfiableGrammarException e) {
      return Optional.empty();
    }
  }

  private static String describe(int token, Vocabulary vocabulary, Grammar grammar) {
    return token + " '" + vocabulary.text(token) + "' in\n" + grammar;
  }

  /** Tokens over the letters of the grammars, with halves of a letter, doubles and unused ids. */
  private static Vocabulary vocabulary(Random random) {
    List<byte[]> tokens = new ArrayList<>();
    byte[] letters = "abcé\u20ac".getBytes(StandardCharsets.UTF_8);
    int count = 8 + random.nextInt(120);
    for (int i = 0; i < count; i++) {
      byte[] token = new byte[random.nextInt(6)];
      int at = random.nextInt(letters.length);
      for (int j = 0; j < token.length; j++) {
        token[j] = random.nextInt(3) == 0 ? letters[at++ % letters.length] : letters[at % 2];
        at = random.nextInt(3) == 0 ? random.nextInt(letters.length) : at;
      }
      tokens.add(token);
    }
    return Vocabulary.of(tokens, Map.of(END, "</s>", 5, "<other>"));
  }
}
