package dev.espalier.grammar.antlr;

import dev.espalier.grammar.Group;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Puts the bodies of contextual rules together from their parts. Each part is a list of symbols in
 * which no two terminals are neighbours; what is regular within one body is as few terminals as
 * possible. A group with rules in it becomes a rule of its own, named after the one it stands in,
 * with a number. Used by one reading, by one thread.
 */
public final class RuleBodies {
  private final Predicate<String> isTaken;
  private final List<Production> productions = new ArrayList<>();
  private final Map<Nonterminal, List<List<Symbol>>> groups = new LinkedHashMap<>();
  private final Map<String, Integer> groupsNamedAfter = new HashMap<>();
  private String currentRule = "";

  /**
   * @param isTaken whether a rule of the source has this name
   */
  public RuleBodies(Predicate<String> isTaken) {
    this.isTaken = isTaken;
  }

  /** What follows is about the rule {@code name}, until {@link #end}. */
  public void begin(String name) {
    currentRule = name;
  }

  /** Adds the productions of the rule begun, then those of the groups in it. */
  public void end(List<List<Symbol>> alternatives) {
    add(new Nonterminal(currentRule), alternatives);
    groups.forEach(this::add);
    groups.clear();
  }

  private void add(Nonterminal head, List<List<Symbol>> bodies) {
    bodies.forEach(body -> productions.add(new Production(head, body)));
  }

  /** The productions of all rules so far, in the order of the source. */
  public List<Production> productions() {
    return productions;
  }

  /** A part of one terminal; of none, if {@code regex} is the empty text. */
  public static List<Symbol> terminal(Regex regex) {
    return regex.equals(Regex.EMPTY) ? List.of() : List.of(new Terminal(regex));
  }

  /** The parts one after the other. */
  public static List<Symbol> sequence(List<List<Symbol>> parts) {
    List<Symbol> body = new ArrayList<>();
    List<Regex> run = new ArrayList<>();
    for (List<Symbol> part : parts) {
      for (Symbol symbol : part) {
        if (symbol instanceof Terminal(Regex regex)) {
          run.add(regex);
        } else {
          flush(run, body);
          body.add(symbol);
        }
      }
    }
    flush(run, body);
    return body;
  }

  private static void flush(List<Regex> run, List<Symbol> body) {
    body.addAll(terminal(Regex.concat(run)));
    run.clear();
  }

  /** {@code part} so many times. */
  public List<Symbol> repeated(List<Symbol> part, int min, int max) {
    if (part.isEmpty() || max == 0) {
      return List.of();
    }
    if (min == 1 && max == 1) {
      return part;
    }
    Symbol unit = part.size() == 1 ? part.getFirst() : named(List.of(part));
    return unit instanceof Terminal(Regex regex)
        ? terminal(Regex.repeat(regex, min, max))
        : List.of(Group.repeat(unit, min, max));
  }

  /** Any one of the parts, at least one. */
  public List<Symbol> choice(List<List<Symbol>> alternatives) {
    if (alternatives.size() == 1) {
      return alternatives.getFirst();
    }
    List<Regex> regexes = new ArrayList<>();
    for (List<Symbol> alternative : alternatives) {
      if (alternative.isEmpty()) {
        regexes.add(Regex.EMPTY);
      } else if (alternative.size() == 1
          && alternative.getFirst() instanceof Terminal(Regex regex)) {
        regexes.add(regex);
      } else {
        return List.of(named(alternatives));
      }
    }
    return terminal(Regex.anyOf(regexes));
  }

  private Nonterminal named(List<List<Symbol>> alternatives) {
    String name;
    do {
      name = currentRule + "-" + groupsNamedAfter.merge(currentRule, 1, Integer::sum);
    } while (isTaken.test(name));
    Nonterminal head = new Nonterminal(name);
    groups.put(head, alternatives);
    return head;
  }
}
