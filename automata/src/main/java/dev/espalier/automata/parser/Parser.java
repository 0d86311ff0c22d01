package dev.espalier.automata.parser;

import dev.espalier.automata.derivative.IntKey;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The pushdown part: a generalised LR(0) parser over terminals, on persistent sets of stacks.
 *
 * <p><b>The idea.</b> States are item sets, made lazily. A step on terminal <i>t</i> pushes the
 * state after <i>t</i> and then performs, without looking ahead, every reduction that is possible,
 * in all combinations; of the resulting stacks those are kept whose top can read a terminal or
 * accept. So the terminals that may come next are those the tops can read, exactly: with no
 * unproductive symbol in the grammar, every stack is a viable prefix.
 *
 * <ul>
 *   <li><i>Empty productions</i>: the dot also steps over a nullable symbol without pushing it, and
 *       an item counts what it pushed (after Aycock and Horspool 2002). No reduction pops zero
 *       symbols, so reductions never lengthen a stack and cycles are only among unit reductions.
 *   <li><i>Ambiguity</i>: {@link Stacks} merges equal stacks. <i>Left recursion</i> is what LR is
 *       made for. <i>Right recursion</i> would cost a chain of reductions at each step; "what
 *       becomes of state <i>s</i> on top of stacks <i>A</i>" is remembered, so the chain is walked
 *       once (the effect of Leo 1991).
 *   <li><i>Counters</i>: a {@link dev.espalier.grammar.Group} is read as left recursion, one
 *       occurrence a step. The group with a count is a symbol of its own: {@code G[5] ::= G[4]
 *       separator member}, made when reached. The parent's dot steps over {@code G[n]} if <i>n</i>
 *       occurrences are enough.
 * </ul>
 *
 * <p>Rejected: Earley with interned rows (its rows grow with the text under right recursion and
 * under counters), and top-down networks (one stack for each alternative of an {@code anyOf}, where
 * an LR state holds them all).
 *
 * <p>Cost of a step: one map lookup once known. Not thread-safe; the owner holds a lock. {@link
 * #forget} drops all tables; stacks still in use stay valid.
 *
 * <p>Sources: Knuth 1965; Tomita 1985; Scott and Johnstone 2006 ("Right nulled GLR parsers").
 */
public final class Parser {
  private static final int MAX_UNION_DEPTH = 2_000;

  private record OnTop(int state, int below) {}

  private record UnionKey(int a, int b) {}

  private record CountedGroup(int group, int count) {}

  private final Symbols symbols;
  private final Limits limits;

  private final Map<CountedGroup, Integer> countedIds = new HashMap<>();
  private final List<CountedGroup> countedGroups = new ArrayList<>();

  private final Map<Set<Item>, ParseState> states = new HashMap<>();
  private final Map<IntKey, Stacks> interned = new HashMap<>();
  private final Map<OnTop, Stacks> settled = new HashMap<>();
  private final Map<UnionKey, Stacks> unions = new HashMap<>();
  private int nextStateId;
  private int nextStacksId;

  /** No stack at all; also what lies below the lowest state. */
  private final Stacks bottom = new Stacks(nextStacksId++, new ParseState[0], new Stacks[0]);

  /**
   * @param grammar without unproductive symbols
   * @throws LimitExceededException if it has more than {@code Limits.maxSymbols} symbols
   */
  public Parser(Grammar grammar, Limits limits) {
    this.symbols = new Symbols(grammar, limits);
    this.limits = limits;
  }

  /** The terminals by number. */
  public List<Regex> terminals() {
    return symbols.terminals;
  }

  /**
   * Finds what derives the empty text; to be called once, before the first step.
   *
   * @param nullableTerminal which terminals match the empty text
   */
  public void findNullable(IntPredicate nullableTerminal) {
    symbols.findNullable(nullableTerminal);
  }

  /** The number of states and stacks held. */
  public int size() {
    return states.size() + interned.size();
  }

  /** Forgets all tables; stacks still in use stay valid. */
  public void forget() {
    interned.values().forEach(stacks -> stacks.afterTerminal.clear());
    states.values().forEach(state -> state.successors.clear());
    interned.clear();
    states.clear();
    settled.clear();
    unions.clear();
  }

  /** The stacks before the first terminal. */
  public Stacks start() {
    ParseState start = state(Set.of(new Item.Dotted(Symbols.ACCEPT_PRODUCTION, 0, 0)));
    return push(start, bottom);
  }

  /** No stacks. */
  public Stacks none() {
    return bottom;
  }

  /** The stacks after {@code terminal}; none if it may not come. */
  public Stacks after(Stacks stacks, int terminal) {
    Stacks known = stacks.afterTerminal.get(terminal);
    if (known == null) {
      known = bottom;
      for (int i = 0; i < stacks.tops.length; i++) {
        ParseState next = successor(stacks.tops[i], terminal);
        if (next != null) {
          known = union(known, settle(next, push(stacks.tops[i], stacks.below[i])));
        }
      }
      stacks.afterTerminal.put(terminal, known);
    }
    return known;
  }

  /** All stacks of {@code a} and {@code b}. */
  public Stacks union(Stacks a, Stacks b) {
    return union(a, b, 0);
  }

  private Stacks union(Stacks a, Stacks b, int depth) {
    if (a == b || b.isEmpty()) {
      return a;
    }
    if (a.isEmpty()) {
      return b;
    }
    if (depth > MAX_UNION_DEPTH) {
      throw new LimitExceededException(
          "grammar", "two readings of a text differ for more than " + depth + " symbols");
    }
    UnionKey key = a.id < b.id ? new UnionKey(a.id, b.id) : new UnionKey(b.id, a.id);
    Stacks known = unions.get(key);
    if (known == null) {
      ParseState[] tops = new ParseState[a.tops.length + b.tops.length];
      Stacks[] below = new Stacks[tops.length];
      int n = 0;
      int i = 0;
      int j = 0;
      while (i < a.tops.length || j < b.tops.length) {
        int order =
            i == a.tops.length
                ? 1
                : j == b.tops.length ? -1 : Integer.compare(a.tops[i].id, b.tops[j].id);
        tops[n] = order <= 0 ? a.tops[i] : b.tops[j];
        below[n++] =
            order < 0
                ? a.below[i++]
                : order > 0 ? b.below[j++] : union(a.below[i++], b.below[j++], depth + 1);
      }
      known = intern(Arrays.copyOf(tops, n), Arrays.copyOf(below, n));
      unions.put(key, known);
    }
    return known;
  }

  /** One pending "what becomes of {@code state} on top of {@code below}". */
  private static final class Pending {
    final OnTop key;
    final ParseState state;
    final Stacks below;
    final int depth;
    Stacks result;
    int lowest; // least depth of a pending one that this depends on
    int reduction; // next of state.reductions to perform
    List<Pending> todo = List.of();

    Pending(OnTop key, ParseState state, Stacks below, int depth, Stacks result) {
      this.key = key;
      this.state = state;
      this.below = below;
      this.depth = depth;
      this.lowest = depth;
      this.result = result;
    }
  }

  /**
   * What becomes of {@code state} on top of {@code below} when every possible reduction has been
   * performed: the stacks whose top can read or accept.
   *
   * <p>Depth-first over reductions, without recursion. A result is remembered unless it depends on
   * one still pending (a cycle of unit reductions, whose first member collects the results of all).
   */
  private Stacks settle(ParseState state, Stacks below) {
    Stacks known = settled.get(new OnTop(state.id, below.id));
    if (known != null) {
      return known;
    }
    Map<OnTop, Integer> pendingDepths = new HashMap<>();
    Deque<Pending> path = new ArrayDeque<>();
    path.push(begin(state, below, 0, pendingDepths));
    while (true) {
      Pending current = path.element();
      if (!current.todo.isEmpty()) {
        Pending next = current.todo.removeLast();
        Stacks ready = settled.get(next.key);
        Integer pendingAt = pendingDepths.get(next.key);
        if (ready != null) {
          current.result = union(current.result, ready);
        } else if (pendingAt != null) {
          current.lowest = Math.min(current.lowest, pendingAt);
        } else {
          path.push(begin(next.state, next.below, current.depth + 1, pendingDepths));
        }
      } else if (current.reduction < current.state.reductions.length) {
        current.todo = reduced(current);
      } else {
        path.pop();
        pendingDepths.remove(current.key);
        boolean whole = current.lowest >= current.depth;
        if (whole) {
          settled.put(current.key, current.result);
        }
        if (path.isEmpty()) {
          return current.result;
        }
        Pending parent = path.element();
        parent.result = union(parent.result, current.result);
        parent.lowest = whole ? parent.lowest : Math.min(parent.lowest, current.lowest);
      }
    }
  }

  private Pending begin(
      ParseState state, Stacks below, int depth, Map<OnTop, Integer> pendingDepths) {
    OnTop key = new OnTop(state.id, below.id);
    pendingDepths.put(key, depth);
    return new Pending(
        key, state, below, depth, state.isWorthKeeping() ? push(state, below) : bottom);
  }

  /** Performs the next reduction of {@code current}: the states that come on top, and of what. */
  private List<Pending> reduced(Pending current) {
    int derived = current.state.reductions[current.reduction++];
    int symbolsToPop = current.state.reductions[current.reduction++];
    Stacks exposed = popped(current.below, symbolsToPop - 1);
    List<Pending> result = new ArrayList<>(exposed.tops.length);
    for (int i = 0; i < exposed.tops.length; i++) {
      ParseState next = successor(exposed.tops[i], derived);
      if (next != null) {
        Stacks under = push(exposed.tops[i], exposed.below[i]);
        result.add(new Pending(new OnTop(next.id, under.id), next, under, 0, bottom));
      }
    }
    return result;
  }

  private Stacks popped(Stacks stacks, int count) {
    Stacks level = stacks;
    for (int n = 0; n < count; n++) {
      Stacks next = bottom;
      for (Stacks below : level.below) {
        next = union(next, below);
      }
      level = next;
    }
    return level;
  }

  private Stacks push(ParseState top, Stacks below) {
    return intern(new ParseState[] {top}, new Stacks[] {below});
  }

  private Stacks intern(ParseState[] tops, Stacks[] below) {
    int[] ids = new int[2 * tops.length];
    for (int i = 0; i < tops.length; i++) {
      ids[2 * i] = tops[i].id;
      ids[2 * i + 1] = below[i].id;
    }
    IntKey key = IntKey.of(ids);
    Stacks known = interned.get(key);
    if (known == null) {
      known = new Stacks(nextStacksId++, tops, below);
      interned.put(key, known);
    }
    return known;
  }

  /** The state after {@code symbol}, or null if it may not come. */
  private @Nullable ParseState successor(ParseState state, int symbol) {
    ParseState known = state.successors.get(symbol);
    if (known == null && !state.successors.containsKey(symbol)) {
      Set<Item> kernel = kernelAfter(state, symbol);
      known = kernel.isEmpty() ? null : state(kernel);
      state.successors.put(symbol, known);
    }
    return known;
  }

  private Set<Item> kernelAfter(ParseState state, int symbol) {
    if (symbol < symbols.count()) {
      return state.advancedBy.getOrDefault(symbol, Set.of());
    }
    CountedGroup counted = countedGroups.get(symbol - symbols.count());
    Set<Item> parents =
        state.advancedBy.getOrDefault(symbols.symbolOfGroup(counted.group), Set.of());
    if (parents.isEmpty()) {
      return Set.of();
    }
    GroupCounter counter = symbols.counters[counted.group];
    Set<Item> kernel = new LinkedHashSet<>();
    if (counter.isFinal(counted.count)) {
      kernel.addAll(parents);
    }
    if (canGoOn(counted.group, counted.count)) {
      kernel.add(new Item.GroupCounted(counted.group, counted.count));
    }
    return kernel;
  }

  private boolean canGoOn(int group, int count) {
    GroupCounter counter = symbols.counters[group];
    for (int m = counter.firstNext(count); m <= counter.lastNext(count); m++) {
      if (counter.after(count, m) >= 0) {
        return true;
      }
    }
    return false;
  }

  private ParseState state(Set<Item> kernel) {
    ParseState known = states.get(kernel);
    if (known == null) {
      known = newState(kernel);
      states.put(kernel, known);
    }
    return known;
  }

  /** Closes the kernel over what its items expect. Linear in the closure. */
  private ParseState newState(Set<Item> kernel) {
    Closure closure = new Closure();
    kernel.forEach(closure::add);
    Set<List<Integer>> reductions = new LinkedHashSet<>();
    boolean accepting = false;
    while (!closure.todo.isEmpty()) {
      switch (closure.todo.remove()) {
        case Item.Dotted(int production, int dot, int onStack) -> {
          int[] body = symbols.body[production];
          if (dot < body.length) {
            closure.expect(body[dot], new Item.Dotted(production, dot + 1, onStack + 1));
            if (symbols.nullable[body[dot]]) {
              closure.add(new Item.Dotted(production, dot + 1, onStack));
            }
          } else if (production == Symbols.ACCEPT_PRODUCTION) {
            accepting = true;
          } else if (onStack > 0) {
            reductions.add(List.of(symbols.head[production], onStack));
          }
        }
        case Item.GroupStart(int group) -> expectMembers(group, GroupCounter.START, 0, closure);
        case Item.GroupCounted(int group, int count) -> {
          int separator = symbols.separator[group];
          if (separator == Symbols.NO_SEPARATOR) {
            expectMembers(group, count, 1, closure);
          } else {
            closure.expect(separator, new Item.GroupSeparated(group, count, 2));
            if (symbols.nullable[separator]) {
              closure.add(new Item.GroupSeparated(group, count, 1));
            }
          }
        }
        case Item.GroupSeparated(int group, int count, int onStack) ->
            expectMembers(group, count, onStack, closure);
        case Item.GroupMore(int group, int count, int onStack) ->
            reductions.add(List.of(countedSymbol(group, count), onStack));
      }
      if (closure.items.size() > limits.maxSymbols()) {
        throw new LimitExceededException(
            "grammar",
            "a parser state with more items than Limits.maxSymbols " + limits.maxSymbols());
      }
    }
    return new ParseState(
        nextStateId++,
        kernel,
        closure.advancedBy,
        reductions.stream().flatMap(List::stream).mapToInt(Integer::intValue).toArray(),
        closure.advancedBy.keySet().stream()
            .mapToInt(Integer::intValue)
            .filter(symbols::isTerminal)
            .sorted()
            .toArray(),
        accepting);
  }

  private void expectMembers(int group, int count, int onStack, Closure closure) {
    GroupCounter counter = symbols.counters[group];
    for (int m = counter.firstNext(count); m <= counter.lastNext(count); m++) {
      int after = counter.after(count, m);
      if (after >= 0) {
        Item more = new Item.GroupMore(group, after, onStack + 1);
        closure.expect(symbols.members[group][m], more);
      }
    }
  }

  /** The items of a state under construction, and what each symbol leads to. */
  private final class Closure {
    final Set<Item> items = new HashSet<>();
    final Deque<Item> todo = new ArrayDeque<>();
    final Map<Integer, Set<Item>> advancedBy = new TreeMap<>();

    void add(Item item) {
      if (items.add(item)) {
        todo.add(item);
      }
    }

    void expect(int symbol, Item advanced) {
      Set<Item> kernel = advancedBy.get(symbol);
      if (kernel == null) {
        kernel = new LinkedHashSet<>();
        advancedBy.put(symbol, kernel);
        if (symbols.isGroup(symbol)) {
          add(new Item.GroupStart(symbols.groupOf(symbol)));
        } else if (!symbols.isTerminal(symbol)) {
          for (int production : symbols.ofHead[symbol - symbols.terminalCount]) {
            add(new Item.Dotted(production, 0, 0));
          }
        }
      }
      kernel.add(advanced);
    }
  }

  private int countedSymbol(int group, int count) {
    return countedIds.computeIfAbsent(
        new CountedGroup(group, count),
        key -> {
          countedGroups.add(key);
          return symbols.count() + countedGroups.size() - 1;
        });
  }
}
