package dev.espalier.automata.parser;

import dev.espalier.automata.derivative.IntKey;
import dev.espalier.automata.table.Interner;
import dev.espalier.automata.table.LongMap;
import dev.espalier.grammar.Check;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Regex;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * <p>Cost of a step: one table lookup once known. Not thread-safe; the owner holds a lock. {@link
 * #forget} drops all tables; stacks still in use stay valid.
 *
 * <p>Sources: Knuth 1965; Tomita 1985; Scott and Johnstone 2006 ("Right nulled GLR parsers").
 */
public final class Parser {
  private static final int MAX_UNION_DEPTH = 2_000;
  private static final int MAX_CHAIN = 32;

  private final Symbols symbols;
  private final Counts counts;
  private final Closure closure; // scratch

  private final Interner<ParseState> states = new Interner<>();
  private final LongMap<ParseState> successors = new LongMap<>(); // by state and symbol
  private final Interner<Stacks> interned = new Interner<>();
  private final LongMap<Stacks> afterTerminal = new LongMap<>(); // by stacks and terminal
  private final LongMap<Stacks> settled = new LongMap<>(); // by state and stacks below
  private final LongMap<Stacks> unions = new LongMap<>(); // by stacks, the lesser id first
  private final Map<IntKey, Expected> expectedByTops = new HashMap<>(); // by their ids
  private final Map<IntKey, Expected> expectedAtEnds = new HashMap<>(); // by terminals
  private final Map<IntKey, Expected> expectedWithin = new HashMap<>();
  private int nextStateId;
  private int nextStacksId;
  private int nextExpectedId;

  /** No stack at all; also what lies below the lowest state. */
  private final Stacks bottom = new Stacks(nextStacksId++, new ParseState[0], new Stacks[0]);

  private long[] kernel = new long[8]; // scratch: that of a state which is looked for

  // scratch: a row of reductions without choice, chain[i] on top of under[i]
  private final ParseState[] chain = new ParseState[MAX_CHAIN];
  private final Stacks[] under = new Stacks[MAX_CHAIN];

  /**
   * @param grammar without unproductive symbols
   * @throws LimitExceededException if it has more than {@code Limits.maxSymbols} symbols
   */
  public Parser(Grammar grammar, Limits limits) {
    this.symbols = new Symbols(grammar, limits);
    this.counts = new Counts(symbols.members.length);
    this.closure = new Closure(symbols, counts, limits);
  }

  /** Terminal -> the name of a nonterminal that derives it. */
  public List<String> origins() {
    return symbols.origins;
  }

  /** The terminals by number. */
  public List<Regex> terminals() {
    return symbols.terminals;
  }

  /** The terminal for what a lexicon produces, -1 if no text has it. */
  public int terminal(NamedTerminal name) {
    return symbols.named.getOrDefault(name, -1);
  }

  /** What must be asked where {@code terminal} ends, null for most. */
  public @Nullable Check check(int terminal) {
    return symbols.checks[terminal];
  }

  /** The text that {@code terminal} begins with, see {@link Symbols#leadingText}. */
  public byte @Nullable [] leadingText(int terminal) {
    return symbols.leadingText[terminal];
  }

  /** The number of states and stacks held. */
  public int size() {
    return states.size() + interned.size();
  }

  /** Forgets all tables; stacks still in use stay valid. */
  public void forget() {
    states.clear();
    successors.clear();
    interned.clear();
    afterTerminal.clear();
    settled.clear();
    unions.clear();
    expectedByTops.clear();
    expectedAtEnds.clear();
    expectedWithin.clear();
  }

  /** The stacks before the first terminal. */
  public Stacks start() {
    kernel[0] = Item.of(Item.DOTTED, symbols.startOf(Symbols.ACCEPT_PRODUCTION), 0);
    return push(state(1), bottom);
  }

  /** No stacks. */
  public Stacks none() {
    return bottom;
  }

  /** The stacks after {@code terminal}; none if it may not come. */
  public Stacks after(Stacks stacks, int terminal) {
    long key = LongMap.key(stacks.id, terminal);
    Stacks known = afterTerminal.get(key);
    if (known == null) {
      known = bottom;
      for (int i = 0; i < stacks.tops.length; i++) {
        ParseState next = successor(stacks.tops[i], terminal);
        if (next != null) {
          known = union(known, settle(next, single(stacks, i)));
        }
      }
      afterTerminal.put(key, known);
    }
    return known;
  }

  /** Those of {@code stacks} whose top is its {@code i}th. */
  private Stacks single(Stacks stacks, int i) {
    return stacks.tops.length == 1 ? stacks : push(stacks.tops[i], stacks.below[i]);
  }

  /** What {@code stacks} can read. O(1) once known. */
  public Expected expected(Stacks stacks) {
    Expected known = stacks.expected;
    if (known == null) {
      int[] tops = new int[stacks.tops.length];
      for (int i = 0; i < tops.length; i++) {
        tops[i] = stacks.tops[i].id;
      }
      IntKey key = IntKey.of(tops);
      known = expectedByTops.get(key);
      if (known == null) {
        known = newExpected(stacks.shiftable(), stacks.isAccepting());
        expectedByTops.put(key, known);
      }
      stacks.expected = known;
    }
    return known;
  }

  private Expected newExpected(int[] terminals, boolean accepting) {
    Map<IntKey, Expected> alike = accepting ? expectedAtEnds : expectedWithin;
    return alike.computeIfAbsent(
        IntKey.of(terminals), key -> new Expected(nextExpectedId++, terminals, accepting));
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
    long key = LongMap.key(Math.min(a.id, b.id), Math.max(a.id, b.id));
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
      known = intern(tops, below, n);
      unions.put(key, known);
    }
    return known;
  }

  /**
   * What becomes of {@code state} on top of {@code below} when every possible reduction has been
   * performed: the stacks whose top can read or accept.
   *
   * <p>Mostly no reduction leaves a choice, and they are a short row, walked to its end and back.
   */
  private Stacks settle(ParseState state, Stacks below) {
    ParseState top = state;
    Stacks rest = below;
    Stacks result = settled.get(LongMap.key(top.id, rest.id));
    int length = 0;
    while (result == null) {
      if (length == MAX_CHAIN || top.reductions.length > 2) {
        return settleAny(state, below);
      }
      chain[length] = top;
      under[length++] = rest;
      if (top.reductions.length == 0) {
        result = bottom;
        break;
      }
      rest = popped(rest, top.reductions[1] - 1);
      if (rest.tops.length > 1) {
        return settleAny(state, below);
      }
      ParseState next = rest.isEmpty() ? null : successor(rest.tops[0], top.reductions[0]);
      if (next == null) {
        result = bottom;
        break;
      }
      top = next;
      result = settled.get(LongMap.key(top.id, rest.id));
    }
    for (int i = length - 1; i >= 0; i--) {
      result = union(kept(chain[i], under[i]), result);
      settled.put(LongMap.key(chain[i].id, under[i].id), result);
    }
    return result;
  }

  /** The stacks of {@code state} on top of {@code below}, if it can read or accept. */
  private Stacks kept(ParseState state, Stacks below) {
    return state.isWorthKeeping() ? push(state, below) : bottom;
  }

  /** One pending "what becomes of {@code state} on top of {@code below}". */
  private static final class Pending {
    final long key; // in settled
    final ParseState state;
    final Stacks below;
    final int depth;
    Stacks result;
    boolean onPath = true;
    int lowest; // least depth of a pending one that this depends on
    int reduction; // next of state.reductions to perform
    List<Pending> todo = List.of();

    Pending(ParseState state, Stacks below, int depth, Stacks result) {
      this.key = LongMap.key(state.id, below.id);
      this.state = state;
      this.below = below;
      this.depth = depth;
      this.lowest = depth;
      this.result = result;
    }
  }

  /**
   * {@link #settle} whatever the reductions are: depth-first over them, without recursion. A result
   * is remembered unless it depends on one still pending (a cycle of unit reductions, whose first
   * member collects the results of all).
   */
  private Stacks settleAny(ParseState state, Stacks below) {
    LongMap<Pending> begun = new LongMap<>();
    Deque<Pending> path = new ArrayDeque<>();
    Pending first = new Pending(state, below, 0, kept(state, below));
    begun.put(first.key, first);
    path.push(first);
    while (true) {
      Pending current = path.element();
      if (!current.todo.isEmpty()) {
        Pending next = current.todo.removeLast();
        Stacks ready = settled.get(next.key);
        Pending same = begun.get(next.key);
        if (ready != null) {
          current.result = union(current.result, ready);
        } else if (same != null && same.onPath) {
          current.lowest = Math.min(current.lowest, same.depth);
        } else {
          Stacks kept = kept(next.state, next.below);
          Pending deeper = new Pending(next.state, next.below, current.depth + 1, kept);
          begun.put(deeper.key, deeper);
          path.push(deeper);
        }
      } else if (current.reduction < current.state.reductions.length) {
        current.todo = reduced(current);
      } else {
        path.pop();
        current.onPath = false;
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

  /** Performs the next reduction of {@code current}: the states that come on top, and of what. */
  private List<Pending> reduced(Pending current) {
    int derived = current.state.reductions[current.reduction++];
    int symbolsToPop = current.state.reductions[current.reduction++];
    Stacks exposed = popped(current.below, symbolsToPop - 1);
    List<Pending> result = new ArrayList<>(exposed.tops.length);
    for (int i = 0; i < exposed.tops.length; i++) {
      ParseState next = successor(exposed.tops[i], derived);
      if (next != null) {
        result.add(new Pending(next, single(exposed, i), 0, bottom));
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
    int hash = Interner.hash(top.id, below.id);
    for (int at = interned.first(hash); at >= 0; at = interned.next(at, hash)) {
      Stacks known = interned.get(at);
      if (known.tops.length == 1 && known.tops[0] == top && known.below[0] == below) {
        return known;
      }
    }
    return added(hash, new ParseState[] {top}, new Stacks[] {below});
  }

  /** The stacks with the first {@code count} of {@code tops}. */
  private Stacks intern(ParseState[] tops, Stacks[] below, int count) {
    if (count == 1) {
      return push(tops[0], below[0]);
    }
    int hash = count;
    for (int i = 0; i < count; i++) {
      hash = Interner.hash(hash, tops[i].id, below[i].id);
    }
    for (int at = interned.first(hash); at >= 0; at = interned.next(at, hash)) {
      Stacks known = interned.get(at);
      if (Arrays.equals(known.tops, 0, known.tops.length, tops, 0, count)
          && Arrays.equals(known.below, 0, known.below.length, below, 0, count)) {
        return known;
      }
    }
    return added(hash, Arrays.copyOf(tops, count), Arrays.copyOf(below, count));
  }

  private Stacks added(int hash, ParseState[] tops, Stacks[] below) {
    Stacks made = new Stacks(nextStacksId++, tops, below);
    interned.add(hash, made);
    return made;
  }

  /** The state after {@code symbol}, or null if it may not come. */
  private @Nullable ParseState successor(ParseState state, int symbol) {
    long key = LongMap.key(state.id, symbol);
    ParseState known = successors.get(key);
    if (known == null) {
      int items = kernelAfter(state, symbol);
      if (items > 0) {
        known = state(items);
        successors.put(key, known);
      }
    }
    return known;
  }

  /** Collects in {@code kernel} the items after {@code symbol}; how many there are. */
  private int kernelAfter(ParseState state, int symbol) {
    int number = symbol - symbols.count(); // of a counted group, unless negative
    int listed = number < 0 ? symbol : symbols.symbolOfGroup(counts.group(number));
    int index = state.indexOf(listed);
    if (index < 0) {
      return 0;
    }
    if (kernel.length <= state.advancedCount(index)) {
      kernel = new long[2 * state.advancedCount(index)];
    }
    if (number < 0) {
      return state.copyAdvanced(index, kernel);
    }
    GroupCounter counter = symbols.counter(counts.group(number));
    int count = counts.count(number);
    int items = counter.isFinal(count) ? state.copyAdvanced(index, kernel) : 0;
    if (counter.canGoOn(count)) {
      kernel[items++] = Item.of(Item.COUNTED, number, 1);
    }
    return items;
  }

  /** The state of the first {@code items} of {@code kernel}. */
  private ParseState state(int items) {
    int distinct = Item.sortDistinct(kernel, items);
    int hash = distinct;
    for (int i = 0; i < distinct; i++) {
      hash = Interner.hash(hash, (int) (kernel[i] >>> 32), (int) kernel[i]);
    }
    for (int at = states.first(hash); at >= 0; at = states.next(at, hash)) {
      ParseState known = states.get(at);
      if (Arrays.equals(known.kernel, 0, known.kernel.length, kernel, 0, distinct)) {
        return known;
      }
    }
    ParseState made = closure.state(nextStateId++, Arrays.copyOf(kernel, distinct));
    states.add(hash, made);
    return made;
  }
}
