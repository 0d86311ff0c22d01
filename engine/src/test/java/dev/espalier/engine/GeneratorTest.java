package dev.espalier.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.notation.Notation;
import dev.espalier.masking.CacheStatistics;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.ConstraintCache;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GeneratorTest {
  private static final double EXACT = 1e-6;
  private static final ToyModel MODEL = MaskedLaw.MODEL;

  private static Generator.Builder of(LanguageModel model, String pattern) {
    return Generator.of(model).constraint(MaskedLaw.language(model, pattern));
  }

  @Test
  void weightsAreThoseOfMaskedDecoding() {
    Map<List<Integer>, MaskedLaw.Word> words =
        MaskedLaw.of(List.of("aab", "ab", "aba", "b", "bbb"), List.of(1, 2));
    assertEquals(1, words.values().stream().mapToDouble(MaskedLaw.Word::masked).sum(), EXACT);
    Generator generator = of(MODEL, "aab|ab|aba|b|bbb").build();
    Map<List<Integer>, Integer> counts = new HashMap<>();
    int draws = 20_000;
    double weights = 0;
    for (int seed = 0; seed < draws; seed++) {
      Generation made = generator.withSampler(Sampler.random(seed)).generate("ab");
      MaskedLaw.Word word = words.get(made.tokens());
      assertEquals(FinishReason.COMPLETE, made.finish());
      assertEquals(Math.log(word.model()), made.logProbability(), 1e-5);
      assertEquals(Math.log(word.kept()), made.logWeight(), 1e-5);
      counts.merge(made.tokens(), 1, Integer::sum);
      weights += Math.exp(made.logWeight()) / draws;
    }
    words.forEach(
        (tokens, word) ->
            assertEquals(word.masked(), counts.getOrDefault(tokens, 0) / (double) draws, 0.015));
    double mass = words.values().stream().mapToDouble(MaskedLaw.Word::model).sum();
    assertEquals(mass, weights, 0.02 * mass);
  }

  @Test
  void textsAreInTheLanguageOrNotComplete() {
    for (int seed = 0; seed < 300; seed++) {
      Generation made =
          of(MODEL, "(ab|ba)*b").sampler(Sampler.random(seed)).maxTokens(12).build().generate("a");
      assertTrue(made.text().matches("(ab|ba)*b") || !made.isComplete(), made.text());
      assertTrue(made.tokens().size() <= 12);
      assertTrue(made.finish() != FinishReason.DEAD_END);
    }
  }

  @Test
  void theSameCallGivesTheSameText() {
    Generator generator = of(MODEL, "[ab]{5,20}").sampler(Sampler.random(3)).build();
    Generation made = generator.generate("a");
    assertEquals(made.tokens(), generator.generate("a").tokens());
    assertEquals(made.text(), generator.withSampler(Sampler.random(3)).generate("a").text());
  }

  @Test
  void aBudgetThatRunsOutIsNotComplete() {
    Generation made = of(MODEL, "[ab]{30}").maxTokens(4).build().generate("a");
    assertEquals(FinishReason.MAX_TOKENS, made.finish());
    assertEquals(4, made.tokens().size());
    assertTrue(!made.text().isEmpty() && made.text().length() < 30);
    assertEquals("max_tokens", made.finish().label());
  }

  @Test
  void aTextThatNothingCanFollowIsCompleteAtTheEndOfTheBudget() {
    ToyModel single = new ToyModel(1, 9, "a");
    assertEquals(
        FinishReason.COMPLETE, of(single, "aaa").maxTokens(3).build().generate("a").finish());
    assertEquals(
        FinishReason.MAX_TOKENS, of(single, "aaa+").maxTokens(3).build().generate("a").finish());
  }

  @Test
  void aFullContextEndsTheText() {
    ToyModel single = new ToyModel(1, 9, "a");
    Generation made = of(single, "a{100}").build().generate("aa");
    assertEquals(FinishReason.MAX_TOKENS, made.finish());
    assertEquals(7, made.tokens().size());
  }

  @Test
  void aTokenThatIsMissingIsADeadEnd() {
    Generation made = of(MODEL, "abc").build().generate("a");
    assertEquals(FinishReason.DEAD_END, made.finish());
    assertEquals("ab", made.text());
    assertTrue(!made.isComplete());
  }

  @Test
  void withoutAConstraintTheModelEndsTheText() {
    for (int seed = 0; seed < 50; seed++) {
      Generation made =
          Generator.of(MODEL).sampler(Sampler.random(seed)).maxTokens(30).build().generate("a");
      boolean ended = made.tokens().getLast() == 0;
      assertEquals(ended ? FinishReason.COMPLETE : FinishReason.MAX_TOKENS, made.finish());
      assertEquals(0, made.logWeight());
    }
  }

  @Test
  void theListenerHearsTheText() {
    StringBuilder heard = new StringBuilder();
    Generation made =
        of(MODEL, "[ab]{10}")
            .onText(heard::append)
            .sampler(Sampler.random(1))
            .build()
            .generate("b");
    assertEquals(made.text(), heard.toString());
    assertEquals(10, heard.length());
    assertTrue(made.stats().firstTokenNanos() <= made.stats().totalNanos());
    assertEquals(1, made.stats().promptTokens());
    assertEquals(made.tokens().size(), made.stats().tokens());
  }

  @Test
  void misuseIsRefused() {
    Generator.Builder builder = Generator.of(MODEL);
    assertThrows(IllegalArgumentException.class, () -> builder.maxTokens(0));
    assertThrows(IllegalArgumentException.class, () -> builder.maskBudget(-1));
    assertThrows(IllegalArgumentException.class, () -> builder.build().generate(""));
    ToyModel larger = new ToyModel(1, 9, "a", "b", "c", "d");
    Constraint foreign = MaskedLaw.language(larger, "a");
    assertThrows(IllegalArgumentException.class, () -> builder.constraint(foreign));
  }

  @Test
  void requestsWithTheSameTextShareOneConstraint() {
    ToyModel model = new ToyModel(5, 40, "a", "b", "\"");
    String schema = "{\"enum\": [\"ab\", \"ba\"]}";
    for (int request = 0; request < 3; request++) {
      Generation made = Generator.of(model).schema(schema).build().generate("a");
      assertTrue(List.of("\"ab\"", "\"ba\"").contains(made.text()), made.text());
    }
    assertEquals(
        "ab", Generator.of(model).grammar("ab", Notation.REGEX).build().generate("b").text());
    CacheStatistics statistics = model.constraints().caches().getFirst();
    assertEquals(2, statistics.hits());
    assertEquals(2, statistics.misses());
  }

  @Test
  void anotherCacheMayBeGiven() {
    ConstraintCache none = ConstraintCache.of(MODEL.vocabulary(), 0, 0);
    Generator.Builder builder = Generator.of(MODEL, none).grammar("ab*", Notation.REGEX);
    assertTrue(builder.build().generate("a").text().startsWith("a"));
    assertEquals(0, none.caches().getFirst().entries());
    ConstraintCache other = ConstraintCache.of(new ToyModel(5, 40, "c").vocabulary());
    assertThrows(IllegalArgumentException.class, () -> Generator.of(MODEL, other));
  }

  @Test
  void namedTokensAreNoText() {
    Generator.Builder builder =
        Generator.of(MODEL)
            .grammar("root ::= ([ab]+ <|end|>){2} \"ab\" <|end|>", Notation.GBNF)
            .maxTokens(30);
    for (int seed = 0; seed < 100; seed++) {
      StringBuilder streamed = new StringBuilder();
      Generation made =
          builder.sampler(Sampler.random(seed)).onText(streamed::append).build().generate("a");
      assertEquals(made.text(), streamed.toString());
      assertEquals(made.text(), MODEL.vocabulary().decode(tokens(made)));
      if (made.isComplete()) {
        assertTrue(made.text().matches("[ab]{2,}ab"), made.text());
        assertEquals(3, made.tokens().stream().filter(token -> token == 0).count());
        assertEquals(0, made.tokens().getLast());
      } else {
        assertEquals(30, made.tokens().size());
      }
    }
  }

  private static int[] tokens(Generation made) {
    return made.tokens().stream().mapToInt(Integer::intValue).toArray();
  }
}
