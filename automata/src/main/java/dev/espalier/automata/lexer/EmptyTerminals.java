package dev.espalier.automata.lexer;

import dev.espalier.automata.derivative.ByteClasses;
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
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The terminals of a grammar that match nothing, though their syntax does not say so: those with an
 * intersection or a complement that leaves no text, and those of lexicons of which no lexeme ever
 * is, because other rules are preferred. Immutable to its users; any thread.
 */
public final class EmptyTerminals {
  private final Set<Regex> dead;
  private final Set<NamedTerminal> losing;
  private final List<LosingRule> losingRules;

  /** A rule of a lexicon of which no lexeme ever is. */
  public static final class LosingRule {
    private final String lexicon;
    private final Lexicon.Mode mode;
    private final int rule;
    private final Competition competition;

    private LosingRule(String lexicon, Lexicon.Mode mode, int rule, Competition competition) {
      this.lexicon = lexicon;
      this.mode = mode;
      this.rule = rule;
      this.competition = competition;
    }

    public String lexicon() {
      return lexicon;
    }

    public String mode() {
      return mode.name();
    }

    public Lexicon.Rule rule() {
      return mode.rules().get(rule);
    }

    /** Whether it matches no text but perhaps the empty one, whatever other rules do. */
    public boolean isEmpty() {
      return competition.isEmpty(rule);
    }

    /**
     * A rule that matches all that this one does and is preferred to it; empty if it takes several.
     * One search.
     */
    public Optional<Lexicon.Rule> winner() {
      return competition.winner(rule).stream().mapToObj(mode.rules()::get).findFirst();
    }
  }

  /** The rules of one mode beside each other. */
  private static final class Competition {
    private final List<Regex> regexes;
    private final ByteClasses classes;
    private final Lexer lexer;
    private final BitSet always = new BitSet();
    private final int rules;
    private @Nullable LexerState start; // of those that always compete

    /** Where only expected rules compete, the hidden ones are the others that always do. */
    Competition(Lexicon lexicon, Lexicon.Mode mode, Limits limits) {
      rules = mode.rules().size();
      regexes = mode.rules().stream().map(Lexicon.Rule::regex).toList();
      List<String> names = mode.rules().stream().map(Lexicon.Rule::name).toList();
      BitSet endingFirst = new BitSet();
      for (int i = 0; i < rules; i++) {
        Lexicon.Rule rule = mode.rules().get(i);
        endingFirst.set(i, rule.extent() == Lexicon.Extent.FIRST);
        always.set(
            i, lexicon.competition() == Lexicon.Competition.ALL || rule.produces().isEmpty());
      }
      classes = ByteClasses.of(regexes);
      lexer = new Lexer(regexes, names, 0, endingFirst, classes, limits);
    }

    BitSet losing() {
      return lexer.losing(IntStream.range(0, rules).toArray(), always);
    }

    /** The rule that wins a text of {@code loser}, if it wins all of them. */
    synchronized OptionalInt winner(int loser) {
      LexerState at = start;
      if (at == null) {
        at = lexer.startOfRules(always.stream().toArray());
        start = at;
      }
      for (byte b : Examples.of(regexes.get(loser)).getBytes(StandardCharsets.UTF_8)) {
        at = lexer.next(at, classes.of(b & 0xff));
      }
      int[] accepted = at.accepted();
      return accepted.length > 0 && accepted[0] != loser && beats(accepted[0], loser)
          ? OptionalInt.of(accepted[0])
          : OptionalInt.empty();
    }

    synchronized boolean isEmpty(int rule) {
      return lexer.nonEmpty(rule) == null;
    }

    private boolean beats(int winner, int loser) {
      int[] both = {Math.min(winner, loser), Math.max(winner, loser)};
      return lexer.losing(both, always).get(loser);
    }
  }

  private EmptyTerminals(Set<Regex> dead, Set<NamedTerminal> losing, List<LosingRule> losingRules) {
    this.dead = dead;
    this.losing = losing;
    this.losingRules = losingRules;
  }

  /**
   * Searches where syntax does not tell.
   *
   * @throws dev.espalier.grammar.LimitExceededException if a search exceeds a limit
   */
  public static EmptyTerminals of(Grammar grammar, Limits limits) {
    List<LosingRule> losingRules = new ArrayList<>();
    Set<NamedTerminal> losing = new HashSet<>();
    for (Lexicon lexicon : grammar.lexicons()) {
      lexicon.produced().forEach(name -> losing.add(new NamedTerminal(lexicon.name(), name)));
      for (Lexicon.Mode mode : lexicon.modes()) {
        Competition competition = new Competition(lexicon, mode, limits);
        BitSet losers = competition.losing();
        for (int i = 0; i < mode.rules().size(); i++) {
          Lexicon.Rule rule = mode.rules().get(i);
          if (losers.get(i)) {
            losingRules.add(new LosingRule(lexicon.name(), mode, i, competition));
          } else {
            rule.produces()
                .ifPresent(name -> losing.remove(new NamedTerminal(lexicon.name(), name)));
          }
        }
      }
    }
    return new EmptyTerminals(dead(grammar, limits), losing, losingRules);
  }

  /** Whether there are none. */
  public boolean isNone() {
    return dead.isEmpty() && losing.isEmpty();
  }

  /** Whether {@code leaf}, no group, is one of them. */
  public boolean contains(Symbol leaf) {
    return switch (leaf) {
      case Terminal(Regex regex) -> dead.contains(regex);
      case Checked checked -> dead.contains(checked.terminal().regex());
      case NamedTerminal named -> losing.contains(named);
      case SpecialToken token -> false;
      case Nonterminal nonterminal -> false;
      case Group group -> throw new IllegalArgumentException("no leaf: " + group);
    };
  }

  /** The rules of lexicons of which no lexeme ever is, in their order. */
  public List<LosingRule> losingRules() {
    return losingRules;
  }

  private static Set<Regex> dead(Grammar grammar, Limits limits) {
    Map<Regex, String> searched = new LinkedHashMap<>(); // and a nonterminal that derives it
    for (Production production : grammar.productions()) {
      String head = production.head().name();
      production.body().forEach(symbol -> collectSearched(symbol, head, searched));
    }
    if (searched.isEmpty()) {
      return Set.of();
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
    return dead;
  }

  private static void collectSearched(Symbol symbol, String head, Map<Regex, String> searched) {
    switch (symbol) {
      case Terminal(Regex regex) -> {
        if (!Cardinality.isSome(regex)) {
          searched.putIfAbsent(regex, head);
        }
      }
      case Checked checked -> collectSearched(checked.terminal(), head, searched);
      case Group group -> {
        group.members().forEach(member -> collectSearched(member.symbol(), head, searched));
        group.separator().ifPresent(separator -> collectSearched(separator, head, searched));
      }
      case Nonterminal nonterminal -> {}
      case NamedTerminal named -> {}
      case SpecialToken token -> {}
    }
  }
}
