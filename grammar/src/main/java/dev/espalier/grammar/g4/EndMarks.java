package dev.espalier.grammar.g4;

import dev.espalier.grammar.Group;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Predicate;

/**
 * Takes {@code EOF} out of productions. It matches the end of the text, so nothing but more of it
 * may follow it; what remains derives the texts that are derived with {@code EOF} nowhere, or only
 * at the end.
 *
 * <p>A nonterminal that can reach {@code EOF} stands for two: one without it, and one with it,
 * which ends the text. In a body with the latter, what follows can be but {@code EOF}. Often one of
 * the two derives nothing, as for {@code file : statement* EOF}, and the other keeps the name. Used
 * once, by one thread.
 */
final class EndMarks {
  private final NamedTerminal end;
  private final Map<Nonterminal, List<Production>> rules = new LinkedHashMap<>();
  private final Map<Nonterminal, List<Production>> users = new HashMap<>();
  private final Set<Nonterminal> reaching;
  private final Set<Nonterminal> onlyEnd; // derive nothing but EOF, any number of them
  private final Set<Nonterminal>
      without; // derive some text with EOF nowhere, as far as that matters
  private final Set<Nonterminal> with; // derive some text with EOF at its end
  private final Map<Nonterminal, Nonterminal> ended = new HashMap<>();

  /** Productions and what they start from. */
  record Result(Nonterminal start, List<Production> productions) {}

  private EndMarks(List<Production> productions, NamedTerminal end, BinaryOperator<String> fresh) {
    this.end = end;
    for (Production production : productions) {
      rules.computeIfAbsent(production.head(), head -> new ArrayList<>()).add(production);
      for (Nonterminal used : nonterminals(production)) {
        users.computeIfAbsent(used, u -> new ArrayList<>()).add(production);
      }
    }
    Set<Nonterminal> found = new HashSet<>();
    reaching = found;
    fill(found, productions, production -> production.body().stream().anyMatch(this::reaches));
    onlyEnd = new HashSet<>();
    fill(onlyEnd, productions, p -> p.body().stream().allMatch(this::mayBeOnlyEnd));
    List<Production> affected =
        productions.stream().filter(production -> found.contains(production.head())).toList();
    without = new HashSet<>(rules.keySet());
    without.removeAll(found);
    fill(without, affected, p -> p.body().stream().allMatch(this::mayGoWithout));
    with = new HashSet<>();
    fill(with, affected, production -> !endings(production).isEmpty());
    for (Nonterminal nonterminal : rules.keySet()) {
      if (with.contains(nonterminal)) {
        ended.put(
            nonterminal,
            without.contains(nonterminal)
                ? new Nonterminal(fresh.apply(nonterminal.name(), "end"))
                : nonterminal);
      }
    }
  }

  /**
   * The same texts without {@code end}; empty if there are none.
   *
   * @param fresh makes an unused name of one and of what is behind it in the name
   */
  static Optional<Result> removed(
      Nonterminal start,
      List<Production> productions,
      NamedTerminal end,
      BinaryOperator<String> fresh) {
    EndMarks marks = new EndMarks(productions, end, fresh);
    return marks.reaching.isEmpty()
        ? Optional.of(new Result(start, productions))
        : marks.result(start, fresh);
  }

  private Optional<Result> result(Nonterminal start, BinaryOperator<String> fresh) {
    List<Production> productions = new ArrayList<>();
    Nonterminal whole = start;
    if (with.contains(start) && without.contains(start)) {
      whole = new Nonterminal(fresh.apply(start.name(), "text"));
      productions.add(Production.of(whole, start));
      productions.add(Production.of(whole, ended.get(start)));
    } else if (!with.contains(start) && !without.contains(start)) {
      return Optional.empty();
    }
    rules.forEach(
        (head, bodies) -> {
          if (!reaching.contains(head)) {
            productions.addAll(bodies);
            return;
          }
          if (without.contains(head)) {
            for (Production production : bodies) {
              if (production.body().stream().allMatch(this::mayGoWithout)) {
                List<Symbol> body = new ArrayList<>();
                production.body().forEach(symbol -> without(symbol).ifPresent(body::add));
                productions.add(new Production(head, body));
              }
            }
          }
          if (with.contains(head)) {
            for (Production production : bodies) {
              for (int i : endings(production)) {
                productions.add(ending(production, i));
              }
            }
          }
        });
    return Optional.of(new Result(whole, withoutUnused(whole, productions)));
  }

  /** Adds the heads of productions that {@code holds} holds for, until it does for no more. */
  private void fill(
      Set<Nonterminal> heads, List<Production> candidates, Predicate<Production> holds) {
    Deque<Production> open = new ArrayDeque<>(candidates);
    while (!open.isEmpty()) {
      Production production = open.poll();
      if (!heads.contains(production.head()) && holds.test(production)) {
        heads.add(production.head());
        open.addAll(users.getOrDefault(production.head(), List.of()));
      }
    }
  }

