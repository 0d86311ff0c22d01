package dev.espalier.automata.lexer;

import dev.espalier.automata.derivative.Absorption;
import dev.espalier.automata.derivative.Absorptions;
import dev.espalier.automata.derivative.ByteClasses;
import dev.espalier.automata.derivative.Expression;
import dev.espalier.automata.derivative.Expressions;
import dev.espalier.automata.derivative.Liveness;
import dev.espalier.automata.derivative.Parts;
import dev.espalier.automata.table.Interner;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * All terminals of a grammar at once: one automaton whose states are made while a text is read.
 *
 * <p>A state is a set of terminals with the expression that each still needs, so that the start
 * state is chosen by what the parser allows (a contextual lexer). A step costs O(1) once its
 * transition is known and one derivative per live terminal the first time; a state of one terminal
 * asks its expression, which remembers. Not thread-safe; the owner holds a lock.
 */
public final class Lexer {
  private static final int NONE = -1;

  /** States looked at, at most, to tell whether a rule may win; beyond that it may. */
  private static final int MOST_SEARCHED = 1_000;

  private static final int[] NO_TERMINALS = {};

  /** Of a state with more rules none is left out as one that never wins. */
  private static final int MOST_COMPARED = 32;

  private final ByteClasses classes;
  private final List<Regex> terminals;
  private final List<String> places;
  private final @Nullable Expression[] expressionOf; // [terminal], null where not yet made
  private final Expressions expressions;
  private final Liveness liveness;
  private final Absorptions absorptions;
  private final Parts parts;
  private final Interner<LexerState> interned = new Interner<>();
  private int[] aliveTerminals = new int[4]; // scratch: those of a state that is being made
  private Expression[] aliveResiduals = new Expression[4];
  private int nextId;
  private final int firstRule;
  private final BitSet endingFirst;
  private final Winning winning;
  private int inQuestion = NONE; // the terminal whose life is, if that is known

  /**
   * @param terminals by number
   * @param places where each stands in the grammar, for messages
   * @param firstRule from this number on they are rules of lexicons, which compete
   * @param endingFirst the rules whose lexemes end where they first match
   */
  public Lexer(
      List<Regex> terminals,
      List<String> places,
      int firstRule,
      BitSet endingFirst,
      ByteClasses classes,
      Limits limits) {
    this.firstRule = firstRule;
    this.endingFirst = endingFirst;
    this.terminals = List.copyOf(terminals);
    this.places = List.copyOf(places);
    this.classes = classes;
    this.expressions = new Expressions(classes);
    this.liveness = new Liveness(expressions, classes, limits, this::place);
    int most = Math.min(limits.maxLexerStates(), MOST_SEARCHED);
    this.winning =
        new Winning(
            expressions,
            new Liveness(expressions, classes, limits.withMaxLexerStates(most), this::place),
            endingFirst);
    this.absorptions = new Absorptions(expressions, liveness, classes);
    this.parts = new Parts(expressions, liveness);
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
    interned.forEach(LexerState::forgetNext);
    interned.clear();
    expressions.forget();
    parts.forget();
    Arrays.fill(expressionOf, null);
  }

  /** The state before the first byte of any of {@code allowed}, which is ascending. */
  public LexerState start(int[] allowed) {
    int alive = 0;
    for (int terminal : allowed) {
      alive = addAlive(alive, terminal, expression(terminal));
    }
    return state(allowed, alive);
  }

  /** The state before the first byte of a lexeme, which is not empty, of one of {@code rules}. */
  LexerState startOfRules(int[] rules) {
    int alive = 0;
    for (int rule : rules) {
      Expression nonEmpty = nonEmpty(rule);
      if (nonEmpty != null) {
        alive = addAlive(alive, rule, nonEmpty);
      }
    }
    return state(rules, alive);
  }

  /**
   * Whether the lexeme of {@code state}, whose terminals are rules, may go on to one of its {@code
   * i}th. O(1) once known.
   */
  boolean wins(LexerState state, int i) {
    if (!state.asked.get(i)) {
      state.asked.set(i);
      List<Expression> broken = new ArrayList<>();
      for (LexerState longer : state.longer()) {
        broken.addAll(Arrays.asList(longer.residuals));
      }
      int count = state.terminals.length;
      state.wins.set(i, winning.wins(state.terminals, state.residuals, count, i, broken));
    }
    return state.wins.get(i);
  }

