package dev.espalier.grammar.lark;

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
import dev.espalier.grammar.python.Lexeme;
import dev.espalier.grammar.transform.Nullability;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes a grammar as Lark, rules first, one a line, then terminals and what is ignored.
 *
 * <p>For each grammar {@code g} that {@link Lark} gave, {@code Lark.parse(LarkPrinter.print(g))}
 * equals {@code g}, or {@code g} is refused. Terminals get priorities where their order needs them.
 */
public final class LarkPrinter {
  private static final String LEXICON = "lark";
  private static final String RULE = "_*[a-z](-?[a-zA-Z0-9_])*";
  private static final String TERMINAL = "_*[A-Z](-?[a-zA-Z0-9_])*";

  private final Grammar grammar;
  private final Map<String, Lexicon.Rule> read = new HashMap<>(); // by the name produced
  private final List<Terminals> terminals = new ArrayList<>(); // preferred first
  private final StringBuilder out = new StringBuilder();

  /**
   * A terminal of the lexicon.
   *
   * @param number on reading back, among those of equal preference otherwise
   */
  private record Terminals(Lexicon.Rule rule, boolean isNamed, boolean isLiteral, int number) {
    boolean isHidden() {
      return rule.produces().isEmpty();
    }

    int literalLength() {
      return isLiteral && rule.regex() instanceof Regex.Literal(String text) ? text.length() : 0;
    }
  }

  private LarkPrinter(Grammar grammar) {
    this.grammar = grammar;
  }

  /**
   * {@code grammar} as Lark; its start must be called {@code start} to be read back without saying
   * so.
   *
   * @throws IllegalArgumentException if Lark cannot say it: several lexicons, or one with modes or
   *     in another order than priorities give; contextual terminals and checks, and so what {@code
   *     %json} and {@code %lark} gave; groups that are not the plain repetition of one member;
   *     names of other forms
   */
  public static String print(Grammar grammar) {
    return new LarkPrinter(grammar).print();
  }

  private String print() {
    List<Lexicon.Rule> rules = rules();
    Map<String, Integer> numbers = new HashMap<>();
    for (Lexicon.Rule rule : rules) {
      if (isNamed(rule)) {
        numbers.putIfAbsent(rule.name(), numbers.size());
      }
    }
    for (Lexicon.Rule rule : rules) {
      if (rule.produces().isEmpty()) {
        numbers.putIfAbsent(rule.name(), numbers.size());
      } else {
        read.put(rule.name(), rule);
      }
    }
    for (Production production : grammar.productions()) {
      production.body().forEach(symbol -> number(symbol, numbers));
    }
    for (Lexicon.Rule rule : rules) {
      boolean isNamed = isNamed(rule);
      boolean isLiteral =
          isNamed
              ? literal(rule.regex()) != null && !hasUnnamed(rules, rule.regex())
              : rule.name().startsWith("\"") && !rule.name().contains("\"..\"");
      terminals.add(
          new Terminals(
              rule, isNamed, isLiteral, numbers.getOrDefault(rule.name(), Integer.MAX_VALUE)));
    }
    grammar.productionsByHead().forEach(this::appendRule);
    appendTerminals();
    return out.toString();
  }

  private List<Lexicon.Rule> rules() {
    if (grammar.lexicons().isEmpty()) {
      return List.of();
    }
    Lexicon lexicon = grammar.lexicons().getFirst();
    if (grammar.lexicons().size() > 1
        || !lexicon.name().equals(LEXICON)
        || lexicon.competition() != Lexicon.Competition.EXPECTED
        || lexicon.modes().size() > 1) {
      throw new IllegalArgumentException(
          "Lark has one lexicon, called '" + LEXICON + "', of what is expected and without modes");
    }
    List<Lexicon.Rule> rules = lexicon.modes().getFirst().rules();
    for (Lexicon.Rule rule : rules) {
      if (!rule.produces().orElse(rule.name()).equals(rule.name()) || !rule.changes().isEmpty()) {
        throw new IllegalArgumentException("Lark has no way to say " + rule);
      }
    }
    return rules;
  }

  private static boolean isNamed(Lexicon.Rule rule) {
    return rule.name().matches(TERMINAL);
  }

  private static boolean hasUnnamed(List<Lexicon.Rule> rules, Regex regex) {
    return rules.stream().anyMatch(rule -> !isNamed(rule) && rule.regex().equals(regex));
  }

