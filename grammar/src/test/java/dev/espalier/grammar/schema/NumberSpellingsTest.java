package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Regex;
import dev.espalier.grammar.RegexMatcher;
import dev.espalier.grammar.schema.NumberSpellings.Style;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NumberSpellingsTest {
  private static NumberSpellings of(Numbers numbers) {
    return NumberSpellings.of(numbers, Style.ANY);
  }

  private static Numbers between(String low, String high) {
    return Numbers.of(new NumberRange(new BigDecimal(low), false, new BigDecimal(high), false));
  }

  private static Numbers point(String value) {
    return Numbers.point(new BigDecimal(value));
  }

  /** Texts marked by '!' are accepted only if the test agrees, those by '-' are not. */
  private static void check(NumberSpellings spellings, String... texts) {
    for (String marked : texts) {
      char mark = marked.charAt(0);
      String text = mark == '!' || mark == '~' ? marked.substring(1) : marked;
      Regex exact = Regex.anyOf(spellings.plain(), spellings.scientific());
      boolean isExact = RegexMatcher.matches(exact, text);
      boolean isDoubtful =
          RegexMatcher.matches(spellings.doubtful(), text) && spellings.test().test(text);
      assertEquals(mark != '!' && mark != '~', isExact, text + " in " + exact);
      assertEquals(mark != '~', isExact || isDoubtful, text + " in " + spellings);
    }
  }

  @Test
  void commonKindsAreSmall() {
    assertEquals(
        "\"-\"? (\"0\" | ([1-9] [0-9]*)) (\".\" [0-9]+)? ([Ee] [+\\-]? [0-9]{1,3})?",
        of(Numbers.ALL).plain().toString());
    assertEquals(Regex.NOTHING, of(Numbers.ALL).doubtful());
    assertEquals(Regex.NOTHING, of(Numbers.ALL).scientific());
    Numbers integers = Numbers.integers();
    assertEquals(
        "\"-\"? (\"0\" | ([1-9] [0-9]*)) (\".\" \"0\"+)?"
            + " ([Ee] ((\"+\"? [0-9]{1,3}) | (\"-\" \"0\"{1,3})))?",
        of(integers).plain().toString());
    assertEquals(Regex.NOTHING, of(integers).scientific());
    assertEquals(
        "\"-\"? (\"0\" | ([1-9] [0-9]*))",
        NumberSpellings.of(integers, Style.PLAIN_INTEGERS).plain().toString());
  }

  @Test
  void integersHaveManySpellings() {
    check(
        of(Numbers.integers()),
        "1",
        "1.0",
        "1.00",
        "-0",
        "-0.0",
        "1e3",
        "1E+3",
        "1e308",
        "1e+16",
        "-7e00",
        "~1.5E+1",
        "~10e-1",
        "~1200e-2",
        "~1.5",
        "~1e-1",
        "~15e-1",
        "~1.55e1",
        "~01",
        "~1.",
        "~.5",
        "~+1");
    check(
        of(Numbers.integers().and(between("-10", "150"))),
        "1",
        "150",
        "150.0",
        "-10",
        "1.5e2",
        "1.50E+02",
        "-1e1",
        "7e0",
        "~15e1",
        "~1500e-1",
        "~151",
        "~1.51e2",
        "~-11",
        "~2e2",
        "~1e-1");
  }

  @Test
  void givenNumbersHaveTheirSpellings() {
    check(of(point("1")), "1", "1.0", "1e0", "1.0e0", "10e-1", "0.1e1", "~-1", "~1e1", "~1.01");
    check(of(point("-12.5")), "-12.5", "-12.50", "-1.25e1", "-125e-1", "-1.25E+001", "~12.5");
    check(of(point("0")), "0", "-0", "0.0", "-0.00", "0e5", "-0.0E-7", "~0.01", "~00");
    check(of(point("1e-07")), "1e-07", "1e-7", "0.0000001", "0.1e-6", "~1e7");
    check(of(point("1e2000000000")), "1e2000000000", "1.0E+2000000000", "~1e999");
    check(of(point("1e308")), "1e308", "1" + "0".repeat(308));
  }

  @Test
  void multiplesHaveTheirSpellings() {
    check(
        of(Numbers.multipleOf(new BigDecimal("0.01"))),
        "0",
        "1",
        "1.2",
        "1.25",
        "1.250",
        "-3.10",
        "1.25e2",
        "~1.255e1",
        "~12e-1",
        "~1.255");
    check(
        of(Numbers.multipleOf(new BigDecimal("1e20"))),
        "0",
        "100000000000000000000",
        "300000000000000000000.0",
        "~1e21",
        "~1e20",
        "~1e19");
    Numbers large = Numbers.multipleOf(new BigDecimal("1000000000000000000000007"));
    check(of(large), "!1000000000000000000000007", "!0", "~1000000000000000000000008");
    check(
        of(Numbers.integers().not()), "1.5", "0.1", "-2.25e-3", "~0.05e1", "~1", "~1.0", "~0.1e1");
  }

  @Test
  void numbersBetweenBoundsHaveExponents() {
    check(
        of(between("0.5", "1200")),
        "0.5",
        "5e-1",
        "1e0",
        "9.99e2",
        "1.2e3",
        "1.2e+003",
        "~12e2",
        "~0.5e1",
        "~1200000e-3",
        "~1.21e3",
        "~4.9e-1",
        "~1e4",
        "~-1");
    check(of(between("1e-400", "1e400")), "1e-400", "1e400", "5.5e123", "~1.1e400", "~9e-401");
    check(of(between("0", "100")), "5e-3", "1e1", "1.0e2", "50e0", "~500e-1", "~1.1e2", "~-1e-3");
  }

  @Test
  void manyGivenNumbersAreCheap() {
    List<BigDecimal> values = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      values.add(BigDecimal.valueOf(7L * i, 2));
    }
    NumberSpellings spellings = of(Numbers.points(values));
    assertEquals(Regex.NOTHING, spellings.doubtful());
    assertTrue(spellings.test().test("0.07"));
    assertFalse(spellings.test().test("0.08"));
  }
}
