package dev.espalier.grammar.schema;

import dev.espalier.grammar.Checked;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.JsonSpellings;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a grammar derives a text, by definition: memoised sets of end positions over the
 * productions, derivatives (Brzozowski 1964) for the terminals. An oracle for grammars without left
 * recursion; slow and obvious.
 */
final class TextRecognizer {
  private final Nonterminal start;
  private final Map<Nonterminal, List<Production>> productions;
  private final Map<Regex, State> states = new HashMap<>();
  private Map<Symbol, Map<Integer, BitSet>> memo = new HashMap<>();
  private int[] text = {};

  TextRecognizer(Grammar grammar) {
    this.productions = grammar.productionsByHead();
    this.start = grammar.start();
  }

  boolean accepts(String candidate) {
    text = candidate.codePoints().toArray();
    memo = new HashMap<>();
    return ends(start, 0).get(text.length);
  }

  private BitSet ends(Symbol symbol, int from) {
    Map<Integer, BitSet> known = memo.computeIfAbsent(symbol, s -> new HashMap<>());
    if (!known.containsKey(from)) {
      known.put(
          from,
          switch (symbol) {
            case Terminal terminal -> lexemes(terminal.regex(), from);
            case NamedTerminal named -> throw new AssertionError(named);
            case SpecialToken token -> throw new AssertionError(token);
            case Checked checked -> passing(checked, from);
            case Nonterminal nonterminal -> derived(nonterminal, from);
            case Group group -> occurrences(group, from);
          });
    }
    return known.get(from);
  }

  private BitSet passing(Checked checked, int from) {
    BitSet ends = (BitSet) ends(checked.terminal(), from).clone();
    for (int end = ends.nextSetBit(0); end >= 0; end = ends.nextSetBit(end + 1)) {
      ends.set(end, SlowChecks.pass(checked.check(), new String(text, 0, end)));
    }
    return ends;
  }

  private BitSet derived(Nonterminal nonterminal, int from) {
    BitSet all = new BitSet();
    for (Production production : productions.get(nonterminal)) {
      BitSet at = new BitSet();
      at.set(from);
      for (Symbol symbol : production.body()) {
        at = step(symbol, at);
      }
      all.or(at);
    }
    return all;
  }

  private BitSet step(Symbol symbol, BitSet from) {
    BitSet to = new BitSet();
    from.stream().forEach(i -> to.or(ends(symbol, i)));
    return to;
  }

  /** A point inside a group: how often each member occurred, where, and the last one. */
  private record Point(int at, List<Integer> counts, int last) {}

  private BitSet occurrences(Group group, int from) {
    List<Group.Member> members = group.members();
    Set<Point> seen = new HashSet<>();
    Deque<Point> open = new ArrayDeque<>();
    open.add(new Point(from, new ArrayList<>(Collections.nCopies(members.size(), 0)), 0));
    BitSet ends = new BitSet();
    while (!open.isEmpty()) {
      Point point = open.poll();
      if (!seen.add(point)) {
        continue;
      }
      int total = point.counts.stream().mapToInt(i -> i).sum();
      boolean enough = total >= group.min();
      for (int i = 0; i < members.size(); i++) {
        enough &= point.counts.get(i) >= members.get(i).min();
      }
      if (enough) {
        ends.set(point.at);
      }
      if (total == group.max()) {
        continue;
      }
      BitSet starts = new BitSet();
      starts.set(point.at);
      if (total > 0 && group.separator().isPresent()) {
        starts = step(group.separator().get(), starts);
      }
      for (int i = 0; i < members.size(); i++) {
        if (group.order().allows(point.last, i) && point.counts.get(i) < members.get(i).max()) {
          List<Integer> counts = new ArrayList<>(point.counts);
          counts.set(i, counts.get(i) + 1);
          int last = i;
          step(members.get(i).symbol(), starts).stream()
              .forEach(at -> open.add(new Point(at, counts, last)));
        }
      }
    }
    return ends;
  }

  /** What is left of a terminal; one per expression. */
  private static final class State {
    final Regex regex;
    final boolean accepting;
    final Map<Integer, State> next = new HashMap<>();

    State(Regex regex) {
      this.regex = regex;
      this.accepting = nullable(regex);
    }
  }

  private BitSet lexemes(Regex regex, int from) {
    BitSet ends = new BitSet();
    State state = states.computeIfAbsent(regex, State::new);
    for (int i = from; ; i++) {
      if (state.accepting) {
        ends.set(i);
      }
      if (i == text.length || state.regex.equals(Regex.NOTHING)) {
        return ends;
      }
      State before = state;
      int c = text[i];
      state =
          state.next.computeIfAbsent(
              c, x -> states.computeIfAbsent(derivative(before.regex, c), State::new));
    }
  }

  static boolean nullable(Regex regex) {
    return switch (regex) {
      case Regex.Nothing r -> false;
      case Regex.Chars r -> false;
      case Regex.JsonChars r -> false;
      case Regex.Literal r -> r.text().isEmpty();
      case Regex.Concat r -> r.operands().stream().allMatch(TextRecognizer::nullable);
      case Regex.Alternation r -> r.operands().stream().anyMatch(TextRecognizer::nullable);
      case Regex.Intersection r -> r.operands().stream().allMatch(TextRecognizer::nullable);
      case Regex.Complement r -> !nullable(r.operand());
      case Regex.Repeat r -> r.min() == 0 || nullable(r.operand());
      case Regex.Multiple r -> r.isNullable();
    };
  }

  static Regex derivative(Regex regex, int c) {
    return switch (regex) {
      case Regex.Nothing r -> r;
      case Regex.Chars r -> r.set().contains(c) ? Regex.EMPTY : Regex.NOTHING;
      case Regex.JsonChars r -> derivative(JsonSpellings.of(r), c);
      case Regex.Multiple r -> r.after(c);
      case Regex.Literal r -> {
        String text = r.text();
        yield !text.isEmpty() && text.codePointAt(0) == c
            ? Regex.literal(text.substring(Character.charCount(c)))
            : Regex.NOTHING;
      }
      case Regex.Concat r -> {
        Regex head = r.operands().getFirst();
        Regex tail = Regex.concat(r.operands().subList(1, r.operands().size()));
        Regex first = Regex.concat(derivative(head, c), tail);
        yield nullable(head) ? Regex.anyOf(first, derivative(tail, c)) : first;
      }
      case Regex.Alternation r ->
          Regex.anyOf(r.operands().stream().map(o -> derivative(o, c)).toList());
      case Regex.Intersection r ->
          Regex.allOf(r.operands().stream().map(o -> derivative(o, c)).toList());
      case Regex.Complement r -> {
        Regex inner = derivative(r.operand(), c);
        yield inner.equals(Regex.NOTHING) ? Regex.ANY_TEXT : Regex.not(inner);
      }
      case Regex.Repeat r -> {
        int max = r.max() == Regex.UNBOUNDED ? r.max() : r.max() - 1;
        yield Regex.concat(
            derivative(r.operand(), c), Regex.repeat(r.operand(), Math.max(0, r.min() - 1), max));
      }
    };
  }
}
