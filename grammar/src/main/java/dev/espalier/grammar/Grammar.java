package dev.espalier.grammar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A context-free grammar over regular terminals. A value: two grammars with the same start and
 * productions are equal, and {@code toString} is a canonical dump, one production a line.
 *
 * <p>Left recursion, right recursion, empty productions and ambiguity are all allowed.
 *
 * @param start derives the whole text
 * @param productions in the order of the source; each nonterminal that occurs has at least one
 */
public record Grammar(Nonterminal start, List<Production> productions) {

  /**
   * @throws IllegalArgumentException if a nonterminal that occurs has no production
   */
  public Grammar {
    productions = List.copyOf(productions);
    Set<Nonterminal> defined = new HashSet<>();
    for (Production production : productions) {
      defined.add(production.head());
    }
    requireDefined(start, defined);
    for (Production production : productions) {
      for (Symbol symbol : production.body()) {
        requireDefined(symbol, defined);
      }
    }
  }

  /** The productions by head, heads in the order of their first production. */
  public Map<Nonterminal, List<Production>> productionsByHead() {
    Map<Nonterminal, List<Production>> byHead = new LinkedHashMap<>();
    for (Production production : productions) {
      byHead.computeIfAbsent(production.head(), head -> new ArrayList<>()).add(production);
    }
    return byHead;
  }

  private static void requireDefined(Symbol symbol, Set<Nonterminal> defined) {
    switch (symbol) {
      case Nonterminal nonterminal -> {
        if (!defined.contains(nonterminal)) {
          throw new IllegalArgumentException("no production for '" + nonterminal.name() + "'");
        }
      }
      case Terminal terminal -> {}
      case Checked checked -> {}
      case Group group -> {
        group.members().forEach(member -> requireDefined(member.symbol(), defined));
        group.separator().ifPresent(separator -> requireDefined(separator, defined));
      }
    }
  }

  @Override
  public String toString() {
    return "start "
        + start
        + "\n"
        + productions.stream().map(p -> p + "\n").collect(Collectors.joining());
  }
}
