package dev.espalier.automata.derivative;

import dev.espalier.automata.derivative.Expression.And;
import dev.espalier.automata.derivative.Expression.Concat;
import dev.espalier.automata.derivative.Expression.Empty;
import dev.espalier.automata.derivative.Expression.JsonEscape;
import dev.espalier.automata.derivative.Expression.JsonOneOf;
import dev.espalier.automata.derivative.Expression.Literals;
import dev.espalier.automata.derivative.Expression.Multiple;
import dev.espalier.automata.derivative.Expression.Not;
import dev.espalier.automata.derivative.Expression.Nothing;
import dev.espalier.automata.derivative.Expression.OneOf;
import dev.espalier.automata.derivative.Expression.Or;
import dev.espalier.automata.derivative.Expression.Repeat;
import dev.espalier.automata.derivative.Expression.Tail;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells where a length beside an expression, {@code e & any{m,n}}, does not matter yet.
 *
 * <p>A reader of at most <i>h</i> characters cannot tell {@code e & any{m,n}} from {@code e} if no
 * match of {@code e} is shorter than <i>m</i>, and if after any <i>h</i> characters some match is
 * at most <i>s</i> longer, with <i>h + s</i> no more than <i>n</i>. So a pattern with a length
 * beside it is an ordinary expression until its end comes near.
 */
final class LengthHorizon {
  /** What is no plain number of characters. */
  static final long UNKNOWN = 1L << 40;

  private LengthHorizon() {}

  /**
   * What {@code and} is without its length; null if it has none, or it matters to readers of {@code
   * horizon} characters.
   */
  static @Nullable Expression withoutLength(And and, int horizon, Expressions expressions) {
    if (and.operands.length != 2) {
      return null;
    }
    int at = and.operands[0] instanceof Repeat r && isAny(r.body) ? 0 : 1;
    if (!(and.operands[at] instanceof Repeat length && isAny(length.body))) {
      return null;
    }
    Expression text = and.operands[1 - at];
    if (length.min > 0 && text instanceof Or or) {
      text =
          expressions.or(
              Arrays.stream(or.operands).filter(e -> !e.isEmptyText()).toArray(Expression[]::new));
    }
    boolean json = length.body instanceof JsonOneOf;
    long left = longestLeft(text, json);
    boolean fits =
        left < UNKNOWN && (length.max == Regex.UNBOUNDED || horizon + left <= length.max);
    return fits && length.min <= shortest(text, json) ? text : null;
  }

  private static boolean isAny(Expression e) {
    return e instanceof OneOf o && o.set.isAll() || e instanceof JsonOneOf j && j.set.isAll();
  }

  /**
   * How many characters are left, at most, to a shortest match of what {@code e} needs after any
   * text; {@link #UNKNOWN} or more unless all of {@code e} is characters of the unit.
   */
  private static long longestLeft(Expression e, boolean json) {
    return switch (e) {
      case Empty n -> 0;
      case OneOf o -> isChar(o, json) ? 1 : UNKNOWN;
      case JsonOneOf o -> json ? 1 : UNKNOWN;
      case Literals l -> {
        long most = 0;
        for (int i = l.low; i < l.high; i++) {
          most = Math.max(most, length(l, i, json));
        }
        yield most;
      }
      case Concat c -> longestLeft(c, json);
      case Repeat r -> capped(longestLeft(r.body, json) + times(r.min, shortest(r.body, json)));
      case Or o -> {
        long most = 0;
        for (Expression operand : o.operands) {
          most = Math.max(most, longestLeft(operand, json));
        }
        yield most;
      }
      case Tail t -> UNKNOWN;
      case Multiple m -> UNKNOWN;
      case JsonEscape j -> UNKNOWN;
      case Nothing n -> UNKNOWN;
      case And a -> UNKNOWN;
      case Not n -> UNKNOWN;
    };
  }

  private static long longestLeft(Concat e, boolean json) {
    List<Expression> items = new ArrayList<>();
    Expression rest = e;
    while (rest instanceof Concat concat) {
      items.add(concat.head);
      rest = concat.rest;
    }
    items.add(rest);
    long most = 0;
    long behind = 0;
    for (int i = items.size() - 1; i >= 0; i--) {
      most = Math.max(most, capped(longestLeft(items.get(i), json) + behind));
      behind = capped(behind + shortest(items.get(i), json));
    }
    return most;
  }

  /** {@code length}, or {@link #UNKNOWN} if it is more. */
  static long capped(long length) {
    return Math.min(UNKNOWN, length);
  }

  /** So many times {@code length}, {@link #UNKNOWN} at most, without overflow. */
  static long times(int factor, long length) {
    return factor == 0 ? 0 : length >= UNKNOWN ? UNKNOWN : capped(factor * length);
  }

  /** The characters of a shortest match; meaningful where {@link #longestLeft} is known. */
  private static long shortest(Expression e, boolean json) {
    return switch (e) {
      case Empty n -> 0;
      case OneOf o -> 1;
      case JsonOneOf o -> 1;
      case Literals l -> {
        long least = UNKNOWN;
        for (int i = l.low; i < l.high; i++) {
          least = Math.min(least, length(l, i, json));
        }
        yield least;
      }
      case Concat c -> {
        long sum = 0;
        Expression rest = c;
        while (rest instanceof Concat concat) {
          sum = capped(sum + shortest(concat.head, json));
          rest = concat.rest;
        }
        yield capped(sum + shortest(rest, json));
      }
      case Repeat r -> times(r.min, shortest(r.body, json));
      case Or o -> {
        long least = UNKNOWN;
        for (Expression operand : o.operands) {
          least = Math.min(least, shortest(operand, json));
        }
        yield least;
      }
      case Tail t -> UNKNOWN;
      case Multiple m -> UNKNOWN;
      case JsonEscape j -> UNKNOWN;
      case Nothing n -> UNKNOWN;
      case And a -> UNKNOWN;
      case Not n -> UNKNOWN;
    };
  }

  private static boolean isChar(OneOf e, boolean json) {
    return !json || JsonEscapes.RAW.containsAll(e.set.set);
  }

  private static long length(Literals e, int i, boolean json) {
    long length = 0;
    for (int at = e.depth; at < e.texts[i].length; at++) {
      int b = e.texts[i][at];
      if (json && b >= 0 && !JsonEscapes.RAW.contains(b)) {
        return UNKNOWN;
      }
      length += (b & 0xC0) == 0x80 ? 0 : 1;
    }
    return length;
  }
}
