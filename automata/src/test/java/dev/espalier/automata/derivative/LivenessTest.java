package dev.espalier.automata.derivative;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
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

  private static Regex any(int min, int max) {
    return Regex.repeat(Regex.ANY_CHAR, min, max);
  }

  private static void assertDead(boolean dead, Regex... operands) {
    Regex both = Regex.allOf(operands);
    ByteClasses classes = ByteClasses.of(List.of(both));
    Expressions expressions = new Expressions(classes);
    Liveness liveness = new Liveness(expressions, classes, Limits.defaults());
    assertEquals(dead, liveness.isDead(expressions.of(both)), both.toString());
  }
}
