package dev.espalier.grammar.g4;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.g4.G4Options.Assumption;
import dev.espalier.grammar.g4.GrammarFile.Identifier;
import dev.espalier.grammar.g4.GrammarFile.Rule;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * Turns the rules of a parser into productions over the tokens of its lexer. What is in brackets
 * with alternatives, and what is repeated and longer than one symbol, becomes a nonterminal of its
 * own, named after the rule. Used once, by one thread.
 */
final class ParserToProductions {
  /** What {@code EOF} is until {@link EndMarks} takes it out; no lexer has a rule of that name. */
  static final NamedTerminal END = new NamedTerminal(LexerToLexicon.NAME, "EOF");

  private final List<Rule> rules;
  private final Function<Ebnf.Literal, String> tokens;
  private final Set<String> produced;
  private final Refusals refusals;
  private final Limits limits;
  private final Set<String> names = new HashSet<>();
  private final Set<String> missing = new HashSet<>();
  private final Map<Set<String>, Symbol> sets = new HashMap<>();
  private final Map<Nonterminal, List<List<Symbol>>> helpers = new LinkedHashMap<>();
  private final List<Production> productions = new ArrayList<>();
  private String currentRule = "";
  private long symbols;

  /**
   * @param rules those of the parser
   * @param tokens the token that a literal is
   * @param produced the tokens that the lexer makes
   */
  ParserToProductions(
      List<Rule> rules,
      Function<Ebnf.Literal, String> tokens,
      Set<String> produced,
      Refusals refusals,
      Limits limits) {
    this.rules = rules;
    this.tokens = tokens;
    this.produced = produced;
    this.refusals = refusals;
    this.limits = limits;
    rules.forEach(rule -> names.add(rule.name().name()));
  }

  /** The productions, {@link #END} among their symbols. */
  List<Production> productions() {
    for (Rule rule : rules) {
      LeftRecursion.removed(rule.name(), rule.body(), this::fresh)
          .forEach((name, body) -> add(rule.name(), name, body));
    }
    return productions;
  }

  private void add(Identifier rule, String name, Ebnf body) {
    currentRule = name;
    List<List<Symbol>> alternatives = alternatives(body);
    add(rule, new Nonterminal(name), alternatives);
    helpers.forEach((head, bodies) -> add(rule, head, bodies));
    helpers.clear();
  }

  private void add(Identifier rule, Nonterminal head, List<List<Symbol>> bodies) {
    for (List<Symbol> body : bodies) {
      symbols += 1 + body.size();
      productions.add(new Production(head, body));
    }
    if (symbols > limits.maxSymbols()) {
      throw new LimitExceededException(
          rule.position(), symbols + " symbols > Limits.maxSymbols " + limits.maxSymbols());
    }
  }

  /** A name that is not used yet: that of a rule with something behind it. */
  String fresh(String rule, String suffix) {
    String name = rule + "_" + suffix;
    for (int i = 2; !names.add(name); i++) {
      name = rule + "_" + suffix + i;
    }
    return name;
  }

  private Nonterminal helper(List<List<Symbol>> bodies) {
    Nonterminal head = new Nonterminal(freshNumbered());
    helpers.put(head, bodies);
    return head;
  }

  private final Map<String, Integer> helpersOf = new HashMap<>();

  private String freshNumbered() {
    String name;
    do {
      name = currentRule + "_" + helpersOf.merge(currentRule, 1, Integer::sum);
    } while (!names.add(name));
    return name;
  }

  private List<List<Symbol>> alternatives(Ebnf body) {
    return body instanceof Ebnf.Choice(List<Ebnf> alternatives)
        ? alternatives.stream().map(this::symbols).toList()
        : List.of(symbols(body));
  }

  private List<Symbol> symbols(Ebnf part) {
    return switch (part) {
      case Ebnf.Sequence(List<Ebnf> parts) ->
          parts.stream().flatMap(each -> symbols(each).stream()).toList();
      case Ebnf.Choice(List<Ebnf> alternatives) -> List.of(helper(alternatives(part)));
      case Ebnf.Repeat(Ebnf repeated, int min, int max, boolean greedy) ->
          repeated(repeated, min, max);
      case Ebnf.Name name -> List.of(symbol(name));
      case Ebnf.Literal literal -> List.of(token(tokens.apply(literal), literal.position()));
      case Ebnf.Any any -> List.of(anyOf(produced));
      case Ebnf.Not not -> List.of(anyOf(others(not)));
      case Ebnf.Predicate predicate -> {
        refusals.code(
            Assumption.PREDICATES,
            predicate.position(),
            "predicate",
            "predicate "
                + LexerToLexicon.shown(predicate.code())
                + " in rule '"
                + currentRule
                + "'");
        yield List.of();
      }
      case Ebnf.Action action -> List.of();
      case Ebnf.Characters characters ->
          throw new GrammarSyntaxException(
              characters.position(), "a set of characters in rule '" + currentRule + "'");
    };
  }

  private List<Symbol> repeated(Ebnf part, int min, int max) {
    List<List<Symbol>> bodies = alternatives(part);
    if (bodies.stream().allMatch(List::isEmpty)) {
      return List.of();
    }
    Symbol unit =
        bodies.size() == 1 && bodies.getFirst().size() == 1
            ? bodies.getFirst().getFirst()
            : helper(bodies);
    return List.of(Group.repeat(unit, min, max));
  }

  private Symbol symbol(Ebnf.Name name) {
    if (name.isEnd()) {
      return END;
    }
    if (G4Reader.isTokenName(name.name())) {
      return token(name.name(), name.position());
    }
    if (!names.contains(name.name())) {
      throw new GrammarSyntaxException(
          name.position(),
          "rule '" + name.name() + "' is not defined (in rule '" + currentRule + "')");
    }
    return new Nonterminal(name.name());
  }

  private NamedTerminal token(String name, String position) {
    if (!produced.contains(name) && missing.add(name)) {
      refusals.note(
          position, "the lexer never gives token '" + name + "'; what needs it derives no text");
    }
    return new NamedTerminal(LexerToLexicon.NAME, name);
  }

  private Set<String> others(Ebnf.Not not) {
    Set<String> left = new TreeSet<>(produced);
    for (Ebnf member : not.members()) {
      switch (member) {
        case Ebnf.Literal literal -> left.remove(tokens.apply(literal));
        case Ebnf.Name name -> left.remove(name.name());
        default ->
            throw new GrammarSyntaxException(
                not.position(), "a set of characters in rule '" + currentRule + "'");
      }
    }
    return left;
  }

  /** Any one of some tokens. */
  private Symbol anyOf(Set<String> some) {
    if (some.isEmpty()) {
      return new Terminal(Regex.NOTHING);
    }
    Set<String> sorted = new TreeSet<>(some);
    Symbol known = sets.get(sorted);
    if (known == null) {
      List<List<Symbol>> bodies = new ArrayList<>();
      sorted.forEach(name -> bodies.add(List.of(new NamedTerminal(LexerToLexicon.NAME, name))));
      known = bodies.size() == 1 ? bodies.getFirst().getFirst() : helper(bodies);
      sets.put(sorted, known);
    }
    return known;
  }
}
