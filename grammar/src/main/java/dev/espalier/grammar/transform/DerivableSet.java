package dev.espalier.grammar.transform;

import dev.espalier.grammar.Checked;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The symbols from which a text of allowed terminals can be derived: with all terminals that match
 * something allowed, the productive ones; with those that match the empty text, the nullable ones.
 *
 * <p>A worklist over productions: each remembers how far its body is known to be derivable, and
 * waits for the nonterminals of the first symbol that is not. Linear in the grammar but for groups,
 * which are looked through again for each nonterminal they wait for. Immutable once built.
 */
final class DerivableSet {
  private final Predicate<Symbol> allowed;
  private final Set<Nonterminal> derivable = new HashSet<>();

  /**
   * @param allowed asked about symbols that are no nonterminals and no groups
   */
  DerivableSet(Grammar grammar, Predicate<Symbol> allowed) {
    this.allowed = allowed;
    List<Production> productions = grammar.productions();
    int[] known = new int[productions.size()];
    Map<Nonterminal, Set<Integer>> waiting = new HashMap<>();
    Deque<Integer> woken = new ArrayDeque<>();
    for (int i = productions.size() - 1; i >= 0; i--) {
      goOn(productions.get(i), i, known, waiting, woken);
    }
    while (!woken.isEmpty()) {
      int i = woken.remove();
      goOn(productions.get(i), i, known, waiting, woken);
    }
  }

  private void goOn(
      Production production,
      int index,
      int[] known,
      Map<Nonterminal, Set<Integer>> waiting,
      Deque<Integer> woken) {
    if (derivable.contains(production.head())) {
      return;
    }
    List<Symbol> body = production.body();
    while (known[index] < body.size() && contains(body.get(known[index]))) {
      known[index]++;
    }
    if (known[index] == body.size()) {
      derivable.add(production.head());
      Set<Integer> freed = waiting.remove(production.head());
      if (freed != null) {
        woken.addAll(freed);
      }
      return;
    }
    Symbols.forEachNonterminal(
        body.get(known[index]),
        nonterminal -> {
          if (!derivable.contains(nonterminal)) {
            waiting.computeIfAbsent(nonterminal, n -> new LinkedHashSet<>()).add(index);
          }
        });
  }

  boolean contains(Symbol symbol) {
    return switch (symbol) {
      case Nonterminal nonterminal -> derivable.contains(nonterminal);
      case Terminal terminal -> allowed.test(terminal);
      case NamedTerminal named -> allowed.test(named);
      case SpecialToken token -> allowed.test(token);
      case Checked checked -> allowed.test(checked);
      case Group group -> GroupCounts.of(group, this::contains).canBeMet();
    };
  }

  boolean containsAll(List<Symbol> body) {
    for (Symbol symbol : body) {
      if (!contains(symbol)) {
        return false;
      }
    }
    return true;
  }
}
