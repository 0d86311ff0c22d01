package dev.espalier.automata.derivative;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Prints expressions, long ones abridged. */
final class ExpressionPrinter {
  private static final int MAX_CHARS = 400;
  private static final int MAX_DEPTH = 40;

  private ExpressionPrinter() {}

  static String print(Expression e) {
    StringBuilder out = new StringBuilder();
    append(out, e, 0);
    return out.toString();
  }

  private static void append(StringBuilder out, Expression e, int depth) {
    if (out.length() > MAX_CHARS || depth > MAX_DEPTH) {
      out.append('…');
      return;
    }
    switch (e) {
      case Expression.Nothing n -> out.append("[]");
      case Expression.Empty n -> out.append("\"\"");
      case Expression.Literals l ->
          out.append(
              Arrays.stream(l.texts, l.low, Math.min(l.high, l.low + 8))
                  .map(t -> new String(t, l.depth, t.length - l.depth, StandardCharsets.UTF_8))
                  .map(t -> '"' + t + '"')
                  .collect(Collectors.joining("|", "", l.high > l.low + 8 ? "|…" : "")));
      case Expression.OneOf o -> out.append(o.set.set);
      case Expression.JsonOneOf o -> out.append("json").append(o.set.set);
      case Expression.JsonEscape j -> out.append("<escape ").append(j.place).append('>');
      case Expression.Tail t ->
          out.append("<tail ")
              .append(Integer.toHexString(t.first))
              .append("..")
              .append(Integer.toHexString(t.last))
              .append('>');
      case Expression.Multiple m -> out.append(m.regex);
      case Expression.Concat c -> {
        append(out, c.head, depth + 1);
        out.append(' ');
        append(out, c.rest, depth + 1);
      }
      case Expression.Repeat r -> {
        out.append('(');
        append(out, r.body, depth + 1);
        out.append("){").append(r.min).append(',');
        out.append(r.max == Integer.MAX_VALUE ? "" : r.max).append('}');
      }
      case Expression.Or o -> operands(out, o.operands, " | ", depth);
      case Expression.And a -> operands(out, a.operands, " & ", depth);
      case Expression.Not n -> {
        out.append("~(");
        append(out, n.operand, depth + 1);
        out.append(')');
      }
    }
  }

  private static void operands(
      StringBuilder out, Expression[] operands, String separator, int depth) {
    for (int i = 0; i < operands.length; i++) {
      out.append(i == 0 ? "(" : separator);
      append(out, operands[i], depth + 1);
    }
    out.append(')');
  }
}
