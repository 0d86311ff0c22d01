package dev.espalier.grammar.derivative;

import dev.espalier.grammar.CodePointSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an expression still asks for after some text. Equal states of the same {@link Derivatives}
 * are the same object.
 */
public final class State {
  static final int UNBOUNDED = Integer.MAX_VALUE;

  /** The shape of the expression. */
  sealed interface Form {
    record Chars(CodePointSet set) implements Form {}

    record Literal(String text) implements Form {}

    record Concat(State head, State tail) implements Form {}

    record Union(List<State> operands) implements Form {}

    record Intersection(List<State> operands) implements Form {}

    record Complement(State operand) implements Form {}

    record Repeat(State operand, int min, int max) implements Form {}
  }

  /** The code points that lead to {@code target}. */
  public record Move(CodePointSet set, State target) {}

  final Form form;
  final int id;
  final boolean nullable;
  final boolean alive;
  final int shortest;
  final int longest;
  private final int effort;
  @Nullable List<Move> moves;

  State(Form form, int id, boolean nullable, boolean alive, int shortest, int longest) {
    this.form = form;
    this.id = id;
    this.nullable = nullable;
    this.alive = alive;
    this.shortest = shortest;
    this.longest = longest;
    this.effort = (int) Math.min(effort(form), UNBOUNDED);
  }

  private static long effort(Form form) {
    return switch (form) {
      case Form.Chars chars -> 1;
      case Form.Literal(String text) -> text.length();
      case Form.Concat(State head, State tail) -> (long) head.effort + tail.effort;
      case Form.Union(List<State> operands) -> {
        int least = UNBOUNDED;
        for (State operand : operands) {
          least = Math.min(least, operand.effort);
        }
        yield least;
      }
      case Form.Intersection(List<State> operands) -> {
        long sum = 0;
        for (State operand : operands) {
          sum += operand.effort;
        }
        yield sum;
      }
      case Form.Complement(State operand) -> operand.nullable ? 1 : 0;
      case Form.Repeat(State operand, int min, int max) -> (long) operand.effort * min;
    };
  }

  /** Whether the text so far is matched. */
  public boolean isAccepting() {
    return nullable;
  }

  /** Whether some text is certain to lead to acceptance; otherwise that is to be searched. */
  public boolean isSurelyAlive() {
    return alive;
  }

  /** A lower bound of the code points of a text that leads to acceptance. */
  public int shortest() {
    return shortest;
  }

  /** An upper bound of them; {@link Integer#MAX_VALUE} if there may be none. */
  public int longest() {
    return longest;
  }

  /**
   * How much is asked for: the code points of texts for each part of an intersection on its own,
   * added up. Says where to search, and nothing about what there is.
   */
  public int effort() {
    return effort;
  }

  @Override
  public String toString() {
    return form.toString();
  }
}
