package dev.espalier.automata;

import dev.espalier.automata.lexer.EmptyTerminals;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.transform.Normalizer;
import dev.espalier.grammar.transform.Symbols;
import java.util.List;

/**
 * A grammar all of whose symbols derive some text, so that a parser stack is always a viable
 * prefix.
 *
 * <p>Whether a terminal with an intersection or a complement matches anything may take a search in
 * its automaton, which is why this is not one of the passes over the IR.
 */
final class Productive {
  private static final Terminal NOTHING = new Terminal(Regex.NOTHING);

  private Productive() {}

  static Grammar of(Grammar grammar, Limits limits) {
    Grammar normalized = Normalizer.normalize(grammar, limits);
    EmptyTerminals empty = EmptyTerminals.of(normalized, limits);
    if (empty.isNone()) {
      return normalized;
    }
    List<Production> productions =
        normalized.productions().stream()
            .map(
                p ->
                    new Production(
                        p.head(),
                        p.body().stream()
                            .map(s -> Symbols.map(s, leaf -> empty.contains(leaf) ? NOTHING : leaf))
                            .toList()))
            .toList();
    return Normalizer.normalize(
        new Grammar(normalized.start(), productions, normalized.lexicons()), limits);
  }
}
