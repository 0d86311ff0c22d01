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
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import org.jspecify.annotations.Nullable;

/**
 * The structure of an expression as a string, so that what is known of it can be shared by
 * grammars: equal signatures, equal languages.
 *
 * <p>Expressions are prefix codes over UTF-16 units, each node a letter, its numbers in two units
 * each and its operands.
 */
final class Signature {
  private static final int MAX_LENGTH = 4_000;
  private static final int MAX_DEPTH = 500;

  private final StringBuilder out = new StringBuilder();
  private boolean tooLarge;

  private Signature() {}

  /**
   * The signature of {@code e} for readers that take at most {@code horizon} characters: a counter
   * at the top is cut off where they cannot tell. Null for an expression too large to have one.
   */
  static @Nullable String of(Expression e, int horizon) {
    Signature signature = new Signature();
    if (e instanceof Repeat repeat
        && (repeat.body instanceof OneOf || repeat.body instanceof JsonOneOf)) {
      int max = repeat.max > horizon ? Regex.UNBOUNDED : repeat.max;
      signature.repeat(Math.min(repeat.min, horizon + 1), max, repeat.body, 0);
    } else {
      signature.write(e, 0);
    }
    return signature.tooLarge ? null : signature.out.toString();
  }

  private void write(Expression e, int depth) {
    tooLarge |= out.length() > MAX_LENGTH || depth > MAX_DEPTH;
    if (tooLarge) {
      return;
    }
    switch (e) {
      case Nothing n -> out.append('0');
      case Empty n -> out.append('1');
      case Literals l -> literals(l);
      case OneOf o -> set('C', o.set);
      case JsonOneOf o -> set('J', o.set);
      case Tail t -> {
        set('T', t.set);
        number(t.first);
        number(t.last);
        number(t.remaining);
      }
      case JsonEscape j -> {
        set('E', j.set);
        switch (j.place) {
          case JsonEscapes.AfterBackslash p -> out.append('a');
          case JsonEscapes.Digits(int high, int prefix, int remaining) -> {
            out.append('d');
            number(high);
            number(prefix);
            number(remaining);
          }
          case JsonEscapes.BetweenSurrogates(int high, boolean backslashRead) -> {
            out.append(backslashRead ? 'u' : 's');
            number(high);
          }
        }
      }
      case Multiple m -> {
        out.append('M');
        number(m.regex.modulus());
        number(m.regex.remainder());
        number(m.regex.min());
        number(m.regex.max());
        number(m.regex.places());
      }
      case Concat c -> {
        out.append('.');
        write(c.head, depth + 1);
        write(c.rest, depth + 1);
      }
      case Repeat r -> repeat(r.min, r.max, r.body, depth);
      case Or o -> operands('|', o.operands, depth);
      case And a -> operands('&', a.operands, depth);
      case Not n -> {
        out.append('!');
        write(n.operand, depth + 1);
      }
    }
  }

  private void repeat(int min, int max, Expression body, int depth) {
    out.append('*');
    number(min);
    number(max);
    write(body, depth + 1);
  }

  private void operands(char letter, Expression[] operands, int depth) {
    out.append(letter);
    number(operands.length);
    for (Expression operand : operands) {
      write(operand, depth + 1);
    }
  }

  private void literals(Literals e) {
    out.append('L');
    number(e.high - e.low);
    for (int i = e.low; i < e.high && !tooLarge; i++) {
      tooLarge = out.length() + e.texts[i].length > MAX_LENGTH;
      if (tooLarge) {
        return;
      }
      number(e.texts[i].length - e.depth);
      for (int at = e.depth; at < e.texts[i].length; at++) {
        out.append((char) e.texts[i][at]);
      }
    }
  }

  private void set(char letter, CodePoints points) {
    CodePointSet set = points.set;
    tooLarge |= out.length() + 4 * set.rangeCount() > MAX_LENGTH;
    if (tooLarge) {
      return;
    }
    out.append(letter);
    number(set.rangeCount());
    for (int i = 0; i < set.rangeCount(); i++) {
      number(set.first(i));
      number(set.last(i));
    }
  }

  private void number(long value) {
    number((int) (value >>> 32));
    number((int) value);
  }

  private void number(int value) {
    out.append((char) (value >>> 16)).append((char) value);
  }
}