  private boolean reaches(Symbol symbol) {
    return switch (symbol) {
      case Nonterminal nonterminal -> reaching.contains(nonterminal);
      case Group group -> reaches(repeated(group));
      default -> symbol.equals(end);
    };
  }

  private boolean mayBeOnlyEnd(Symbol symbol) {
    return switch (symbol) {
      case Nonterminal nonterminal -> onlyEnd.contains(nonterminal);
      case Group group -> least(group) == 0 || mayBeOnlyEnd(repeated(group));
      default -> symbol.equals(end);
    };
  }

  private boolean mayGoWithout(Symbol symbol) {
    return switch (symbol) {
      case Nonterminal nonterminal -> without.contains(nonterminal);
      case Group group -> least(group) == 0 || mayGoWithout(repeated(group));
      default -> !symbol.equals(end);
    };
  }

  private boolean mayEnd(Symbol symbol) {
    return switch (symbol) {
      case Nonterminal nonterminal -> with.contains(nonterminal);
      case Group group ->
          mayEnd(repeated(group))
              && (least(group) == 0
                  || most(group) == 1
                  || least(group) == 1
                  || mayGoWithout(repeated(group)));
      default -> symbol.equals(end);
    };
  }

  /** The places in a body at which the text may end with {@code EOF}. */
  private List<Integer> endings(Production production) {
    List<Integer> places = new ArrayList<>();
    List<Symbol> body = production.body();
    int from = body.size() - 1;
    while (from > 0 && mayBeOnlyEnd(body.get(from))) {
      from--;
    }
    for (int i = 0; i < body.size(); i++) {
      if (i >= from && mayEnd(body.get(i))) {
        places.add(i);
      }
      if (!mayGoWithout(body.get(i))) {
        break;
      }
    }
    return places;
  }

  private Production ending(Production production, int place) {
    List<Symbol> body = new ArrayList<>();
    for (Symbol before : production.body().subList(0, place)) {
      without(before).ifPresent(body::add);
    }
    body.addAll(ending(production.body().get(place)));
    return new Production(ended.get(production.head()), body);
  }

  /** What a symbol derives if it ends with {@code EOF}, without that. */
  private List<Symbol> ending(Symbol symbol) {
    return switch (symbol) {
      case Nonterminal nonterminal -> List.of(ended.get(nonterminal));
      case Group group -> {
        List<Symbol> body = new ArrayList<>();
        Symbol inner = repeated(group);
        int min = mayBeOnlyEnd(inner) ? 0 : Math.max(least(group) - 1, 0);
        if (most(group) > 1 && mayGoWithout(inner)) {
          without(inner)
              .ifPresent(
                  one ->
                      body.add(
                          Group.repeat(
                              one,
                              min,
                              most(group) == Regex.UNBOUNDED ? Regex.UNBOUNDED : most(group) - 1)));
        }
        body.addAll(ending(inner));
        yield body;
      }
      default -> List.of();
    };
  }

  /** What a symbol derives with {@code EOF} nowhere; empty if that is but the empty text. */
  private Optional<Symbol> without(Symbol symbol) {
    if (!(symbol instanceof Group group) || !reaches(group)) {
      return Optional.of(symbol);
    }
    Symbol inner = repeated(group);
    return mayGoWithout(inner)
        ? without(inner).map(one -> Group.repeat(one, least(group), most(group)))
        : Optional.empty();
  }

  private static Symbol repeated(Group group) {
    return group.members().getFirst().symbol();
  }

  private static int least(Group group) {
    return group.members().getFirst().min();
  }

  private static int most(Group group) {
    return group.members().getFirst().max();
  }

  private static Set<Nonterminal> nonterminals(Production production) {
    Set<Nonterminal> found = new LinkedHashSet<>();
    for (Symbol symbol : production.body()) {
      Symbol inner = symbol;
      while (inner instanceof Group group) {
        inner = repeated(group);
      }
      if (inner instanceof Nonterminal nonterminal) {
        found.add(nonterminal);
      }
    }
    return found;
  }

  /** Without the productions of nonterminals made here that nothing refers to. */
  private List<Production> withoutUnused(Nonterminal start, List<Production> productions) {
    Map<Nonterminal, List<Production>> byHead = new LinkedHashMap<>();
    for (Production production : productions) {
      byHead.computeIfAbsent(production.head(), head -> new ArrayList<>()).add(production);
    }
    Deque<Nonterminal> open = new ArrayDeque<>();
    Set<Nonterminal> used = new HashSet<>();
    open.add(start);
    for (Nonterminal written : rules.keySet()) {
      if (byHead.containsKey(written)) {
        open.add(written);
      }
    }
    while (!open.isEmpty()) {
      Nonterminal next = open.poll();
      if (used.add(next)) {
        byHead.get(next).forEach(production -> open.addAll(nonterminals(production)));
      }
    }
    return productions.stream().filter(production -> used.contains(production.head())).toList();
  }
}
