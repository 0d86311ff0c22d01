package dev.espalier.grammar.transform;

import dev.espalier.grammar.*;
import java.util.*;

/** Placeholder until the passes land: drops what derives nothing. */
public final class Normalizer {
  private Normalizer() {}

  static boolean dead(Regex r) {
    return switch (r) {
      case Regex.Nothing n -> true;
      case Regex.Concat(var o) -> o.stream().anyMatch(Normalizer::dead);
      case Regex.Alternation(var o) -> o.stream().allMatch(Normalizer::dead);
      case Regex.Intersection(var o) -> o.stream().anyMatch(Normalizer::dead);
      case Regex.Repeat(var o, int a, int b) -> a > 0 && dead(o);
      default -> false;
    };
  }

  static boolean ok(Symbol s, Set<Nonterminal> p) {
    return switch (s) {
      case Terminal(Regex r) -> !dead(r);
      case Nonterminal n -> p.contains(n);
      case Group g -> fix(g, p) != null;
    };
  }

  static Group fix(Group g, Set<Nonterminal> p) {
    List<Group.Member> ms = new ArrayList<>();
    for (var m : g.members())
      if (ok(m.symbol(), p))
        ms.add(
            new Group.Member(
                m.symbol() instanceof Group gg ? fix(gg, p) : m.symbol(), m.min(), m.max()));
      else if (m.min() > 0) return null;
    if (ms.isEmpty())
      return g.min() == 0
          ? new Group(
              List.of(new Group.Member(new Terminal(Regex.EMPTY), 0, 1)),
              Optional.empty(),
              g.order(),
              0,
              1)
          : null;
    boolean sep = g.separator().isEmpty() || ok(g.separator().get(), p);
    int max = sep ? g.max() : Math.min(1, g.max());
    try {
      return new Group(ms, sep ? g.separator() : Optional.empty(), g.order(), g.min(), max);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  public static Grammar normalize(Grammar g, Limits l) {
    Set<Nonterminal> p = new HashSet<>();
    boolean c = true;
    while (c) {
      c = false;
      for (var pr : g.productions())
        if (!p.contains(pr.head()) && pr.body().stream().allMatch(s -> ok(s, p))) {
          p.add(pr.head());
          c = true;
        }
    }
    if (!p.contains(g.start())) throw new UnsatisfiableGrammarException("g", "none");
    List<Production> out = new ArrayList<>();
    for (var pr : g.productions())
      if (p.contains(pr.head()) && pr.body().stream().allMatch(s -> ok(s, p)))
        out.add(
            new Production(
                pr.head(),
                pr.body().stream().map(s -> s instanceof Group gg ? fix(gg, p) : s).toList()));
    return new Grammar(g.start(), out);
  }
}
