package dev.espalier.grammar.analysis;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.transform.Symbols;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which rules of a grammar refer to which, as a picture in the DOT language of Graphviz. Stateless;
 * any thread.
 */
public final class RuleGraph {
  private RuleGraph() {}

  /**
   * One box a rule, the start with a double border; one ellipse a terminal of a lexicon; an arrow
   * to all that a rule refers to. Contextual terminals are left out, they refer to nothing. Linear
   * in the grammar.
   */
  public static String dot(Grammar grammar) {
    StringBuilder out = new StringBuilder("digraph rules {\n  rankdir=LR;\n  node [shape=box];\n");
    out.append("  ").append(Dot.quoted(grammar.start().name())).append(" [peripheries=2];\n");
    Set<NamedTerminal> terminals = new LinkedHashSet<>();
    for (Map.Entry<Nonterminal, List<Production>> entry : grammar.productionsByHead().entrySet()) {
      String from = Dot.quoted(entry.getKey().name());
      Set<String> targets = new LinkedHashSet<>();
      for (Production production : entry.getValue()) {
        for (Symbol symbol : production.body()) {
          Symbols.forEachLeaf(
              symbol,
              leaf -> {
                if (leaf instanceof Nonterminal to) {
                  targets.add(Dot.quoted(to.name()));
                } else if (leaf instanceof NamedTerminal named) {
                  terminals.add(named);
                  targets.add(Dot.quoted(named.toString()));
                }
              });
        }
      }
      out.append("  ").append(from).append(";\n");
      targets.forEach(to -> out.append("  " + from + " -> " + to + ";\n"));
    }
    for (NamedTerminal terminal : terminals) {
      out.append("  ")
          .append(Dot.quoted(terminal.toString()))
          .append(" [shape=ellipse, label=")
          .append(Dot.quoted(terminal.name()))
          .append("];\n");
    }
    return out.append("}\n").toString();
  }
}
