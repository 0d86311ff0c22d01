package dev.espalier.grammar.transform;

import dev.espalier.grammar.Checked;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Afterwards neighbouring terminals are one, a repeated terminal is a terminal, and a nonterminal
 * that is not recursive and has only terminals is replaced by its regular expression.
 *
 * <p>Terminals are contextual, all segmentations of a text living on side by side, so
 * concatenation, alternation and repetition of terminals are those of their expressions. A terminal
 * grows no further than {@value #LARGEST_TERMINAL} nodes and a depth of {@value #DEEPEST_TERMINAL},
 * and all together by no more than {@link Limits#maxSymbols} nodes; beyond that, nonterminals stay.
 * So do checked and named terminals and special tokens. Every nonterminal must be productive.
 */
final class WithRegularInlined {
  private static final int LARGEST_TERMINAL = 4_096;
  private static final int DEEPEST_TERMINAL = 100;

  private final Map<Nonterminal, Measured> regular = new HashMap<>();
  private final Map<Regex, Measured> measured = new IdentityHashMap<>();
  private long growthLeft;

  private WithRegularInlined(Limits limits) {
    this.growthLeft = limits.maxSymbols();
  }

  static Grammar apply(Grammar grammar, Limits limits) {
    WithRegularInlined pass = new WithRegularInlined(limits);
    Map<Nonterminal, List<Production>> byHead = grammar.productionsByHead();
    Map<Nonterminal, List<Production>> rewritten = new LinkedHashMap<>(byHead);
    List<Nonterminal> nonterminals = new ArrayList<>(byHead.keySet());
    int[][] edges = edges(byHead, nonterminals);
    for (int[] component : Components.of(edges)) {
      for (int node : component) {
        Nonterminal head = nonterminals.get(node);
        List<Production> productions = new ArrayList<>();
        for (Production production : byHead.get(head)) {
          productions.add(new Production(head, pass.body(production.body())));
        }
        rewritten.put(head, productions);
        boolean recursive =
            component.length > 1 || Arrays.stream(edges[node]).anyMatch(target -> target == node);
        if (!recursive) {
          rewritten.put(head, pass.define(head, productions));
        }
      }
    }
    List<Production> productions = new ArrayList<>();
    for (List<Production> alternatives : rewritten.values()) {
      productions.addAll(
          alternatives.size() == 1 ? alternatives : new LinkedHashSet<>(alternatives));
    }
    productions.removeIf(p -> p.body().size() == 1 && p.body().getFirst().equals(p.head()));
    return new Grammar(grammar.start(), productions, grammar.lexicons());
  }

  private static int[][] edges(
      Map<Nonterminal, List<Production>> byHead, List<Nonterminal> nonterminals) {
    Map<Nonterminal, Integer> ids = new HashMap<>();
    for (Nonterminal nonterminal : nonterminals) {
      ids.put(nonterminal, ids.size());
    }
    int[][] edges = new int[nonterminals.size()][];
    for (int node = 0; node < edges.length; node++) {
      Set<Integer> targets = new LinkedHashSet<>();
      for (Production production : byHead.get(nonterminals.get(node))) {
        Symbols.forEachNonterminal(production, target -> targets.add(ids.get(target)));
      }
      edges[node] = targets.stream().mapToInt(Integer::intValue).toArray();
    }
    return edges;
  }

  /** Notes what {@code head} stands for, if it is regular; and gives it its one production. */
  private List<Production> define(Nonterminal head, List<Production> productions) {
    List<Measured> alternatives = new ArrayList<>();
    for (Production production : productions) {
      if (production.body().isEmpty()) {
        alternatives.add(measure(Regex.EMPTY));
      } else if (production.body().size() == 1
          && production.body().getFirst() instanceof Terminal(Regex regex)) {
        alternatives.add(measure(regex));
      } else {
        return productions;
      }
    }
    if (!Measured.fit(alternatives)) {
      return productions;
    }
    if (alternatives.size() == 1) {
      regular.put(head, alternatives.getFirst());
      return productions;
    }
    Regex union = Regex.anyOf(alternatives.stream().map(Measured::regex).toList());
    regular.put(head, measure(union));
    return List.of(new Production(head, body(List.of(new Terminal(union)))));
  }

  private List<Symbol> body(List<Symbol> body) {
    List<Symbol> result = new ArrayList<>();
    List<Measured> run = new ArrayList<>();
    for (Symbol original : body) {
      Symbol symbol = symbol(original);
      if (symbol instanceof Terminal(Regex regex)) {
        run.add(measure(regex));
        if (!Measured.fit(run)) {
          Measured last = run.removeLast();
          flush(run, result);
          run.add(last);
        }
      } else {
        flush(run, result);
        result.add(symbol);
      }
    }
    flush(run, result);
    return result;
  }

  private Measured measure(Regex regex) {
    Measured known = measured.get(regex);
    if (known == null) {
      known = Measured.of(regex);
      measured.put(regex, known);
    }
    return known;
  }

  private static void flush(List<Measured> run, List<Symbol> result) {
    if (run.isEmpty()) {
      return;
    }
    Regex regex = concat(run.stream().map(Measured::regex).toList());
    if (!regex.equals(Regex.EMPTY)) {
      result.add(new Terminal(regex));
    }
    run.clear();
  }

  private Symbol symbol(Symbol symbol) {
    return switch (symbol) {
      case Terminal terminal -> terminal;
      case NamedTerminal named -> named;
      case SpecialToken token -> token;
      case Checked checked -> checked;
      case Nonterminal nonterminal -> {
        Measured known = regular.get(nonterminal);
        if (known == null || known.size() > growthLeft) {
          yield nonterminal;
        }
        growthLeft -= known.size();
        yield new Terminal(known.regex());
      }
      case Group group -> group(Symbols.mapParts(group, this::symbol));
    };
  }

  private Symbol group(Group group) {
    if (group.members().size() > 1) {
      return group;
    }
    Group.Member member = group.members().getFirst();
    int min = Math.max(member.min(), group.min());
    int max = Math.min(member.max(), group.max());
    return min <= max
            && (max <= 1 || group.separator().isEmpty())
            && member.symbol() instanceof Terminal(Regex regex)
            && Measured.fit(List.of(measure(regex)))
        ? new Terminal(Regex.repeat(regex, min, max))
        : group;
  }

  /** The concatenation, with neighbouring literals made one. */
  private static Regex concat(List<Regex> operands) {
    if (operands.size() == 1 && !(operands.getFirst() instanceof Regex.Concat)) {
      return operands.getFirst();
    }
    List<Regex> merged = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Regex operand : operands) {
      for (Regex part :
          operand instanceof Regex.Concat concat ? concat.operands() : List.of(operand)) {
        if (part instanceof Regex.Literal(String literal)) {
          text.append(literal);
        } else {
          merged.add(Regex.literal(text.toString()));
          text.setLength(0);
          merged.add(part);
        }
      }
    }
    merged.add(Regex.literal(text.toString()));
    return Regex.concat(merged);
  }

  /** A regular expression with the number of its nodes and characters, and its depth. */
  private record Measured(Regex regex, long size, int depth) {
    static Measured of(Regex regex) {
      return switch (regex) {
        case Regex.Nothing nothing -> new Measured(regex, 1, 1);
        case Regex.Chars chars -> new Measured(regex, 1, 1);
        case Regex.JsonChars chars -> new Measured(regex, 1, 1);
        case Regex.Multiple multiple -> new Measured(regex, 1, 1);
        case Regex.Literal(String text) -> new Measured(regex, 1 + text.length(), 1);
        case Regex.Concat(List<Regex> operands) -> of(regex, operands);
        case Regex.Alternation(List<Regex> operands) -> of(regex, operands);
        case Regex.Intersection(List<Regex> operands) -> of(regex, operands);
        case Regex.Complement(Regex operand) -> of(regex, List.of(operand));
        case Regex.Repeat(Regex operand, int min, int max) -> of(regex, List.of(operand));
      };
    }

    private static Measured of(Regex regex, List<Regex> operands) {
      long size = 1;
      int depth = 0;
      for (Regex operand : operands) {
        Measured measured = of(operand);
        size += measured.size();
        depth = Math.max(depth, measured.depth());
      }
      return new Measured(regex, size, depth + 1);
    }

    /** Whether {@code parts} may be joined: one part is as large as it was written. */
    static boolean fit(List<Measured> parts) {
      long size = 0;
      int depth = 0;
      for (Measured part : parts) {
        size += part.size();
        depth = Math.max(depth, part.depth());
      }
      return size < LARGEST_TERMINAL && depth < DEEPEST_TERMINAL;
    }
  }
}
