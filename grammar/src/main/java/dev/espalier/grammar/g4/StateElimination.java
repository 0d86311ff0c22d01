package dev.espalier.grammar.g4;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.g4.GrammarFile.Identifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Turns a deterministic automaton into a regular expression: the states that nothing tells apart
 * become one, those that lead nowhere go, and the others are taken out one by one, the one first
 * that adds least to the expressions on the arrows (Brzozowski and McCluskey 1963; the order after
 * Delgado and Morais 2004). Used once, by one thread.
 */
final class StateElimination {
  /** An expression and how many there are in it. */
  private record Label(Regex regex, long size) {}

  private final Identifier rule;
  private final long most;
  private final List<Map<Integer, Label>> out = new ArrayList<>(); // [state] target -> label
  private final List<Map<Integer, Label>> in = new ArrayList<>(); // [state] source -> label

  private StateElimination(Identifier rule, long most) {
    this.rule = rule;
    this.most = most;
  }

  /**
   * The texts that lead from the first state to one that {@code accepting} holds for.
   *
   * @param rule for messages
   * @param most how large the expression may be
   * @throws LimitExceededException if it becomes larger
   */
  static Regex regex(
      OrderedAutomaton automaton, IntPredicate accepting, Identifier rule, long most) {
    return new StateElimination(rule, most).regexOf(automaton, accepting);
  }

  private Regex regexOf(OrderedAutomaton automaton, IntPredicate accepting) {
    int[] blocks = blocks(automaton, accepting);
    int count = Arrays.stream(blocks).max().orElseThrow() + 1;
    int start = count;
    int end = count + 1;
    for (int i = 0; i < count + 2; i++) {
      out.add(new TreeMap<>());
      in.add(new TreeMap<>());
    }
    boolean[] done = new boolean[count];
    for (int state = 0; state < automaton.size(); state++) {
      int block = blocks[state];
      if (done[block]) {
        continue;
      }
      done[block] = true;
      Map<Integer, CodePointSet> arrows = new LinkedHashMap<>();
      for (int k = 0; k < automaton.classes().size(); k++) {
        arrows.merge(
            blocks[automaton.next(state, k)], automaton.classes().get(k), CodePointSet::union);
      }
      arrows.forEach((target, set) -> connect(block, target, new Label(Regex.chars(set), 1)));
      if (accepting.test(state)) {
        connect(block, end, new Label(Regex.EMPTY, 0));
      }
    }
    connect(start, blocks[0], new Label(Regex.EMPTY, 0));
    dropDead(end, count);
    for (int state = cheapest(count); state >= 0; state = cheapest(count)) {
      eliminate(state);
    }
    Label whole = out.get(start).get(end);
    return whole == null ? Regex.NOTHING : whole.regex();
  }

  /** States that no text tells apart have one number (Moore 1956). */
  private static int[] blocks(OrderedAutomaton automaton, IntPredicate accepting) {
    int[] blocks = new int[automaton.size()];
    for (int state = 0; state < blocks.length; state++) {
      blocks[state] = accepting.test(state) ? 1 : 0;
    }
    for (int count = 0; ; ) {
      Map<List<Integer>, Integer> numbers = new HashMap<>();
      int[] finer = new int[blocks.length];
      for (int state = 0; state < blocks.length; state++) {
        List<Integer> signature = new ArrayList<>(List.of(blocks[state]));
        for (int k = 0; k < automaton.classes().size(); k++) {
          signature.add(blocks[automaton.next(state, k)]);
        }
        finer[state] = numbers.computeIfAbsent(signature, s -> numbers.size());
      }
      if (numbers.size() == count) {
        return finer;
      }
      count = numbers.size();
      blocks = finer;
    }
  }

  private void dropDead(int end, int count) {
    boolean[] alive = new boolean[count + 2];
    List<Integer> open = new ArrayList<>(List.of(end));
    alive[end] = true;
    while (!open.isEmpty()) {
      for (int source : in.get(open.removeLast()).keySet()) {
        if (!alive[source]) {
          alive[source] = true;
          open.add(source);
        }
      }
    }
    for (int state = 0; state < count; state++) {
      if (!alive[state]) {
        remove(state);
      }
    }
  }

