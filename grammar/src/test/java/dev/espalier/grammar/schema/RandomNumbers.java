package dev.espalier.grammar.schema;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** Random sets of numbers, each beside the same as a predicate. */
record RandomNumbers(Numbers numbers, Predicate<BigDecimal> contains) {
  private static final String[] STEPS = {"1", "1", "1", "2", "3", "7", "0.5", "0.75", "2.5", "10"};

  static RandomNumbers of(Random random, int depth) {
    if (depth == 0 || random.nextInt(5) == 0) {
      return leaf(random);
    }
    RandomNumbers a = of(random, depth - 1);
    if (random.nextInt(4) == 0) {
      return new RandomNumbers(a.numbers.not(), a.contains.negate());
    }
    RandomNumbers b = of(random, depth - 1);
    return random.nextInt(3) > 0
        ? new RandomNumbers(a.numbers.and(b.numbers), a.contains.and(b.contains))
        : new RandomNumbers(a.numbers.or(b.numbers), a.contains.or(b.contains));
  }

  private static RandomNumbers leaf(Random random) {
    switch (random.nextInt(5)) {
      case 0 -> {
        BigDecimal step = new BigDecimal(STEPS[random.nextInt(STEPS.length)]);
        return new RandomNumbers(
            Numbers.multipleOf(step), value -> value.remainder(step).signum() == 0);
      }
      case 1 -> {
        return new RandomNumbers(
            Numbers.integers(), value -> value.remainder(BigDecimal.ONE).signum() == 0);
      }
      case 2 -> {
        List<BigDecimal> points = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
          points.add(quarter(random));
        }
        return new RandomNumbers(
            Numbers.points(points),
            value -> points.stream().anyMatch(point -> point.compareTo(value) == 0));
      }
      default -> {
        NumberRange range =
            new NumberRange(
                random.nextInt(4) == 0 ? null : quarter(random),
                random.nextBoolean(),
                random.nextInt(4) == 0 ? null : quarter(random),
                random.nextBoolean());
        return new RandomNumbers(
            Numbers.of(range),
            value ->
                (range.lower() == null
                        || value.compareTo(range.lower()) > (range.lowerOpen() ? 0 : -1))
                    && (range.upper() == null
                        || value.compareTo(range.upper()) < (range.upperOpen() ? 0 : 1)));
      }
    }
  }

  private static BigDecimal quarter(Random random) {
    return BigDecimal.valueOf(random.nextInt(81) - 40).multiply(new BigDecimal("0.25"));
  }
}