  private static void number(Symbol symbol, Map<String, Integer> numbers) {
    switch (symbol) {
      case NamedTerminal named -> numbers.putIfAbsent(named.name(), numbers.size());
      case Group group -> group.members().forEach(member -> number(member.symbol(), numbers));
      case Nonterminal nonterminal -> {}
      case Terminal terminal -> {}
      case SpecialToken token -> {}
      case Checked checked -> {}
    }
  }

  private void appendRule(Nonterminal head, List<Production> productions) {
    String name = ruleName(head);
    if (productions.size() == 1
        && productions.getFirst().body().size() == 1
        && wholeRule(productions.getFirst().body().getFirst()) instanceof Lexicon.Rule rule) {
      boolean first = rule.extent() == Lexicon.Extent.FIRST;
      Regex regex = first ? before(rule) : rule.regex();
      out.append(name).append(first ? "[lazy]: " : "[stop=\"\"]: ");
      out.append(expression(regex)).append('\n');
      return;
    }
    out.append(name)
        .append(": ")
        .append(productions.stream().map(this::body).collect(Collectors.joining(" | ")))
        .append('\n');
  }

  /** The rule of the lexicon that is a rule of the grammar at the same time, if it is one. */
  private Lexicon.@Nullable Rule wholeRule(Symbol symbol) {
    Symbol inner =
        symbol instanceof Group group && group.members().size() == 1
            ? group.members().getFirst().symbol()
            : symbol;
    Lexicon.Rule rule =
        inner instanceof NamedTerminal(String lexicon, String name) ? read.get(name) : null;
    return rule != null && rule.name().matches(RULE) ? rule : null;
  }

  /** What a rule that ends at its first match was before. */
  private static Regex before(Lexicon.Rule rule) {
    if (rule.regex() instanceof Regex.Intersection(List<Regex> operands)) {
      Regex body = Regex.allOf(operands.subList(0, operands.size() - 1));
      if (Lexeme.firstMatch(body).equals(rule.regex())) {
        return body;
      }
    }
    throw new IllegalArgumentException("Lark has no way to say " + rule);
  }

  private static String ruleName(Nonterminal nonterminal) {
    if (!nonterminal.name().matches(RULE)) {
      throw new IllegalArgumentException("no name of a rule in Lark: '" + nonterminal + "'");
    }
    return nonterminal.name();
  }

  private String body(Production production) {
    return production.body().isEmpty()
        ? "\"\""
        : production.body().stream().map(this::symbol).collect(Collectors.joining(" "));
  }

  private static String ids(List<SpecialToken.Range> ranges) {
    return ranges.stream().map(SpecialToken.Range::toString).collect(Collectors.joining(","));
  }

  private String symbol(Symbol symbol) {
    return switch (symbol) {
      case Nonterminal nonterminal -> ruleName(nonterminal);
      case NamedTerminal named -> {
        if (isNullable(named)) {
          throw new IllegalArgumentException("a lexeme that may be empty is optional: " + named);
        }
        yield terminal(named);
      }
      case SpecialToken.Named(String name) -> name;
      case SpecialToken.Ids(List<SpecialToken.Range> ranges) -> "<[" + ids(ranges) + "]>";
      case SpecialToken.Other(SpecialToken.Ids(List<SpecialToken.Range> ranges)) ->
          "<[^" + ids(ranges) + "]>";
      case SpecialToken.Other other -> throw unsayable(other);
      case Group group -> group(group);
      case Terminal terminal -> throw unsayable(terminal);
      case Checked checked -> throw unsayable(checked);
    };
  }

  private boolean isNullable(NamedTerminal named) {
    Lexicon.Rule rule = read.get(named.name());
    return rule != null && Nullability.isNullable(rule.regex());
  }

  private String terminal(NamedTerminal named) {
    Lexicon.Rule rule = read.get(named.name());
    if (rule != null && rule.name().matches(RULE)) {
      throw unsayable(named);
    }
    if (rule == null && !named.name().matches(TERMINAL)) {
      throw unsayable(named);
    }
    return named.name();
  }

  private String group(Group group) {
    Group.Member member = group.members().getFirst();
    if (!group.equals(Group.repeat(member.symbol(), member.min(), member.max()))) {
      throw unsayable(group);
    }
    if (member.symbol() instanceof NamedTerminal named
        && isNullable(named)
        && member.min() == 0
        && member.max() == 1) {
      return terminal(named);
    }
    String inner = symbol(member.symbol());
    boolean isQuantified =
        member.symbol() instanceof Group && !(inner.matches(TERMINAL) || isUnnamed(inner));
    return (isQuantified ? "(" + inner + ")" : inner) + bounds(member.min(), member.max());
  }

