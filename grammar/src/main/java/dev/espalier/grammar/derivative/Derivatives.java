package dev.espalier.grammar.derivative;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.derivative.State.Form;
import dev.espalier.grammar.derivative.State.Move;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The states of expressions and the moves between them: derivatives (Brzozowski 1964) by classes of
 * code points, of hash-consed expressions that are simplified as they are made (Owens, Reppy and
 * Turon 2009).
 *
 * <p>A state knows bounds of the lengths of its texts; an intersection of which nothing is short
 * and long enough is no state. All work of one instance is bounded: making states, and walking
 * their moves. Owned by one thread.
 */
public final class Derivatives {
  private static final int MOST_LEVELS = 1_000;

  private final long maxWork;
  private final Map<Form, State> states = new HashMap<>();
  private final Map<Regex, State> read = new IdentityHashMap<>();
  private final State anyChar;
  private final State anyText;
  private final State empty;
  private long work;
  private int levels;

  /**
   * @param maxWork steps, of which a second has some millions; a step is a part of an expression or
   *     a range of code points
   */
  public Derivatives(long maxWork) {
    this.maxWork = maxWork;
    this.empty = make(new Form.Literal(""), true, true, 0, 0);
    this.anyChar = make(new Form.Chars(CodePointSet.ALL), false, true, 1, 1);
    this.anyText =
        make(new Form.Repeat(anyChar, 0, State.UNBOUNDED), true, true, 0, State.UNBOUNDED);
    anyText.moves = List.of(new Move(CodePointSet.ALL, anyText));
  }

  /**
   * The state of an expression over code points before any text; null if it shows that it matches
   * nothing.
   *
   * @throws WorkLimitException if this instance has worked too much
   * @throws IllegalArgumentException if the expression is over JSON texts
   */
  public @Nullable State start(Regex regex) {
    State known = read.get(regex);
    if (known == null) {
      known = leveled(() -> read(regex));
      if (known != null) {
        read.put(regex, known);
      }
    }
    return known;
  }

  /**
   * The moves of a state; their sets are disjoint, what is in none of them leads nowhere.
   *
   * @throws WorkLimitException if this instance has worked too much
   */
  public List<Move> moves(State state) {
    List<Move> moves = state.moves;
    if (moves == null) {
      moves = leveled(() -> derive(state));
      state.moves = moves;
    }
    return moves;
  }

  private interface Step<T extends @Nullable Object> {
    T run();
  }

  private <T extends @Nullable Object> T leveled(Step<T> step) {
    if (++levels > MOST_LEVELS) {
      levels = 0;
      throw new WorkLimitException(maxWork);
    }
    T result = step.run();
    levels = Math.max(0, levels - 1);
    return result;
  }

  private void spend(long steps) {
    work += steps;
    if (work > maxWork) {
      levels = 0;
      throw new WorkLimitException(maxWork);
    }
  }

  private @Nullable State read(Regex regex) {
    spend(1);
    return switch (regex) {
      case Regex.Nothing r -> null;
      case Regex.Chars r -> chars(r.set());
      case Regex.JsonChars r ->
          throw new IllegalArgumentException("not over the value of a string: " + r);
      case Regex.Multiple r ->
          throw new IllegalArgumentException("not over the value of a string: " + r);
      case Regex.Literal r -> literal(r.text());
      case Regex.Concat r -> {
        State result = empty;
        for (Regex operand : r.operands().reversed()) {
          State state = start(operand);
          if (state == null) {
            yield null;
          }
          result = concat(state, result);
        }
        yield result;
      }
      case Regex.Alternation r -> {
        List<State> operands = new ArrayList<>();
        for (Regex operand : r.operands()) {
          State state = start(operand);
          if (state != null) {
            operands.add(state);
          }
        }
        yield union(operands);
      }
      case Regex.Intersection r -> {
        List<State> operands = new ArrayList<>();
        for (Regex operand : r.operands()) {
          State state = start(operand);
          if (state == null) {
            yield null;
          }
          operands.add(state);
        }
        yield intersection(operands);
      }
      case Regex.Complement r -> complement(start(r.operand()));
      case Regex.Repeat r -> {
        State operand = start(r.operand());
        yield operand == null ? r.min() == 0 ? empty : null : repeat(operand, r.min(), r.max());
      }
    };
  }

  private State chars(CodePointSet set) {
    spend(set.rangeCount());
    return make(new Form.Chars(set), false, true, 1, 1);
  }

  private State literal(String text) {
    spend(1 + text.length() / 8);
    int length = text.codePointCount(0, text.length());
    return make(new Form.Literal(text), text.isEmpty(), true, length, length);
  }

