package dev.espalier.grammar.g4;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.g4.GrammarFile.Identifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What ANTLR's lexer makes of one rule, as a deterministic automaton.
 *
 * <p>A lexer of ANTLR follows all ways through a rule at once, in an order: the alternatives as
 * they are listed, going on with a loop before leaving it if the loop is greedy, after that if not.
 * When a way has come to the end of the rule, those behind it that have entered a loop that is not
 * greedy are dropped. That is all there is to such a loop: {@code .*?} is {@code .*} whose ways die
 * as soon as the rule can end.
 *
 * <p>So a state here is a list of the places that the ways have come to, each with a mark whether
 * it entered such a loop. Characters that no set of the rule tells apart are one class. Source: the
 * behaviour of {@code LexerATNSimulator} in the ANTLR 4.13 runtime (its {@code closure} and {@code
 * getReachableConfigSet}).
 */
final class OrderedAutomaton {
  private static final int MOST_STATES = 2_000;
  private static final int WORK_A_PLACE = 500; // how often each may be entered, on the average

  private final List<CodePointSet> classes;
  private final List<int[]> next = new ArrayList<>(); // [state][class] -> state
  private final BitSet accepting = new BitSet();
  private final BitSet acceptingAtEnd = new BitSet(); // if the text ends there
  private int tooDeep = -1;

  private OrderedAutomaton(List<CodePointSet> classes) {
    this.classes = classes;
  }

  /** The number of states; the first is where a rule begins. */
  int size() {
    return next.size();
  }

  /** The characters of each class. */
  List<CodePointSet> classes() {
    return classes;
  }

  /** The state after a character of a class in a state. */
  int next(int state, int characterClass) {
    return next.get(state)[characterClass];
  }

  /** Whether a text may end in a state. */
  boolean isAccepting(int state) {
    return accepting.get(state);
  }

  /** Whether a text may end in a state if nothing follows it. */
  boolean isAcceptingAtEnd(int state) {
    return acceptingAtEnd.get(state);
  }

  /**
   * Whether a text that comes to a state is nested too deeply, as all are that go on from there.
   */
  boolean isTooDeep(int state) {
    return state == tooDeep;
  }