  /** The state whose removal adds least; negative if all are gone. */
  private int cheapest(int count) {
    int best = -1;
    long least = Long.MAX_VALUE;
    for (int state = 0; state < count; state++) {
      int sources = in.get(state).size() - (in.get(state).containsKey(state) ? 1 : 0);
      int targets = out.get(state).size() - (out.get(state).containsKey(state) ? 1 : 0);
      if (sources + targets == 0) {
        continue;
      }
      long cost = 0;
      for (Map.Entry<Integer, Label> arrow : in.get(state).entrySet()) {
        cost +=
            arrow.getKey() == state
                ? arrow.getValue().size() * (sources * (long) targets - 1)
                : arrow.getValue().size() * (targets - 1);
      }
      for (Map.Entry<Integer, Label> arrow : out.get(state).entrySet()) {
        cost += arrow.getKey() == state ? 0 : arrow.getValue().size() * (sources - 1);
      }
      if (cost < least) {
        least = cost;
        best = state;
      }
    }
    return best;
  }

  private void eliminate(int state) {
    Map<Integer, Label> sources = new TreeMap<>(in.get(state));
    Map<Integer, Label> targets = new TreeMap<>(out.get(state));
    Label loop = targets.get(state);
    remove(state);
    for (Map.Entry<Integer, Label> source : sources.entrySet()) {
      for (Map.Entry<Integer, Label> target : targets.entrySet()) {
        if (source.getKey() != state && target.getKey() != state) {
          connect(
              source.getKey(),
              target.getKey(),
              through(source.getValue(), loop, target.getValue()));
        }
      }
    }
  }

  private void remove(int state) {
    in.get(state).keySet().forEach(source -> out.get(source).remove(state));
    out.get(state).keySet().forEach(target -> in.get(target).remove(state));
    in.get(state).clear();
    out.get(state).clear();
  }

  private void connect(int source, int target, Label label) {
    Label known = out.get(source).get(target);
    Label joined = known == null ? label : either(known, label);
    if (joined.size() > most) {
      throw new LimitExceededException(
          rule.position(),
          "rule '"
              + rule.name()
              + "' as an expression of "
              + joined.size()
              + " parts > Limits.maxSymbols "
              + most);
    }
    out.get(source).put(target, joined);
    in.get(target).put(source, joined);
  }

  private static Label through(Label before, @Nullable Label loop, Label after) {
    if (loop == null) {
      return new Label(
          Regex.concat(before.regex(), after.regex()), before.size() + after.size() + 1);
    }
    long size = before.size() + loop.size() + after.size() + 2;
    if (before.size() == loop.size() && before.regex().equals(loop.regex())) {
      return new Label(Regex.concat(Regex.plus(loop.regex()), after.regex()), size);
    }
    if (after.size() == loop.size() && after.regex().equals(loop.regex())) {
      return new Label(Regex.concat(before.regex(), Regex.plus(loop.regex())), size);
    }
    return new Label(Regex.concat(before.regex(), Regex.star(loop.regex()), after.regex()), size);
  }

  private static Label either(Label a, Label b) {
    long size = a.size() + b.size() + 1;
    if (a.regex() instanceof Regex.Chars(CodePointSet one)
        && b.regex() instanceof Regex.Chars(CodePointSet other)) {
      return new Label(Regex.chars(one.union(other)), 1);
    }
    if (a.regex().equals(Regex.EMPTY)) {
      return new Label(optional(b.regex()), b.size() + 1);
    }
    if (b.regex().equals(Regex.EMPTY)) {
      return new Label(optional(a.regex()), a.size() + 1);
    }
    return new Label(Regex.anyOf(a.regex(), b.regex()), size);
  }

  private static Regex optional(Regex regex) {
    return regex instanceof Regex.Repeat(Regex operand, int min, int max) && min <= 1
        ? Regex.repeat(operand, 0, max)
        : Regex.optional(regex);
  }
}
