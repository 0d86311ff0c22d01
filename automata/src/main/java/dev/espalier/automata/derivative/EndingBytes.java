package dev.espalier.automata.derivative;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.transform.Nullability;
import java.util.List;

/** The bytes with which JSON values end, and those between them. Stateless; any thread. */
public final class EndingBytes {
  /** Quotes, brackets, commas, colons and whitespace: no number or word has one within it. */
  public static final ByteSet ALL = of("\"[]{},: \t\n\r");

  private EndingBytes() {}

  private static ByteSet of(String bytes) {
    ByteSet all = ByteSet.NONE;
    for (char c : bytes.toCharArray()) {
      all = all.union(ByteSet.of(c));
    }
    return all;
  }

  /** Those of them with which a text of {@code regex} may end, perhaps too many. Linear. */
  public static ByteSet of(Regex regex) {
    return switch (regex) {
      case Regex.Nothing nothing -> ByteSet.NONE;
      case Regex.Multiple digits -> ByteSet.NONE;
      case Regex.Chars(CodePointSet set) -> of(set);
      case Regex.JsonChars(CodePointSet set) ->
          of(set.intersect(JsonEscapes.RAW))
              .union(set.contains('"') ? ByteSet.of('"') : ByteSet.NONE);
      case Regex.Literal(String text) ->
          text.isEmpty() || text.charAt(text.length() - 1) > 127
              ? ByteSet.NONE
              : ByteSet.of(text.charAt(text.length() - 1)).intersect(ALL);
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
        ByteSet all = ALL;
        for (Regex operand : operands) {
          all = all.intersect(of(operand));
        }
        yield all;
      }
      case Regex.Complement complement -> ALL;
      case Regex.Repeat(Regex operand, int min, int max) -> of(operand);
    };
  }

  private static ByteSet of(CodePointSet set) {
    ByteSet all = ByteSet.NONE;
    for (int b = 0; b < 128; b++) {
      if (ALL.contains(b) && set.contains(b)) {
        all = all.union(ByteSet.of(b));
      }
    }
    return all;
  }
}
