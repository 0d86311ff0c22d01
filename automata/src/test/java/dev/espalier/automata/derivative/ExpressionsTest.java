package dev.espalier.automata.derivative;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ExpressionsTest {
  static List<Regex> characters() {
    return List.of(
        Regex.chars(CodePointSet.ALL),
        Regex.jsonChars(CodePointSet.ALL),
        Regex.anyOf(Regex.chars(CodePointSet.ofRanges('a', 'z')), Regex.literal("\\n")));
  }

  /** What was searched for in a text is of no more interest when it is found. */
  @ParameterizedTest
  @MethodSource("characters")
  void afterWhatAnyCharactersHoldAnyFollow(Regex character) {
    Regex any = Regex.star(character);
    assertLeaves(any, Regex.concat(any, Regex.literal("ab"), any), "xaab");
    assertLeaves(any, Regex.concat(any, Regex.chars(CodePointSet.ofRanges('a', 'b')), any), "xa");
    assertLeaves(
        any, Regex.concat(any, Regex.anyOf(Regex.literal("ab"), Regex.literal("b")), any), "xb");
  }

  @Test
  void whatIsNotOfTheCharactersStays() {
    Regex letters = Regex.star(Regex.chars(CodePointSet.ofRanges('a', 'z')));
    Regex json = Regex.star(Regex.jsonChars(CodePointSet.ofRanges('a', 'z')));
    for (Regex other :
        List.of(
            Regex.literal("a0"),
            Regex.concat(letters, Regex.literal("0")),
            Regex.chars(CodePointSet.ofRanges('0', 'a')),
            json)) {
      Regex both = Regex.anyOf(letters, other);
      Expressions expressions = new Expressions(ByteClasses.of(List.of(both)));
      assertNotSame(expressions.of(letters), expressions.of(both), both.toString());
    }
  }

  private static void assertLeaves(Regex expected, Regex searched, String text) {
    ByteClasses classes = ByteClasses.of(List.of(expected, searched));
    Expressions expressions = new Expressions(classes);
    Expression at = expressions.of(searched);
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      at = expressions.derivative(at, classes.of(b));
    }
    assertSame(expressions.of(expected), at, searched.toString());
  }
}
