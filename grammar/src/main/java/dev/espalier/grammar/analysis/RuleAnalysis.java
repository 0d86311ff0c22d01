package dev.espalier.grammar.analysis;

import dev.espalier.grammar.Checked;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.transform.Components;
import dev.espalier.grammar.transform.Nullability;
import dev.espalier.grammar.transform.Productivity;
import dev.espalier.grammar.transform.Symbols;
import dev.espalier.grammar.transform.UnitSymbols;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What is to be said of the rules of one grammar. Used once, by one thread. */
final class RuleAnalysis {
  private static final Terminal EMPTY = new Terminal(Regex.EMPTY);
  private static final int MOST_REASONS = 3;
  private static final int MOST_OF_CYCLE = 8;

  private final Grammar grammar;
  private final Map<Nonterminal, List<Production>> byHead;
  private final List<Nonterminal> heads;
  private final Map<Nonterminal, Integer> ids = new HashMap<>();
  private final Productivity productivity;
  private final Nullability nullability;
  private final UnitSymbols units;

  RuleAnalysis(Grammar grammar, Predicate<Symbol> empty) {
    this.grammar = grammar;
    this.byHead = grammar.productionsByHead();
    this.heads = List.copyOf(byHead.keySet());
    heads.forEach(head -> ids.put(head, ids.size()));
    this.productivity = Productivity.of(grammar, empty);
    this.nullability = Nullability.of(grammar);
    this.units = UnitSymbols.of(nullability);
  }

  void report(List<Finding> findings) {
    reportNothing(findings);
    reportUnreachable(findings);
    reportOnlyEmpty(findings);
    reportDuplicates(findings);
    reportCycles(Finding.Kind.UNIT_CYCLE, edges(units::forEach), findings);
    reportCycles(Finding.Kind.LEFT_RECURSION, edges(this::forEachFirst), findings);
  }

  /** The rule that {@code head} is a part of, where it was made for one; else itself. */
  private Nonterminal owner(Nonterminal head) {
    String name = head.name();
    int end = name.length();
    while (end > 0 && Character.isDigit(name.charAt(end - 1))) {
      end--;
    }
    boolean made = end < name.length() && end > 1 && "-_".indexOf(name.charAt(end - 1)) >= 0;
    Nonterminal owner = made ? new Nonterminal(name.substring(0, end - 1)) : head;
    return byHead.containsKey(owner) ? owner : head;
  }

  private void reportNothing(List<Finding> findings) {
    for (Nonterminal head : heads) {
      Nonterminal rule = owner(head);
      boolean isTold = rule != head && !productivity.isProductive(rule);
      if (!productivity.isProductive(head) && !isTold) {
        findings.add(
            new Finding(
                Finding.Kind.DERIVES_NOTHING,
                rule.name(),
                (rule == head ? "derives" : "a group in it derives")
                    + " no text, every alternative needs "
                    + needed(head),
                "add an alternative without it"));
      }
    }
  }

  /** What no text can be derived of in the alternatives of {@code head} and of groups in it. */
  private String needed(Nonterminal head) {
    Nonterminal rule = owner(head);
    Set<String> needed = new LinkedHashSet<>();
    Set<Nonterminal> looked = new HashSet<>(Set.of(head));
    Deque<Nonterminal> queue = new ArrayDeque<>(looked);
    while (!queue.isEmpty()) {
      for (Production production : byHead.get(queue.remove())) {
        for (Symbol symbol : production.body()) {
          if (!productivity.isProductive(symbol)) {
            if (symbol.equals(rule)) {
              needed.add("the rule itself");
            } else if (symbol instanceof Nonterminal part && owner(part).equals(rule)) {
              if (looked.add(part)) {
                queue.add(part);
              }
            } else {
              needed.add(Names.of(symbol) + whatOf(symbol));
            }
            break;
          }
        }
      }
    }
    return needed.stream().limit(MOST_REASONS).collect(Collectors.joining(" or "))
        + (needed.size() > MOST_REASONS ? " or others like it" : "");
  }

  private static String whatOf(Symbol symbol) {
    return switch (symbol) {
      case Nonterminal nonterminal -> ", which derives nothing";
      case NamedTerminal named -> ", which the lexer never produces";
      case Terminal terminal -> ", which matches nothing";
      case Checked checked -> ", which matches nothing";
      case SpecialToken token -> ", which is no token";
      case Group group -> ", which derives nothing";
    };
  }

  private void reportUnreachable(List<Finding> findings) {
    Set<Nonterminal> reached = reached();
    for (Nonterminal head : heads) {
      boolean isPart = owner(head) != head && !reached.contains(owner(head));
      if (!reached.contains(head) && !isPart) {
        findings.add(
            new Finding(
                Finding.Kind.UNREACHABLE,
                head.name(),
                "no text of '" + grammar.start().name() + "' is read with it",
                "refer to it, or leave it out"));
      }
    }
  }

  /** The nonterminals that occur in derivations of texts from the start, itself included. */
  private Set<Nonterminal> reached() {
    Set<Nonterminal> reached = new HashSet<>();
    reached.add(grammar.start());
    Deque<Nonterminal> queue = new ArrayDeque<>(reached);
    while (!queue.isEmpty()) {
      for (Production production : byHead.get(queue.remove())) {
        Symbols.forEachNonterminal(
            production,
            nonterminal -> {
              if (reached.add(nonterminal)) {
                queue.add(nonterminal);
              }
            });
      }
    }
    return reached;
  }

