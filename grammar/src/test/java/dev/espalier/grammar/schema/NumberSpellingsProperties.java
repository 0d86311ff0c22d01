package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Regex;
import dev.espalier.grammar.RegexMatcher;
import dev.espalier.grammar.schema.NumberSpellings.Style;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** {@link NumberSpellings} against the arithmetic of {@link BigDecimal}. */
class NumberSpellingsProperties {

  @Property(tries = 300)
  void textsHaveTheValuesOfTheSet(@ForAll long seed) {
    Random random = new Random(seed);
    RandomNumbers set = RandomNumbers.of(random, 3);
    NumberSpellings spellings = NumberSpellings.of(set.numbers(), Style.ANY);
    assertEquals(set.numbers().isEmpty(), spellings.plain().equals(Regex.NOTHING));
    for (int i = 0; i < 60; i++) {
      String text = text(random);
      boolean contained = set.contains().test(new BigDecimal(text));
      boolean plain = RegexMatcher.matches(spellings.plain(), text);
      boolean scientific = RegexMatcher.matches(spellings.scientific(), text);
      String why = text + " in " + set.numbers() + "\n" + spellings;
      assertEquals(contained, spellings.test().test(text), why);
      if (!contained) {
        assertTrue(!plain && !scientific, why);
      } else if (text.matches("[^eE]*")) {
        assertTrue(plain, why);
      }
    }
  }

  @Property(tries = 100)
  void plainIntegersHaveNeitherFractionNorExponent(@ForAll long seed) {
    Random random = new Random(seed);
    RandomNumbers set = RandomNumbers.of(random, 3);
    NumberSpellings spellings = NumberSpellings.of(set.numbers(), Style.PLAIN_INTEGERS);
    assertEquals(Regex.NOTHING, spellings.scientific());
    assertEquals(Regex.NOTHING, spellings.doubtful());
    for (int i = 0; i < 60; i++) {
      String text = text(random);
      assertEquals(
          text.matches("-?[0-9]+") && set.contains().test(new BigDecimal(text)),
          RegexMatcher.matches(spellings.plain(), text),
          () -> text + " in " + set.numbers() + "\n" + spellings);
    }
  }

  private static String text(Random random) {
    List<String> parts = new ArrayList<>();
    parts.add(random.nextInt(3) == 0 ? "-" : "");
    parts.add(Integer.toString(random.nextInt(random.nextBoolean() ? 12 : 1_200)));
    if (random.nextInt(3) > 0) {
      String[] fractions = {"0", "5", "25", "00", "750", "3", "125000", "01", "99"};
      parts.add("." + fractions[random.nextInt(fractions.length)]);
    }
    if (random.nextInt(3) > 0) {
      String[] exponents = {
        "0", "1", "2", "+1", "-1", "-2", "+02", "-003", "3", "-01", "00", "+9", "-9"
      };
      parts.add((random.nextBoolean() ? "e" : "E") + exponents[random.nextInt(exponents.length)]);
    }
    return String.join("", parts);
  }
}
