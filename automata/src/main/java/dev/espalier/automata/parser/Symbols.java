package dev.espalier.automata.parser;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A grammar in numbers.
 *
 * <pre>
 *   symbols      | terminals 0 .. T-1 | nonterminals T .. T+N-1 | groups T+N .. T+N+G-1 |
 *   body         | production -> its symbols
 *   ofHead       | symbol - T -> productions of that nonterminal
 *   members      | symbol - T - N -> the member symbols of that group
 *   separator    | symbol - T - N -> the separator, -1 for none
 *   nullable     | symbol -> whether it derives the empty text
 * </pre>
 *
 * Production 0 is {@code accept ::= start}, with a head of its own. Memory: linear in the grammar.
 * Immutable after construction but for {@link GroupCounter}s.
 */
final class Symbols {
  static final int ACCEPT_PRODUCTION = 0;
  static final int NO_SEPARATOR = -1;

  final List<Regex> terminals = new ArrayList<>();
  final int terminalCount;
  final int nonterminalCount;
  final int[] head;
  final int[][] body;
  final int[][] ofHead;
  final int[][] members;
  final int[] separator;
  final boolean[] nullable;
  final GroupCounter[] counters;
  final List<String> nonterminalNames = new ArrayList<>();

  private final Map<Regex, Integer> terminalIds = new HashMap<>();
  private final Map<Nonterminal, Integer> nonterminalIds = new HashMap<>();
  private final Map<Group, Integer> groupIds = new HashMap<>();
  private final List<Group> groups = new ArrayList<>();

  /**
   * @throws LimitExceededException if the grammar has more than {@code Limits.maxSymbols} symbols
   */
  Symbols(Grammar grammar, Limits limits) {
    nonterminalNames.add("(accept)");
    for (Production production : grammar.productions()) {
      nonterminal(production.head());
    }
    long size = 0;
    for (Production production : grammar.productions()) {
      for (Symbol symbol : production.body()) {
        size += collect(symbol);
      }
    }
    if (size > limits.maxSymbols()) {
      throw new LimitExceededException(
          "grammar", size + " symbols > Limits.maxSymbols " + limits.maxSymbols());
    }
    terminalCount = terminals.size();
    nonterminalCount = nonterminalNames.size();

    int productions = grammar.productions().size() + 1;
    head = new int[productions];
    body = new int[productions][];
    List<List<Integer>> byHead = new ArrayList<>();
    for (int i = 0; i < nonterminalCount; i++) {
      byHead.add(new ArrayList<>());
    }
    head[ACCEPT_PRODUCTION] = terminalCount;
    body[ACCEPT_PRODUCTION] = new int[] {id(grammar.start())};
    for (int p = 1; p < productions; p++) {
      Production production = grammar.productions().get(p - 1);
      head[p] = id(production.head());
      body[p] = production.body().stream().mapToInt(this::id).toArray();
      byHead.get(head[p] - terminalCount).add(p);
    }
    ofHead =
        byHead.stream()
            .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
            .toArray(int[][]::new);
    members =
        groups.stream()
            .map(g -> g.members().stream().mapToInt(m -> id(m.symbol())).toArray())
            .toArray(int[][]::new);
    separator =
        groups.stream().mapToInt(g -> g.separator().map(this::id).orElse(NO_SEPARATOR)).toArray();
    nullable = new boolean[terminalCount + nonterminalCount + groups.size()];
    counters = new GroupCounter[groups.size()];
  }

  /**
   * Finds what derives the empty text, given which terminals match it.
   *
   * @throws IllegalArgumentException if a member does that must not, see {@link Group}
   */
  void findNullable(IntPredicate nullableTerminal) {
    for (int t = 0; t < terminalCount; t++) {
      nullable[t] = nullableTerminal.test(t);
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (int p = 0; p < body.length; p++) {
        if (!nullable[head[p]] && Arrays.stream(body[p]).allMatch(s -> nullable[s])) {
          nullable[head[p]] = true;
          changed = true;
        }
      }
      for (int g = 0; g < groups.size(); g++) {
        int symbol = terminalCount + nonterminalCount + g;
        if (!nullable[symbol] && counterOf(g).isFinal(GroupCounter.START)) {
          nullable[symbol] = true;
          changed = true;
        }
      }
    }
    for (int g = 0; g < groups.size(); g++) {
      counters[g] = counterOf(g);
      boolean mayBeEmpty = separator[g] == NO_SEPARATOR && members[g].length == 1;
      if (!mayBeEmpty && Arrays.stream(members[g]).anyMatch(s -> nullable[s])) {
        throw new IllegalArgumentException(
            "a member of a group derives the empty text: " + groups.get(g));
      }
    }
  }

  private GroupCounter counterOf(int group) {
    boolean[] nullableMembers = new boolean[members[group].length];
    for (int i = 0; i < nullableMembers.length; i++) {
      nullableMembers[i] = nullable[members[group][i]];
    }
    return new GroupCounter(groups.get(group), nullableMembers);
  }

  boolean isTerminal(int symbol) {
    return symbol < terminalCount;
  }

  boolean isGroup(int symbol) {
    return symbol >= terminalCount + nonterminalCount;
  }

  int groupOf(int symbol) {
    return symbol - terminalCount - nonterminalCount;
  }

  int symbolOfGroup(int group) {
    return terminalCount + nonterminalCount + group;
  }

  int count() {
    return nullable.length;
  }

  private int collect(Symbol root) {
    int size = 0;
    Deque<Symbol> todo = new ArrayDeque<>();
    todo.push(root);
    while (!todo.isEmpty()) {
      size++;
      switch (todo.pop()) {
        case Nonterminal nonterminal -> nonterminal(nonterminal);
        case Terminal(Regex regex) -> {
          if (terminalIds.putIfAbsent(regex, terminals.size()) == null) {
            terminals.add(regex);
          }
        }
        case Group group -> {
          if (groupIds.putIfAbsent(group, groups.size()) == null) {
            groups.add(group);
            group.members().forEach(member -> todo.push(member.symbol()));
            group.separator().ifPresent(todo::push);
          }
        }
      }
    }
    return size;
  }

  private void nonterminal(Nonterminal nonterminal) {
    if (nonterminalIds.putIfAbsent(nonterminal, nonterminalNames.size()) == null) {
      nonterminalNames.add(nonterminal.name());
    }
  }

  private int id(Symbol symbol) {
    return switch (symbol) {
      case Terminal(Regex regex) -> Optional.of(terminalIds.get(regex)).orElseThrow();
      case Nonterminal n -> terminalCount + Optional.of(nonterminalIds.get(n)).orElseThrow();
      case Group group -> symbolOfGroup(Optional.of(groupIds.get(group)).orElseThrow());
    };
  }
}
