package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.LimitExceededException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumbersTest {
  private static BigDecimal n(String text) {
    return new BigDecimal(text);
  }

  private static Numbers between(String low, String high) {
    return Numbers.of(new NumberRange(n(low), false, n(high), false));
  }

  private static Numbers inside(String low, String high) {
    return Numbers.of(new NumberRange(n(low), true, n(high), true));
  }

  @Test
  void emptinessIsExact() {
    assertTrue(Numbers.multipleOf(n("7")).and(between("10", "13")).isEmpty());
    assertFalse(Numbers.multipleOf(n("7")).and(between("10", "14")).isEmpty());
    assertTrue(Numbers.integers().and(between("0.2", "0.8")).isEmpty());
    assertTrue(Numbers.integers().and(inside("1", "2")).isEmpty());
    assertFalse(inside("1", "1.0000001").isEmpty());
    assertTrue(inside("1", "1").isEmpty());
    assertFalse(Numbers.multipleOf(n("0.1")).and(inside("1e300", "1e301")).isEmpty());
  }

  @Test
  void commonMultiplesAreExact() {
    Numbers both = Numbers.multipleOf(n("0.75")).and(Numbers.multipleOf(n("2.5")));
    assertEquals(Numbers.multipleOf(n("7.50")), both);
    Numbers none = both.and(inside("7.5", "15"));
    assertEquals(Numbers.NONE, none);
  }

  @Test
  void whatIsNoMultipleIsFoundInShortAndLongRanges() {
    Numbers odd = Numbers.integers().and(Numbers.multipleOf(n("2")).not());
    Numbers coprime = odd;
    for (String step : new String[] {"3", "5", "7", "11", "13"}) {
      coprime = coprime.and(Numbers.multipleOf(n(step)).not());
    }
    assertTrue(coprime.and(between("2", "16")).isEmpty());
    assertFalse(coprime.and(between("2", "17")).isEmpty());
    assertFalse(coprime.and(Numbers.of(NumberRange.atLeast(n("1e100")))).isEmpty());
    assertFalse(coprime.and(between("1e100", "2e100")).isEmpty());
  }

  @Test
  void whatIsTheSameLooksTheSame() {
    Numbers integers = Numbers.integers();
    assertEquals(Numbers.ALL, integers.or(integers.not()));
    assertEquals(integers, integers.not().not());
    Numbers five = Numbers.point(n("5"));
    assertEquals(integers, integers.and(five.not()).or(five));
    assertEquals(Numbers.ALL, Numbers.ALL.and(five.not()).or(Numbers.point(n("5.0"))));
    assertEquals(
        between("1", "4").and(Numbers.point(n("4")).not()), between("1", "3").or(inside("3", "4")));
    Numbers even = Numbers.multipleOf(n("2"));
    assertEquals(integers, even.or(integers));
    assertEquals(integers, integers.and(even.not()).or(even));
  }

  @Test
  void thousandsOfPointsAreCheap() {
    List<BigDecimal> values = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      values.add(BigDecimal.valueOf(3L * i, 1));
    }
    Numbers points = Numbers.points(values);
    Numbers others = points.not();
    assertFalse(others.contains(n("0.3")));
    assertTrue(others.contains(n("0.30001")));
    assertTrue(points.isDisjoint(others));
    assertEquals(Numbers.ALL, points.or(others));
    assertEquals(3_000, points.and(Numbers.integers()).parts().size());
  }

  @Test
  void hugeExponentsAreNotExpanded() {
    Numbers huge = Numbers.points(List.of(n("1e2000000000"), n("1e-2000000000"), n("5")));
    assertEquals(2, Numbers.integers().and(huge).parts().size());
    LimitExceededException refused =
        assertThrows(LimitExceededException.class, () -> Numbers.integers().and(huge.not()));
    assertTrue(refused.getMessage().contains("20000 digits"), refused.getMessage());
    assertFalse(Numbers.multipleOf(n("3")).contains(n("1e2000000000")));
    Numbers above = Numbers.of(NumberRange.above(n("1e2000000000")));
    assertFalse(Numbers.multipleOf(n("7")).and(above).isEmpty());
  }

  @Test
  void hugeCommonMultiplesAreRefused() {
    Numbers numbers = Numbers.multipleOf(n("1" + "0".repeat(15_000) + "1"));
    Numbers other = Numbers.multipleOf(n("1" + "0".repeat(15_000) + "3"));
    LimitExceededException refused =
        assertThrows(LimitExceededException.class, () -> numbers.and(other));
    assertTrue(refused.getMessage().contains("20000 digits"), refused.getMessage());
  }
}