  /** Whether two automata over the same classes end where the other does. */
  boolean acceptsTheSameAs(OrderedAutomaton other) {
    Set<Long> seen = new HashSet<>();
    Deque<Long> open = new ArrayDeque<>();
    open.add(0L);
    seen.add(0L);
    while (!open.isEmpty()) {
      long pair = open.poll();
      int mine = (int) (pair >>> 32);
      int its = (int) pair;
      if (isAccepting(mine) != other.isAccepting(its)
          || isAcceptingAtEnd(mine) != other.isAcceptingAtEnd(its)) {
        return false;
      }
      for (int k = 0; k < classes.size(); k++) {
        long next = (long) next(mine, k) << 32 | other.next(its, k);
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
    return true;
  }

  /** The places of one rule, and the ways between them. Filled by one thread. */
  static final class Places {
    private static final int[] NONE = {};
    private final int most;
    private final Identifier rule;
    private final List<int[]> silent = new ArrayList<>(); // places reached without a character
    private final List<CodePointSet> read = new ArrayList<>(); // EMPTY for none
    private final List<Integer> after = new ArrayList<>(); // the place after that character
    private final BitSet lazy = new BitSet(); // decisions of loops that are not greedy
    private long work;
    private final BitSet atEnd = new BitSet(); // places from which the end of the text leads on

    /**
     * @param rule for messages
     * @param most how many places there may be
     */
    Places(Identifier rule, int most) {
      this.rule = rule;
      this.most = most;
      add(CodePointSet.EMPTY, -1, NONE); // the end of the rule
      add(CodePointSet.EMPTY, -1, NONE); // where it is nested too deeply
    }

    /** Where a way is nested too deeply to be followed. */
    int tooDeep() {
      return 1;
    }

    /** The end of the rule. */
    int end() {
      return 0;
    }

    /** A place from which a character of a set leads on. */
    int reading(CodePointSet set, int then) {
      return add(set, then, NONE);
    }

    /** A place from which the end of the text leads on. */
    int atEndOfText(int then) {
      int place = add(CodePointSet.EMPTY, then, NONE);
      atEnd.set(place);
      return place;
    }

    /** A place whose ways are still to be said. */
    int open() {
      return add(CodePointSet.EMPTY, -1, NONE);
    }

    /** Says the ways of a place, the preferred one first. */
    void close(int place, boolean isLazy, int... ways) {
      silent.set(place, ways);
      lazy.set(place, isLazy);
    }

    private int add(CodePointSet set, int then, int[] ways) {
      if (read.size() >= most) {
        throw new LimitExceededException(
            rule.position(), "rule '" + rule.name() + "' has more than " + most + " places");
      }
      silent.add(ways);
      read.add(set);
      after.add(then);
      return read.size() - 1;
    }

    /** The automaton that begins at {@code start}. */
    OrderedAutomaton automaton(int start) {
      List<CodePointSet> classes = classes();
      int[] representatives = classes.stream().mapToInt(set -> set.first(0)).toArray();
      OrderedAutomaton made = new OrderedAutomaton(classes);
      Map<List<Integer>, Integer> numbers = new HashMap<>();
      List<List<Integer>> states = new ArrayList<>();
      Step first = new Step(false);
      first.enter(start, false);
      made.number(first.result(), numbers, states);
      for (int state = 0; state < states.size(); state++) {
        if (states.size() > MOST_STATES) {
          throw tooLarge();
        }
        int[] row = new int[classes.size()];
        for (int k = 0; k < row.length; k++) {
          row[k] = made.number(step(states.get(state), representatives[k]), numbers, states);
        }
        made.next.add(row);
        made.tooDeep = isTooDeep(states.get(state)) ? state : made.tooDeep;
        made.accepting.set(state, hasEnd(states.get(state)));
        made.acceptingAtEnd.set(state, hasEnd(step(states.get(state), -1)));
      }
      return made;
    }

    private LimitExceededException tooLarge() {
      return new LimitExceededException(
          rule.position(),
          "rule '"
              + rule.name()
              + "' becomes too large with loops that are not greedy, or within itself");
    }

    private boolean isTooDeep(List<Integer> state) {
      return !state.isEmpty() && state.getFirst() >> 1 == tooDeep();
    }

    private static boolean hasEnd(List<Integer> state) {
      return state.contains(0) || state.contains(1);
    }

    /** The state after a character, or after the end of the text for -1. */
    private List<Integer> step(List<Integer> state, int character) {
      if (isTooDeep(state)) {
        return character < 0 ? List.of() : state;
      }
      Step step = new Step(character < 0);
      for (int way : state) {
        int place = way >> 1;
        boolean marked = (way & 1) != 0;
        if (marked && step.ended) {
          continue;
        }
        if (character < 0 ? atEnd.get(place) : read.get(place).contains(character)) {
          step.enter(after.get(place), marked);
        }
      }
      return step.result();
    }

    /** Ways that have just read a character. */
    private final class Step {
      private final boolean endOfText;
      private final LinkedHashMap<Integer, Boolean> ways = new LinkedHashMap<>();
      private final BitSet seen = new BitSet();
      private boolean ended;
      private boolean isTooDeep;

      Step(boolean endOfText) {
        this.endOfText = endOfText;
      }

      /** Follows a way from a place for as long as it needs no character. */
      void enter(int place, boolean marked) {
        Deque<Integer> open = new ArrayDeque<>();
        open.push(way(place, marked));
        while (!open.isEmpty()) {
          int way = open.pop();
          if (seen.get(way) || seen.get(way & ~1)) {
            continue; // an unmarked way before it goes wherever a marked one does
          }
          seen.set(way);
          work++;
          int at = way >> 1;
          boolean isMarked = (way & 1) != 0;
          if (at == tooDeep()) {
            isTooDeep |= !ended || !isMarked;
          } else if (at == end()) {
            ways.put(way, true);
            ended = true;
          } else if (atEnd.get(at) && endOfText) {
            open.push(way(after.get(at), isMarked));
          } else if (atEnd.get(at) || !read.get(at).isEmpty()) {
            if (!ended || !isMarked) {
              ways.put(way, true);
            }
          } else {
            int[] targets = silent.get(at);
            for (int i = targets.length - 1; i >= 0; i--) {
              open.push(way(targets[i], isMarked));
            }
          }
        }
      }

      private int way(int place, boolean marked) {
        return place << 1 | (marked || lazy.get(place) ? 1 : 0);
      }

      List<Integer> result() {
        if (work > (long) WORK_A_PLACE * most) {
          throw tooLarge();
        }
        return isTooDeep
            ? List.of(tooDeep() << 1)
            : lazy.isEmpty()
                ? ways.keySet().stream().sorted().toList()
                : List.copyOf(ways.keySet());
      }
    }

    /** The characters that all sets agree on, as few sets as there can be. */
    private List<CodePointSet> classes() {
      List<CodePointSet> sets = read.stream().filter(set -> !set.isEmpty()).distinct().toList();
      int[] bounds =
          sets.stream()
              .flatMapToInt(
                  set ->
                      IntStream.range(0, set.rangeCount())
                          .flatMap(i -> IntStream.of(set.first(i), set.last(i) + 1)))
              .sorted()
              .distinct()
              .toArray();
      Map<BitSet, List<Integer>> bySets = new LinkedHashMap<>();
      int from = 0;
      for (int i = 0; i <= bounds.length; i++) {
        int to = i < bounds.length ? bounds[i] : CodePointSet.MAX + 1;
        if (from < to) {
          BitSet members = new BitSet();
          for (int s = 0; s < sets.size(); s++) {
            members.set(s, sets.get(s).contains(from));
          }
          bySets.computeIfAbsent(members, m -> new ArrayList<>()).addAll(List.of(from, to - 1));
        }
        from = to;
      }
      return bySets.values().stream()
          .map(spans -> spans.stream().mapToInt(Integer::intValue).toArray())
          .map(CodePointSet::ofRanges)
          .filter(set -> !set.isEmpty())
          .toList();
    }
  }

  private int number(
      List<Integer> state, Map<List<Integer>, Integer> numbers, List<List<Integer>> states) {
    return numbers.computeIfAbsent(
        state,
        s -> {
          states.add(s);
          return states.size() - 1;
        });
  }
}
