package dev.espalier.automata.derivative;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.transform.Nullability;
import java.util.List;

/** The bytes with which texts of an expression end. Stateless; any thread. */
public final class LastBytes {
  /**
   * Quotes, brackets, commas, colons and whitespace: JSON values end with them or before them, and
   * no number or word has one within it.
   */
  public static final ByteSet ENDING = setOf("\"[]{},: \t\n\r");

  private static final ByteSet CONTINUATIONS = ByteSet.ofRange(0x80, 0xBF);
  private static final ByteSet ESCAPES = setOf("\"\\/bfnrt0123456789abcdefABCDEF");

  private LastBytes() {}

  private static ByteSet setOf(String bytes) {
    ByteSet all = ByteSet.NONE;
    for (char c : bytes.toCharArray()) {
      all = all.union(ByteSet.of(c));
    }
    return all;
  }

  /** Those of {@code regex}, perhaps too many. Linear. */
  public static ByteSet of(Regex regex) {
    return switch (regex) {
      case Regex.Nothing nothing -> ByteSet.NONE;
      case Regex.Multiple digits -> setOf("0123456789.");
      case Regex.Chars(CodePointSet set) -> of(set);
      case Regex.JsonChars(CodePointSet set) -> of(set).union(ESCAPES);
      case Regex.Literal(String text) ->
          text.isEmpty() ? ByteSet.NONE : of(text.charAt(text.length() - 1));
      case Regex.Concat(List<Regex> operands) -> {
        ByteSet all = ByteSet.NONE;
        for (Regex operand : operands.reversed()) {
          all = all.union(of(operand));
          if (!Nullability.isNullable(operand)) {
            break;
          }
        }
        yield all;
      }
      case Regex.Alternation(List<Regex> operands) -> {
        ByteSet all = ByteSet.NONE;
        for (Regex operand : operands) {
          all = all.union(of(operand));
        }
        yield all;
      }
      case Regex.Intersection(List<Regex> operands) -> {
        ByteSet all = ByteSet.ALL;
        for (Regex operand : operands) {
          all = all.intersect(of(operand));
        }
        yield all;
      }
      case Regex.Complement complement -> ByteSet.ALL;
      case Regex.Repeat(Regex operand, int min, int max) -> of(operand);
    };
  }

  private static ByteSet of(char last) {
    return last < 0x80 ? ByteSet.of(last) : CONTINUATIONS;
  }

  private static ByteSet of(CodePointSet set) {
    int ranges = set.rangeCount();
    boolean beyondAscii = ranges > 0 && set.last(ranges - 1) >= 0x80;
    ByteSet all = beyondAscii ? CONTINUATIONS : ByteSet.NONE;
    for (int b = 0; b < 0x80; b++) {
      all = set.contains(b) ? all.union(ByteSet.of(b)) : all;
    }
    return all;
  }
}
