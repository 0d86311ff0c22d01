package dev.espalier.automata.derivative;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LivenessTest {
  private static final Regex DIGIT = Regex.chars(CodePointSet.range('0', '9'));
  private static final Regex JSON = Regex.jsonChars(CodePointSet.ALL);
  private static final Regex JSON_E = Regex.jsonChars(CodePointSet.of('é'));

  @Test
  void intersectionsOfLengthsThatNeverMeetAreDead() {
    assertDead(true, Regex.repeat(DIGIT, 11, 11), Regex.repeat(Regex.ANY_CHAR, 0, 10));
    assertDead(true, Regex.concat(Regex.plus(DIGIT), Regex.literal("abc")), any(1, 3));
    assertDead(false, Regex.concat(Regex.plus(DIGIT), Regex.literal("abc")), any(1, 4));
    assertDead(false, Regex.literal("€😀é"), any(3, 3));
    assertDead(true, Regex.literal("€😀é"), any(4, 9));
    assertDead(true, Regex.literal("€😀é"), any(0, 2));
  }

  @Test
  void spellingsInJsonCountAsOneCharacter() {
    assertDead(false, Regex.repeat(JSON_E, 3, 3), Regex.repeat(JSON, 3, 3));
    assertDead(true, Regex.repeat(JSON_E, 4, 4), Regex.repeat(JSON, 0, 3));
    assertDead(false, Regex.literal("\\u00e9\\n"), Regex.repeat(JSON, 2, 2));
    assertDead(true, Regex.literal("\\u00e9\\n"), Regex.repeat(JSON, 0, 1));
    assertDead(false, Regex.repeat(JSON_E, 1, 1), any(6, 6)); // as an escape
    assertDead(false, Regex.repeat(JSON_E, 1, 1), any(1, 1));
    assertDead(true, Regex.repeat(JSON_E, 1, 1), any(2, 5));
  }

  @Test
  void complementsHaveNoLength() {
    Regex unlikely = Regex.not(Regex.concat(Regex.star(DIGIT), Regex.literal("a")));
    assertDead(false, unlikely, any(0, 0));
    assertDead(false, unlikely, Regex.repeat(DIGIT, 3, 3));
    assertDead(true, unlikely, Regex.concat(DIGIT, Regex.literal("a")));
  }

  @Test
  void multiplesHaveLengths() {
    Regex even = Regex.multiple(2, 0, 2, Regex.UNBOUNDED, 0);
    Regex tenths = Regex.multiple(10, 0, 0, 3, 1);
    assertDead(false, Regex.concat(tenths, even), Regex.not(any(0, 3)), Regex.plus(DIGIT));
    assertDead(true, even, any(0, 1));
    Regex large = Regex.multiple(1_000_003, 1, 0, Regex.UNBOUNDED, 0);
    assertDead(true, large, any(0, 5));
    assertDead(false, large, any(6, 6));
    assertDead(true, Regex.multiple(7, 1, 1, 1, 0), Regex.anyOf(Regex.literal("5")));
    assertDead(false, Regex.multiple(7, 1, 1, 1, 0), Regex.literal("4"));
  }

  @Test
  void matchesAreFoundThatMustHoldManyTextsInLittleSpace() {
    List<Regex> operands = new ArrayList<>(List.of(Regex.repeat(JSON, 40, 40)));
    for (int i = 0; i < 10; i++) { // in 0a1b2c ... they overlap, so that 22 characters suffice
      operands.add(holding("" + i + (char) ('a' + i) + (i + 1) % 10));
      operands.add(holding("" + (char) ('a' + i) + (i + 1) % 10 + (char) ('a' + i + 1)));
    }
    assertDead(false, operands.toArray(Regex[]::new));
    operands.set(0, Regex.repeat(JSON, 0, 22));
    assertDead(false, operands.toArray(Regex[]::new));
  }

  @Test
  void whatAComplementExcludesAtSightNeedsNoSearch() {
    Regex counters =
        Regex.concat(Regex.repeat(Regex.concat(Regex.repeat(JSON, 1, 60), JSON_E), 9, 99), JSON_E);
    Regex excluded = Regex.not(Regex.anyOf(Regex.star(JSON), holding("x")));
    Limits few = Limits.defaults().withMaxLexerStates(1);
    assertTrue(isDead(few, Regex.allOf(counters, Regex.repeat(JSON, 0, 800), excluded)));
    assertTrue(isDead(few, Regex.allOf(counters, excluded)));
    assertTrue(isDead(few, Regex.allOf(counters, Regex.not(Regex.anyOf(counters, JSON_E)))));
    assertTrue(isDead(few, Regex.allOf(Regex.plus(DIGIT), Regex.not(Regex.star(Regex.ANY_CHAR)))));
    Regex notOnlyThat = Regex.not(Regex.anyOf(Regex.star(JSON_E), Regex.literal("x")));
    assertDead(false, Regex.repeat(JSON, 2, 9), notOnlyThat);
  }

  @Test
  void whatTakesTooLongIsSaidWithItsPlace() {
    List<Regex> operands = new ArrayList<>(List.of(Regex.repeat(JSON, 0, 35)));
    for (int i = 0; i < 12; i++) {
      operands.add(holding("" + (char) ('A' + i) + (char) ('a' + i) + i % 10));
    }
    Limits limits = Limits.defaults().withMaxLexerStates(5_000);
    LimitExceededException e =
        assertThrows(LimitExceededException.class, () -> isDead(limits, Regex.allOf(operands)));
    assertEquals("here", e.position());
    assertTrue(e.getMessage().contains("Limits.maxLexerStates 5000"), e.getMessage());
    assertFalse(isDead(limits, Regex.anyOf(Regex.allOf(operands), Regex.plus(DIGIT))));
  }

  private static Regex holding(String text) {
    List<Regex> parts = new ArrayList<>(List.of(Regex.star(JSON)));
    text.chars().forEach(c -> parts.add(Regex.jsonChars(CodePointSet.of(c))));
    parts.add(Regex.star(JSON));
    return Regex.concat(parts);
  }

  private static Regex any(int min, int max) {
    return Regex.repeat(Regex.ANY_CHAR, min, max);
  }

  private static void assertDead(boolean dead, Regex... operands) {
    Regex both = Regex.allOf(operands);
    assertEquals(dead, isDead(Limits.defaults(), both), both.toString());
  }

  private static boolean isDead(Limits limits, Regex regex) {
    ByteClasses classes = ByteClasses.of(List.of(regex));
    Expressions expressions = new Expressions(classes);
    return new Liveness(expressions, classes, limits, () -> "here").isDead(expressions.of(regex));
  }
}
