package dev.espalier.automata.parser;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * A set of items: what the parser may be in the middle of. Hash-consed by {@link Parser}; the
 * tables are computed when the state is first reached. Immutable.
 *
 * <pre>
 *   kernel      | the items that name the state, ascending
 *   symbols     | what may come next, ascending
 *   starts      | i -> where in advanced the items after symbols[i] begin; one more at the end
 *   advanced    | the items after symbols[0], those after symbols[1], ...
 *   reductions  | symbol derived, symbols to pop, symbol derived, symbols to pop, ...
 * </pre>
 *
 * A counted group that is complete is a symbol of its own (see {@link Parser}), so a state has
 * successors by more symbols than it lists.
 */
final class ParseState {
  final int id;
  final long[] kernel;
  final int[] reductions;
  final int[] shiftable; // terminals that may come next, ascending

  /** Whether the whole text may end here. */
  final boolean accepting;

  private final int[] symbols;
  private final int[] starts;
  private final long[] advanced;

  ParseState(
      int id,
      long[] kernel,
      int[] symbols,
      int[] starts,
      long[] advanced,
      int[] reductions,
      int terminals,
      boolean accepting) {
    this.id = id;
    this.kernel = kernel;
    this.symbols = symbols;
    this.starts = starts;
    this.advanced = advanced;
    this.reductions = reductions;
    this.shiftable = terminals == symbols.length ? symbols : Arrays.copyOf(symbols, terminals);
    this.accepting = accepting;
  }

  boolean isWorthKeeping() {
    return accepting || shiftable.length > 0;
  }

  /** Where {@code symbol} stands among those that may come next; negative if it may not. */
  int indexOf(int symbol) {
    return Arrays.binarySearch(symbols, symbol);
  }

  /** Copies the items after the symbol at {@code index} to the start of {@code target}. */
  int copyAdvanced(int index, long[] target) {
    int count = advancedCount(index);
    System.arraycopy(advanced, starts[index], target, 0, count);
    return count;
  }

  int advancedCount(int index) {
    return starts[index + 1] - starts[index];
  }

  @Override
  public String toString() {
    return "state "
        + id
        + Arrays.stream(kernel)
            .mapToObj(Item::toString)
            .collect(Collectors.joining(", ", " {", "}"));
  }
}