  /**
   * Those of {@code rules} that match nothing but what preferred ones match as well; they never
   * produce anything.
   *
   * @param always those that compete everywhere; of the others only one is looked at at a time
   */
  public BitSet losing(int[] rules, BitSet always) {
    BitSet losing = new BitSet();
    Set<String> texts = new HashSet<>(); // of those that are one text, which may be very many
    List<Integer> others = new ArrayList<>();
    BitSet known = winningByExample(Arrays.stream(rules).filter(always::get).toArray());
    for (int rule : rules) {
      boolean isText = terminals.get(rule) instanceof Regex.Literal;
      boolean loses =
          !known.get(rule)
              && (terminals.get(rule) instanceof Regex.Literal(String text) && texts.contains(text)
                  || nonEmpty(rule) == null
                  || !winsOver(isText ? others : competitors(rules, always, rule), rule));
      losing.set(rule, loses);
      if (always.get(rule)) {
        if (terminals.get(rule) instanceof Regex.Literal(String text)) {
          texts.add(text);
        } else {
          others.add(rule);
        }
      }
    }
    return losing;
  }

  /**
   * Those of {@code rules}, which all compete, that win on one text of theirs: most do, and reading
   * one takes less than asking whether the rule matches anything that no other does.
   */
  private BitSet winningByExample(int[] rules) {
    BitSet winning = new BitSet();
    LexerState start = startOfRules(rules);
    for (int rule : rules) {
      LexerState at = start;
      for (byte b : Examples.of(terminals.get(rule)).getBytes(StandardCharsets.UTF_8)) {
        at = next(at, classes.of(b & 0xff));
      }
      int[] accepted = at.accepted();
      winning.set(rule, accepted.length > 0 && accepted[0] == rule);
    }
    return winning;
  }

  private static List<Integer> competitors(int[] rules, BitSet always, int rule) {
    return Arrays.stream(rules)
        .filter(other -> other != rule && always.get(other))
        .boxed()
        .toList();
  }

  private boolean winsOver(List<Integer> others, int rule) {
    int[] competing = new int[others.size() + 1];
    Expression[] needed = new Expression[competing.length];
    int n = 0;
    int own = NONE;
    for (int other : others) {
      Expression nonEmpty = nonEmpty(other);
      if (other > rule && own == NONE) {
        own = n;
        n = add(rule, competing, needed, n);
      }
      if (nonEmpty != null) {
        n = add(other, competing, needed, n);
      }
    }
    if (own == NONE) {
      own = n;
      n = add(rule, competing, needed, n);
    }
    return winning.wins(competing, needed, n, own, List.of());
  }

  private int add(int rule, int[] competing, Expression[] needed, int n) {
    Expression nonEmpty = nonEmpty(rule);
    assert nonEmpty != null : "rule " + rule + " matches nothing";
    competing[n] = rule;
    needed[n] = nonEmpty;
    return n + 1;
  }

  /** The state with nothing alive. */
  LexerState dead() {
    return state(NO_TERMINALS, 0);
  }

  /** A new state: {@code core} within {@code context}. */
  LexerState within(LexerState core, LexerContext context) {
    return new LexerState(nextId++, core, context);
  }

  /**
   * The state after a byte of class {@code byteClass}; one without terminals if nothing goes on.
   */
  public LexerState next(LexerState state, int byteClass) {
    LexerState known = state.knownNext(byteClass);
    if (known == null) {
      int b = classes.representative(byteClass);
      int alive = 0;
      for (int i = 0; i < state.residuals.length; i++) {
        Expression residual = state.residuals[i];
        if (residual.first().contains(b)) {
          Expression rest = expressions.derivative(residual, byteClass);
          alive = addAlive(alive, state.terminals[i], rest);
        }
      }
      known = state(state.terminals, alive);
      if (state.residuals.length > 1) {
        state.rememberNext(byteClass, known, classes.count());
      }
    }
    return known;
  }

  /** {@code state} without the terminals that {@code dropped} names. Linear in its terminals. */
  public LexerState without(LexerState state, IntPredicate dropped) {
    int alive = 0;
    for (int i = 0; i < state.residuals.length; i++) {
      if (!dropped.test(state.terminals[i])) {
        alive = addAlive(alive, state.terminals[i], state.residuals[i]);
      }
    }
    return state(state.terminals, alive);
  }

  private int addAlive(int alive, int terminal, Expression residual) {
    if (isDead(residual, terminal)
        || terminal >= firstRule && !endingFirst.get(terminal) && neverWins(residual, alive)) {
      return alive;
    }
    if (alive == aliveTerminals.length) {
      aliveTerminals = Arrays.copyOf(aliveTerminals, 2 * alive);
      aliveResiduals = Arrays.copyOf(aliveResiduals, 2 * alive);
    }
    aliveTerminals[alive] = terminal;
    aliveResiduals[alive] = residual;
    return alive + 1;
  }

