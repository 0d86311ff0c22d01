package dev.espalier.automata.lexer;

import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.derivative.Expression;
import dev.espalier.automata.derivative.Expressions;
import dev.espalier.automata.derivative.Liveness;
import dev.espalier.grammar.LimitExceededException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Whether a rule of a lexicon can still be the one that a lexeme is of, or others are preferred
 * whatever follows.
 *
 * <p>Mostly the first bytes tell; else the language of the rule less those of the rules preferred
 * is searched for a text. Not thread-safe; the owner holds a lock.
 */
final class Winning {
  private final Expressions expressions;
  private final Liveness liveness;
  private final BitSet endingFirst;

  Winning(Expressions expressions, Liveness liveness, BitSet endingFirst) {
    this.expressions = expressions;
    this.liveness = liveness;
    this.endingFirst = endingFirst;
  }

  /**
   * Whether rule {@code i} wins with some text that is not empty; true as well where that takes too
   * long a search to tell.
   *
   * @param rules ascending, the lesser being preferred; only the first {@code count} count
   * @param residuals what each needs
   * @param broken no text may begin with a text of these that is not empty
   */
  boolean wins(int[] rules, Expression[] residuals, int count, int i, List<Expression> broken) {
    Expression own = residuals[i];
    boolean ownEndsFirst = endingFirst.get(rules[i]);
    Expression[] others = new Expression[count + broken.size()];
    int n = 0;
    ByteSet left = own.hasExactFirst() ? own.first() : ByteSet.NONE;
    for (int j = 0; j < count; j++) {
      boolean endsFirst = endingFirst.get(rules[j]);
      boolean beats = endsFirst || !ownEndsFirst && j < i;
      if (j != i && beats && residuals[j].first().intersects(own.first())) {
        left = left.minus(residuals[j].first());
        others[n++] =
            !endsFirst
                ? residuals[j]
                : ownEndsFirst && j > i
                    ? expressions.withMore(residuals[j], 1)
                    : expressions.withMore(residuals[j], 0);
      }
    }
    for (Expression e : broken) {
      left = left.minus(e.first());
      others[n++] = expressions.withMore(expressions.withoutEmpty(e), 0);
    }
    if (n == 0 || !left.isEmpty()) {
      return true;
    }
    try {
      return !liveness.isDead(expressions.matchedBeyond(own, Arrays.copyOf(others, n)));
    } catch (LimitExceededException e) {
      return true;
    }
  }
}
