package dev.espalier.automata.lexer;

import dev.espalier.automata.derivative.Absorption;
import dev.espalier.automata.derivative.ByteClasses;
import dev.espalier.automata.derivative.Expression;
import dev.espalier.automata.derivative.Expressions;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All terminals of a grammar at once: one automaton whose states are made while a text is read.
 *
 * <p>A state is a set of terminals with the expression that each still needs, so that the start
 * state is chosen by what the parser allows (a contextual lexer). A step costs O(1) once its
 * transition is known and one derivative per live terminal the first time. Not thread-safe; the
 * owner holds a lock.
 */
public final class Lexer {
  private record Key(List<Integer> terminals, List<Integer> residuals) {}

  private final ByteClasses classes;
  private final List<Regex> terminals;
  private final @Nullable Expression[] expressionOf; // [terminal], null where not yet made
  private final Expressions expressions;
  private final Map<Key, LexerState> interned = new HashMap<>();
  private int nextId;

  /**
   * @param terminals by number
   */
  public Lexer(List<Regex> terminals, ByteClasses classes, Limits limits) {
    this.terminals = List.copyOf(terminals);
    this.classes = classes;
    this.expressions = new Expressions(classes, limits);
    this.expressionOf = new Expression[terminals.size()];
  }

  /** The number of states held. */
  public int size() {
    return interned.size();
  }

  /** The number of expressions held. */
  public int expressionCount() {
    return expressions.size();
  }

  /** Forgets every state; those still in use elsewhere stay valid. */
  public void forget() {
    interned.values().forEach(state -> state.transitions = new LexerState[0]);
    interned.clear();
    expressions.forget();
    Arrays.fill(expressionOf, null);
  }

  /** The state before the first byte of any of {@code allowed}, which is ascending. */
  public LexerState start(int[] allowed) {
    List<Expression> residuals = new ArrayList<>(allowed.length);
    for (int terminal : allowed) {
      residuals.add(expression(terminal));
    }
    return state(allowed, residuals);
  }

  /**
   * The state after a byte of class {@code byteClass}; one without terminals if nothing goes on.
   */
  public LexerState next(LexerState state, int byteClass) {
    if (state.transitions.length == 0) {
      state.transitions = new LexerState[classes.count()];
    }
    LexerState known = state.transitions[byteClass];
    if (known == null) {
      List<Expression> residuals = new ArrayList<>(state.residuals.length);
      for (Expression residual : state.residuals) {
        residuals.add(expressions.derivative(residual, byteClass));
      }
      known = state(state.terminals, residuals);
      state.transitions[byteClass] = known;
    }
    return known;
  }

  /** Whether some text of {@code terminal} exists at all. */
  public boolean isSatisfiable(int terminal) {
    return !expressions.isDead(expression(terminal));
  }

  /** Whether the empty text matches {@code terminal}. */
  public boolean isNullable(int terminal) {
    return expression(terminal).isNullable();
  }

  private Expression expression(int terminal) {
    Expression known = expressionOf[terminal];
    if (known == null) {
      known = expressions.of(terminals.get(terminal));
      expressionOf[terminal] = known;
    }
    return known;
  }

  private LexerState state(int[] candidates, List<Expression> residuals) {
    List<Integer> alive = new ArrayList<>(candidates.length);
    List<Expression> needed = new ArrayList<>(candidates.length);
    List<Integer> ids = new ArrayList<>(candidates.length);
    for (int i = 0; i < candidates.length; i++) {
      Expression residual = residuals.get(i);
      if (!expressions.isDead(residual)) {
        alive.add(candidates[i]);
        needed.add(residual);
        ids.add(residual.id());
      }
    }
    return interned.computeIfAbsent(new Key(alive, ids), key -> newState(alive, needed));
  }

  private LexerState newState(List<Integer> alive, List<Expression> needed) {
    Absorption absorption = Absorption.NONE;
    List<Integer> accepted = new ArrayList<>();
    for (int i = 0; i < alive.size(); i++) {
      absorption = absorption.orBetter(expressions.absorption(needed.get(i)));
      if (needed.get(i).isNullable()) {
        accepted.add(alive.get(i));
      }
    }
    return new LexerState(
        nextId++,
        alive.stream().mapToInt(Integer::intValue).toArray(),
        needed.toArray(Expression[]::new),
        accepted.stream().mapToInt(Integer::intValue).toArray(),
        absorption);
  }
}
