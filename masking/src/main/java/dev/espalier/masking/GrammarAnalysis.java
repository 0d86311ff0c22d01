package dev.espalier.masking;

import dev.espalier.automata.lexer.EmptyTerminals;
import dev.espalier.automata.lexer.LexerPicture;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.analysis.ByteNames;
import dev.espalier.grammar.analysis.Finding;
import dev.espalier.grammar.analysis.GrammarReport;
import dev.espalier.grammar.transform.Normalizer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

/**
 * What in a grammar is mostly not meant, as far as rules, automata and a vocabulary say, and
 * pictures of its automata. Stateless; any thread.
 */
public final class GrammarAnalysis {
  private static final int LONGEST_TEXT = 60; // chars of a text in a finding, its end
  private static final int MOST_STATES = 200; // of a picture

  private GrammarAnalysis() {}

  /**
   * What the rules and the lexicons say.
   *
   * @throws dev.espalier.grammar.LimitExceededException if it is too large, or a search in an
   *     automaton exceeds a limit
   */
  public static GrammarReport of(Grammar grammar, Limits limits) {
    EmptyTerminals empty = EmptyTerminals.of(grammar, limits);
    List<Finding> losing = empty.losingRules().stream().map(GrammarAnalysis::isNever).toList();
    return GrammarReport.of(grammar, empty::contains, limits).with(losing);
  }

  private static Finding isNever(EmptyTerminals.LosingRule losing) {
    if (losing.isEmpty()) {
      return new Finding(
          Finding.Kind.EMPTY_TERMINAL,
          losing.rule().name(),
          "matches no text, or only the empty one",
          "mend the expression, or leave it out");
    }
    Optional<Lexicon.Rule> winner = losing.winner();
    return new Finding(
        Finding.Kind.NEVER_WINS,
        losing.rule().name(),
        winner.isPresent()
            ? "'" + winner.get().name() + "' is preferred to it wherever it matches"
            : "other rules are preferred to it wherever it matches",
        "put it before them, or leave it out");
  }

  /** What a search for {@link DeadEnds} found. */
  public static List<Finding> deadEnds(Grammar grammar, DeadEnds deadEnds) {
    List<Finding> findings = new ArrayList<>();
    for (DeadEnds.DeadEnd end : deadEnds.found()) {
      BitSet expected = new BitSet();
      end.expected().forEach(expected::set);
      findings.add(
          new Finding(
              Finding.Kind.DEAD_END,
              grammar.start().name(),
              "no token of the vocabulary goes on after '"
                  + abridged(end.text())
                  + "', expected "
                  + String.join(", ", ByteNames.of(expected)),
              "leave out what the vocabulary cannot write"));
    }
    return findings;
  }

  private static String abridged(String text) {
    int count = text.codePointCount(0, text.length());
    return count <= LONGEST_TEXT
        ? text
        : "..." + text.substring(text.offsetByCodePoints(0, count - LONGEST_TEXT));
  }

  /**
   * An automaton of the grammar as a picture in the DOT language of Graphviz, of 200 states at
   * most.
   *
   * @param name a mode of a lexicon, one of its rules, or a rule that is regular; empty for the
   *     first mode, or the start
   * @throws IllegalArgumentException if the rule is not regular, or there is none of the name
   */
  public static String automaton(Grammar grammar, String name, Limits limits) {
    if (name.isEmpty() && !grammar.lexicons().isEmpty()) {
      Lexicon.Mode first = grammar.lexicons().getFirst().modes().getFirst();
      return LexerPicture.ofMode(first, MOST_STATES, limits);
    }
    for (Lexicon lexicon : grammar.lexicons()) {
      for (Lexicon.Mode mode : lexicon.modes()) {
        if (mode.name().equals(name)) {
          return LexerPicture.ofMode(mode, MOST_STATES, limits);
        }
        for (Lexicon.Rule rule : mode.rules()) {
          if (rule.name().equals(name)) {
            return LexerPicture.ofTerminal(name, rule.regex(), MOST_STATES, limits);
          }
        }
      }
    }
    Nonterminal rule = name.isEmpty() ? grammar.start() : new Nonterminal(name);
    if (!grammar.productionsByHead().containsKey(rule)) {
      throw new IllegalArgumentException("no rule and no mode is called '" + name + "'");
    }
    return LexerPicture.ofTerminal(
        rule.name(), regular(grammar, rule, limits), MOST_STATES, limits);
  }

  private static Regex regular(Grammar grammar, Nonterminal rule, Limits limits) {
    Grammar alone = new Grammar(rule, grammar.productions(), grammar.lexicons());
    List<Regex> alternatives = new ArrayList<>();
    for (Production production : Normalizer.normalize(alone, limits).productions()) {
      List<Symbol> body = production.body();
      if (!production.head().equals(rule)
          || body.size() > 1
          || !body.isEmpty() && !(body.getFirst() instanceof Terminal)) {
        throw new IllegalArgumentException(
            "rule '" + rule.name() + "' is not regular, so it has no automaton; name another");
      }
      alternatives.add(body.isEmpty() ? Regex.EMPTY : ((Terminal) body.getFirst()).regex());
    }
    return Regex.anyOf(alternatives);
  }
}
