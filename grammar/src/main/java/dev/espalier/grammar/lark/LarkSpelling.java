package dev.espalier.grammar.lark;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.python.Lexeme;
import dev.espalier.grammar.python.PythonRegex;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Spells expressions as Lark's terminals do. Stateless. */
final class LarkSpelling {
  private LarkSpelling() {}

  /**
   * @throws IllegalArgumentException if Lark cannot say {@code regex}
   */
  static String expression(Regex regex) {
    return switch (regex) {
      case Regex.Alternation(List<Regex> operands) ->
          operands.stream().map(LarkSpelling::operand).collect(Collectors.joining(" | "));
      case Regex.Intersection(List<Regex> operands) ->
          operands.stream().map(LarkSpelling::operand).collect(Collectors.joining(" & "));
      case Regex.Concat(List<Regex> operands) ->
          operands.stream().map(LarkSpelling::operand).collect(Collectors.joining(" "));
      case Regex.Literal(String text) -> string(text);
      case Regex.Chars(CodePointSet set) -> characterClass(set);
      case Regex.Complement(Regex operand) -> "~(" + expression(operand) + ")";
      case Regex.Repeat(Regex operand, int min, int max) ->
          (operand instanceof Regex.Literal || operand instanceof Regex.Chars
                  ? expression(operand)
                  : "(" + expression(operand) + ")")
              + bounds(min, max);
      case Regex.Nothing nothing -> "/[^\\s\\S]/";
      case Regex.JsonChars chars -> throw unsayable(chars);
      case Regex.Multiple multiple -> throw unsayable(multiple);
    };
  }

  private static IllegalArgumentException unsayable(Regex regex) {
    return new IllegalArgumentException("Lark has no way to say " + regex);
  }

  private static String operand(Regex regex) {
    boolean isAtom =
        regex instanceof Regex.Literal
            || regex instanceof Regex.Chars
            || regex instanceof Regex.Repeat
            || regex instanceof Regex.Complement;
    return isAtom ? expression(regex) : "(" + expression(regex) + ")";
  }

  private static String bounds(int min, int max) {
    if (max == Regex.UNBOUNDED) {
      return min == 0 ? "*" : min == 1 ? "+" : "{" + min + ",}";
    }
    return min == 0 && max == 1 ? "?" : min == max ? "~" + min : "~" + min + ".." + max;
  }

  static String string(String text) {
    StringBuilder out = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                default -> appendCharacter(out, c, c >= ' ' && c <= '~');
              }
            });
    return out.append('"').toString();
  }

  /** {@code regex} as a string in any case; null if it is none. */
  static @Nullable String stringInAnyCase(Regex regex, Limits limits) {
    List<Regex> parts =
        regex instanceof Regex.Concat(List<Regex> operands) ? operands : List.of(regex);
    StringBuilder text = new StringBuilder();
    for (Regex part : parts) {
      switch (part) {
        case Regex.Literal(String literal) -> text.append(literal);
        case Regex.Chars(CodePointSet set) -> text.appendCodePoint(set.first(set.rangeCount() - 1));
        default -> {
          return null;
        }
      }
    }
    Regex all = Lexeme.of(PythonRegex.inAnyCase(text.toString()), "", limits).regex();
    return all.equals(regex) ? string(text.toString()) + "i" : null;
  }

  private static String characterClass(CodePointSet set) {
    StringBuilder out = new StringBuilder("/[");
    for (int i = 0; i < set.rangeCount(); i++) {
      appendInClass(out, set.first(i));
      if (set.last(i) > set.first(i)) {
        out.append('-');
        appendInClass(out, set.last(i));
      }
    }
    return out.append("]/").toString();
  }

  private static void appendInClass(StringBuilder out, int c) {
    appendCharacter(out, c, c < 0x80 && Character.isLetterOrDigit(c));
  }

  private static void appendCharacter(StringBuilder out, int c, boolean asItself) {
    if (asItself) {
      out.appendCodePoint(c);
    } else {
      out.append(String.format(c <= 0xFF ? "\\x%02X" : c <= 0xFFFF ? "\\u%04X" : "\\U%08X", c));
    }
  }
}
