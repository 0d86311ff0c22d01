package dev.espalier.automata.lexer;

import dev.espalier.grammar.Regex;
import java.util.List;

/** One text of an expression, mostly a short one. Stateless; any thread. */
final class Examples {
  private static final int LONGEST = 200; // in chars, or a little more

  private Examples() {}

  /** A text that {@code regex} matches; empty if none that is not empty is found by its syntax. */
  static String of(Regex regex) {
    StringBuilder text = new StringBuilder();
    return append(regex, text) ? text.toString() : "";
  }

  private static boolean append(Regex regex, StringBuilder text) {
    if (text.length() > LONGEST) {
      return false;
    }
    return switch (regex) {
      case Regex.Literal(String literal) -> {
        text.append(literal);
        yield true;
      }
      case Regex.Chars(var set) -> {
        text.appendCodePoint(set.first(0));
        yield true;
      }
      case Regex.Concat(List<Regex> operands) -> {
        for (Regex operand : operands) {
          if (!append(operand, text)) {
            yield false;
          }
        }
        yield true;
      }
      case Regex.Alternation(List<Regex> operands) -> append(operands.getFirst(), text);
      case Regex.Repeat(Regex operand, int min, int max) -> {
        for (int i = 0; i < min; i++) {
          if (!append(operand, text)) {
            yield false;
          }
        }
        yield true;
      }
      case Regex.Nothing nothing -> false;
      case Regex.Intersection intersection -> false;
      case Regex.Complement complement -> false;
      case Regex.JsonChars spelled -> false;
      case Regex.Multiple multiple -> false;
    };
  }
}
