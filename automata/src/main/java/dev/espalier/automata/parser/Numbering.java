package dev.espalier.automata.parser;

import dev.espalier.automata.derivative.IntKey;
import dev.espalier.grammar.Check;
import dev.espalier.grammar.Checked;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.UnsupportedGrammarException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives numbers to the symbols of a grammar, each occurrence being looked at once; what {@link
 * Symbols} is made of.
 *
 * <p>Until all are counted, a symbol is three times its number among those of its kind, plus its
 * kind.
 */
final class Numbering {
  private static final int KINDS = 3;
  private static final int TERMINAL = 0;
  private static final int NONTERMINAL = 1;
  private static final int GROUP = 2;
  private static final byte[] NO_TEXT = {};

  private final List<Regex> terminals = new ArrayList<>();
  private final List<@Nullable Check> checks = new ArrayList<>(); // [terminal]
  private final List<String> origins = new ArrayList<>(); // [terminal] a head that derives it
  private final Map<NamedTerminal, Integer> named = new HashMap<>(); // -> number among terminals
  private final List<Group> groups = new ArrayList<>();
  private final List<int[]> members = new ArrayList<>();
  private final List<Integer> separators = new ArrayList<>();
  private final Map<Symbol, Integer> terminalIds = new HashMap<>(); // with or without a check
  private final Map<Nonterminal, Integer> nonterminalIds = new HashMap<>();
  private final Map<IntKey, Integer> groupIds = new HashMap<>();
  private final int[] heads;
  private final int[] starts;
  private final int[] places;
  private final byte[] @Nullable [] leadingTexts; // [terminal]
  private final int[] terminalAt; // number among terminals -> terminal
  private long size;

  Numbering(Grammar grammar, Limits limits) {
    List<Production> productions = grammar.productions();
    heads = new int[productions.size() + 1];
    starts = new int[heads.length];
    int length = 2;
    for (Production production : productions) {
      length += production.body().size() + 1;
    }
    places = new int[length];
    heads[Symbols.ACCEPT_PRODUCTION] = NONTERMINAL;
    for (int p = 1; p < heads.length; p++) {
      heads[p] = numberOf(productions.get(p - 1).head());
    }
    int place = 0;
    Nonterminal head = grammar.start();
    places[place++] = number(head, head);
    places[place++] = -1 - Symbols.ACCEPT_PRODUCTION;
    for (int p = 1; p < heads.length; p++) {
      starts[p] = place;
      head = productions.get(p - 1).head();
      for (Symbol symbol : productions.get(p - 1).body()) {
        places[place++] = number(symbol, head);
      }
      places[place++] = -1 - p;
    }
    if (size > limits.maxSymbols()) {
      throw new LimitExceededException(
          "grammar", size + " symbols > Limits.maxSymbols " + limits.maxSymbols());
    }
    leadingTexts = new byte[terminals.size()][];
    terminalAt = new int[terminals.size()];
    sortTerminals();
  }

  /** Puts the terminals into the order of the texts they begin with; those with none come first. */
  private void sortTerminals() {
    List<Leading> sorted = new ArrayList<>(terminals.size());
    for (int i = 0; i < terminals.size(); i++) {
      Regex regex = terminals.get(i);
      sorted.add(new Leading(i, regex, checks.get(i), origins.get(i), leadingText(regex)));
    }
    sorted.sort(Comparator.comparing(Leading::text, Arrays::compareUnsigned));
    for (int terminal = 0; terminal < terminalAt.length; terminal++) {
      Leading leading = sorted.get(terminal);
      terminals.set(terminal, leading.regex);
      checks.set(terminal, leading.check);
      origins.set(terminal, leading.origin);
      terminalAt[leading.number] = terminal;
      leadingTexts[terminal] = leading.text.length == 0 ? null : leading.text;
    }
  }

  private record Leading(
      int number, Regex regex, @Nullable Check check, String origin, byte[] text) {}

  private static byte[] leadingText(Regex regex) {
    Regex head = regex instanceof Regex.Concat concat ? concat.operands().getFirst() : regex;
    return head instanceof Regex.Literal literal
        ? literal.text().getBytes(StandardCharsets.UTF_8)
        : NO_TEXT;
  }

  /** Numbers {@code symbol}, of a production of {@code head}, and what it is made of. */
  private int number(Symbol symbol, Nonterminal head) {
    size++;
    return switch (symbol) {
      case Nonterminal nonterminal -> numberOf(nonterminal);
      case Terminal terminal -> numberOf(terminal, terminal.regex(), null, head);
      case NamedTerminal terminal -> {
        int number = numberOf(terminal, Regex.NOTHING, null, head);
        named.put(terminal, number / KINDS);
        yield number;
      }
      case SpecialToken token -> numberOf(token, tokens(token, head), null, head);
      case Checked checked -> numberOf(checked, checked.terminal().regex(), checked.check(), head);
      case Group group -> numberOf(group, head);
    };
  }

