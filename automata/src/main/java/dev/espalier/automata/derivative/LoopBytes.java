package dev.espalier.automata.derivative;

import dev.espalier.automata.derivative.Expression.And;
import dev.espalier.automata.derivative.Expression.Concat;
import dev.espalier.automata.derivative.Expression.JsonOneOf;
import dev.espalier.automata.derivative.Expression.OneOf;
import dev.espalier.automata.derivative.Expression.Or;
import dev.espalier.automata.derivative.Expression.Repeat;
import dev.espalier.grammar.Regex;

/** The ASCII bytes that lead from an expression to itself; see {@link Expression#loops}. */
final class LoopBytes {
  private LoopBytes() {}

  static ByteSet of(Expression e) {
    return switch (e) {
      case Repeat repeat when repeat.min == 0 && repeat.max == Regex.UNBOUNDED ->
          characters(repeat.body);
      case Concat concat -> {
        ByteSet loops = concat.head.loops();
        yield loops.isEmpty() ? loops : loops.minus(concat.rest.first());
      }
      case Or or -> common(or.operands);
      case And and -> common(and.operands);
      default -> ByteSet.NONE;
    };
  }

  private static ByteSet characters(Expression e) {
    return switch (e) {
      case OneOf oneOf -> new ByteSet(oneOf.set.asciiLow, oneOf.set.asciiHigh, 0, 0);
      case JsonOneOf json ->
          new ByteSet(json.set.asciiLow, json.set.asciiHigh, 0, 0).intersect(JsonEscapes.RAW_ASCII);
      default -> ByteSet.NONE;
    };
  }

  private static ByteSet common(Expression[] operands) {
    ByteSet common = ByteSet.ALL;
    for (Expression operand : operands) {
      common = common.intersect(operand.loops());
      if (common.isEmpty()) {
        return ByteSet.NONE;
      }
    }
    return common;
  }
}
