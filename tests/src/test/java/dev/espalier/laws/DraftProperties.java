package dev.espalier.laws;

import dev.espalier.testkit.RandomConstraints;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Masks along drafts are those of a matcher that went there. */
class DraftProperties {
  @Property(tries = 3_000)
  void masksAlongADraftAreThoseOfAMatcherThatWentThere(@ForAll long seed) {
    Random random = new Random(seed);
    RandomConstraints.constraint(random)
        .ifPresent(constraint -> DraftLaws.hold(constraint, 4, 12, random));
  }
}
