package dev.espalier.grammar.python;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The language of the matches that a backtracking matcher prefers.
 *
 * <p>A backtracking matcher tries the ways to match in an order and takes the first that succeeds.
 * Simulated, its ways are a list of states of a nondeterministic automaton, the preferred first;
 * where one of them has matched, those behind it are given up (Cox 2010, "Regular Expression
 * Matching in the Wild"). Such lists are the states of a deterministic automaton, and the match
 * that is taken is the longest text that it accepts. The automaton becomes an expression again by
 * elimination of its states (Brzozowski and McCluskey 1963).
 *
 * <p>Used once, by one thread. Rejected: complements of what would have been preferred, which nest
 * as deeply as the pattern and are no smaller.
 */
final class FirstPreference {
  private static final int MAX_STATES = 20_000; // of the nondeterministic automaton
  private static final int MAX_LISTS = 400;
  private static final int MAX_NODES = 100_000; // of the expression
  private static final int MATCH = 0;

  private final String position;
  private final Limits limits;

  // state -> the set it reads and the state behind it; or, without a set, those tried in order
  private final List<CodePointSet> sets = new ArrayList<>();
  private final List<int[]> next = new ArrayList<>();

  FirstPreference(String position, Limits limits) {
    this.position = position;
    this.limits = limits;
    add(CodePointSet.EMPTY);
  }

  Regex of(Pattern pattern) {
    int start = before(pattern, MATCH);
    List<CodePointSet> classes = classes();
    List<List<Integer>> lists = new ArrayList<>();
    Map<List<Integer>, Integer> numbers = new HashMap<>();
    List<Map<Integer, CodePointSet>> steps = new ArrayList<>();
    numberOf(closure(List.of(start)), numbers, lists);
    for (int i = 0; i < lists.size(); i++) {
      Map<Integer, CodePointSet> out = new LinkedHashMap<>();
      for (CodePointSet one : classes) {
        List<Integer> read = new ArrayList<>();
        for (int state : lists.get(i)) {
          if (sets.get(state).containsAll(one)) {
            read.add(next.get(state)[0]);
          }
        }
        List<Integer> after = closure(read);
        if (!after.isEmpty()) {
          out.merge(numberOf(after, numbers, lists), one, CodePointSet::union);
        }
      }
      steps.add(out);
    }
    return new Elimination(lists, steps).regex();
  }

  private int numberOf(
      List<Integer> list, Map<List<Integer>, Integer> numbers, List<List<Integer>> lists) {
    Integer known = numbers.get(list);
    if (known != null) {
      return known;
    }
    if (lists.size() == MAX_LISTS) {
      throw tooLarge(MAX_LISTS + " states");
    }
    numbers.put(list, lists.size());
    lists.add(list);
    return lists.size() - 1;
  }

  private LimitExceededException tooLarge(String size) {
    return new LimitExceededException(
        position, "repetitions such as '*?' take more than " + size + "; use a simpler expression");
  }

  private int add(CodePointSet set, int... successors) {
    if (sets.size() == Math.min(MAX_STATES, limits.maxRegexNodes())) {
      throw tooLarge(sets.size() + " states");
    }
    sets.add(set);
    next.add(successors);
    return sets.size() - 1;
  }

  /** The state that reads {@code pattern} and goes on in {@code then}. */
  private int before(Pattern pattern, int then) {
    return switch (pattern) {
      case Pattern.Chars(CodePointSet set) -> before(set, then);
      case Pattern.Exactly(Regex regex) -> before(regex, then);
      case Pattern.Sequence(List<Pattern> parts) -> {
        int state = then;
        for (Pattern part : parts.reversed()) {
          state = before(part, state);
        }
        yield state;
      }
      case Pattern.Choice(List<Pattern> parts) ->
          add(CodePointSet.EMPTY, parts.stream().mapToInt(part -> before(part, then)).toArray());
      case Pattern.Repetition(Pattern part, int min, int max, Pattern.Greed greed) ->
          repeated(behind -> before(part, behind), min, max, greed, then);
      case Pattern.Look look -> throw new AssertionError(look);
      case Pattern.Named(Pattern part) -> before(part, then);
    };
  }

  private int before(CodePointSet set, int then) {
    return set.isEmpty() ? add(CodePointSet.EMPTY) : add(set, then);
  }

  private int before(Regex regex, int then) {
    return switch (regex) {
      case Regex.Nothing nothing -> add(CodePointSet.EMPTY);
      case Regex.Chars(CodePointSet set) -> before(set, then);
      case Regex.Literal(String text) -> {
        int state = then;
        int[] codePoints = text.codePoints().toArray();
        for (int i = codePoints.length - 1; i >= 0; i--) {
          state = before(CodePointSet.of(codePoints[i]), state);
        }
        yield state;
      }
      case Regex.Concat(List<Regex> operands) -> {
        int state = then;
        for (Regex operand : operands.reversed()) {
          state = before(operand, state);
        }
        yield state;
      }
      case Regex.Alternation(List<Regex> operands) ->
          add(CodePointSet.EMPTY, operands.stream().mapToInt(o -> before(o, then)).toArray());
      case Regex.Repeat(Regex operand, int min, int max) ->
          repeated(behind -> before(operand, behind), min, max, Pattern.Greed.MOST, then);
      case Regex.Intersection i -> throw besideAlgebra();
      case Regex.Complement c -> throw besideAlgebra();
      case Regex.JsonChars c -> throw besideAlgebra();
      case Regex.Multiple m -> throw besideAlgebra();
    };
  }

  private GrammarSyntaxException besideAlgebra() {
    return new GrammarSyntaxException(
        position, "repetitions such as '*?' in one terminal with '&' or '~' are not supported");
  }

  /** Reads something and goes on in a state. */
  private interface Reading {
    int before(int then);
  }

  private int repeated(Reading part, int min, int max, Pattern.Greed greed, int then) {
    int state = then;
    if (max == Regex.UNBOUNDED) {
      state = add(CodePointSet.EMPTY);
      next.set(state, ordered(greed, part.before(state), then));
    } else {
      for (int i = min; i < max; i++) {
        state = add(CodePointSet.EMPTY, ordered(greed, part.before(state), then));
      }
    }
    for (int i = 0; i < min; i++) {
      state = part.before(state);
    }
    return state;
  }

  private static int[] ordered(Pattern.Greed greed, int more, int enough) {
    return greed == Pattern.Greed.MOST ? new int[] {more, enough} : new int[] {enough, more};
  }

  /** The states that read something, preferred ones first, up to the first match. */
  private List<Integer> closure(List<Integer> states) {
    Set<Integer> seen = new HashSet<>();
    Set<Integer> reading = new LinkedHashSet<>();
    List<Integer> open = new ArrayList<>(states.reversed());
    while (!open.isEmpty()) {
      int state = open.removeLast();
      if (!seen.add(state)) {
        continue;
      }
      if (state == MATCH) {
        reading.add(state);
        break;
      }
      if (!sets.get(state).isEmpty()) {
        reading.add(state);
      } else {
        int[] successors = next.get(state);
        for (int i = successors.length - 1; i >= 0; i--) {
          open.add(successors[i]);
        }
      }
    }
    return List.copyOf(reading);
  }

  /** A partition of the characters such that each set that is read is a union of its parts. */
  private List<CodePointSet> classes() {
    List<CodePointSet> distinct = sets.stream().filter(set -> !set.isEmpty()).distinct().toList();
    Map<List<Integer>, CodePointSet> parts = new LinkedHashMap<>();
    int[] bounds =
        distinct.stream()
            .flatMapToInt(
                set ->
                    IntStream.range(0, set.rangeCount())
                        .flatMap(i -> IntStream.of(set.first(i), set.last(i) + 1)))
            .sorted()
            .distinct()
            .toArray();
    for (int i = 0; i + 1 < bounds.length; i++) {
      CodePointSet part =
          CodePointSet.range(bounds[i], bounds[i + 1] - 1).intersect(CodePointSet.ALL);
      List<Integer> members = new ArrayList<>();
      for (int s = 0; s < distinct.size() && !part.isEmpty(); s++) {
        if (distinct.get(s).contains(part.first(0))) {
          members.add(s);
        }
      }
      if (!members.isEmpty()) {
        parts.merge(members, part, CodePointSet::union);
      }
    }
    return List.copyOf(parts.values());
  }

  /** A deterministic automaton that loses its states one by one. */
  private final class Elimination {
    private final List<Map<Integer, Edge>> out = new ArrayList<>(); // by state, then by target
    private final List<Set<Integer>> in = new ArrayList<>();
    private final int begin;
    private final int end;

    private record Edge(Regex regex, long nodes) {}

    Elimination(List<List<Integer>> lists, List<Map<Integer, CodePointSet>> steps) {
      begin = lists.size();
      end = begin + 1;
      for (int i = 0; i <= end; i++) {
        out.add(new LinkedHashMap<>());
        in.add(new LinkedHashSet<>());
      }
      connect(begin, 0, new Edge(Regex.EMPTY, 1));
      for (int i = 0; i < lists.size(); i++) {
        for (Map.Entry<Integer, CodePointSet> step : steps.get(i).entrySet()) {
          connect(i, step.getKey(), new Edge(Regex.chars(step.getValue()), 1));
        }
        if (lists.get(i).contains(MATCH)) {
          connect(i, end, new Edge(Regex.EMPTY, 1));
        }
      }
    }

    private void connect(int from, int to, Edge edge) {
      Edge known = out.get(from).get(to);
      Edge both =
          known == null
              ? edge
              : new Edge(Regex.anyOf(known.regex, edge.regex), known.nodes + edge.nodes);
      if (both.nodes > Math.min(MAX_NODES, limits.maxRegexNodes())) {
        throw tooLarge(MAX_NODES + " expressions");
      }
      out.get(from).put(to, both);
      in.get(to).add(from);
    }

    Regex regex() {
      boolean[] gone = new boolean[begin];
      for (int round = 0; round < begin; round++) {
        int least = -1;
        for (int i = 0; i < begin; i++) {
          if (!gone[i] && (least < 0 || cost(i) < cost(least))) {
            least = i;
          }
        }
        eliminate(least);
        gone[least] = true;
      }
      Edge all = out.get(begin).get(end);
      return all == null ? Regex.NOTHING : all.regex;
    }

    private long cost(int state) {
      return (long) in.get(state).size() * out.get(state).size();
    }

    private void eliminate(int state) {
      Edge loop = out.get(state).remove(state);
      in.get(state).remove(state);
      Edge around =
          loop == null
              ? new Edge(Regex.EMPTY, 0)
              : new Edge(Regex.star(loop.regex), loop.nodes + 1);
      for (int from : in.get(state)) {
        Edge into = out.get(from).remove(state);
        assert into != null : Arrays.asList(from, state);
        for (Map.Entry<Integer, Edge> way : out.get(state).entrySet()) {
          Edge onward = way.getValue();
          connect(
              from,
              way.getKey(),
              new Edge(
                  Regex.concat(into.regex, around.regex, onward.regex),
                  into.nodes + around.nodes + onward.nodes + 1));
        }
      }
      for (int to : out.get(state).keySet()) {
        in.get(to).remove(state);
      }
    }
  }
}
