package dev.espalier.grammar.transform;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Symbol;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Afterwards no two nonterminals derive each other alone, all else around them deriving the empty
 * text; and no production is {@code A ::= A}.
 *
 * <p>If {@code A} derives {@code B} alone, every text of {@code B} is one of {@code A}; where that
 * holds both ways the languages are the same and one name is enough: the start's, else the first in
 * the grammar. Every nonterminal must be productive.
 */
final class WithoutUnitCycles {
  private static final int[] NO_EDGES = {};

  private final UnitSymbols units;

  private WithoutUnitCycles(UnitSymbols units) {
    this.units = units;
  }

  static Grammar apply(Grammar grammar) {
    WithoutUnitCycles pass = new WithoutUnitCycles(UnitSymbols.of(Nullability.of(grammar)));
    List<Nonterminal> nonterminals = new ArrayList<>(grammar.productionsByHead().keySet());
    nonterminals.remove(grammar.start());
    nonterminals.addFirst(grammar.start());
    Map<Nonterminal, Nonterminal> representatives = pass.representatives(grammar, nonterminals);
    if (representatives.isEmpty()) {
      return grammar;
    }
    Set<Production> productions = new LinkedHashSet<>();
    for (Production production : grammar.productions()) {
      Nonterminal head = representatives.get(production.head());
      List<Symbol> body =
          production.body().stream()
              .map(symbol -> Symbols.rename(symbol, representatives::get))
              .toList();
      if (!body.equals(List.of(head))) {
        productions.add(new Production(head, body));
      }
    }
    return new Grammar(grammar.start(), List.copyOf(productions), grammar.lexicons());
  }

  /** Each nonterminal -> the name it is to have; empty where nothing is to change. */
  private Map<Nonterminal, Nonterminal> representatives(
      Grammar grammar, List<Nonterminal> nonterminals) {
    Map<Nonterminal, Integer> ids = new HashMap<>();
    for (Nonterminal nonterminal : nonterminals) {
      ids.put(nonterminal, ids.size());
    }
    Map<Integer, Set<Integer>> targets = new HashMap<>();
    for (Production production : grammar.productions()) {
      units.forEach(
          production.body(),
          unit ->
              targets
                  .computeIfAbsent(ids.get(production.head()), id -> new LinkedHashSet<>())
                  .add(ids.get(unit)));
    }
    int[][] edges = new int[nonterminals.size()][];
    Arrays.fill(edges, NO_EDGES);
    boolean maybeCycles = false;
    for (Map.Entry<Integer, Set<Integer>> entry : targets.entrySet()) {
      edges[entry.getKey()] = entry.getValue().stream().mapToInt(Integer::intValue).toArray();
      maybeCycles |= entry.getValue().stream().anyMatch(targets::containsKey);
    }
    if (!maybeCycles) {
      return Map.of();
    }
    Map<Nonterminal, Nonterminal> representatives = new HashMap<>();
    for (int[] component : Components.of(edges)) {
      Nonterminal representative = nonterminals.get(Arrays.stream(component).min().getAsInt());
      for (int member : component) {
        representatives.put(nonterminals.get(member), representative);
      }
    }
    return representatives;
  }
}
