package dev.espalier.automata.lexer;

import dev.espalier.automata.derivative.Absorption;
import dev.espalier.automata.derivative.Absorptions;
import dev.espalier.automata.derivative.ByteClasses;
import dev.espalier.automata.derivative.Expression;
import dev.espalier.automata.derivative.Expressions;
import dev.espalier.automata.derivative.IntKey;
import dev.espalier.automata.derivative.Liveness;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
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
  private final ByteClasses classes;
  private final List<Regex> terminals;
  private final @Nullable Expression[] expressionOf; // [terminal], null where not yet made
  private final Expressions expressions;
  private final Liveness liveness;
  private final Absorptions absorptions;
  private final Map<IntKey, LexerState> interned = new HashMap<>();
  private int nextId;

  /**
   * @param terminals by number
   */
  public Lexer(List<Regex> terminals, ByteClasses classes, Limits limits) {
    this.terminals = List.copyOf(terminals);
    this.classes = classes;
    this.expressions = new Expressions(classes);
    this.liveness = new Liveness(expressions, classes, limits);
    this.absorptions = new Absorptions(expressions, liveness, classes);
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
    Expression[] residuals = new Expression[allowed.length];
    for (int i = 0; i < allowed.length; i++) {
      residuals[i] = expression(allowed[i]);
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
      Expression[] residuals = new Expression[state.residuals.length];
      for (int i = 0; i < residuals.length; i++) {
        residuals[i] = expressions.derivative(state.residuals[i], byteClass);
      }
      known = state(state.terminals, residuals);
      state.transitions[byteClass] = known;
    }
    return known;
  }

  /** Whether some text of {@code terminal} exists at all. */
  public boolean isSatisfiable(int terminal) {
    return !liveness.isDead(expression(terminal));
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

  private LexerState state(int[] candidates, Expression[] residuals) {
    int alive = 0;
    for (Expression residual : residuals) {
      alive += liveness.isDead(residual) ? 0 : 1;
    }
    int[] terminalsAlive = new int[alive];
    Expression[] needed = new Expression[alive];
    int[] key = new int[2 * alive];
    int n = 0;
    for (int i = 0; i < residuals.length; i++) {
      if (!liveness.isDead(residuals[i])) {
        terminalsAlive[n] = candidates[i];
        needed[n] = residuals[i];
        key[2 * n] = candidates[i];
        key[2 * n + 1] = residuals[i].id();
        n++;
      }
    }
    IntKey intKey = IntKey.of(key);
    LexerState known = interned.get(intKey);
    if (known == null) {
      known = newState(terminalsAlive, needed);
      interned.put(intKey, known);
    }
    return known;
  }

  private LexerState newState(int[] alive, Expression[] needed) {
    Absorption absorption = Absorption.NONE;
    int[] accepted = new int[alive.length];
    int count = 0;
    for (int i = 0; i < alive.length; i++) {
      absorption = absorption.orBetter(absorptions.of(needed[i]));
      if (needed[i].isNullable()) {
        accepted[count++] = alive[i];
      }
    }
    return new LexerState(nextId++, alive, needed, Arrays.copyOf(accepted, count), absorption);
  }
}
