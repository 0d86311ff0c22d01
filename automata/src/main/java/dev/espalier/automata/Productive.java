package dev.espalier.automata;

import dev.espalier.automata.derivative.ByteClasses;
import dev.espalier.automata.lexer.Lexer;
import dev.espalier.grammar.Check;
import dev.espalier.grammar.Checked;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.derivative.Cardinality;
import dev.espalier.grammar.transform.Normalizer;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A grammar all of whose symbols derive some text, so that a parser stack is always a viable
 * prefix.
 *
 * <p>Whether a terminal with an intersection or a complement matches anything may take a search in
 * its automaton, which is why this is not one of the passes over the IR.
 */
final class Productive {
  private Productive() {}

  static Grammar of(Grammar grammar, Limits limits) {
    Grammar normalized = Normalizer.normalize(grammar, limits);
    Map<Regex, String> searched = new LinkedHashMap<>(); // and a nonterminal that derives it
    for (Production production : normalized.productions()) {
      String head = production.head().name();
      production.body().forEach(symbol -> collectSearched(symbol, head, searched));
    }
    if (searched.isEmpty()) {
      return normalized;
    }
    List<Regex> terminals = List.copyOf(searched.keySet());
    List<String> heads = List.copyOf(searched.values());
    Lexer lexer =
        new Lexer(
            terminals, heads, terminals.size(), new BitSet(), ByteClasses.of(terminals), limits);
    Set<Regex> dead = new HashSet<>();
    for (int t = 0; t < terminals.size(); t++) {
      if (!lexer.isSatisfiable(t)) {
        dead.add(terminals.get(t));
      }
    }
    if (dead.isEmpty()) {
      return normalized;
    }
    List<Production> productions =
        normalized.productions().stream()
            .map(
                p ->
                    new Production(
                        p.head(), p.body().stream().map(s -> replaced(s, dead)).toList()))
            .toList();
    return Normalizer.normalize(
        new Grammar(normalized.start(), productions, normalized.lexicons()), limits);
  }

  private static void collectSearched(Symbol symbol, String head, Map<Regex, String> searched) {
    switch (symbol) {
      case Terminal(Regex regex) -> {
        if (!Cardinality.isSome(regex)) {
          searched.putIfAbsent(regex, head);
        }
      }
      case Checked(Terminal terminal, Check check) -> collectSearched(terminal, head, searched);
      case Group group -> {
        group.members().forEach(member -> collectSearched(member.symbol(), head, searched));
        group.separator().ifPresent(separator -> collectSearched(separator, head, searched));
      }
      case Nonterminal nonterminal -> {}
      case NamedTerminal named -> {}
      case SpecialToken token -> {}
    }
  }

  private static Symbol replaced(Symbol symbol, Set<Regex> dead) {
    return switch (symbol) {
      case Terminal(Regex regex) when dead.contains(regex) -> new Terminal(Regex.NOTHING);
      case Group group ->
          new Group(
              group.members().stream()
                  .map(m -> new Group.Member(replaced(m.symbol(), dead), m.min(), m.max()))
                  .toList(),
              group.separator().map(separator -> replaced(separator, dead)),
              group.order(),
              group.min(),
              group.max());
      case Checked(Terminal(Regex regex), Check check) when dead.contains(regex) ->
          new Terminal(Regex.NOTHING);
      case Terminal terminal -> terminal;
      case NamedTerminal named -> named;
      case SpecialToken token -> token;
      case Checked checked -> checked;
      case Nonterminal nonterminal -> nonterminal;
    };
  }
}
