package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import dev.espalier.testkit.RandomConstraints;
import dev.espalier.testkit.RandomConstraints.Language;
import dev.espalier.testkit.RandomGrammars;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** mask(t) = allows(t) = advance(t), against brute force over the whole vocabulary. */
class MaskProperties {
  private static final int END = RandomConstraints.END;
  private static final Vocabulary BYTES = RandomConstraints.bytes();

  @Property(tries = 5_000)
  void maskEqualsBruteForce(@ForAll long seed) {
    Random random = new Random(seed);
    Optional<Language> language = RandomConstraints.language(random);
    if (language.isEmpty()) {
      return;
    }
    Vocabulary vocabulary = language.get().vocabulary();
    Grammar grammar = language.get().grammar();
    Constraint constraint = language.get().compile();
    Matcher bytes = Constraint.compile(grammar, BYTES).newMatcher();
    Matcher matcher = constraint.newMatcher();
    TokenMask mask = constraint.newMask();
    for (int step = 0; step < 12 && !matcher.isStopped(); step++) {
      matcher.fillMask(mask);
      List<Integer> allowed = new ArrayList<>();
      for (int token = 0; token < vocabulary.size(); token++) {
        boolean expected =
            token == END
                ? bytes.isComplete()
                : vocabulary.length(token) > 0 && advanced(bytes.fork(), vocabulary.bytes(token));
        assertSame(expected, mask.allows(token), token, language.get());
        assertSame(expected, matcher.allows(token), token, language.get());
        Matcher fork = matcher.fork();
        assertSame(expected, fork.advance(token), token, language.get());
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
      advanced(bytes, vocabulary.bytes(token));
    }
    if (matcher.isStopped()) {
      matcher.fillMask(mask);
      assertTrue(mask.isEmpty());
      assertFalse(matcher.advance(END));
    }
  }

  private static boolean advanced(Matcher matcher, byte[] bytes) {
    for (byte b : bytes) {
      if (!matcher.advance(b & 0xff)) {
        return false;
      }
    }
    return true;
  }

  @Property(tries = 1_000)
  void grammarsThatShareAVocabularyDoNotDisturbEachOther(@ForAll long seed) {
    Random random = new Random(seed);
    Vocabulary shared = RandomConstraints.letters(random);
    for (int grammar = 0; grammar < 4; grammar++) {
      Grammar made =
          random.nextBoolean()
              ? RandomGrammars.grammar(random)
              : RandomGrammars.longTextGrammar(random);
      try {
        assertMasksSayWhatIsAllowed(Constraint.compile(made, shared), random);
      } catch (UnsatisfiableGrammarException e) {
        continue; // nothing to write
      }
    }
  }

  private static void assertMasksSayWhatIsAllowed(Constraint constraint, Random random) {
    Matcher matcher = constraint.newMatcher();
    TokenMask mask = constraint.newMask();
    for (int step = 0; step < 12; step++) {
      matcher.fillMask(mask);
      for (int token = 0; token < mask.size(); token++) {
        assertEquals(matcher.allows(token), mask.allows(token), "token " + token);
      }
      int token = RandomConstraints.anyAllowed(mask, random);
      if (token < 0 || !matcher.advance(token)) {
        return;
      }
    }
  }

  @Property(tries = 1_000)
  void underABudgetAMaskIsWholeOrUntouched(@ForAll long seed) {
    Random random = new Random(seed);
    Optional<Language> language = RandomConstraints.language(random);
    if (language.isEmpty()) {
      return;
    }
    Matcher matcher = language.get().compile().newMatcher();
    Matcher unhurried = language.get().compile().newMatcher();
    TokenMask mask = unhurried.constraint().newMask();
    TokenMask whole = unhurried.constraint().newMask();
    for (int step = 0; step < 8; step++) {
      unhurried.fillMask(whole);
      long[] before = mask.words().clone();
      boolean filled = matcher.fillMask(mask, random.nextInt(60));
      assertArrayEquals(filled ? whole.words() : before, mask.words());
      assertTrue(matcher.fillMask(mask, Long.MAX_VALUE));
      assertArrayEquals(whole.words(), mask.words());
      if (!language.get().grammar().toString().contains("?")) {
        assertTrue(matcher.fillMask(mask, 0), "known masks without checks cost nothing");
      }
      int token = RandomConstraints.anyAllowed(whole, random);
      if (token < 0) {
        return;
      }
      assertTrue(matcher.advance(token));
      assertTrue(unhurried.advance(token));
    }
  }

  @Property(tries = 500)
  void rollbackUndoesAdvances(@ForAll long seed) {
    Random random = new Random(seed);
    Optional<Constraint> compiled = RandomConstraints.constraint(random);
    if (compiled.isEmpty()) {
      return;
    }
    Matcher matcher = compiled.get().newMatcher();
    List<long[]> masks = new ArrayList<>();
    TokenMask mask = compiled.get().newMask();
    for (int step = 0; step < 8; step++) {
      matcher.fillMask(mask);
      masks.add(mask.words().clone());
      int token = RandomConstraints.anyAllowed(mask, random);
      if (token < 0) {
        break;
      }
      assertTrue(matcher.advance(token));
    }
    while (matcher.length() > 0) {
      matcher.rollback(1);
      matcher.fillMask(mask);
      if (matcher.length() < masks.size()) {
        assertArrayEquals(masks.get(matcher.length()), mask.words());
      }
    }
  }

  @Property(tries = 1_000)
  void rollbackAndForkAreReplay(@ForAll long seed) {
    Random random = new Random(seed);
    Optional<Constraint> compiled = RandomConstraints.constraint(random);
    if (compiled.isEmpty()) {
      return;
    }
    List<Matcher> matchers = new ArrayList<>(List.of(compiled.get().newMatcher()));
    List<List<Integer>> texts = new ArrayList<>(List.of(new ArrayList<>()));
    TokenMask mask = compiled.get().newMask();
    for (int step = 0; step < 40; step++) {
      int at = random.nextInt(matchers.size());
      Matcher matcher = matchers.get(at);
      List<Integer> text = texts.get(at);
      int kind = random.nextInt(8);
      if (kind == 0) {
        matchers.add(matcher.fork());
        texts.add(new ArrayList<>(text));
      } else if (kind < 3) {
        int undone = random.nextInt(text.size() + 1);
        matcher.rollback(undone);
        text.subList(text.size() - undone, text.size()).clear();
      } else {
        matcher.fillMask(mask);
        int token = RandomConstraints.anyAllowed(mask, random);
        if (token >= 0) {
          assertTrue(matcher.advance(token));
          text.add(token);
        }
      }
    }
    for (int i = 0; i < matchers.size(); i++) {
      assertSamePlace(replay(compiled.get(), texts.get(i)), matchers.get(i));
    }
  }

  private static Matcher replay(Constraint constraint, List<Integer> text) {
    Matcher matcher = constraint.newMatcher();
    text.forEach(token -> assertTrue(matcher.advance(token)));
    return matcher;
  }

  private static void assertSamePlace(Matcher expected, Matcher actual) {
    assertEquals(expected.length(), actual.length());
    assertEquals(expected.isStopped(), actual.isStopped());
    assertEquals(expected.isComplete(), actual.isComplete());
    TokenMask mask = expected.constraint().newMask();
    expected.fillMask(mask);
    TokenMask other = actual.constraint().newMask();
    actual.fillMask(other);
    assertArrayEquals(mask.words(), other.words());
  }

  @Property(tries = 500)
  void threadsThatShareAConstraintSeeWhatEachWouldAlone(@ForAll long seed) throws Exception {
    Optional<Language> language = RandomConstraints.language(new Random(seed));
    if (language.isEmpty()) {
      return;
    }
    Constraint shared = language.get().compile();
    CyclicBarrier together = new CyclicBarrier(2);
    try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
      List<Future<Long>> running = new ArrayList<>();
      for (int thread = 0; thread < 2; thread++) {
        long own = seed + thread;
        running.add(
            threads.submit(
                () -> {
                  together.await();
                  return RandomConstraints.masksAlongTexts(shared, own);
                }));
      }
      for (int thread = 0; thread < 2; thread++) {
        assertEquals(
            RandomConstraints.masksAlongTexts(language.get().compile(), seed + thread),
            result(running, thread));
      }
    }
  }

  private static long result(List<Future<Long>> running, int thread) throws InterruptedException {
    try {
      return running.get(thread).get();
    } catch (ExecutionException e) {
      throw new AssertionError("thread " + thread, e.getCause());
    }
  }

  @Property(tries = 500)
  void forcedBytesAreWhatEveryCompletionGoesOnWith(@ForAll long seed) {
    Random random = new Random(seed);
    Optional<Constraint> compiled = RandomConstraints.constraint(random);
    if (compiled.isEmpty()) {
      return;
    }
    Vocabulary vocabulary = compiled.get().vocabulary();
    Matcher matcher = compiled.get().newMatcher();
    byte[] forced = matcher.forcedBytes();
    StringBuilder text = new StringBuilder();
    for (int token : matcher.forcedTokens()) {
      assertTrue(matcher.advance(token));
      text.append(new String(vocabulary.bytes(token), StandardCharsets.ISO_8859_1));
    }
    assertTrue(new String(forced, StandardCharsets.ISO_8859_1).startsWith(text.toString()));
  }

  private static void assertSame(boolean expected, boolean actual, int token, Language language) {
    assertEquals(
        expected,
        actual,
        () -> token + " '" + language.vocabulary().text(token) + "' in\n" + language.grammar());
  }
}
