package dev.espalier.automata.derivative;

import dev.espalier.automata.derivative.Expression.And;
import dev.espalier.automata.derivative.Expression.Concat;
import dev.espalier.automata.derivative.Expression.Empty;
import dev.espalier.automata.derivative.Expression.JsonEscape;
import dev.espalier.automata.derivative.Expression.JsonOneOf;
import dev.espalier.automata.derivative.Expression.Literals;
import dev.espalier.automata.derivative.Expression.Not;
import dev.espalier.automata.derivative.Expression.Nothing;
import dev.espalier.automata.derivative.Expression.OneOf;
import dev.espalier.automata.derivative.Expression.Or;
import dev.espalier.automata.derivative.Expression.Repeat;
import dev.espalier.automata.derivative.Expression.Tail;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes expressions apart at the front: {@code e = head1 rest1 | head2 rest2 | ...}, where a head
 * is small and the same in many grammars: literals, one character, one repeated character.
 *
 * <p>With heads, what a vocabulary does to an expression can be put together from what it does to
 * a few of them. An intersection or complement is a head as a whole. Remembers what it is asked
 * for; not thread-safe, the owner holds a lock.
 */
public final class Parts {
  /**
   * One way to begin.
   *
   * @param head matches the first part
   * @param rest what follows it
   * @param literals the head as texts, if it is that
   * @param first the bytes that may come first
   */
  public record Part(
      Expression head, Expression rest, @Nullable LiteralTexts literals, ByteSet first) {}

  private static final int MAX_PARTS = 10_000;

  private final Expressions expressions;
  private final Liveness liveness;
  private final Map<Expression, Part[]> known = new IdentityHashMap<>();

  public Parts(Expressions expressions, Liveness liveness) {
    this.expressions = expressions;
    this.liveness = liveness;
  }

  /** Forgets everything. */
  public void forget() {
    known.clear();
  }

  /**
   * The parts of {@code e}, which is alive; they match all its texts, except perhaps the empty one.
   * Null if there are more than {@value #MAX_PARTS}. Not to be written to.
   */
  public Part @Nullable [] of(Expression e) {
    Part[] parts = known.get(e);
    if (parts == null) {
      List<Part> found = new ArrayList<>(2);
      collect(e, expressions.empty(), found);
      if (found.size() > MAX_PARTS) {
        return null;
      }
      parts = found.toArray(Part[]::new);
      known.put(e, parts);
    }
    return parts;
  }

  /**
   * Adds the parts of {@code e rest} that begin in {@code e}.
   *
   * @return whether {@code e} may be empty and no part stands for that, so that what follows may
   *     begin; the head of a part may be empty itself
   */
  private boolean collect(Expression e, Expression rest, List<Part> found) {
    if (found.size() > MAX_PARTS || liveness.isDead(e)) {
      return false;
    }
    return switch (e) {
      case Nothing n -> false;
      case Empty n -> true;
      case Concat concat ->
          collect(concat.head, expressions.concat(concat.rest, rest), found)
              && collect(concat.rest, rest, found);
      case Or or -> {
        boolean empty = false;
        for (Expression operand : or.operands) {
          empty |= collect(operand, rest, found);
        }
        yield empty;
      }
      case Repeat repeat when isOneChar(repeat.body) -> add(e, rest, null, found);
      case Repeat repeat -> {
        int max = repeat.max == Regex.UNBOUNDED ? repeat.max : repeat.max - 1;
        Expression more = expressions.repeat(repeat.body, Math.max(0, repeat.min - 1), max);
        collect(repeat.body, expressions.concat(more, rest), found);
        yield repeat.min == 0;
      }
      case Literals l -> add(e, rest, new LiteralTexts(l.texts, l.low, l.high, l.depth), found);
      case OneOf o -> add(e, rest, null, found);
      case JsonOneOf o -> add(e, rest, null, found);
      case Tail t -> add(e, rest, null, found);
      case JsonEscape j -> add(e, rest, null, found);
      case And a -> add(e, rest, null, found);
      case Not n -> add(e, rest, null, found);
    };
  }

  private static boolean add(
      Expression head, Expression rest, @Nullable LiteralTexts literals, List<Part> found) {
    ByteSet first = head.isNullable() ? head.first().union(rest.first()) : head.first();
    found.add(new Part(head, rest, literals, first));
    return false;
  }

  private static boolean isOneChar(Expression e) {
    return switch (e) {
      case OneOf o -> true;
      case JsonOneOf o -> true;
      case Or or -> {
        boolean all = true;
        for (Expression operand : or.operands) {
          all &= isOneChar(operand);
        }
        yield all;
      }
      case Nothing n -> false;
      case Empty n -> false;
      case Literals l -> false;
      case Tail t -> false;
      case JsonEscape j -> false;
      case Concat c -> false;
      case Repeat r -> false;
      case And a -> false;
      case Not n -> false;
    };
  }
}