  private State concat(State head, State tail) {
    if (head == empty) {
      return tail;
    }
    if (tail == empty) {
      return head;
    }
    if (head.form instanceof Form.Concat(State first, State rest)) {
      return concat(first, concat(rest, tail));
    }
    if (head == anyText
        && (tail == anyText
            || tail.form instanceof Form.Concat(State next, State rest) && next == anyText)) {
      return tail;
    }
    return make(
        new Form.Concat(head, tail),
        head.nullable && tail.nullable,
        head.alive && tail.alive,
        sum(head.shortest, tail.shortest),
        sum(head.longest, tail.longest));
  }

  private @Nullable State union(List<State> operands) {
    List<State> flat = new ArrayList<>();
    for (State operand : operands) {
      if (operand.form instanceof Form.Union(List<State> inner)) {
        flat.addAll(inner);
      } else {
        flat.add(operand);
      }
    }
    List<State> distinct = sorted(flat);
    if (distinct.size() < 2) {
      return distinct.isEmpty() ? null : distinct.getFirst();
    }
    boolean nullable = false;
    boolean alive = false;
    int shortest = State.UNBOUNDED;
    int longest = 0;
    for (State operand : distinct) {
      if (operand == anyText) {
        return anyText;
      }
      nullable |= operand.nullable;
      alive |= operand.alive;
      shortest = Math.min(shortest, operand.shortest);
      longest = Math.max(longest, operand.longest);
    }
    spend(distinct.size());
    return make(new Form.Union(distinct), nullable, alive, shortest, longest);
  }

  private @Nullable State intersection(List<State> operands) {
    List<State> flat = new ArrayList<>();
    for (State operand : operands) {
      if (operand.form instanceof Form.Intersection(List<State> inner)) {
        flat.addAll(inner);
      } else if (operand != anyText) {
        flat.add(operand);
      }
    }
    List<State> distinct = sorted(flat);
    if (distinct.size() < 2) {
      return distinct.isEmpty() ? anyText : distinct.getFirst();
    }
    boolean nullable = true;
    int shortest = 0;
    int longest = State.UNBOUNDED;
    for (State operand : distinct) {
      if (isComplementOfOthers(operand, distinct)) {
        return null;
      }
      nullable &= operand.nullable;
      shortest = Math.max(shortest, operand.shortest);
      longest = Math.min(longest, operand.longest);
    }
    if (shortest > longest || longest == 0 && !nullable) {
      return null;
    }
    if (longest == 0) {
      return empty;
    }
    spend(distinct.size());
    return make(new Form.Intersection(distinct), nullable, nullable, shortest, longest);
  }

  private static boolean isComplementOfOthers(State state, List<State> states) {
    return state.form instanceof Form.Complement(State operand)
        && (states.contains(operand)
            || operand.form instanceof Form.Intersection(List<State> inner)
                && states.containsAll(inner));
  }

  /** By their numbers, each once. */
  private static List<State> sorted(List<State> states) {
    State[] sorted = states.toArray(new State[0]);
    Arrays.sort(sorted, (a, b) -> Integer.compare(a.id, b.id));
    List<State> distinct = new ArrayList<>(sorted.length);
    for (State state : sorted) {
      if (distinct.isEmpty() || distinct.getLast() != state) {
        distinct.add(state);
      }
    }
    return distinct;
  }

  private @Nullable State complement(@Nullable State operand) {
    if (operand == null) {
      return anyText;
    }
    if (operand == anyText) {
      return null;
    }
    if (operand.form instanceof Form.Complement(State inner)) {
      return inner;
    }
    return make(
        new Form.Complement(operand),
        !operand.nullable,
        !operand.nullable,
        operand.nullable ? 1 : 0,
        State.UNBOUNDED);
  }

  private State repeat(State operand, int min, int max) {
    if (max == 0 || operand == empty) {
      return empty;
    }
    if (min == 1 && max == 1) {
      return operand;
    }
    if (operand == anyChar && min == 0 && max == State.UNBOUNDED) {
      return anyText;
    }
    return make(
        new Form.Repeat(operand, min, max),
        min == 0 || operand.nullable,
        operand.alive || min == 0,
        product(min, operand.shortest),
        product(max, operand.longest));
  }

  private State make(Form form, boolean nullable, boolean alive, int shortest, int longest) {
    spend(1);
    return states.computeIfAbsent(
        form, f -> new State(f, states.size(), nullable, alive, shortest, longest));
  }

  private static int sum(int a, int b) {
    return (int) Math.min((long) a + b, State.UNBOUNDED);
  }

  private static int product(int a, int b) {
    return (int) Math.min((long) a * b, State.UNBOUNDED);
  }