  private boolean isUnnamed(String text) {
    return read.containsKey(text);
  }

  private static IllegalArgumentException unsayable(Object part) {
    return new IllegalArgumentException("Lark has no way to say " + part);
  }

  private static String bounds(int min, int max) {
    if (max == Regex.UNBOUNDED) {
      return min == 0 ? "*" : min == 1 ? "+" : "{" + min + ",}";
    }
    return min == 0 && max == 1 ? "?" : min == max ? "~" + min : "~" + min + ".." + max;
  }

  private void appendTerminals() {
    int[] priorities = priorities();
    List<String> declared = new ArrayList<>();
    for (Production production : grammar.productions()) {
      production.body().forEach(symbol -> collectDeclared(symbol, declared));
    }
    if (!declared.isEmpty()) {
      out.append("%declare ").append(String.join(" ", declared)).append('\n');
    }
    List<String> defined = new ArrayList<>();
    for (int i = 0; i < terminals.size(); i++) {
      Lexicon.Rule rule = terminals.get(i).rule;
      if (terminals.get(i).isNamed && !defined.contains(rule.name())) {
        defined.add(rule.name());
        out.append(rule.name())
            .append(priorities[i] == 0 ? "" : "." + priorities[i])
            .append(": ")
            .append(definition(terminals.get(i)))
            .append('\n');
      }
    }
    for (Terminals terminal : terminals) {
      if (terminal.isHidden()) {
        out.append("%ignore ").append(terminal.rule.name()).append('\n');
      }
    }
  }

  private void collectDeclared(Symbol symbol, List<String> declared) {
    switch (symbol) {
      case NamedTerminal named -> {
        if (!read.containsKey(named.name()) && !declared.contains(named.name())) {
          declared.add(named.name());
        }
      }
      case Group group ->
          group.members().forEach(member -> collectDeclared(member.symbol(), declared));
      case Nonterminal nonterminal -> {}
      case Terminal terminal -> {}
      case SpecialToken token -> {}
      case Checked checked -> {}
    }
  }

  private static String definition(Terminals terminal) {
    String literal = literal(terminal.rule.regex());
    return terminal.isLiteral && literal != null
        ? literal
        : "(" + expression(terminal.rule.regex()) + ")";
  }

  /** The priorities with which the terminals are read back in their order. */
  private int[] priorities() {
    int[] priorities = new int[terminals.size()];
    int firstUnnamed = 0;
    while (firstUnnamed < terminals.size() && terminals.get(firstUnnamed).isNamed) {
      firstUnnamed++;
    }
    int lastUnnamed = terminals.size() - 1;
    while (lastUnnamed >= 0 && terminals.get(lastUnnamed).isNamed) {
      lastUnnamed--;
    }
    if (!isReadBack(priorities)) {
      for (int i = 0; i < terminals.size(); i++) {
        if (i < firstUnnamed) {
          priorities[i] = firstUnnamed - i;
        } else if (i > lastUnnamed) {
          priorities[i] = lastUnnamed - i;
        }
      }
      for (int i = 1; i < terminals.size(); i++) {
        if (terminals.get(i).rule.name().equals(terminals.get(i - 1).rule.name())) {
          priorities[i] = priorities[i - 1];
        }
      }
      if (!isReadBack(priorities)) {
        throw new IllegalArgumentException(
            "Lark prefers terminals in another order than "
                + terminals.stream().map(t -> t.rule.name()).toList());
      }
    }
    return priorities;
  }

  private boolean isReadBack(int[] priorities) {
    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < priorities.length; i++) {
      order.add(i);
    }
    List<Integer> sorted =
        order.stream()
            .sorted(
                Comparator.comparingInt((Integer i) -> -priorities[i])
                    .thenComparing(i -> !terminals.get(i).isLiteral)
                    .thenComparingInt(i -> -terminals.get(i).literalLength())
                    .thenComparingInt(i -> terminals.get(i).number)
                    .thenComparing(i -> terminals.get(i).isHidden()))
            .toList();
    return sorted.equals(order);
  }

  /** {@code regex} as one string, or null if it is none. */
  private static @Nullable String literal(Regex regex) {
    if (regex instanceof Regex.Literal(String text) && !text.isEmpty()) {
      return LarkSpelling.string(text);
    }
    return LarkSpelling.stringInAnyCase(regex, Limits.defaults());
  }

  private static String expression(Regex regex) {
    return LarkSpelling.expression(regex);
  }
}
