package dev.espalier.laws;

import dev.espalier.masking.MaskFiller;
import dev.espalier.testkit.RandomConstraints;
import dev.espalier.testkit.RandomConstraints.Language;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;

/** Masks of a batch are those of its matchers one by one. */
class BatchProperties {
  private static final MaskFiller FILLER = MaskFiller.ofThreads(3);

  @AfterContainer
  static void close() {
    FILLER.close();
  }

  @Property(tries = 500)
  void masksOfABatchAreThoseOfItsMatchersOneByOne(@ForAll long seed) {
    Random random = new Random(seed);
    List<Language> languages = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      RandomConstraints.language(random).ifPresent(languages::add);
    }
    BatchLaws.hold(FILLER, languages, 10, random);
  }
}
