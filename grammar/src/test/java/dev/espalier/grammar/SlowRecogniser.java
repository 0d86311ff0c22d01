package dev.espalier.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Membership by definition: which nonterminal derives which span of a text, to a fixpoint. Checks
 * are of values, and about the text of their terminal.
 */
public final class SlowRecogniser {
  private record Span(Nonterminal nonterminal, int from, int to) {}

  private record State(int position, int member, List<Integer> counts, int total) {}

  private final String text;
  private final Set<Span> spans = new HashSet<>();

  private SlowRecogniser(String text) {
    this.text = text;
  }

  public static boolean accepts(Grammar grammar, String text) {
    SlowRecogniser recogniser = new SlowRecogniser(text);
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Production production : grammar.productions()) {
        for (int from = 0; from <= text.length(); from++) {
          for (int to : recogniser.ends(production.body(), from)) {
            changed |= recogniser.spans.add(new Span(production.head(), from, to));
          }
        }
      }
    }
    return recogniser.spans.contains(new Span(grammar.start(), 0, text.length()));
  }

  private Set<Integer> ends(List<Symbol> body, int from) {
    Set<Integer> ends = Set.of(from);
    for (Symbol symbol : body) {
      Set<Integer> next = new TreeSet<>();
      ends.forEach(end -> next.addAll(ends(symbol, end)));
      ends = next;
    }
    return ends;
  }

  private Set<Integer> ends(Symbol symbol, int from) {
    Set<Integer> ends = new TreeSet<>();
    switch (symbol) {
      case Group group -> ends.addAll(ends(group, from));
      case NamedTerminal named -> throw new AssertionError(named);
      case SpecialToken token -> throw new AssertionError(token);
      case Checked(Terminal terminal, Check check) -> {
        for (int to : ends(terminal, from)) {
          if (check instanceof Check.Value value && value.test().test(text.substring(from, to))) {
            ends.add(to);
          }
        }
      }
      case Terminal(Regex regex) -> {
        for (int to = from; to <= text.length(); to++) {
          if (RegexMatcher.matches(regex, text.substring(from, to))) {
            ends.add(to);
          }
        }
      }
      case Nonterminal nonterminal -> {
        for (int to = from; to <= text.length(); to++) {
          if (spans.contains(new Span(nonterminal, from, to))) {
            ends.add(to);
          }
        }
      }
    }
    return ends;
  }

  private Set<Integer> ends(Group group, int from) {
    List<Group.Member> members = group.members();
    Set<Integer> ends = new TreeSet<>();
    Set<State> seen = new HashSet<>();
    Deque<State> queue = new ArrayDeque<>();
    queue.add(new State(from, 0, members.stream().map(m -> 0).toList(), 0));
    while (!queue.isEmpty()) {
      State state = queue.remove();
      if (!seen.add(state)) {
        continue;
      }
      if (state.total() >= group.min() && isMet(members, state.counts())) {
        ends.add(state.position());
      }
      for (int i = 0; i < members.size(); i++) {
        Group.Member member = members.get(i);
        if (!group.order().allows(state.member(), i)
            || state.total() == group.max()
            || state.counts().get(i) == member.max()) {
          continue;
        }
        List<Integer> counts = new ArrayList<>(state.counts());
        counts.set(i, counted(counts.get(i), member.min(), member.max()));
        int total = counted(state.total(), Math.max(group.min(), 1), group.max());
        Set<Integer> starts =
            state.total() == 0 || group.separator().isEmpty()
                ? Set.of(state.position())
                : ends(group.separator().get(), state.position());
        for (int start : starts) {
          for (int end : ends(member.symbol(), start)) {
            queue.add(new State(end, i, counts, total));
          }
        }
      }
    }
    return ends;
  }

  private static int counted(int count, int min, int max) {
    return max == Regex.UNBOUNDED ? Math.min(count + 1, min) : count + 1;
  }

  private static boolean isMet(List<Group.Member> members, List<Integer> counts) {
    for (int i = 0; i < counts.size(); i++) {
      if (counts.get(i) < members.get(i).min()) {
        return false;
      }
    }
    return true;
  }
}
