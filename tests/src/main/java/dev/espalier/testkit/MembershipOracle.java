package dev.espalier.testkit;

import dev.espalier.grammar.Check;
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
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Membership by definition: which spans of one text each nonterminal derives, as a least fixpoint.
 * Slow and obvious.
 */
public final class MembershipOracle {
  private static final JsonMapper JSON = new JsonMapper();

  private record Span(int from, int to) {}

  private final int[] text;
  private final Map<Nonterminal, Set<Span>> derived = new HashMap<>();

  private final int asked; // checks are asked of terminals that end up to here

  private MembershipOracle(String text, int asked) {
    this.text = text.codePoints().toArray();
    this.asked = asked;
  }

  /** Whether {@code text} is in the language of {@code grammar}. */
  public static boolean accepts(Grammar grammar, String text) {
    return accepts(grammar, text, Integer.MAX_VALUE);
  }

  /**
   * Whether {@code text} is in the language of {@code grammar}, checks being taken for passed where
   * their terminals end after the first {@code asked} code points.
   */
  public static boolean accepts(Grammar grammar, String text, int asked) {
    MembershipOracle oracle = new MembershipOracle(text, asked);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Production production : grammar.productions()) {
        Set<Span> spans =
            oracle.derived.computeIfAbsent(production.head(), head -> new HashSet<>());
        for (int from = 0; from <= oracle.text.length; from++) {
          for (int to : oracle.endsOfSequence(production.body(), from)) {
            changed |= spans.add(new Span(from, to));
          }
        }
      }
    }
    return oracle.derived.get(grammar.start()).contains(new Span(0, oracle.text.length));
  }

  /** Whether {@code regex} matches all of {@code text}. */
  public static boolean matches(Regex regex, String text) {
    MembershipOracle oracle = new MembershipOracle(text, 0);
    return oracle.ends(regex, 0).contains(oracle.text.length);
  }

  /** Where the matches of {@code regex} end that begin at {@code from}, in code points. */
  static Set<Integer> ends(Regex regex, String text, int from) {
    return new MembershipOracle(text, 0).ends(regex, from);
  }

  private Set<Integer> endsOfSequence(List<Symbol> symbols, int from) {
    Set<Integer> ends = Set.of(from);
    for (Symbol symbol : symbols) {
      Set<Integer> next = new HashSet<>();
      ends.forEach(end -> next.addAll(ends(symbol, end)));
      ends = next;
    }
    return ends;
  }

  private Set<Integer> ends(Symbol symbol, int from) {
    return switch (symbol) {
      case Terminal(Regex regex) -> ends(regex, from);
      case NamedTerminal named -> throw new IllegalArgumentException("of a lexicon: " + named);
      case SpecialToken token -> throw new IllegalArgumentException("no text: " + token);
      case Checked(Terminal(Regex regex), Check check) -> {
        Set<Integer> ends = new HashSet<>();
        for (int to : new TreeSet<>(ends(regex, from))) {
          if (to > asked || CheckOracle.pass(check, new String(text, 0, to))) {
            ends.add(to);
          } else if (!CheckOracle.mayGrow(text[to - 1])) {
            break;
          }
        }
        yield ends;
      }
      case Nonterminal nonterminal -> {
        Set<Integer> ends = new HashSet<>();
        for (Span span : derived.getOrDefault(nonterminal, Set.of())) {
          if (span.from == from) {
            ends.add(span.to);
          }
        }
        yield ends;
      }
      case Group group -> {
        Set<Integer> ends = new HashSet<>();
        occurrences(group, new int[group.members().size()], -1, 0, from, ends, new HashSet<>());
        yield ends;
      }
    };
  }

  /** Tries every sequence of occurrences; counts above {@code cap} are all alike. */
  private void occurrences(
      Group group,
      int[] counts,
      int last,
      int total,
      int at,
      Set<Integer> ends,
      Set<List<Integer>> seen) {
    List<Integer> state = new ArrayList<>(List.of(last, total, at));
    for (int count : counts) {
      state.add(count);
    }
    if (!seen.add(state)) {
      return;
    }
    boolean enough = total >= group.min() && total <= group.max();
    for (int m = 0; m < counts.length; m++) {
      enough &= counts[m] >= group.members().get(m).min();
    }
    if (enough) {
      ends.add(at);
    }
    int cap = text.length + 6;
    for (int m = 0; m < counts.length; m++) {
      if (!group.order().allows(last, m)
          || counts[m] >= Math.min(group.members().get(m).max(), cap)
          || total >= group.max()) {
        continue;
      }
      Set<Integer> begins =
          total == 0 || group.separator().isEmpty()
              ? Set.of(at)
              : ends(group.separator().get(), at);
      for (int begin : begins) {
        for (int end : ends(group.members().get(m).symbol(), begin)) {
          int[] next = counts.clone();
          next[m]++;
          occurrences(group, next, m, total + 1, end, ends, seen);
        }
      }
    }
  }

  /** The value of a JSON string without its quotes; empty if it is none. */
  private static int[] decoded(String spelled) {
    try {
      return JSON.readValue('"' + spelled + '"', String.class).codePoints().toArray();
    } catch (JacksonException e) {
      return new int[0];
    }
  }

  private static boolean isMultiple(Regex.Multiple e, String digits) {
    int point = digits.indexOf('.');
    String whole = point < 0 ? digits : digits.substring(0, point);
    String fraction = point < 0 ? "" : digits.substring(point + 1);
    if (!(whole + fraction).chars().allMatch(c -> c >= '0' && c <= '9')
        || point >= 0 && (fraction.isEmpty() || e.places() == 0)
        || whole.length() < e.min()
        || whole.length() > e.max()) {
      return false;
    }
    BigDecimal value =
        new BigDecimal(new BigInteger(e.remainder() + whole + fraction), fraction.length());
    BigDecimal step = BigDecimal.valueOf(e.modulus(), e.places());
    return value.remainder(step).signum() == 0;
  }

  private Set<Integer> ends(Regex regex, int from) {
    Set<Integer> ends = new HashSet<>();
    switch (regex) {
      case Regex.Nothing nothing -> {}
      case Regex.Chars(var set) -> {
        if (from < text.length && set.contains(text[from])) {
          ends.add(from + 1);
        }
      }
      case Regex.JsonChars(var set) -> {
        for (int to = from + 1; to <= Math.min(text.length, from + 12); to++) {
          int[] decoded = decoded(new String(text, from, to - from));
          if (decoded.length == 1 && set.contains(decoded[0])) {
            ends.add(to);
          }
        }
      }
      case Regex.Literal(String literal) -> {
        int[] expected = literal.codePoints().toArray();
        int i = 0;
        while (i < expected.length && from + i < text.length && text[from + i] == expected[i]) {
          i++;
        }
        if (i == expected.length) {
          ends.add(from + i);
        }
      }
      case Regex.Multiple multiple -> {
        for (int to = from; to <= text.length; to++) {
          if (isMultiple(multiple, new String(text, from, to - from))) {
            ends.add(to);
          }
        }
      }
      case Regex.Concat(var operands) -> {
        Set<Integer> level = Set.of(from);
        for (Regex operand : operands) {
          Set<Integer> next = new HashSet<>();
          level.forEach(at -> next.addAll(ends(operand, at)));
          level = next;
        }
        ends.addAll(level);
      }
      case Regex.Alternation(var operands) ->
          operands.forEach(operand -> ends.addAll(ends(operand, from)));
      case Regex.Intersection(var operands) -> {
        ends.addAll(ends(operands.getFirst(), from));
        operands.forEach(operand -> ends.retainAll(ends(operand, from)));
      }
      case Regex.Complement(var operand) -> {
        for (int to = from; to <= text.length; to++) {
          ends.add(to);
        }
        ends.removeAll(ends(operand, from));
      }
      case Regex.Repeat(var operand, int min, int max) -> {
        Set<Integer> level = Set.of(from);
        int most = Math.min(max, min + text.length + 1);
        for (int n = 0; n <= most && !level.isEmpty(); n++) {
          if (n >= min) {
            ends.addAll(level);
          }
          Set<Integer> next = new HashSet<>();
          level.forEach(at -> next.addAll(ends(operand, at)));
          level = next;
        }
      }
    }
    return ends;
  }
}
