package dev.espalier.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.masking.Constraint;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Generation where masks have no budget, so that each token is proposed and tested. */
final class LazyGenerationTest {
  private static final ToyModel MODEL = MaskedLaw.MODEL;
  private static final String PATTERN = "aab|ab|aba|b|bbb";
  private static final List<String> WORDS = List.of("aab", "ab", "aba", "b", "bbb");

  private static Generator.Builder of(ToyModel model, String pattern) {
    return Generator.of(model).constraint(MaskedLaw.language(model, pattern));
  }

  /** Whether no step had a mask, but perhaps the one before the end. */
  private static boolean lacksMasks(Generation made) {
    return made.stats().lazySteps() >= Math.max(1, made.tokens().size() - 1);
  }

  /** Pearson's test at the 0.1 % level: the seeds are fixed, so it passes always or never. */
  @Test
  void textsHaveTheMaskedLawAndWeightsCorrectIt() {
    Map<List<Integer>, MaskedLaw.Word> words = MaskedLaw.of(WORDS, List.of(1, 2));
    Map<List<Integer>, Integer> counts = new HashMap<>();
    Map<List<Integer>, Double> weights = new HashMap<>();
    int draws = 50_000;
    Generator generator = of(MODEL, PATTERN).maskBudget(0).build();
    for (int seed = 0; seed < draws; seed++) {
      Generation made = generator.withSampler(Sampler.random(seed)).generate("ab");
      assertTrue(lacksMasks(made));
      assertTrue(made.stats().testedTokens() >= made.stats().lazySteps());
      assertEquals(Math.log(words.get(made.tokens()).model()), made.logProbability(), 1e-5);
      counts.merge(made.tokens(), 1, Integer::sum);
      weights.merge(made.tokens(), Math.exp(made.logWeight()) / draws, Double::sum);
    }
    assertEquals(words.keySet(), counts.keySet());
    double statistic = 0;
    for (Map.Entry<List<Integer>, MaskedLaw.Word> entry : words.entrySet()) {
      double expected = draws * entry.getValue().masked();
      statistic += Math.pow(counts.get(entry.getKey()) - expected, 2) / expected;
      assertEquals(entry.getValue().model(), weights.get(entry.getKey()), 0.003);
    }
    double[] critical = {0, 10.8, 13.8, 16.3, 18.5, 20.5, 22.5, 24.3, 26.1, 27.9, 29.6, 31.3};
    assertTrue(statistic <= critical[words.size() - 1], "chi-square " + statistic);
    double mass = words.values().stream().mapToDouble(MaskedLaw.Word::model).sum();
    assertEquals(mass, weights.values().stream().mapToDouble(w -> w).sum(), 0.02 * mass);
  }

  @Test
  void theBudgetDoesNotChangeTheText() {
    List<Sampler> samplers =
        List.of(
            Sampler.greedy(),
            Sampler.random(0),
            Sampler.random(0).withTemperature(0.7),
            Sampler.topK(2, 0),
            Sampler.random(0).withMinP(0.3),
            Sampler.topP(0.8, 0));
    for (Sampler sampler : samplers) {
      Generator masked = of(MODEL, "(a|bb|abab)*b").maxTokens(20).maskBudget(1_000_000).build();
      Generator lazy = of(MODEL, "(a|bb|abab)*b").maxTokens(20).maskBudget(0).build();
      for (int seed = 0; seed < 300; seed++) {
        Generation expected = masked.withSampler(sampler.withSeed(seed)).generate("b");
        Generation made = lazy.withSampler(sampler.withSeed(seed)).generate("b");
        assertEquals(expected.tokens(), made.tokens());
        assertEquals(expected.finish(), made.finish());
        assertEquals(0, expected.stats().lazySteps() + expected.stats().testedTokens());
        assertEquals(sampler.topP() == 1, lacksMasks(made));
      }
    }
  }

  @Test
  void aMaskThatIsKnownNeedsNoBudget() {
    Constraint constraint = MaskedLaw.language(MODEL, "[ab]{6}");
    Generator.Builder builder =
        Generator.of(MODEL).constraint(constraint).sampler(Sampler.random(4));
    Generation first = builder.maskBudget(0).build().generate("a");
    Generation masked = builder.maskBudget(Long.MAX_VALUE).build().generate("a");
    Generation again = builder.maskBudget(0).build().generate("a");
    assertTrue(lacksMasks(first));
    assertEquals(0, again.stats().lazySteps());
    assertEquals(List.of(first.tokens(), first.tokens()), List.of(masked.tokens(), again.tokens()));
    assertEquals(masked.logWeight(), again.logWeight(), 0);
  }

  @Test
  void aTokenThatIsMissingIsADeadEnd() {
    Generation made = of(MODEL, "abc").maskBudget(0).build().generate("a");
    assertEquals(FinishReason.DEAD_END, made.finish());
    assertEquals("ab", made.text());
  }

  @Test
  void aMaskIsFilledWhereProposalsFail() {
    String[] letters =
        IntStream.range(0, 3 * LazyDraw.MAX_TESTS)
            .mapToObj(i -> Character.toString(0x4e00 + i))
            .toArray(String[]::new);
    ToyModel model = new ToyModel(3, 40, letters);
    String pattern = letters[7] + "{8}";
    int givenUp = 0;
    for (int seed = 0; seed < 20; seed++) {
      Generator.Builder masked = of(model, pattern).sampler(Sampler.random(seed));
      Generation expected = masked.maskBudget(Long.MAX_VALUE).build().generate(letters[1]);
      Generation made =
          of(model, pattern)
              .sampler(Sampler.random(seed))
              .maskBudget(0)
              .build()
              .generate(letters[1]);
      assertEquals(expected.tokens(), made.tokens());
      assertEquals(9, made.tokens().size());
      assertEquals(expected.logWeight(), made.logWeight(), 1e-6); // one token: its probability
      int filled = made.tokens().size() - 1 - made.stats().lazySteps();
      assertTrue(made.stats().testedTokens() >= (long) filled * LazyDraw.MAX_TESTS);
      givenUp += filled;
    }
    assertTrue(givenUp > 0);
  }
}
