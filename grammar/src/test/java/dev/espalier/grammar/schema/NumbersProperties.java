package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** {@link Numbers} are what their predicates say. */
class NumbersProperties {
  private static final List<BigDecimal> GRID = grid();

  /** Fine where the bounds are, wide enough for common multiples. */
  private static List<BigDecimal> grid() {
    List<BigDecimal> grid = new ArrayList<>();
    BigDecimal fine = new BigDecimal("0.0125");
    for (int i = -900; i <= 900; i++) {
      grid.add(fine.multiply(BigDecimal.valueOf(i)));
    }
    BigDecimal coarse = new BigDecimal("0.25");
    for (int i = -1_800; i <= 1_800; i++) {
      grid.add(coarse.multiply(BigDecimal.valueOf(i)));
    }
    grid.add(new BigDecimal("100.0125"));
    grid.add(new BigDecimal("-100.0125"));
    return grid;
  }

  @Property(tries = 300)
  void containWhatTheirMakingSays(@ForAll long seed) {
    RandomNumbers random = RandomNumbers.of(new Random(seed), 4);
    boolean any = false;
    for (BigDecimal value : GRID) {
      boolean contained = random.contains().test(value);
      any |= contained;
      assertEquals(
          contained, random.numbers().contains(value), () -> value + " in " + random.numbers());
    }
    assertEquals(!any, random.numbers().isEmpty(), random.numbers()::toString);
  }

  @Property(tries = 300)
  void lawsOfSetsHold(@ForAll long seed) {
    Random random = new Random(seed);
    Numbers a = RandomNumbers.of(random, 3).numbers();
    Numbers b = RandomNumbers.of(random, 3).numbers();
    assertTrue(a.and(a.not()).isEmpty());
    assertTrue(a.or(a.not()).not().isEmpty());
    assertTrue(a.isDisjoint(b.and(a.not())));
    Numbers deMorgan = a.not().and(b.not());
    Numbers same = a.or(b).not();
    assertTrue(deMorgan.and(same.not()).isEmpty());
    assertTrue(same.and(deMorgan.not()).isEmpty());
  }

  @Property(tries = 200)
  void partsAreTheSet(@ForAll long seed) {
    Numbers numbers = RandomNumbers.of(new Random(seed), 4).numbers();
    List<Numbers.Part> parts = numbers.parts();
    for (int i = 0; i < GRID.size(); i += 7) {
      BigDecimal value = GRID.get(i);
      assertEquals(
          numbers.contains(value),
          parts.stream().anyMatch(p -> p.range().contains(value) && p.clause().contains(value)));
    }
  }
}
