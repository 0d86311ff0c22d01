package dev.espalier.grammar.transform;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Symbol;
import java.util.List;
import java.util.function.Predicate;

/** Which symbols of a grammar derive some text. Immutable; any thread. */
public final class Productivity {
  private final DerivableSet productive;

  private Productivity(DerivableSet productive) {
    this.productive = productive;
  }

  /**
   * Computed once, in time linear in the grammar for all but nested groups.
   *
   * @param empty terminals that match nothing, whatever their syntax says
   */
  public static Productivity of(Grammar grammar, Predicate<Symbol> empty) {
    Predicate<Symbol> productive = WithoutUnproductive.productiveLeaves(grammar);
    return new Productivity(
        new DerivableSet(grammar, leaf -> productive.test(leaf) && !empty.test(leaf)));
  }

  /** Whether {@code symbol}, one of the grammar's or made of them, derives some text. */
  public boolean isProductive(Symbol symbol) {
    return productive.contains(symbol);
  }

  /** Whether each symbol of {@code body} derives some text. */
  public boolean isProductive(List<Symbol> body) {
    return productive.containsAll(body);
  }
}
