package dev.espalier.automata.parser;

import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import java.util.Arrays;

/**
 * Closes the kernel of a state over what its items expect; reused for each. Not thread-safe; the
 * owner holds a lock.
 *
 * <pre>
 *   items             | those met, in order; those from todo on are not yet looked at
 *   table             | an open-addressing set of indices into items, 1 + index, 0 where free
 *   expected, advance | expected[i] may come next, and advance[i] is an item after it
 *   reductions        | symbol derived << 32 | symbols to pop
 *   expectedIn        | symbol -> the number of the closure in which it was last expected
 * </pre>
 */
final class Closure {
  private static final int LEAST_SLOTS = 64;

  private final Symbols symbols;
  private final Counts counts;
  private final Limits limits;
  private long[] items = new long[16];
  private int itemCount;
  private int[] table = new int[LEAST_SLOTS];
  private int[] expected = new int[16];
  private long[] advance = new long[16];
  private int expectations;
  private long[] reductions = new long[4];
  private int reductionCount;
  private boolean accepting;
  private final int[] expectedIn;
  private int number;

  Closure(Symbols symbols, Counts counts, Limits limits) {
    this.symbols = symbols;
    this.counts = counts;
    this.limits = limits;
    this.expectedIn = new int[symbols.count()];
  }

  /** The state of {@code kernel}. Linear in the closure, but for sorting. */
  ParseState state(int id, long[] kernel) {
    clear();
    for (long item : kernel) {
      add(item);
    }
    for (int todo = 0; todo < itemCount; todo++) {
      lookAt(items[todo]);
      if (itemCount > limits.maxSymbols()) {
        throw new LimitExceededException(
            "grammar",
            "a parser state with more items than Limits.maxSymbols " + limits.maxSymbols());
      }
    }
    return made(id, kernel);
  }

  private void clear() {
    if (table.length > LEAST_SLOTS && 8 * itemCount < table.length) {
      table = new int[LEAST_SLOTS];
    } else {
      Arrays.fill(table, 0);
    }
    itemCount = 0;
    expectations = 0;
    reductionCount = 0;
    accepting = false;
    number++;
  }

  private void lookAt(long item) {
    int place = Item.place(item);
    int onStack = Item.onStack(item);
    switch (Item.kind(item)) {
      case Item.DOTTED -> {
        int symbol = symbols.at(place);
        if (symbol >= 0) {
          expect(symbol, Item.of(Item.DOTTED, place + 1, onStack + 1));
          if (symbols.nullable[symbol]) {
            add(Item.of(Item.DOTTED, place + 1, onStack));
          }
        } else if (symbols.productionEndingAt(place) == Symbols.ACCEPT_PRODUCTION) {
          accepting = true;
        } else if (onStack > 0) {
          addReduction(symbols.head[symbols.productionEndingAt(place)], onStack);
        }
      }
      case Item.COUNTED -> {
        int group = counts.group(place);
        int separator = symbols.separator[group];
        if (onStack == 0 || separator == Symbols.NO_SEPARATOR) {
          expectMembers(group, counts.count(place), onStack);
        } else {
          expect(separator, Item.of(Item.SEPARATED, place, onStack + 1));
          if (symbols.nullable[separator]) {
            add(Item.of(Item.SEPARATED, place, onStack));
          }
        }
      }
      case Item.SEPARATED -> expectMembers(counts.group(place), counts.count(place), onStack);
      case Item.MORE -> addReduction(symbols.count() + place, onStack);
      default -> throw new AssertionError(Item.toString(item));
    }
  }

  private void expectMembers(int group, int count, int onStack) {
    GroupCounter counter = symbols.counter(group);
    int last = counter.lastNext(count);
    for (int m = counter.firstNext(count); m <= last; m++) {
      int after = counter.after(count, m);
      if (after >= 0) {
        expect(
            symbols.members[group][m],
            Item.of(Item.MORE, counts.numberOf(group, after), onStack + 1));
      }
    }
  }

  private void expect(int symbol, long advanced) {
    if (expectations == expected.length) {
      expected = Arrays.copyOf(expected, 2 * expectations);
      advance = Arrays.copyOf(advance, 2 * expectations);
    }
    expected[expectations] = symbol;
    advance[expectations++] = advanced;
    if (expectedIn[symbol] != number) {
      expectedIn[symbol] = number;
      if (symbols.isGroup(symbol)) {
        add(Item.of(Item.COUNTED, counts.numberOf(symbols.groupOf(symbol), GroupCounter.START), 0));
      } else if (!symbols.isTerminal(symbol)) {
        for (int production : symbols.ofHead[symbol - symbols.terminalCount]) {
          add(Item.of(Item.DOTTED, symbols.startOf(production), 0));
        }
      }
    }
  }

  private void add(long item) {
    if (2 * itemCount >= table.length) {
      rehash();
    }
    int slot = slotOf(item);
    if (table[slot] != 0) {
      return;
    }
    if (itemCount == items.length) {
      items = Arrays.copyOf(items, 2 * itemCount);
    }
    items[itemCount++] = item;
    table[slot] = itemCount;
  }

  private void rehash() {
    table = new int[2 * table.length];
    for (int i = 0; i < itemCount; i++) {
      table[slotOf(items[i])] = i + 1;
    }
  }

  private int slotOf(long item) {
    int mask = table.length - 1;
    int slot = (int) (item * 0x9E3779B97F4A7C15L >>> 40) & mask;
    while (table[slot] != 0 && items[table[slot] - 1] != item) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void addReduction(int derived, int symbolsToPop) {
    if (reductionCount == reductions.length) {
      reductions = Arrays.copyOf(reductions, 2 * reductionCount);
    }
    reductions[reductionCount++] = (long) derived << 32 | symbolsToPop;
  }

  private ParseState made(int id, long[] kernel) {
    long[] order = new long[expectations];
    for (int i = 0; i < expectations; i++) {
      order[i] = (long) expected[i] << 32 | i;
    }
    Arrays.sort(order);
    long[] advanced = new long[expectations];
    int distinct = 0;
    for (int i = 0; i < expectations; i++) {
      advanced[i] = advance[(int) order[i]];
      distinct += isFirst(order, i) ? 1 : 0;
    }
    int[] distinctSymbols = new int[distinct];
    int[] starts = new int[distinct + 1];
    int terminals = 0;
    int n = 0;
    for (int i = 0; i < expectations; i++) {
      if (isFirst(order, i)) {
        distinctSymbols[n] = (int) (order[i] >>> 32);
        terminals += symbols.isTerminal(distinctSymbols[n]) ? 1 : 0;
        starts[n++] = i;
      }
    }
    starts[distinct] = expectations;
    return new ParseState(
        id, kernel, distinctSymbols, starts, advanced, reductionPairs(), terminals, accepting);
  }

  private static boolean isFirst(long[] order, int i) {
    return i == 0 || order[i] >>> 32 != order[i - 1] >>> 32;
  }

  private int[] reductionPairs() {
    int distinct = Item.sortDistinct(reductions, reductionCount);
    int[] pairs = new int[2 * distinct];
    for (int i = 0; i < distinct; i++) {
      pairs[2 * i] = (int) (reductions[i] >>> 32);
      pairs[2 * i + 1] = (int) reductions[i];
    }
    return pairs;
  }
}
