package dev.espalier.automata.derivative;

import static dev.espalier.automata.table.Interner.hash;

import dev.espalier.automata.derivative.Expression.And;
import dev.espalier.automata.derivative.Expression.Concat;
import dev.espalier.automata.derivative.Expression.JsonEscape;
import dev.espalier.automata.derivative.Expression.JsonOneOf;
import dev.espalier.automata.derivative.Expression.Literals;
import dev.espalier.automata.derivative.Expression.Multiple;
import dev.espalier.automata.derivative.Expression.Not;
import dev.espalier.automata.derivative.Expression.OneOf;
import dev.espalier.automata.derivative.Expression.Or;
import dev.espalier.automata.derivative.Expression.Repeat;
import dev.espalier.automata.derivative.Expression.Tail;
import dev.espalier.automata.table.Interner;
import dev.espalier.grammar.Regex;
import java.util.Arrays;

/**
 * The expressions of one {@link Expressions}, each at most once: plain constructors that know no
 * law, found by their parts. Not thread-safe; the owner holds a lock.
 */
final class ExpressionTable {
  private static final int ONE_OF = 1;
  private static final int JSON_ONE_OF = 2;
  private static final int JSON_ESCAPE = 3;
  private static final int TAIL = 4;
  private static final int LITERALS = 5;
  private static final int CONCAT = 6;
  private static final int REPEAT = 7;
  private static final int NOT = 8;
  private static final int OR = 9;
  private static final int AND = 10;
  private static final int MULTIPLE = 11;

  private final Interner<Expression> interned = new Interner<>();
  private int nextId;

  int size() {
    return interned.size();
  }

  /** Forgets every expression; ids are not given again. */
  void forget() {
    interned.forEach(Expression::forgetDerivatives);
    interned.clear();
  }

  /** The id for an expression that is made outside. */
  int newId() {
    return nextId++;
  }

  Expression oneOf(CodePoints set) {
    int hash = hash(ONE_OF, set.hashCode());
    for (int at = interned.first(hash); at >= 0; at = interned.next(at, hash)) {
      if (interned.get(at) instanceof OneOf known && known.set.equals(set)) {
        return known;
      }
    }
    return added(hash, new OneOf(nextId++, set));
  }

  Expression jsonOneOf(CodePoints set) {
    int hash = hash(JSON_ONE_OF, set.hashCode());
    for (int at = interned.first(hash); at >= 0; at = interned.next(at, hash)) {
      if (interned.get(at) instanceof JsonOneOf known && known.set.equals(set)) {
        return known;
      }
    }
    return added(hash, new JsonOneOf(nextId++, set));
  }

  Expression jsonEscape(CodePoints set, JsonEscapes.Place place) {
    int hash = hash(JSON_ESCAPE, set.hashCode(), place.hashCode());
    for (int at = interned.first(hash); at >= 0; at = interned.next(at, hash)) {
      if (interned.get(at) instanceof JsonEscape known
          && known.place.equals(place)
          && known.set.equals(set)) {
        return known;
      }
    }
    return added(hash, new JsonEscape(nextId++, set, place));
  }

  Expression tail(CodePoints set, int first, int last, int remaining) {
    int hash = hash(hash(TAIL, set.hashCode(), first), last, remaining);
    for (int at = interned.first(hash); at >= 0; at = interned.next(at, hash)) {
      if (interned.get(at) instanceof Tail known
          && known.first == first
          && known.last == last
          && known.remaining == remaining
          && known.set.equals(set)) {
        return known;
      }
    }
    return added(hash, new Tail(nextId++, set, first, last, remaining));
  }

  /** All of {@code texts}, a new array. */
  Literals newLiterals(byte[][] texts) {
    int id = nextId++;
    Literals made =
        new Literals(id, texts, id, 0, texts.length, 0, Lengths.leastOf(texts, 0, texts.length, 0));
    interned.add(hash(hash(LITERALS, id), hash(0, texts.length, 0)), made);
    return made;
  }

  /** The texts {@code low .. high} of those of {@code e}, without one byte more than there. */
  Expression literals(Literals e, int low, int high) {
    int depth = e.depth + 1;
    int hash = hash(hash(LITERALS, e.root), hash(low, high, depth));
    for (int at = interned.first(hash); at >= 0; at = interned.next(at, hash)) {
      if (interned.get(at) instanceof Literals known
          && known.root == e.root
          && known.low == low
          && known.high == high
          && known.depth == depth) {
        return known;
      }
    }
    int leastLength = Lengths.afterByte(e, low, high);
    return added(hash, new Literals(nextId++, e.texts, e.root, low, high, depth, leastLength));
  }

  Expression multiple(Regex.Multiple regex) {
    int hash =
        hash(hash(MULTIPLE, Long.hashCode(regex.remainder())), hash(regex.min(), regex.max()));
    for (int at = interned.first(hash); at >= 0; at = interned.next(at, hash)) {
      if (interned.get(at) instanceof Multiple known && known.regex.equals(regex)) {
        return known;
      }
    }
    return added(hash, new Multiple(nextId++, regex));
  }

  Expression concat(Expression head, Expression rest) {
    int hash = hash(CONCAT, head.id, rest.id);
    for (int at = interned.first(hash); at >= 0; at = interned.next(at, hash)) {
      if (interned.get(at) instanceof Concat known && known.head == head && known.rest == rest) {
        return known;
      }
    }
    return added(hash, new Concat(nextId++, head, rest));
  }

  Expression repeat(Expression body, int min, int max) {
    int hash = hash(hash(REPEAT, body.id), min, max);
    for (int at = interned.first(hash); at >= 0; at = interned.next(at, hash)) {
      if (interned.get(at) instanceof Repeat known
          && known.body == body
          && known.min == min
          && known.max == max) {
        return known;
      }
    }
    return added(hash, new Repeat(nextId++, body, min, max));
  }

  Expression not(Expression operand) {
    int hash = hash(NOT, operand.id);
    for (int at = interned.first(hash); at >= 0; at = interned.next(at, hash)) {
      if (interned.get(at) instanceof Not known && known.operand == operand) {
        return known;
      }
    }
    return added(hash, new Not(nextId++, operand));
  }

  /** {@code operands} by ascending id; kept. */
  Expression or(Expression[] operands) {
    int hash = hashOf(OR, operands);
    for (int at = interned.first(hash); at >= 0; at = interned.next(at, hash)) {
      if (interned.get(at) instanceof Or known && Arrays.equals(known.operands, operands)) {
        return known;
      }
    }
    return added(hash, new Or(nextId++, operands));
  }

  /** {@code operands} by ascending id; kept. */
  Expression and(Expression[] operands) {
    int hash = hashOf(AND, operands);
    for (int at = interned.first(hash); at >= 0; at = interned.next(at, hash)) {
      if (interned.get(at) instanceof And known && Arrays.equals(known.operands, operands)) {
        return known;
      }
    }
    return added(hash, new And(nextId++, operands));
  }

  private static int hashOf(int kind, Expression[] operands) {
    int hash = kind;
    for (Expression operand : operands) {
      hash = hash(hash, operand.id);
    }
    return hash;
  }

  private Expression added(int hash, Expression made) {
    interned.add(hash, made);
    return made;
  }
}
