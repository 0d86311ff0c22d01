package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.automata.Configuration;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.grammar.UnsupportedGrammarException;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import dev.espalier.testkit.RandomCheckedGrammars;
import dev.espalier.testkit.RandomConstraints;
import dev.espalier.testkit.RandomGrammars;
import dev.espalier.testkit.RandomLexicons;
import dev.espalier.testkit.RandomSchemas;
import dev.espalier.testkit.RandomTokens;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Grammars that name tokens: a token is a letter that nothing else is. */
class NamedTokenProperties {
  private static final int END = RandomConstraints.END;
  private static final int IDS = 6;

  private record Named(Grammar grammar, List<String> alphabet) {}

  private static Named grammar(int ids, Random random) {
    if (random.nextBoolean()) {
      Grammar grammar =
          random.nextInt(3) == 0
              ? RandomGrammars.longTextGrammar(random)
              : RandomGrammars.grammar(random);
      return new Named(RandomTokens.naming(grammar, ids, random), List.of("a", "b", "é"));
    }
    RandomLexicons.Case made =
        random.nextBoolean() ? RandomLexicons.one(random) : RandomLexicons.mixed(random);
    return new Named(RandomTokens.naming(made.grammar(), ids, random), made.alphabet());
  }

  /** Random texts of tokens and characters: dead, complete and expecting the same tokens. */
  @Property(tries = 2_000)
  void aTokenIsReadAsACharacterThatNothingElseIs(@ForAll long seed) {
    Random random = new Random(seed);
    Named named = grammar(IDS, random);
    Optional<Configuration> tokens = start(named.grammar);
    Optional<Configuration> spelled = start(RandomTokens.spelled(named.grammar));
    assertEquals(spelled.isPresent(), tokens.isPresent());
    if (tokens.isEmpty() || spelled.isEmpty()) {
      return;
    }
    for (int text = 0; text < 12; text++) {
      Configuration read = tokens.get();
      Configuration character = spelled.get();
      for (int step = 0; step < 8 && !read.isDead(); step++) {
        for (int id = 0; id < IDS; id++) {
          boolean live = !after(character, RandomTokens.character(id)).isDead();
          assertEquals(live, !read.afterToken(id).isDead(), () -> named.grammar.toString());
          assertEquals(
              live,
              read.tokens().contains(CodePointSet.FIRST_TOKEN + id),
              () -> named.grammar.toString());
        }
        if (random.nextInt(3) == 0) {
          int id = random.nextInt(IDS);
          read = read.afterToken(id);
          character = after(character, RandomTokens.character(id));
        } else {
          String letter = named.alphabet.get(random.nextInt(named.alphabet.size()));
          read = after(read, letter);
          character = after(character, letter);
        }
        assertEquals(character.isDead(), read.isDead(), () -> named.grammar.toString());
        assertEquals(character.isComplete(), read.isComplete(), () -> named.grammar.toString());
      }
    }
  }

