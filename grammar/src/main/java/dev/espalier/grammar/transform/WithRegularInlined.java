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
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Afterwards neighbouring terminals are one, a repeated terminal is a terminal, and a nonterminal
 * that is not recursive and has only terminals is replaced by its regular expression; what no
 * derivation from the start needs any more is gone.
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
  private static final int FEW = 8; // productions that are quicker to compare than to hash

  private final Map<Nonterminal, Measured> regular = new HashMap<>();
  private final Map<Regex, Measured> measured = new IdentityHashMap<>();
  private long growthLeft;

  private WithRegularInlined(Limits limits) {
    this.growthLeft = limits.maxSymbols();
  }

  static Grammar apply(Grammar grammar, Limits limits) {
    WithRegularInlined pass = new WithRegularInlined(limits);
    Map<Nonterminal, List<Production>> byHead = grammar.productionsByHead();
    Map<Nonterminal, List<Production>> rewritten = new HashMap<>();
    List<Nonterminal> nonterminals = List.copyOf(byHead.keySet());
    int[][] edges = edges(byHead, nonterminals);
    for (int[] component : Components.of(edges)) {
      for (int node : component) {
        Nonterminal head = nonterminals.get(node);
        List<Production> productions = new ArrayList<>();
        for (Production production : byHead.get(head)) {
          productions.add(pass.rewritten(production));
        }
        boolean recursive = component.length > 1 || isAmong(node, edges[node]);
        rewritten.put(head, recursive ? productions : pass.define(head, productions));
      }
    }
    Set<Nonterminal> reached = WithoutUnreachable.reached(grammar.start(), rewritten);
    List<Production> productions = new ArrayList<>();
    for (Nonterminal head : nonterminals) {
      if (reached.contains(head)) {
        addDistinct(rewritten.get(head), productions);
      }
    }
    return new Grammar(grammar.start(), productions, grammar.lexicons());
  }

  private static int[][] edges(
      Map<Nonterminal, List<Production>> byHead, List<Nonterminal> nonterminals) {
    Map<Nonterminal, Integer> ids = HashMap.newHashMap(nonterminals.size());
    for (Nonterminal nonterminal : nonterminals) {
      ids.put(nonterminal, ids.size());
    }
    int[][] edges = new int[nonterminals.size()][];
    List<Nonterminal> targets = new ArrayList<>();
    for (int node = 0; node < edges.length; node++) {
      targets.clear();
      for (Production production : byHead.get(nonterminals.get(node))) {
        Symbols.forEachNonterminal(production, targets::add);
      }
      edges[node] = new int[targets.size()];
      for (int i = 0; i < edges[node].length; i++) {
        edges[node][i] = ids.get(targets.get(i));
      }
    }
    return edges;
  }

  private static boolean isAmong(int node, int[] targets) {
    for (int target : targets) {
      if (target == node) {
        return true;
      }
    }
    return false;
  }

  /** Adds each of the productions of one head once, and none that is {@code A ::= A}. */
  private static void addDistinct(List<Production> alternatives, List<Production> all) {
    Map<Integer, Collection<Production>> added = new HashMap<>(); // by what is quick to compare
    for (Production production : alternatives) {
      List<Symbol> body = production.body();
      if (body.size() == 1 && body.getFirst().equals(production.head())) {
        continue;
      }
      if (alternatives.size() == 1 || isNew(production, added)) {
        all.add(production);
      }
    }
  }

  private static boolean isNew(Production production, Map<Integer, Collection<Production>> added) {
    int outline = outline(production.body());
    Collection<Production> similar = added.computeIfAbsent(outline, o -> new ArrayList<>(1));
    if (similar.contains(production)) {
      return false;
    }
    if (similar.size() == FEW && similar instanceof List<Production>) {
      similar = new HashSet<>(similar);
      added.put(outline, similar);
    }
    return similar.add(production);
  }

  /** The same for equal bodies, without a look into regular expressions. */
  private static int outline(List<Symbol> body) {
    int outline = 0;
    for (Symbol symbol : body) {
      outline = 31 * outline + outline(symbol);
    }
    return outline;
  }

  private static int outline(Symbol symbol) {
    return switch (symbol) {
      case Nonterminal nonterminal -> nonterminal.hashCode();
      case Terminal(Regex regex) -> regex instanceof Regex.Literal ? regex.hashCode() : 1;
      case NamedTerminal named -> named.hashCode();
      case SpecialToken token -> token.hashCode();
      case Checked checked -> 2;
      case Group group -> {
        int outline = group.members().size();
        for (Group.Member member : group.members()) {
          outline = 31 * outline + outline(member.symbol());
        }
        yield outline;
      }
    };
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

  private Production rewritten(Production production) {
    List<Symbol> body = body(production.body());
    return isSame(body, production.body()) ? production : new Production(production.head(), body);
  }

  /** Whether both have the same objects. */
  private static boolean isSame(List<Symbol> body, List<Symbol> original) {
    boolean same = body.size() == original.size();
    for (int i = 0; same && i < body.size(); i++) {
      same = body.get(i) == original.get(i);
    }
    return same;
  }

  private List<Symbol> body(List<Symbol> body) {
    List<Symbol> result = new ArrayList<>(body.size());
    List<Terminal> run = new ArrayList<>();
    for (Symbol original : body) {
      Symbol symbol = symbol(original);
      if (symbol instanceof Terminal terminal) {
        run.add(terminal);
        if (run.size() > 1 && !fit(run)) {
          run.removeLast();
          flush(run, result);
          run.add(terminal);
        }
      } else {
        flush(run, result);
        result.add(symbol);
      }
    }
    flush(run, result);
    return result;
  }

  private boolean fit(List<Terminal> run) {
    List<Measured> parts = new ArrayList<>(run.size());
    for (Terminal terminal : run) {
      parts.add(measure(terminal.regex()));
    }
    return Measured.fit(parts);
  }

  private Measured measure(Regex regex) {
    Measured known = measured.get(regex);
    if (known == null) {
      known = Measured.of(regex);
      measured.put(regex, known);
    }
    return known;
  }

  private static void flush(List<Terminal> run, List<Symbol> result) {
    if (run.isEmpty()) {
      return;
    }
    Terminal first = run.getFirst();
    Regex regex = concat(run);
    if (!regex.equals(Regex.EMPTY)) {
      result.add(regex == first.regex() ? first : new Terminal(regex));
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
  private static Regex concat(List<Terminal> run) {
    if (run.size() == 1 && !hasNeighbouringLiterals(run.getFirst().regex())) {
      return run.getFirst().regex();
    }
    List<Regex> merged = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (Terminal terminal : run) {
      for (Regex part : parts(terminal.regex())) {
        if (part instanceof Regex.Literal(String literal)) {
          text.append(literal);
        } else {
          if (!text.isEmpty()) {
            merged.add(Regex.literal(text.toString()));
            text.setLength(0);
          }
          merged.add(part);
        }
      }
    }
    merged.add(Regex.literal(text.toString()));
    return Regex.concat(merged);
  }

  private static List<Regex> parts(Regex regex) {
    return regex instanceof Regex.Concat(List<Regex> operands) ? operands : List.of(regex);
  }

  private static boolean hasNeighbouringLiterals(Regex regex) {
    boolean literal = false;
    for (Regex part : parts(regex)) {
      if (literal && part instanceof Regex.Literal) {
        return true;
      }
      literal = part instanceof Regex.Literal;
    }
    return false;
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
