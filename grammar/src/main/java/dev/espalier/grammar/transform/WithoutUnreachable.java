package dev.espalier.grammar.transform;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Afterwards every nonterminal occurs in a derivation from the start. */
final class WithoutUnreachable {
  private WithoutUnreachable() {}

  static Grammar apply(Grammar grammar) {
    Map<Nonterminal, List<Production>> byHead = grammar.productionsByHead();
    Set<Nonterminal> reached = reached(grammar.start(), byHead);
    if (reached.size() == byHead.size()) {
      return grammar;
    }
    return new Grammar(
        grammar.start(),
        grammar.productions().stream().filter(p -> reached.contains(p.head())).toList(),
        grammar.lexicons());
  }

  /** The nonterminals that occur in derivations from {@code start}, itself included. */
  static Set<Nonterminal> reached(Nonterminal start, Map<Nonterminal, List<Production>> byHead) {
    Set<Nonterminal> reached = HashSet.newHashSet(byHead.size());
    reached.add(start);
    Deque<Nonterminal> queue = new ArrayDeque<>(reached);
    while (!queue.isEmpty()) {
      for (Production production : byHead.get(queue.remove())) {
        Symbols.forEachNonterminal(
            production,
            nonterminal -> {
              if (reached.add(nonterminal)) {
                queue.add(nonterminal);
              }
            });
      }
    }
    return reached;
  }
}