  private static Configuration after(Configuration from, String text) {
    return from.after(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Optional<Configuration> start(Grammar grammar) {
    try {
      return Optional.of(ByteRecognizer.compile(grammar, Limits.defaults()).start());
    } catch (UnsatisfiableGrammarException e) {
      return Optional.empty();
    }
  }

  /** A constraint, and a recogniser for its grammar. */
  private record Language(Grammar grammar, Constraint constraint, Configuration start) {}

  private static Optional<Language> language(Random random) {
    Vocabulary vocabulary = RandomTokens.withMore(RandomConstraints.letters(random), random);
    Grammar grammar = grammar(vocabulary.size(), random).grammar;
    try {
      Constraint constraint = Constraint.compile(grammar, vocabulary);
      return start(grammar).map(at -> new Language(grammar, constraint, at));
    } catch (UnsatisfiableGrammarException | UnsupportedGrammarException e) {
      return Optional.empty(); // no text, or no token has one of its ids
    }
  }

  /** Every reading of the tokens so far is followed by itself. */
  @Property(tries = 3_000)
  void maskEqualsEveryReading(@ForAll long seed) {
    Random random = new Random(seed);
    Optional<Language> language = language(random);
    if (language.isEmpty()) {
      return;
    }
    Vocabulary vocabulary = language.get().constraint.vocabulary();
    Matcher matcher = language.get().constraint.newMatcher();
    TokenMask mask = language.get().constraint.newMask();
    Set<Configuration> readings = Set.of(language.get().start);
    for (int step = 0; step < 10; step++) {
      matcher.fillMask(mask);
      boolean complete = readings.stream().anyMatch(Configuration::isComplete);
      assertEquals(complete, matcher.isComplete());
      for (int token = 0; token < vocabulary.size(); token++) {
        boolean read = !after(readings, token, vocabulary).isEmpty();
        boolean expected = read || complete && token == END;
        int shown = token;
        assertEquals(expected, mask.allows(token), () -> shown + " in " + language.get().grammar);
        assertEquals(expected, matcher.allows(token), () -> shown + " in " + language.get());
        Matcher fork = matcher.fork();
        assertEquals(expected, fork.advance(token), () -> shown + " in " + language.get());
        assertEquals(expected && !read, fork.isStopped());
      }
      int token = RandomConstraints.anyAllowed(mask, random);
      if (token < 0 || !matcher.advance(token) || matcher.isStopped()) {
        return;
      }
      readings = after(readings, token, vocabulary);
    }
  }

  private static Set<Configuration> after(
      Set<Configuration> readings, int token, Vocabulary vocabulary) {
    Set<Configuration> after = new LinkedHashSet<>();
    byte[] bytes = vocabulary.bytes(token);
    boolean spelled = bytes.length > 0;
    for (byte b : bytes) {
      spelled &= (b & 0xff) < 0xF5;
    }
    for (Configuration reading : readings) {
      after.add(spelled ? reading.after(bytes) : Configuration.dead());
      after.add(
          vocabulary.length(token) > 0 || vocabulary.isSpecial(token)
              ? reading.afterToken(token)
              : Configuration.dead());
    }
    after.remove(Configuration.dead());
    return after;
  }

  @Property(tries = 1_000)
  void draftsAndForcedTokensGoThere(@ForAll long seed) {
    Random random = new Random(seed);
    Optional<Language> language = language(random);
    if (language.isEmpty()) {
      return;
    }
    DraftLaws.hold(language.get().constraint, 3, 8, random);
    Matcher matcher = language.get().constraint.newMatcher();
    RandomConstraints.write(matcher, language.get().constraint.newMask(), 3, random);
    int[] forced = matcher.forcedTokens();
    for (int i = 0; i < forced.length; i++) {
      assertTrue(!matcher.isComplete(), "a choice");
      assertTrue(matcher.advance(forced[i]));
    }
  }

  /** Rollback and fork come to where a new matcher comes by the same tokens. */
  @Property(tries = 500)
  void rollbackAndForkAreReplay(@ForAll long seed) {
    Random random = new Random(seed);
    Optional<Language> language = language(random);
    if (language.isEmpty()) {
      return;
    }
    replay(language.get().constraint, random);
  }

  private static void replay(Constraint constraint, Random random) {
    Matcher matcher = constraint.newMatcher();
    TokenMask mask = constraint.newMask();
    List<Integer> text = new ArrayList<>();
    for (int step = 0; step < 20; step++) {
      if (random.nextInt(4) == 0) {
        int undone = random.nextInt(text.size() + 1);
        matcher.rollback(undone);
        text.subList(text.size() - undone, text.size()).clear();
      }
      matcher = random.nextInt(4) == 0 ? matcher.fork() : matcher;
      matcher.fillMask(mask);
      int token = RandomConstraints.anyAllowed(mask, random);
      if (token >= 0) {
        assertTrue(matcher.advance(token));
        text.add(token);
      }
    }
    Matcher replayed = constraint.newMatcher();
    text.forEach(token -> assertTrue(replayed.advance(token)));
    assertEquals(replayed.isStopped(), matcher.isStopped());
    assertEquals(replayed.isComplete(), matcher.isComplete());
    TokenMask expected = constraint.newMask();
    replayed.fillMask(expected);
    matcher.fillMask(mask);
    assertArrayEquals(expected.words(), mask.words());
  }

  /** Between two tokens a schema with checks allows what it allows alone. */
  @Property(tries = 1_000)
  void tokensAroundChecksChangeNothingBetweenThem(@ForAll long seed) {
    Random random = new Random(seed);
    Vocabulary vocabulary = RandomTokens.withMore(RandomConstraints.json(random), random);
    int[] special = {vocabulary.size() - 20, vocabulary.size() - 19};
    assertTrue(vocabulary.isSpecial(special[0]) && vocabulary.isSpecial(special[1]));
    Constraint alone;
    Constraint between;
    try {
      Grammar grammar =
          random.nextBoolean()
              ? RandomCheckedGrammars.grammar(random)
              : JsonSchema.parse(RandomSchemas.schema(random));
      alone = Constraint.compile(grammar, vocabulary);
      between =
          Constraint.compile(RandomTokens.between(special[0], grammar, special[1]), vocabulary);
    } catch (UnsatisfiableGrammarException e) {
      return;
    }
    Matcher one = alone.newMatcher();
    Matcher other = between.newMatcher();
    assertTrue(other.advance(special[0]));
    TokenMask expected = alone.newMask();
    TokenMask mask = between.newMask();
    for (int step = 0; step < 12; step++) {
      one.fillMask(expected);
      other.fillMask(mask);
      for (int token = 0; token < vocabulary.size(); token++) {
        boolean allowed =
            token == special[1] ? one.isComplete() : token != END && expected.allows(token);
        assertEquals(allowed, mask.allows(token), "token " + token);
        assertEquals(allowed, other.allows(token), "token " + token);
        assertEquals(allowed, other.fork().advance(token), "token " + token);
      }
      if (random.nextInt(4) == 0 && one.isComplete()) {
        break;
      }
      int token = RandomConstraints.anyAllowed(mask, random);
      if (token < 0 || token == special[1]) {
        break;
      }
      assertTrue(one.advance(token) && other.advance(token));
    }
    if (one.isComplete()) {
      assertTrue(other.advance(special[1]) && !other.isComplete());
      assertTrue(other.advance(special[1]) && other.isComplete());
      other.rollback(2);
      other.fillMask(mask);
      assertTrue(mask.allows(special[1]));
    }
    DraftLaws.hold(between, 3, 8, random);
    replay(between, random);
  }
}