  private List<Move> derive(State state) {
    spend(1);
    return switch (state.form) {
      case Form.Chars(CodePointSet set) -> List.of(new Move(set, empty));
      case Form.Literal(String text) -> {
        if (text.isEmpty()) {
          yield List.of();
        }
        int first = text.codePointAt(0);
        String rest = text.substring(Character.charCount(first));
        yield List.of(new Move(CodePointSet.of(first), literal(rest)));
      }
      case Form.Concat(State head, State tail) -> {
        List<Move> inHead = followed(moves(head), tail);
        yield head.nullable ? joined(List.of(inHead, moves(tail)), this::unionOf) : inHead;
      }
      case Form.Union(List<State> operands) ->
          joined(operands.stream().map(this::moves).toList(), this::unionOf);
      case Form.Intersection(List<State> operands) ->
          joined(operands.stream().map(this::moves).toList(), this::intersectionOf);
      case Form.Complement(State operand) ->
          joined(List.of(moves(operand), moves(anyText)), pair -> complement(pair[0]));
      case Form.Repeat(State operand, int min, int max) ->
          followed(
              moves(operand),
              repeat(operand, Math.max(0, min - 1), max == State.UNBOUNDED ? max : max - 1));
    };
  }

  private List<Move> followed(List<Move> moves, State tail) {
    List<Move> result = new ArrayList<>(moves.size());
    for (Move move : moves) {
      spend(1);
      result.add(new Move(move.set(), concat(move.target(), tail)));
    }
    return result;
  }

  private @Nullable State unionOf(@Nullable State[] targets) {
    List<State> operands = new ArrayList<>(targets.length);
    for (State target : targets) {
      if (target != null) {
        operands.add(target);
      }
    }
    return union(operands);
  }

  private @Nullable State intersectionOf(@Nullable State[] targets) {
    List<State> operands = new ArrayList<>(targets.length);
    for (State target : targets) {
      if (target == null) {
        return null;
      }
      operands.add(target);
    }
    return intersection(operands);
  }

  /** The moves of a state that is in all of some states at once, by a sweep over their ranges. */
  private List<Move> joined(
      List<List<Move>> lists, Function<@Nullable State[], @Nullable State> target) {
    List<Edge> edges = new ArrayList<>();
    for (int i = 0; i < lists.size(); i++) {
      for (Move move : lists.get(i)) {
        CodePointSet set = move.set();
        spend(set.rangeCount());
        for (int r = 0; r < set.rangeCount(); r++) {
          edges.add(new Edge(set.first(r), i, move.target()));
          edges.add(new Edge(set.last(r) + 1, i, null));
        }
      }
    }
    edges.sort(
        (a, b) ->
            a.at != b.at
                ? Integer.compare(a.at, b.at)
                : Boolean.compare(a.target != null, b.target != null));
    @Nullable State[] current = new State[lists.size()];
    Map<List<@Nullable State>, List<Integer>> ranges = new LinkedHashMap<>();
    int from = 0;
    for (int i = 0; i < edges.size(); ) {
      int at = edges.get(i).at;
      if (at > from) {
        addRange(ranges, current, from, at - 1);
      }
      for (; i < edges.size() && edges.get(i).at == at; i++) {
        current[edges.get(i).list] = edges.get(i).target;
      }
      from = at;
    }
    Map<State, List<Integer>> byTarget = new LinkedHashMap<>();
    ranges.forEach(
        (targets, bounds) -> {
          State joined = target.apply(targets.toArray(new State[0]));
          if (joined != null) {
            byTarget.computeIfAbsent(joined, t -> new ArrayList<>()).addAll(bounds);
          }
        });
    List<Move> moves = new ArrayList<>(byTarget.size());
    byTarget.forEach(
        (state, bounds) -> {
          CodePointSet set =
              CodePointSet.ofRanges(bounds.stream().mapToInt(Integer::intValue).toArray());
          if (!set.isEmpty()) {
            moves.add(new Move(set, state));
          }
        });
    return moves;
  }

  private void addRange(
      Map<List<@Nullable State>, List<Integer>> ranges,
      @Nullable State[] current,
      int first,
      int last) {
    spend(1 + current.length / 2);
    if (Arrays.stream(current).allMatch(state -> state == null)) {
      return;
    }
    List<Integer> bounds =
        ranges.computeIfAbsent(Arrays.asList(current.clone()), key -> new ArrayList<>());
    bounds.add(first);
    bounds.add(last);
  }

  /** From {@code at} on, a state has that target, or none. */
  private record Edge(int at, int list, @Nullable State target) {}
}
