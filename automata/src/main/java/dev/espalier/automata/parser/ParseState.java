package dev.espalier.automata.parser;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A set of items: what the parser may be in the middle of. Hash-consed by {@link Parser}; the
 * tables are computed when the state is first reached.
 *
 * <pre>
 *   kernel      | the items that name the state
 *   advancedBy  | symbol -> the kernel of the state after it
 *   reductions  | symbol derived, symbols to pop, symbol derived, symbols to pop, ...
 * </pre>
 *
 * A counted group that is complete is a symbol of its own (see {@link Parser}), so {@code
 * successors} is keyed by more symbols than {@code advancedBy}. Filled under the lock of the
 * recogniser that owns the parser.
 */
final class ParseState {
  final int id;
  final Set<Item> kernel;
  final Map<Integer, Set<Item>> advancedBy;
  final int[] reductions;
  final int[] shiftable; // terminals that may come next, ascending

  /** Whether the whole text may end here. */
  final boolean accepting;

  final Map<Integer, @Nullable ParseState> successors = new HashMap<>();

  ParseState(
      int id,
      Set<Item> kernel,
      Map<Integer, Set<Item>> advancedBy,
      int[] reductions,
      int[] shiftable,
      boolean accepting) {
    this.id = id;
    this.kernel = kernel;
    this.advancedBy = advancedBy;
    this.reductions = reductions;
    this.shiftable = shiftable;
    this.accepting = accepting;
  }

  boolean isWorthKeeping() {
    return accepting || shiftable.length > 0;
  }

  @Override
  public String toString() {
    return "state " + id + " " + kernel;
  }
}
