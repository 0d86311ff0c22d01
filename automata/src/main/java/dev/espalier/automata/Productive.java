package dev.espalier.automata;

import dev.espalier.automata.derivative.ByteClasses;
import dev.espalier.automata.lexer.Lexer;
import dev.espalier.grammar.Check;
import dev.espalier.grammar.Checked;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Lexicon;
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
    Set<NamedTerminal> losing = losing(normalized.lexicons(), limits);
    Map<Regex, String> searched = new LinkedHashMap<>(); // and a nonterminal that derives it
    for (Production production : normalized.productions()) {
      String head = production.head().name();
      production.body().forEach(symbol -> collectSearched(symbol, head, searched));
    }
    if (searched.isEmpty() && losing.isEmpty()) {
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
    if (dead.isEmpty() && losing.isEmpty()) {
      return normalized;
    }
    List<Production> productions =
        normalized.productions().stream()
            .map(
                p ->
                    new Production(
                        p.head(), p.body().stream().map(s -> replaced(s, dead, losing)).toList()))
            .toList();
    return Normalizer.normalize(
        new Grammar(normalized.start(), productions, normalized.lexicons()), limits);
  }

  /**
   * The terminals that no lexeme is of, because rules listed before match all that theirs do. Where
   * only expected rules compete, these are the hidden ones; another is preferred to one only where
   * it can be read itself.
   */
  private static Set<NamedTerminal> losing(List<Lexicon> lexicons, Limits limits) {
    Set<NamedTerminal> losing = new HashSet<>();
    for (Lexicon lexicon : lexicons) {
      lexicon.produced().forEach(name -> losing.add(new NamedTerminal(lexicon.name(), name)));
      lexicon.modes().forEach(mode -> losing.removeAll(winning(lexicon, mode, limits)));
    }
    return losing;
  }

  private static Set<NamedTerminal> winning(Lexicon lexicon, Lexicon.Mode mode, Limits limits) {
    List<Lexicon.Rule> rules = mode.rules();
    List<Regex> regexes = rules.stream().map(Lexicon.Rule::regex).toList();
    List<String> names = rules.stream().map(Lexicon.Rule::name).toList();
    BitSet endingFirst = new BitSet();
    BitSet always = new BitSet();
    int[] numbers = new int[rules.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
      endingFirst.set(i, rules.get(i).extent() == Lexicon.Extent.FIRST);
      always.set(
          i, lexicon.competition() == Lexicon.Competition.ALL || rules.get(i).produces().isEmpty());
    }
    Lexer lexer = new Lexer(regexes, names, 0, endingFirst, ByteClasses.of(regexes), limits);
    BitSet losing = lexer.losing(numbers, always);
    Set<NamedTerminal> winning = new HashSet<>();
    for (int i = 0; i < numbers.length; i++) {
      if (!losing.get(i)) {
        rules
            .get(i)
            .produces()
            .ifPresent(name -> winning.add(new NamedTerminal(lexicon.name(), name)));
      }
    }
    return winning;
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

  private static Symbol replaced(Symbol symbol, Set<Regex> dead, Set<NamedTerminal> losing) {
    return switch (symbol) {
      case Terminal(Regex regex) when dead.contains(regex) -> new Terminal(Regex.NOTHING);
      case Group group ->
          new Group(
              group.members().stream()
                  .map(m -> new Group.Member(replaced(m.symbol(), dead, losing), m.min(), m.max()))
                  .toList(),
              group.separator().map(separator -> replaced(separator, dead, losing)),
              group.order(),
              group.min(),
              group.max());
      case Checked(Terminal(Regex regex), Check check) when dead.contains(regex) ->
          new Terminal(Regex.NOTHING);
      case Terminal terminal -> terminal;
      case NamedTerminal named when losing.contains(named) -> new Terminal(Regex.NOTHING);
      case NamedTerminal named -> named;
      case SpecialToken token -> token;
      case Checked checked -> checked;
      case Nonterminal nonterminal -> nonterminal;
    };
  }
}
