package dev.espalier.testkit;

import dev.espalier.grammar.Checked;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Earley's recogniser over whole terminals: what may come next after some of them. A value. Slow
 * and obvious.
 */
record SymbolReader(Grammar grammar, List<Set<Item>> chart) {
  /** A production, how much of it was read, and from where on. */
  record Item(Production production, int dot, int origin) {
    boolean isWhole() {
      return dot == production.body().size();
    }

    Symbol next() {
      return production.body().get(dot);
    }

    Item advanced() {
      return new Item(production, dot + 1, origin);
    }
  }

  /** Nothing is read yet. Productions that derive no sequence of terminals count for nothing. */
  static SymbolReader start(Grammar grammar) {
    Grammar productive = productive(grammar);
    Set<Item> items = new HashSet<>();
    for (Production production : productive.productions()) {
      if (production.head().equals(productive.start())) {
        items.add(new Item(production, 0, 0));
      }
    }
    return new SymbolReader(productive, List.of()).with(items);
  }

  private static Grammar productive(Grammar grammar) {
    Set<Nonterminal> heads = new HashSet<>();
    List<Production> kept = new ArrayList<>();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Production production : grammar.productions()) {
        if (!kept.contains(production)
            && production.body().stream().allMatch(s -> isProductive(s, grammar, heads))) {
          kept.add(production);
          heads.add(production.head());
          changed = true;
        }
      }
    }
    if (!heads.contains(grammar.start())) {
      kept.add(Production.of(grammar.start(), new Terminal(Regex.NOTHING)));
    }
    return new Grammar(grammar.start(), kept, grammar.lexicons());
  }

  private static boolean isProductive(Symbol symbol, Grammar grammar, Set<Nonterminal> heads) {
    return switch (symbol) {
      case Nonterminal nonterminal -> heads.contains(nonterminal);
      case Terminal terminal -> true;
      case NamedTerminal named ->
          grammar.lexicons().stream()
              .filter(lexicon -> lexicon.name().equals(named.lexicon()))
              .map(Lexicon::produced)
              .anyMatch(produced -> produced.contains(named.name()));
      case SpecialToken token -> throw new IllegalArgumentException("no text: " + token);
      case Checked checked -> throw new IllegalArgumentException("not known here: " + checked);
      case Group group -> throw new IllegalArgumentException("not known here: " + group);
    };
  }

  /** The terminals that may come next. */
  Set<Symbol> expected() {
    Set<Symbol> expected = new HashSet<>();
    for (Item item : chart.getLast()) {
      if (!item.isWhole() && !(item.next() instanceof Nonterminal)) {
        expected.add(item.next());
      }
    }
    return expected;
  }

  /** Whether what was read is in the language. */
  boolean isComplete() {
    return chart.getLast().stream()
        .anyMatch(
            item ->
                item.isWhole()
                    && item.origin() == 0
                    && item.production().head().equals(grammar.start()));
  }

  /** One terminal more, an expected one. */
  SymbolReader after(Symbol terminal) {
    Set<Item> items = new HashSet<>();
    for (Item item : chart.getLast()) {
      if (!item.isWhole() && item.next().equals(terminal)) {
        items.add(item.advanced());
      }
    }
    return with(items);
  }

  private SymbolReader with(Set<Item> kernel) {
    List<Set<Item>> sets = new ArrayList<>(chart);
    Set<Item> items = new HashSet<>(kernel);
    sets.add(items);
    int at = chart.size();
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Item item : List.copyOf(items)) {
        if (item.isWhole()) {
          for (Item waiting : List.copyOf(sets.get(item.origin()))) {
            if (!waiting.isWhole() && waiting.next().equals(item.production().head())) {
              changed |= items.add(waiting.advanced());
            }
          }
        } else if (item.next() instanceof Nonterminal wanted) {
          for (Production production : grammar.productions()) {
            if (production.head().equals(wanted)) {
              changed |= items.add(new Item(production, 0, at));
            }
          }
        }
      }
    }
    return new SymbolReader(grammar, sets);
  }
}