  private void reportOnlyEmpty(List<Finding> findings) {
    Map<Nonterminal, Set<Nonterminal>> users = new HashMap<>();
    Set<Nonterminal> longer = new HashSet<>();
    for (Production production : grammar.productions()) {
      if (productivity.isProductive(production.body())) {
        for (Symbol symbol : production.body()) {
          Symbols.forEachLeaf(
              symbol,
              leaf -> {
                if (leaf instanceof Nonterminal used) {
                  users.computeIfAbsent(used, u -> new LinkedHashSet<>()).add(production.head());
                } else if (!leaf.equals(EMPTY) && productivity.isProductive(leaf)) {
                  longer.add(production.head());
                }
              });
        }
      }
    }
    Deque<Nonterminal> queue = new ArrayDeque<>(longer);
    while (!queue.isEmpty()) {
      for (Nonterminal user : users.getOrDefault(queue.remove(), Set.of())) {
        if (longer.add(user)) {
          queue.add(user);
        }
      }
    }
    for (Nonterminal head : heads) {
      if (productivity.isProductive(head) && !longer.contains(head) && owner(head) == head) {
        findings.add(
            new Finding(
                Finding.Kind.ONLY_EMPTY,
                head.name(),
                "derives the empty text and no other",
                "leave it out if that is not meant"));
      }
    }
  }

  private void reportDuplicates(List<Finding> findings) {
    byHead.forEach(
        (head, productions) -> {
          Set<List<Symbol>> bodies = new HashSet<>();
          for (Production production : productions) {
            if (!bodies.add(production.body()) && !production.body().isEmpty()) {
              findings.add(
                  new Finding(
                      Finding.Kind.DUPLICATE_ALTERNATIVE,
                      owner(head).name(),
                      "the alternative " + Names.of(production.body()) + " stands there twice",
                      "leave one out"));
            }
          }
        });
  }

  /** What nonterminals the bodies of {@code heads} that derive something lead to, by number. */
  private int[][] edges(Step step) {
    int[][] edges = new int[heads.size()][];
    for (int i = 0; i < edges.length; i++) {
      Set<Integer> targets = new LinkedHashSet<>();
      for (Production production : byHead.get(heads.get(i))) {
        if (productivity.isProductive(production.body())) {
          step.forEach(production.body(), to -> targets.add(ids.get(to)));
        }
      }
      edges[i] = targets.stream().mapToInt(Integer::intValue).toArray();
    }
    return edges;
  }

  /** From a body to nonterminals. */
  private interface Step {
    void forEach(List<Symbol> body, Consumer<Nonterminal> consumer);
  }

  /** The nonterminals that texts of {@code body} may begin with. */
  private void forEachFirst(List<Symbol> body, Consumer<Nonterminal> consumer) {
    for (Symbol symbol : body) {
      forEachFirst(symbol, consumer);
      if (!nullability.isNullable(symbol)) {
        return;
      }
    }
  }

  private void forEachFirst(Symbol symbol, Consumer<Nonterminal> consumer) {
    if (symbol instanceof Nonterminal nonterminal) {
      consumer.accept(nonterminal);
    } else if (symbol instanceof Group group) {
      for (int i = 0; i < group.members().size(); i++) {
        Group.Member member = group.members().get(i);
        forEachFirst(member.symbol(), consumer);
        if (i < group.order().listed() && member.min() > 0) {
          return;
        }
      }
    }
  }

  private void reportCycles(Finding.Kind kind, int[][] edges, List<Finding> findings) {
    int[] componentOf = new int[edges.length];
    List<int[]> components = Components.of(edges);
    for (int c = 0; c < components.size(); c++) {
      for (int member : components.get(c)) {
        componentOf[member] = c;
      }
    }
    for (int[] component : components) {
      int first = Arrays.stream(component).min().orElseThrow();
      List<Integer> cycle = shortestCycle(first, edges, componentOf);
      if (!cycle.isEmpty()) {
        findings.add(cycle(kind, cycle, component.length));
      }
    }
  }

  /** The nodes of a shortest cycle from {@code start}, back to it; empty if there is none. */
  private static List<Integer> shortestCycle(int start, int[][] edges, int[] componentOf) {
    Map<Integer, Integer> from = new LinkedHashMap<>();
    Deque<Integer> queue = new ArrayDeque<>(List.of(start));
    while (!queue.isEmpty()) {
      int node = queue.remove();
      for (int to : edges[node]) {
        if (to == start) {
          List<Integer> cycle = new ArrayList<>(List.of(start));
          for (int at = node; at != start; at = from.getOrDefault(at, start)) {
            cycle.add(at);
          }
          cycle.add(start);
          Collections.reverse(cycle);
          return cycle;
        }
        if (componentOf[to] == componentOf[start] && from.putIfAbsent(to, node) == null) {
          queue.add(to);
        }
      }
    }
    return List.of();
  }

  private Finding cycle(Finding.Kind kind, List<Integer> cycle, int size) {
    String way =
        cycle.stream()
                .limit(MOST_OF_CYCLE)
                .map(i -> heads.get(i).name())
                .collect(Collectors.joining(" -> "))
            + (cycle.size() > MOST_OF_CYCLE ? " -> ..." : "");
    int others = size - (cycle.size() - 1);
    String more = others == 0 ? "" : ", with " + others + " more in the same way";
    String rule = heads.get(cycle.getFirst()).name();
    return kind == Finding.Kind.UNIT_CYCLE
        ? new Finding(
            kind,
            rule,
            "derives itself alone, " + way + more,
            "leave out the alternative that comes back, it adds no text")
        : new Finding(
            kind,
            rule,
            (cycle.size() == 2 ? "begins with itself, " : "begins with itself through others, ")
                + way
                + more,
            "nothing is to be done, left recursion is read");
  }
}
