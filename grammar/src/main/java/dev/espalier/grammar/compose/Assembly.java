package dev.espalier.grammar.compose;

import dev.espalier.grammar.Check;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.transform.Symbols;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Puts one grammar together from others, their nonterminals, lexicons and parts for checks renamed
 * apart: the first to have a name keeps it, later ones get a number behind it. Used once, by one
 * thread.
 *
 * <p>Where lexicons are put together with anything else, the first one has no rules, so that no
 * hidden lexemes may stand around the whole.
 */
final class Assembly {
  private final Set<String> names = new HashSet<>();
  private final Set<String> lexiconNames = new HashSet<>();
  private final Set<String> partNames = new HashSet<>(); // of texts that checks are about
  private final List<Production> productions = new ArrayList<>();
  private final List<Lexicon> lexicons = new ArrayList<>();
  private final List<Nonterminal> checkedParts = new ArrayList<>();

  /** A nonterminal that no part has. */
  Nonterminal fresh(String name) {
    return new Nonterminal(unused(name, names));
  }

  /** A part for checks that no part has. */
  Check.Start freshPart(String name) {
    return new Check.Start(unused(name, partNames));
  }

  private static String unused(String name, Set<String> taken) {
    String result = name;
    for (int i = 2; !taken.add(result); i++) {
      result = name + "-" + i;
    }
    return result;
  }

  Assembly rule(Nonterminal head, List<Symbol> body) {
    productions.add(new Production(head, body));
    return this;
  }

  Assembly rule(Nonterminal head, Symbol... body) {
    return rule(head, List.of(body));
  }

  /** Adds {@code part}; the nonterminal that stands for it. */
  Nonterminal add(Grammar part) {
    return add(part, production -> true);
  }

  /** Adds {@code added} with the productions that are {@code kept} only. */
  Nonterminal add(Grammar added, Predicate<Production> kept) {
    return addRenamed(withOwnParts(added), kept);
  }

  /** Adds {@code added}, whose checks are about the part that begins as {@code start} says. */
  Nonterminal addBehind(Check.Start start, Grammar added) {
    return addRenamed(Checks.within(start, withOwnParts(added)), production -> true);
  }

  private Grammar withOwnParts(Grammar added) {
    Map<String, String> renamed = new HashMap<>();
    return Checks.renamed(
        added, name -> renamed.computeIfAbsent(name, key -> unused(key, partNames)));
  }

  private Nonterminal addRenamed(Grammar part, Predicate<Production> kept) {
    Map<Nonterminal, Nonterminal> renamed = new HashMap<>();
    for (Nonterminal head : part.productionsByHead().keySet()) {
      renamed.put(head, fresh(head.name()));
    }
    Map<String, String> renamedLexicons = new HashMap<>();
    for (Lexicon lexicon : part.lexicons()) {
      String name = unused(lexicon.name(), lexiconNames);
      renamedLexicons.put(lexicon.name(), name);
      lexicons.add(new Lexicon(name, lexicon.competition(), lexicon.modes()));
    }
    for (Production production : part.productions()) {
      if (kept.test(production)) {
        List<Symbol> body = new ArrayList<>();
        for (Symbol symbol : production.body()) {
          body.add(Symbols.map(symbol, leaf -> renamed(leaf, renamed, renamedLexicons)));
        }
        productions.add(new Production(renamed.get(production.head()), body));
      }
    }
    Nonterminal start = renamed.get(part.start());
    if (Checks.has(part)) {
      checkedParts.add(start);
    }
    return start;
  }

  private static Symbol renamed(
      Symbol leaf, Map<Nonterminal, Nonterminal> heads, Map<String, String> lexicons) {
    if (leaf instanceof NamedTerminal(String lexicon, String name)) {
      return new NamedTerminal(lexicons.get(lexicon), name);
    }
    return leaf instanceof Nonterminal nonterminal ? heads.get(nonterminal) : leaf;
  }

  /**
   * The grammar of all that was added.
   *
   * @throws IllegalArgumentException if a part with checks is where the text before it may keep
   *     them from seeing where it begins
   */
  Grammar from(Nonterminal start) {
    List<Lexicon> all = new ArrayList<>();
    if (!lexicons.isEmpty()) {
      String name = unused("around", lexiconNames);
      all.add(Lexicon.of(name, Lexicon.Competition.EXPECTED, List.of()));
      all.addAll(lexicons);
    }
    return checked(new Grammar(start, productions, all));
  }

  /** As {@link #from}, where the part added first is the whole, with its own hidden lexemes. */
  Grammar ofFirst(Nonterminal start) {
    return checked(new Grammar(start, productions, lexicons));
  }

  private Grammar checked(Grammar grammar) {
    Optional<Nonterminal> misplaced = Checks.misplaced(grammar, checkedParts);
    if (misplaced.isPresent()) {
      throw new IllegalArgumentException(
          "part '"
              + misplaced.get().name()
              + "' has checks, and the text before it may have a quote or a value open; close the"
              + " objects of its schema with 'additionalProperties': false, or use"
              + " Compose.withoutChecks");
    }
    return grammar;
  }
}
