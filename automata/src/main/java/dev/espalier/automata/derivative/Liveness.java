package dev.espalier.automata.derivative;

import dev.espalier.automata.derivative.Expression.And;
import dev.espalier.automata.derivative.Expression.Concat;
import dev.espalier.automata.derivative.Expression.Life;
import dev.espalier.automata.derivative.Expression.Not;
import dev.espalier.automata.derivative.Expression.Or;
import dev.espalier.automata.derivative.Expression.Repeat;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides which expressions match no text at all. Verdicts are kept in the expressions. Not
 * thread-safe; the owner holds a lock.
 */
public final class Liveness {
  private static final int LONGEST_DETOUR = 20;
  private static final int PARTS_OF_STATE = 16;
  private static final int MAX_LEVELS = 8;

  private final Expressions expressions;
  private final int maxStates;
  private final Supplier<String> place;
  private final int[] likelyFirst; // every byte class; those that led on lately come first
  private int searches; // under way, one within the other
  private int states; // met by the outermost of them and all within

  /**
   * @param place where the expression in question stands, for messages
   */
  public Liveness(
      Expressions expressions, ByteClasses classes, Limits limits, Supplier<String> place) {
    this.expressions = expressions;
    this.maxStates = limits.maxLexerStates();
    this.place = place;
    this.likelyFirst = IntStream.range(0, classes.count()).toArray();
  }

  /**
   * Whether no text matches. Linear in the parts of {@code e} that hold an intersection or a
   * complement; those are decided by a search over their derivatives, whose verdicts are
   * remembered.
   *
   * @throws LimitExceededException if that meets more states than {@code Limits.maxLexerStates};
   *     one that intersects many expressions counts as several. No verdict is lost or wrong then
   */
  public boolean isDead(Expression e) {
    if (e.life == Life.UNKNOWN) {
      boolean dead =
          switch (e) {
            case Expression simple when simple.nullable || !simple.searched -> false;
            case Concat concat -> isDead(concat.head) || isDead(concat.rest);
            case Repeat repeat -> isDead(repeat.body);
            case Or or -> areSearched(or.operands) && areDead(or.operands);
            default -> !reachesLife(e);
          };
      e.life = dead ? Life.DEAD : Life.ALIVE;
    }
    return e.life == Life.DEAD;
  }

  private static boolean areSearched(Expression[] operands) {
    return Arrays.stream(operands).allMatch(operand -> operand.searched);
  }

  private boolean areDead(Expression[] operands) {
    return Arrays.stream(operands).allMatch(this::isDead);
  }

  /**
   * Whether some derivative of an intersection or complement is alive for sure. Mostly a run
   * straight to a shortest match tells; one that loses its way is given up for a search that looks
   * around.
   */
  private boolean reachesLife(Expression start) {
    if (areDisjoint(start)) {
      return false;
    }
    if (searches++ == 0) {
      states = 0;
    }
    try {
      Boolean known = runsToLife(start);
      return known == null ? findsLife(start) : known;
    } finally {
      searches--;
    }
  }

  /** An expression on the path of a run, and what is still to try from it. */
  private static final class Step {
    final Expression from;
    final int[] order; // byte classes
    int tried; // of order
    final Deque<Expression> later = new ArrayDeque<>();

    Step(Expression from, int[] order) {
      this.from = from;
      this.order = order;
    }
  }

