package dev.espalier.grammar.transform;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Afterwards a chain of levels, each a list of the next one, is one list: of {@code sum ::= product
 * ("+" product)*} and {@code product ::= atom ("*" atom)*} the first becomes {@code sum ::= atom
 * ("*" atom | "+" atom)*}.
 *
 * <p>The levels say how tightly operators bind; which texts there are they do not say. A parser
 * that reads without looking ahead would be at the end of every level after each atom, so a
 * language with fifteen of them has fifteen stacks where one does. A level is flattened into the
 * one below it only if each of its tails ends with that one; what other tails the one below has
 * does not matter.
 */
final class WithChainsFlattened {
  private static final int MOST_TAILS = 1_000;

  /**
   * {@code item tail*}.
   *
   * @param tails the alternatives of the tail
   */
  private record Level(Symbol item, List<List<Symbol>> tails) {}

  private final Map<Nonterminal, List<Production>> byHead;
  private final Map<Nonterminal, @Nullable Level> levels = new HashMap<>();
  private final Set<Nonterminal> flattened = new HashSet<>();

  private WithChainsFlattened(Map<Nonterminal, List<Production>> byHead) {
    this.byHead = byHead;
  }

  static Grammar apply(Grammar grammar) {
    WithChainsFlattened pass = new WithChainsFlattened(grammar.productionsByHead());
    Map<Nonterminal, List<Production>> rewritten = new LinkedHashMap<>(pass.byHead);
    Set<String> names = new HashSet<>();
    pass.byHead.keySet().forEach(head -> names.add(head.name()));
    for (Nonterminal head : pass.byHead.keySet()) {
      Level level = pass.level(head);
      if (level != null && pass.flattened.contains(head)) {
        Nonterminal tail = newName(head, names);
        rewritten.put(
            head, List.of(Production.of(head, level.item, Group.repeat(tail, 0, Regex.UNBOUNDED))));
        rewritten.put(tail, level.tails.stream().map(body -> new Production(tail, body)).toList());
      }
    }
    if (pass.flattened.isEmpty()) {
      return grammar;
    }
    List<Production> productions = new ArrayList<>();
    rewritten.values().forEach(productions::addAll);
    return new Grammar(grammar.start(), productions, grammar.lexicons());
  }

  private static Nonterminal newName(Nonterminal head, Set<String> names) {
    String name = head.name() + "_tails";
    while (!names.add(name)) {
      name += "_";
    }
    return new Nonterminal(name);
  }

  /** {@code head} as a level, flattened if it can be; null if it is none. */
  private @Nullable Level level(Nonterminal head) {
    List<Nonterminal> path = new ArrayList<>(); // levels above those whose items they are
    Nonterminal at = head;
    while (at != null && !levels.containsKey(at) && !path.contains(at)) {
      Level own = asWritten(at);
      if (own == null) {
        levels.put(at, null);
      } else {
        path.add(at);
        at = own.item instanceof Nonterminal item ? item : null;
      }
    }
    for (Nonterminal above : path.reversed()) {
      Level own = asWritten(above);
      assert own != null : above + " is no level";
      Level below = own.item instanceof Nonterminal item ? levels.get(item) : null;
      levels.put(above, below == null ? own : joined(above, own, below));
    }
    return levels.get(head);
  }

  private Level joined(Nonterminal head, Level own, Level below) {
    Set<List<Symbol>> tails = new LinkedHashSet<>(below.tails);
    for (List<Symbol> tail : own.tails) {
      if (tail.isEmpty() || !alone(tail.getLast()).equals(own.item)) {
        return own;
      }
      List<Symbol> shorter = new ArrayList<>(tail.subList(0, tail.size() - 1));
      shorter.add(below.item);
      tails.add(shorter);
    }
    if (tails.size() > MOST_TAILS) {
      return own;
    }
    flattened.add(head);
    return new Level(below.item, List.copyOf(tails));
  }

  /** {@code item tail*} if that is all that {@code head} derives; the item without units. */
  private @Nullable Level asWritten(Nonterminal head) {
    List<Production> productions = byHead.get(head);
    List<Symbol> body = productions.size() == 1 ? productions.getFirst().body() : List.of();
    if (body.size() != 2
        || !(body.getLast() instanceof Group group)
        || group.members().size() > 1
        || group.separator().isPresent()
        || group.min() > 0
        || group.max() != Regex.UNBOUNDED
        || group.members().getFirst().min() > 0
        || group.members().getFirst().max() != Regex.UNBOUNDED) {
      return null;
    }
    Symbol tail = group.members().getFirst().symbol();
    List<List<Symbol>> tails =
        tail instanceof Nonterminal nonterminal
            ? byHead.get(nonterminal).stream().map(Production::body).toList()
            : List.of(List.of(tail));
    return new Level(alone(body.getFirst()), tails);
  }

  /** What {@code symbol} derives alone, as long as that is one nonterminal and nothing else. */
  private Symbol alone(Symbol symbol) {
    Symbol result = symbol;
    while (result instanceof Nonterminal nonterminal) {
      List<Production> productions = byHead.get(nonterminal);
      List<Symbol> body = productions.size() == 1 ? productions.getFirst().body() : List.of();
      if (body.size() != 1 || !(body.getFirst() instanceof Nonterminal next)) {
        return result;
      }
      result = next;
    }
    return result;
  }
}
