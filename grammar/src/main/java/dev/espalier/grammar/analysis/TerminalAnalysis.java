package dev.espalier.grammar.analysis;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.transform.Productivity;
import dev.espalier.grammar.transform.Symbols;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What is to be said of the terminals of one grammar. Used once, by one thread. */
final class TerminalAnalysis {
  private final Grammar grammar;
  private final Predicate<Symbol> empty;

  TerminalAnalysis(Grammar grammar, Predicate<Symbol> empty) {
    this.grammar = grammar;
    this.empty = empty;
  }

  void report(List<Finding> findings) {
    Set<NamedTerminal> read = new HashSet<>();
    Set<NamedTerminal> produced = produced();
    Productivity productivity = Productivity.of(grammar, empty);
    for (Production production : grammar.productions()) {
      Set<Symbol> leaves = new LinkedHashSet<>();
      production.body().forEach(symbol -> Symbols.forEachLeaf(symbol, leaves::add));
      for (Symbol leaf : leaves) {
        if (leaf instanceof NamedTerminal named) {
          read.add(named);
          if (!produced.contains(named)) {
            findings.add(neverProduced(named, production));
          }
        } else if (!(leaf instanceof Nonterminal || leaf instanceof Group)
            && !productivity.isProductive(leaf)) {
          findings.add(
              new Finding(
                  Finding.Kind.EMPTY_TERMINAL,
                  production.head().name(),
                  Names.of(leaf) + " matches no text",
                  "leave out the alternative, or mend the expression"));
        }
      }
    }
    grammar.lexicons().forEach(lexicon -> report(lexicon, read, findings));
  }

  private Set<NamedTerminal> produced() {
    Set<NamedTerminal> produced = new HashSet<>();
    for (Lexicon lexicon : grammar.lexicons()) {
      lexicon.produced().forEach(name -> produced.add(new NamedTerminal(lexicon.name(), name)));
    }
    return produced;
  }

  private static Finding neverProduced(NamedTerminal named, Production production) {
    return new Finding(
        Finding.Kind.NEVER_PRODUCED,
        production.head().name(),
        "reads " + Names.of(named) + ", which no rule of the lexer produces",
        "add a rule for it to the lexer, or leave out the alternative");
  }

  private static void report(Lexicon lexicon, Set<NamedTerminal> read, List<Finding> findings) {
    Set<String> reached = reachedModes(lexicon);
    Set<String> told = new HashSet<>();
    for (Lexicon.Mode mode : lexicon.modes()) {
      if (!reached.contains(mode.name())) {
        findings.add(
            new Finding(
                Finding.Kind.UNREACHABLE_MODE,
                mode.name(),
                "no rule of the lexer leads to this mode",
                "lead to it, or leave it out"));
      }
      for (Lexicon.Rule rule : mode.rules()) {
        Optional<String> name = rule.produces();
        if (name.isPresent()
            && !read.contains(new NamedTerminal(lexicon.name(), name.get()))
            && told.add(name.get())) {
          findings.add(
              new Finding(
                  Finding.Kind.UNREAD_TERMINAL,
                  rule.name(),
                  "the lexer produces '"
                      + name.get()
                      + "', which no rule of the parser reads, so no text has a lexeme of it",
                  "read it in a rule, or hide it"));
        }
      }
    }
  }

  private static Set<String> reachedModes(Lexicon lexicon) {
    Map<String, Lexicon.Mode> modes = new HashMap<>();
    lexicon.modes().forEach(mode -> modes.put(mode.name(), mode));
    Set<String> reached = new HashSet<>();
    Deque<Lexicon.Mode> queue = new ArrayDeque<>();
    queue.add(lexicon.modes().getFirst());
    while (!queue.isEmpty()) {
      Lexicon.Mode mode = queue.remove();
      if (reached.add(mode.name())) {
        for (Lexicon.Rule rule : mode.rules()) {
          for (Lexicon.ModeChange change : rule.changes()) {
            switch (change) {
              case Lexicon.ModeChange.Push(String to) -> queue.add(modes.get(to));
              case Lexicon.ModeChange.Switch(String to) -> queue.add(modes.get(to));
              case Lexicon.ModeChange.Pop pop -> {}
            }
          }
        }
      }
    }
    return reached;
  }
}
