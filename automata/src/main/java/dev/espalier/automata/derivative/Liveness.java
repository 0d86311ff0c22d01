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
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Decides which expressions match no text at all. Verdicts are kept in the expressions. Not
 * thread-safe; the owner holds a lock.
 */
public final class Liveness {
  private final Expressions expressions;
  private final Limits limits;
  private final int[] likelyFirst; // every byte class; those that led on lately come first

  public Liveness(Expressions expressions, ByteClasses classes, Limits limits) {
    this.expressions = expressions;
    this.limits = limits;
    this.likelyFirst = IntStream.range(0, classes.count()).toArray();
  }

  /**
   * Whether no text matches. Linear in the parts of {@code e} that hold an intersection or a
   * complement; those are decided by a search over their derivatives, whose verdicts are
   * remembered.
   *
   * @throws LimitExceededException if a search meets more than {@code Limits.maxLexerStates}
   */
  public boolean isDead(Expression e) {
    if (e.life == Life.UNKNOWN) {
      boolean dead =
          switch (e) {
            case Expression simple when simple.nullable || !simple.searched -> false;
            case Concat concat -> isDead(concat.head) || isDead(concat.rest);
            case Repeat repeat -> isDead(repeat.body);
            case Or or -> Arrays.stream(or.operands).allMatch(this::isDead);
            default -> !reachesLife(e);
          };
      e.life = dead ? Life.DEAD : Life.ALIVE;
    }
    return e.life == Life.DEAD;
  }

  /** An expression on the path of a search for life, and what is still to try from it. */
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
   * Whether some derivative of an intersection or complement is alive for sure: a depth-first
   * search that goes on at once where the shortest match gets shorter, and elsewhere only when that
   * has led nowhere. Mostly it runs straight to a shortest match.
   */
  private boolean reachesLife(Expression start) {
    if (areDisjoint(start)) {
      return false;
    }
    Set<Expression> met = new HashSet<>(Set.of(start));
    Deque<Step> path = new ArrayDeque<>(List.of(new Step(start, likelyFirst.clone())));
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
        if (!areDisjoint(next)) {
          path.push(new Step(next, likelyFirst.clone()));
        }
      } else if (!isDead(next)) {
        path.forEach(alive -> alive.from.life = Life.ALIVE);
        return true;
      }
      if (met.size() > limits.maxLexerStates()) {
        throw new LimitExceededException(
            "regular expression",
            "more than Limits.maxLexerStates "
                + limits.maxLexerStates()
                + " states to decide whether an intersection is empty; simplify the pattern");
      }
    }
    met.forEach(e -> e.life = Life.DEAD);
    return false;
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
