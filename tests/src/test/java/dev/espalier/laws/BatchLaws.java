package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.espalier.masking.Constraint;
import dev.espalier.masking.MaskFiller;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.testkit.RandomConstraints;
import dev.espalier.testkit.RandomConstraints.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What must hold for batches, whatever the constraints and wherever the texts stand. */
final class BatchLaws {
  private BatchLaws() {}

  /** Masks of some texts under each language, step by step, are those without the batch. */
  static void hold(MaskFiller filler, List<Language> languages, int steps, Random random) {
    List<Matcher> matchers = new ArrayList<>();
    List<Matcher> alone = new ArrayList<>();
    for (Language language : languages) {
      Constraint constraint = language.compile();
      Constraint own = language.compile();
      for (int text = 1 + random.nextInt(4); text > 0; text--) {
        matchers.add(constraint.newMatcher());
        alone.add(own.newMatcher());
      }
    }
    List<TokenMask> masks = matchers.stream().map(m -> m.constraint().newMask()).toList();
    for (int step = 0; step < steps; step++) {
      filler.fill(matchers, masks);
      for (int i = 0; i < matchers.size(); i++) {
        TokenMask expected = alone.get(i).constraint().newMask();
        alone.get(i).fillMask(expected);
        assertArrayEquals(expected.words(), masks.get(i).words());
        int token = RandomConstraints.anyAllowed(expected, random);
        if (token >= 0) {
          matchers.get(i).advance(token);
          alone.get(i).advance(token);
        }
      }
    }
  }
}