  /** Whether a preferred rule among the first {@code alive} matches all that {@code e} does. */
  private boolean neverWins(Expression e, int alive) {
    for (int i = 0; i < Math.min(alive, MOST_COMPARED); i++) {
      if (aliveResiduals[i] == e) {
        return true;
      }
    }
    return false;
  }

  private boolean isDead(Expression e, int terminal) {
    inQuestion = terminal;
    boolean dead = liveness.isDead(e);
    inQuestion = NONE;
    return dead;
  }

  /** Where the terminal in question stands, or those that may be it. */
  private String place() {
    int terminal = inQuestion;
    inQuestion = NONE;
    return terminal != NONE
        ? places.get(terminal)
        : IntStream.range(0, terminals.size())
            .filter(t -> expression(t).isSearched())
            .mapToObj(places::get)
            .distinct()
            .collect(Collectors.joining(" or "));
  }

  /** What {@code state} absorbs. O(1) once known. */
  public Absorption absorption(LexerState state) {
    Absorption known = state.absorption;
    if (known == null) {
      known = Absorption.NONE;
      for (Expression residual : state.residuals) {
        known = known.orBetter(absorptions.of(residual));
      }
      state.absorption = known;
    }
    return known;
  }

  /** Whether some text of {@code terminal} exists at all. */
  public boolean isSatisfiable(int terminal) {
    return !isDead(expression(terminal), terminal);
  }

  /** What {@code terminal} needs to match a text that is not empty; null if it matches none. */
  public @Nullable Expression nonEmpty(int terminal) {
    Expression expression = expression(terminal);
    Expression nonEmpty = expression.isNullable() ? expressions.nonEmpty(expression) : expression;
    return isDead(nonEmpty, terminal) ? null : nonEmpty;
  }

  /** {@code e} without the empty text; null if nothing is left. */
  public @Nullable Expression rest(Expression e) {
    Expression rest = expressions.withoutEmpty(e);
    return liveness.isDead(rest) ? null : rest;
  }

  /** Takes expressions apart. */
  public Parts parts() {
    return parts;
  }

  /** What {@code e} needs after byte {@code b}; null if nothing goes on. */
  public @Nullable Expression derivative(Expression e, int b) {
    Expression derivative = expressions.derivative(e, classes.of(b));
    return liveness.isDead(derivative) ? null : derivative;
  }

  /** The characters that {@code e} takes without further question; computed anew each time. */
  public Absorption absorption(Expression e) {
    return absorptions.of(e);
  }

  /** What tells the language of {@code e} in any lexer; see {@link Expressions#signature}. */
  public @Nullable String signature(Expression e, int horizon) {
    return expressions.signature(e, horizon);
  }

  /** What {@code terminal} needs from its start. */
  public Expression expression(int terminal) {
    Expression known = expressionOf[terminal];
    if (known == null) {
      known = expressions.of(terminals.get(terminal));
      expressionOf[terminal] = known;
    }
    return known;
  }

  /**
   * Leaves the one rule that ends here, if there is one whose lexemes end where they first match.
   */
  private int ended(int alive) {
    for (int i = 0; i < alive; i++) {
      if (aliveResiduals[i].isNullable() && endingFirst.get(aliveTerminals[i])) {
        aliveTerminals[0] = aliveTerminals[i];
        aliveResiduals[0] = expressions.of(Regex.EMPTY);
        return 1;
      }
    }
    return alive;
  }

  /**
   * The state of what is alive.
   *
   * @param candidates terminals among which those alive are; kept where they all are
   * @param found how many are alive
   */
  private LexerState state(int[] candidates, int found) {
    int alive = endingFirst.isEmpty() ? found : ended(found);
    int hash = alive;
    for (int i = 0; i < alive; i++) {
      hash = Interner.hash(hash, aliveTerminals[i], aliveResiduals[i].id());
    }
    for (int at = interned.first(hash); at >= 0; at = interned.next(at, hash)) {
      LexerState known = interned.get(at);
      if (known.isOf(aliveTerminals, aliveResiduals, alive)) {
        return known;
      }
    }
    int[] terminals =
        alive == candidates.length ? candidates : Arrays.copyOf(aliveTerminals, alive);
    Expression[] residuals = Arrays.copyOf(aliveResiduals, alive);
    LexerState made =
        new LexerState(nextId++, terminals, residuals, alive > 0 && terminals[0] >= firstRule);
    interned.add(hash, made);
    return made;
  }
}