  private static Regex tokens(SpecialToken token, Nonterminal head) {
    String place = "rule '" + head.name() + "'";
    return switch (token) {
      case SpecialToken.Named(String name) -> throw unknown(place, "which token '" + name + "' is");
      case SpecialToken.Other other -> throw unknown(place, "which tokens " + other + " are");
      case SpecialToken.Ids(List<SpecialToken.Range> ranges) -> {
        for (SpecialToken.Range range : ranges) {
          if (range.last() > CodePointSet.MAX_TOKEN) {
            throw new LimitExceededException(
                place, "token " + range.last() + " > " + CodePointSet.MAX_TOKEN);
          }
        }
        yield Regex.chars(CodePointSet.ofTokens(ranges));
      }
    };
  }

  private static UnsupportedGrammarException unknown(String place, String question) {
    return new UnsupportedGrammarException(
        List.of(
            new UnsupportedGrammarException.Use(
                place,
                "token",
                question + " depends on a vocabulary",
                "compile the grammar for one")));
  }

  private int numberOf(Symbol symbol, Regex regex, @Nullable Check check, Nonterminal head) {
    Integer id = terminalIds.putIfAbsent(symbol, terminals.size());
    if (id == null) {
      id = terminals.size();
      terminals.add(regex);
      checks.add(check);
      origins.add(head.name());
    }
    return KINDS * id + TERMINAL;
  }

  private int numberOf(Nonterminal nonterminal) {
    int next = 1 + nonterminalIds.size(); // 0 is that of the production that accepts
    Integer id = nonterminalIds.putIfAbsent(nonterminal, next);
    return KINDS * (id == null ? next : id) + NONTERMINAL;
  }

  private int numberOf(Group group, Nonterminal head) {
    List<Group.Member> listed = group.members();
    int[] numbers = new int[listed.size()];
    int[] key = new int[3 * numbers.length + 4];
    int n = 0;
    for (int m = 0; m < numbers.length; m++) {
      numbers[m] = number(listed.get(m).symbol(), head);
      key[n++] = numbers[m];
      key[n++] = listed.get(m).min();
      key[n++] = listed.get(m).max();
    }
    int separator =
        group.separator().isPresent()
            ? number(group.separator().get(), head)
            : Symbols.NO_SEPARATOR;
    key[n++] = separator;
    key[n++] = group.order().listed();
    key[n++] = group.min();
    key[n] = group.max();
    Integer id = groupIds.putIfAbsent(IntKey.of(key), groups.size());
    if (id == null) {
      id = groups.size();
      groups.add(group);
      members.add(numbers);
      separators.add(separator);
    }
    return KINDS * id + GROUP;
  }

  private int symbol(int number) {
    if (number < 0) {
      return number;
    }
    int id = number / KINDS;
    return switch (number % KINDS) {
      case TERMINAL -> terminalAt[id];
      case NONTERMINAL -> terminals.size() + id;
      default -> terminals.size() + nonterminalCount() + id;
    };
  }

  private int[] symbols(int[] numbers) {
    int[] symbols = new int[numbers.length];
    Arrays.setAll(symbols, i -> symbol(numbers[i]));
    return symbols;
  }

  List<Regex> terminals() {
    return terminals;
  }

  /** Terminal -> the name of a nonterminal that derives it. */
  List<String> origins() {
    return origins;
  }

  /** The terminal of each name that the lexicons of the grammar may produce. */
  Map<NamedTerminal, Integer> named() {
    Map<NamedTerminal, Integer> terminalOf = new HashMap<>();
    named.forEach((name, number) -> terminalOf.put(name, terminalAt[number]));
    return terminalOf;
  }

  /** Terminal -> what must be asked where it ends, null for most. */
  @Nullable Check[] checks() {
    return checks.toArray(Check[]::new);
  }

  /** Terminal -> the text it begins with, or null. */
  byte[] @Nullable [] leadingTexts() {
    return leadingTexts;
  }

  int nonterminalCount() {
    return 1 + nonterminalIds.size();
  }

  List<Group> groups() {
    return groups;
  }

  /** Production -> its head. */
  int[] heads() {
    return symbols(heads);
  }

  /** Production -> its first place. */
  int[] starts() {
    return starts;
  }

  /** Place -> the symbol there, or -1 - production at its end. */
  int[] places() {
    return symbols(places);
  }

  /** Group -> its members. */
  int[][] members() {
    int[][] symbols = new int[members.size()][];
    Arrays.setAll(symbols, g -> symbols(members.get(g)));
    return symbols;
  }

  /** Group -> its separator, or {@link Symbols#NO_SEPARATOR}. */
  int[] separators() {
    int[] symbols = new int[separators.size()];
    Arrays.setAll(symbols, g -> symbol(separators.get(g)));
    return symbols;
  }
}
