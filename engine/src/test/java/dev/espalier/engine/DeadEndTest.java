package dev.espalier.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Check;
import dev.espalier.grammar.Checked;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Terminal;
import dev.espalier.masking.Constraint;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What the generator does where a check leaves no token. */
final class DeadEndTest {
  private static final ToyModel MODEL = new ToyModel(11, 60, "\"", "a", "b");
  private static final int A = 2;
  private static final int B = 3;

  /** Strings of {@code length} letters a and b that pass a test, which sees them in quotes. */
  private static Generator.Builder strings(int length, Predicate<String> test) {
    Regex letters = Regex.repeat(Regex.chars(CodePointSet.of('a', 'b')), length, length);
    Terminal string = new Terminal(Regex.concat(Regex.literal("\""), letters, Regex.literal("\"")));
    Nonterminal start = new Nonterminal("start");
    Grammar grammar =
        new Grammar(
            start, List.of(Production.of(start, new Checked(string, new Check.Value("v", test)))));
    return Generator.of(MODEL).constraint(Constraint.compile(grammar, MODEL.vocabulary()));
  }

  @Test
  void theOnlyWayIsFoundInTheEnd() {
    for (int seed = 0; seed < 40; seed++) {
      Generation made =
          strings(3, "\"bab\""::equals).sampler(Sampler.random(seed)).build().generate("a");
      assertEquals(FinishReason.COMPLETE, made.finish());
      assertEquals("\"bab\"", made.text());
      assertEquals(6, made.stats().tokens());
      assertTrue(made.stats().takenBack() <= 12);
    }
  }

  @Test
  void withoutDeadEndsNothingIsTakenBack() {
    Generation made = strings(3, text -> true).build().generate("a");
    assertEquals(FinishReason.COMPLETE, made.finish());
    assertEquals(0, made.stats().takenBack());
  }

  @Test
  void drawsAreFromTheTokensThatLeadToNoDeadEnd() {
    Generator generator = strings(2, text -> !text.equals("\"aa\"")).build();
    double[] first = MODEL.law(List.of(A, 1));
    double[] second = MODEL.law(List.of(A, 1, B));
    double a = first[A] / (first[A] + first[B]);
    double bb = (1 - a) * second[B] / (second[A] + second[B]);
    int draws = 20_000;
    int countOfAb = 0;
    int countOfBb = 0;
    for (int seed = 0; seed < draws; seed++) {
      Generation made = generator.withSampler(Sampler.random(seed)).generate("a");
      countOfAb += made.text().equals("\"ab\"") ? 1 : 0;
      countOfBb += made.text().equals("\"bb\"") ? 1 : 0;
    }
    assertEquals(a, countOfAb / (double) draws, 0.015);
    assertEquals(bb, countOfBb / (double) draws, 0.015);
  }

  @Test
  void textsThatNeverMetADeadEndCarryTheWeightOfTheModel() {
    Generator generator = strings(2, text -> text.contains("b")).build();
    int draws = 20_000;
    double weights = 0;
    for (int seed = 0; seed < draws; seed++) {
      Generation made = generator.withSampler(Sampler.random(seed)).generate("a");
      weights += made.stats().takenBack() > 0 ? 0 : Math.exp(made.logWeight()) / draws;
    }
    double mass = 0;
    for (List<Integer> letters : List.of(List.of(A, B), List.of(B, A), List.of(B, B))) {
      int x = letters.getFirst();
      int y = letters.getLast();
      mass +=
          MODEL.law(List.of(A))[1]
              * MODEL.law(List.of(A, 1))[x]
              * MODEL.law(List.of(A, 1, x))[y]
              * MODEL.law(List.of(A, 1, x, y))[1]
              * MODEL.law(List.of(A, 1, x, y, 1))[0];
    }
    assertEquals(mass, weights, 0.05 * mass);
  }

  @Test
  void proposalsFindTheSameWayAsMasks() {
    for (int seed = 0; seed < 40; seed++) {
      Generator.Builder builder = strings(4, "\"baba\""::equals).sampler(Sampler.random(seed));
      Generation masked = builder.maskBudget(Long.MAX_VALUE).build().generate("b");
      Generation proposed =
          strings(4, "\"baba\""::equals)
              .sampler(Sampler.random(seed))
              .maskBudget(0)
              .build()
              .generate("b");
      assertEquals(masked.tokens(), proposed.tokens());
      assertEquals(masked.stats().takenBack(), proposed.stats().takenBack());
    }
  }

  @Test
  void whereThereIsNoWayTheFirstDeadEndIsTold() {
    StringBuilder heard = new StringBuilder();
    Generation made =
        strings(3, text -> false)
            .onText(heard::append)
            .onTakenBack(
                left -> {
                  assertTrue(heard.toString().startsWith(left));
                  heard.setLength(left.length());
                })
            .build()
            .generate("a");
    assertEquals(FinishReason.DEAD_END, made.finish());
    assertEquals(4, made.text().length());
    assertEquals(made.text(), heard.toString());
    assertEquals(4, made.tokens().size());
    assertEquals(8 + 4 + 2 + 1, made.stats().takenBack());
  }

  @Test
  void lookingForAWayIsBounded() {
    Generation made = strings(20, text -> false).build().generate("a");
    assertEquals(FinishReason.DEAD_END, made.finish());
    assertEquals(21, made.text().length());
    assertEquals(Generator.MAX_TAKEN_BACK, made.stats().takenBack());
  }
}
