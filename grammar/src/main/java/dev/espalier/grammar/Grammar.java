package dev.espalier.grammar;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A context-free grammar over regular terminals. A value: two grammars with the same parts are
 * equal, and {@code toString} is a canonical dump, one production a line.
 *
 * <p>A {@link Terminal} is contextual: it is recognised wherever the parser allows it, and all ways
 * to divide a text into terminals count. A {@link NamedTerminal} is what its {@link Lexicon}
 * produces by the longest match. Both may stand in one grammar.
 *
 * <p>Left recursion, right recursion, empty productions and ambiguity are all allowed.
 *
 * @param start derives the whole text
 * @param productions in the order of the source; each nonterminal that occurs has at least one
 * @param lexicons those that named terminals are of; empty for most notations. Hidden lexemes of
 *     the first may stand before and after the whole text, those of any wherever the parser can
 *     read one of its terminals, or has just read one.
 */
public record Grammar(Nonterminal start, List<Production> productions, List<Lexicon> lexicons) {

  /**
   * @throws IllegalArgumentException if a nonterminal that occurs has no production, two lexicons
   *     have one name, or a named terminal has no lexicon
   */
  public Grammar {
    productions = List.copyOf(productions);
    lexicons = List.copyOf(lexicons);
    Set<String> names = new HashSet<>();
    for (Lexicon lexicon : lexicons) {
      if (!names.add(lexicon.name())) {
        throw new IllegalArgumentException("two lexicons are called '" + lexicon.name() + "'");
      }
    }
    Set<Nonterminal> defined = new HashSet<>();
    for (Production production : productions) {
      defined.add(production.head());
    }
    requireDefined(start, defined, names);
    for (Production production : productions) {
      for (Symbol symbol : production.body()) {
        requireDefined(symbol, defined, names);
      }
    }
  }

  /** A grammar without lexicons: all its terminals are contextual. */
  public Grammar(Nonterminal start, List<Production> productions) {
    this(start, productions, List.of());
  }

  /** The productions by head, heads in the order of their first production. */
  public Map<Nonterminal, List<Production>> productionsByHead() {
    Map<Nonterminal, List<Production>> byHead = new LinkedHashMap<>();
    for (Production production : productions) {
      byHead.computeIfAbsent(production.head(), head -> new ArrayList<>()).add(production);
    }
    return byHead;
  }

  /** The tokens of a vocabulary that it names, each once; none in most grammars. Linear. */
  public Set<SpecialToken> tokens() {
    Set<SpecialToken> tokens = new LinkedHashSet<>();
    for (Production production : productions) {
      production.body().forEach(symbol -> addTokens(symbol, tokens));
    }
    return tokens;
  }

  private static void addTokens(Symbol symbol, Set<SpecialToken> tokens) {
    if (symbol instanceof SpecialToken token) {
      tokens.add(token);
    } else if (symbol instanceof Group group) {
      group.members().forEach(member -> addTokens(member.symbol(), tokens));
      group.separator().ifPresent(separator -> addTokens(separator, tokens));
    }
  }

  private static void requireDefined(
      Symbol symbol, Set<Nonterminal> defined, Set<String> lexicons) {
    switch (symbol) {
      case Nonterminal nonterminal -> {
        if (!defined.contains(nonterminal)) {
          throw new IllegalArgumentException("no production for '" + nonterminal.name() + "'");
        }
      }
      case NamedTerminal named -> {
        if (!lexicons.contains(named.lexicon())) {
          throw new IllegalArgumentException("no lexicon for '" + named + "'");
        }
      }
      case Terminal terminal -> {}
      case SpecialToken token -> {}
      case Checked checked -> {}
      case Group group -> {
        group.members().forEach(member -> requireDefined(member.symbol(), defined, lexicons));
        group.separator().ifPresent(separator -> requireDefined(separator, defined, lexicons));
      }
    }
  }

  @Override
  public String toString() {
    return "start "
        + start
        + "\n"
        + productions.stream().map(p -> p + "\n").collect(Collectors.joining())
        + lexicons.stream().map(Lexicon::toString).collect(Collectors.joining());
  }
}
