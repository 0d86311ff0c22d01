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
import java.util.stream.Stream;

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
  private static final int SEEN = 1; // the end of what a lookaround looks for

  private final String position;
  private final Limits limits;

  // state -> the set it reads and the state behind it; or, without a set, those tried in order
  private final List<CodePointSet> sets = new ArrayList<>();
  private final List<int[]> next = new ArrayList<>();
  private final Map<Integer, Looking> looks = new HashMap<>(); // states that look around
  private boolean isLooking;

  /**
   * What a state looks for before it goes on.
   *
   * @param start of what may be ahead
   * @param behind the characters that may be behind
   */
  private record Looking(Pattern.Direction direction, int start, CodePointSet behind) {}

  /** One way to match: where it stands, and what it looks for on its way. */
  private record Way(int state, List<Sight> sights) {}

  /**
   * What is looked for ahead of an earlier place.
   *
   * @param states that it has come to, never at its end
   */
  private record Sight(boolean isUnwanted, Set<Integer> states) {}

  FirstPreference(String position, Limits limits) {
    this.position = position;
    this.limits = limits;
    add(CodePointSet.EMPTY);
    add(CodePointSet.EMPTY);
  }

  Regex of(Pattern pattern) {
    int start = before(pattern, MATCH);
    List<CodePointSet> classes = classes();
    List<List<Way>> lists = new ArrayList<>();
    Map<List<Way>, Integer> numbers = new HashMap<>();
    List<Map<Integer, CodePointSet>> steps = new ArrayList<>();
    numberOf(closure(List.of(new Way(start, List.of())), CodePointSet.EMPTY), numbers, lists);
    for (int i = 0; i < lists.size(); i++) {
      Map<Integer, CodePointSet> out = new LinkedHashMap<>();
      for (CodePointSet one : classes) {
        List<Way> after = closure(read(lists.get(i), one), one);
        if (!after.isEmpty()) {
          out.merge(numberOf(after, numbers, lists), one, CodePointSet::union);
        }
      }
      steps.add(out);
    }
    return new Elimination(lists, steps).regex();
  }

  /** The ways on by a character of {@code one}, a class. */
  private List<Way> read(List<Way> ways, CodePointSet one) {
    List<Way> read = new ArrayList<>();
    for (Way way : ways) {
      if (sets.get(way.state).containsAll(one)) {
        List<Sight> sights = new ArrayList<>();
        boolean goesOn = true;
        for (Sight sight : way.sights) {
          List<Integer> after = new ArrayList<>();
          for (int state : sight.states) {
            if (sets.get(state).containsAll(one)) {
              after.add(next.get(state)[0]);
            }
          }
          goesOn &= look(sight.isUnwanted, reached(after), sights);
        }
        if (goesOn) {
          read.add(new Way(next.get(way.state)[0], List.copyOf(sights)));
        }
      }
    }
    return read;
  }

  /** Adds what is still to be looked for; whether a way may go on. */
  private static boolean look(boolean isUnwanted, Set<Integer> states, List<Sight> sights) {
    if (states.contains(SEEN)) {
      return !isUnwanted;
    }
    if (states.isEmpty()) {
      return isUnwanted;
    }
    sights.add(new Sight(isUnwanted, states));
    return true;
  }

  /** The states that read something or are the end, from {@code states} on. */
  private Set<Integer> reached(List<Integer> states) {
    Set<Integer> seen = new HashSet<>();
    Set<Integer> reached = new HashSet<>();
    List<Integer> open = new ArrayList<>(states);
    while (!open.isEmpty()) {
      int state = open.removeLast();
      if (!seen.add(state)) {
        continue;
      }
      if (state == SEEN || !sets.get(state).isEmpty()) {
        reached.add(state);
      } else {
        for (int successor : next.get(state)) {
          open.add(successor);
        }
      }
    }
    return reached;
  }

  private int numberOf(List<Way> list, Map<List<Way>, Integer> numbers, List<List<Way>> lists) {
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
      case Pattern.Look(Pattern.Direction direction, Pattern part, String place) ->
          looking(direction, part, place, then);
      case Pattern.Named(Pattern part) -> before(part, then);
    };
  }

  private int looking(Pattern.Direction direction, Pattern part, String place, int then) {
    if (isLooking) {
      throw new GrammarSyntaxException(
          place, "a lookaround within another, beside repetitions such as '*?', is not supported");
    }
    isLooking = true;
    int start = direction.isAhead() ? before(part, SEEN) : SEEN;
    isLooking = false;
    int state = add(CodePointSet.EMPTY, then);
    CodePointSet behind = direction.isAhead() ? CodePointSet.EMPTY : one(part, place);
    looks.put(state, new Looking(direction, start, behind));
    return state;
  }

  private static CodePointSet one(Pattern part, String place) {
    if (part instanceof Pattern.Chars(CodePointSet set)) {
      return set;
    }
    if (part instanceof Pattern.Exactly(Regex.Literal(String text))
        && text.codePointCount(0, text.length()) == 1) {
      return CodePointSet.of(text.codePointAt(0));
    }
    throw new GrammarSyntaxException(
        place,
        "a lookbehind for more than one character, beside repetitions such as '*?', is not"
            + " supported; use '*' or another expression");
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

  /**
   * The ways that read something, preferred ones first, up to the first match.
   *
   * @param last a class with the character read last; empty at the beginning
   */
  private List<Way> closure(List<Way> ways, CodePointSet last) {
    Set<Way> seen = new HashSet<>();
    List<Way> reading = new ArrayList<>();
    List<Way> open = new ArrayList<>(ways.reversed());
    while (!open.isEmpty()) {
      Way way = open.removeLast();
      if (!seen.add(way)) {
        continue;
      }
      Looking looking = looks.get(way.state);
      if (way.state == MATCH) {
        if (way.sights.stream().allMatch(Sight::isUnwanted)) {
          reading.add(new Way(MATCH, List.of()));
          break;
        }
      } else if (looking != null) {
        List<Sight> sights = new ArrayList<>(way.sights);
        boolean goesOn =
            switch (looking.direction) {
              case AHEAD -> look(false, reached(List.of(looking.start)), sights);
              case NOT_AHEAD -> look(true, reached(List.of(looking.start)), sights);
              case BEHIND -> !last.isEmpty() && looking.behind.containsAll(last);
              case NOT_BEHIND -> last.isEmpty() || !looking.behind.containsAll(last);
            };
        if (goesOn) {
          open.add(new Way(next.get(way.state)[0], List.copyOf(sights)));
        }
      } else if (!sets.get(way.state).isEmpty()) {
        reading.add(way);
      } else {
        int[] successors = next.get(way.state);
        for (int i = successors.length - 1; i >= 0; i--) {
          open.add(new Way(successors[i], way.sights));
        }
      }
    }
    return List.copyOf(reading);
  }

  /** A partition of the characters such that each set that is read is a union of its parts. */
  private List<CodePointSet> classes() {
    List<CodePointSet> distinct =
        Stream.concat(sets.stream(), looks.values().stream().map(Looking::behind))
            .filter(set -> !set.isEmpty())
            .distinct()
            .toList();
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

    Elimination(List<List<Way>> lists, List<Map<Integer, CodePointSet>> steps) {
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
        if (lists.get(i).stream().anyMatch(way -> way.state == MATCH)) {
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