  /**
   * A depth-first search that goes on at once where the shortest match gets shorter, and elsewhere
   * only when that has led nowhere; null if too often the match has not got shorter than ever
   * before.
   */
  private @Nullable Boolean runsToLife(Expression start) {
    Set<Expression> met = new HashSet<>(Set.of(start));
    Deque<Step> path = new ArrayDeque<>(List.of(new Step(start, likelyFirst.clone())));
    int least = Lengths.number(start.leastLength);
    int detours = 0;
    while (!path.isEmpty()) {
      Step step = path.element();
      Expression next;
      if (step.tried < step.order.length) {
        int byteClass = step.order[step.tried++];
        next = expressions.derivative(step.from, byteClass);
        if (isOpen(next) && !met.contains(next)) {
          if (Lengths.number(next.leastLength) >= Lengths.number(step.from.leastLength)) {
            step.later.add(next);
            continue;
          }
          makeLikely(byteClass);
        }
      } else if (!step.later.isEmpty()) {
        next = step.later.remove();
      } else {
        path.pop();
        continue;
      }
      if (next.life == Life.DEAD || met.contains(next)) {
        continue;
      }
      if (isOpen(next)) {
        met.add(next);
        count(1);
        if (Lengths.number(next.leastLength) < least) {
          least = Lengths.number(next.leastLength);
        } else if (++detours > LONGEST_DETOUR) {
          return null;
        }
        if (!areDisjoint(next)) {
          path.push(new Step(next, likelyFirst.clone()));
        }
      } else if (!isDead(next)) {
        path.forEach(alive -> alive.from.life = Life.ALIVE);
        return true;
      }
    }
    met.forEach(e -> e.life = Life.DEAD);
    return false;
  }

  /** An expression that a search has met, and the one that led to it. */
  private record Met(@Nullable Met before, Expression e, int toGo) {}

  /** A best-first search: always on from where the least seems to be missing. */
  private boolean findsLife(Expression start) {
    Set<Expression> met = new HashSet<>(Set.of(start));
    PriorityQueue<Met> open = new PriorityQueue<>(Comparator.comparingInt(Met::toGo));
    open.add(new Met(null, start, 0));
    while (!open.isEmpty()) {
      Met from = open.remove();
      count(parts(from.e, MAX_LEVELS) / PARTS_OF_STATE);
      for (int byteClass = 0; byteClass < likelyFirst.length; byteClass++) {
        Expression next = expressions.derivative(from.e, byteClass);
        if (next.life == Life.DEAD || met.contains(next)) {
          continue;
        }
        if (isOpen(next)) {
          met.add(next);
          count(1);
          if (!areDisjoint(next)) {
            open.add(new Met(from, next, Lengths.toGo(next)));
          }
        } else if (!isDead(next)) {
          for (Met alive = from; alive != null; alive = alive.before) {
            alive.e.life = Life.ALIVE;
          }
          return true;
        }
      }
    }
    met.forEach(e -> e.life = Life.DEAD);
    return false;
  }

  private void count(int more) {
    states += more;
    if (states > maxStates) {
      throw new LimitExceededException(
          place.get(),
          "more than Limits.maxLexerStates "
              + maxStates
              + " states to decide whether any text matches all of the patterns and lengths that"
              + " apply together; use fewer or simpler ones");
    }
  }

  /** How many expressions are derived for one derivative of {@code e}, about. */
  private static int parts(Expression e, int levels) {
    return switch (e) {
      case And and when levels > 0 -> parts(and.operands, levels);
      case Or or when levels > 0 -> parts(or.operands, levels);
      case Not not when levels > 0 -> parts(not.operand, levels - 1);
      default -> 1;
    };
  }

  private static int parts(Expression[] operands, int levels) {
    int parts = 0;
    for (Expression operand : operands) {
      parts += parts(operand, levels - 1);
    }
    return parts;
  }

  /** Whether only a search can tell if {@code e} is alive. */
  private static boolean isOpen(Expression e) {
    return e.life == Life.UNKNOWN && !e.nullable && (e instanceof And || e instanceof Not);
  }

  private static boolean areDisjoint(Expression e) {
    return e instanceof And and && Lengths.areDisjoint(and);
  }

  private void makeLikely(int byteClass) {
    int place = 0;
    while (likelyFirst[place] != byteClass) {
      place++;
    }
    System.arraycopy(likelyFirst, 0, likelyFirst, 1, place);
    likelyFirst[0] = byteClass;
  }
}
