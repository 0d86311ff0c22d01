package dev.espalier.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class MultipleTest {
  @Test
  void digitsMakeMultiples() {
    Regex sevens = Regex.multiple(7, 0, 1, Regex.UNBOUNDED, 0);
    for (int i = 0; i < 10_000; i++) {
      assertEquals(i % 7 == 0, RegexMatcher.matches(sevens, "" + i), "" + i);
    }
    assertFalse(RegexMatcher.matches(sevens, ""));
    assertFalse(RegexMatcher.matches(sevens, "7.0"));
  }

  @Test
  void fractionsMakeMultiples() {
    BigDecimal step = new BigDecimal("0.75");
    Regex steps = Regex.multiple(75, 0, 1, Regex.UNBOUNDED, 2);
    for (int i = 0; i < 20_000; i++) {
      for (int scale = 0; scale < 5; scale++) {
        BigDecimal value = BigDecimal.valueOf(i, scale);
        assertEquals(
            value.remainder(step).signum() == 0,
            RegexMatcher.matches(steps, value.toPlainString()),
            value.toPlainString());
      }
    }
    assertFalse(RegexMatcher.matches(steps, "3."));
  }

  @Test
  void whatCannotBecomeAMultipleIsNothing() {
    assertEquals(Regex.NOTHING, Regex.multiple(1_000, 1, 0, 2, 0));
    assertEquals(Regex.NOTHING, Regex.multiple(7, 1, 0, 0, 0));
    assertEquals(Regex.EMPTY, Regex.multiple(7, 14, 0, 0, 0));
    Regex wide = Regex.multiple(Regex.Multiple.MAX_MODULUS, 1, 0, 18, 0);
    assertTrue(wide instanceof Regex.Multiple);
    assertEquals(18, ((Regex.Multiple) wide).leastLength());
    assertThrows(
        IllegalArgumentException.class,
        () -> Regex.multiple(Regex.Multiple.MAX_MODULUS + 1, 1, 0, Regex.UNBOUNDED, 0));
  }
}
