package dev.espalier.automata.derivative;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.regex.EcmaRegex;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FirstBytesTest {
  static List<Regex> expressions() {
    Regex letters = EcmaRegex.fullMatch("[a-zé-ÿ😀]*", "test");
    return List.of(
        Regex.NOTHING,
        Regex.EMPTY,
        Regex.anyOf(Regex.literal("true"), Regex.literal("tree"), Regex.literal("é")),
        EcmaRegex.fullMatch("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?", "test"),
        EcmaRegex.fullMatch("[\\u07f0-\\u0810\\uffff-\\u{10010}]{2,3}x", "test"),
        new Regex.Complement(letters),
        new Regex.Intersection(List.of(letters, EcmaRegex.fullMatch(".{3}", "test"))),
        Regex.repeat(new Regex.JsonChars(CodePointSet.of('a').union(CodePointSet.of('"'))), 0, 4));
  }

  @ParameterizedTest
  @MethodSource
  void expressions(Regex regex) {
    ByteClasses classes = ByteClasses.of(List.of(regex));
    Expressions expressions = new Expressions(classes);
    Deque<Expression> todo = new ArrayDeque<>(List.of(expressions.of(regex)));
    Set<Expression> met = new HashSet<>(todo);
    while (!todo.isEmpty() && met.size() < 500) {
      Expression e = todo.remove();
      for (int b = 0; b < 256; b++) {
        Expression next = expressions.derivative(e, classes.of(b));
        if (!(next instanceof Expression.Nothing)) {
          assertTrue(e.first().contains(b), e + " by " + b);
          if (met.add(next)) {
            todo.add(next);
          }
        }
      }
    }
  }
}
