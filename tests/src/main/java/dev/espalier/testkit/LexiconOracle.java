package dev.espalier.testkit;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.Lexicon.ModeChange;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Membership in the language of a grammar with lexicons, by definition: the text is divided from
 * its beginning, at each place by the longest match of the rules that take part there, and the
 * parser reads what the lexemes produce. Contextual terminals stand beside that wherever the parser
 * can read one. Slow and obvious; lexemes and contextual terminals are never empty.
 */
public final class LexiconOracle {
  private final Grammar grammar;
  private final String text;
  private final int length;
  private final Set<Place> failed = new HashSet<>();

  /**
   * Where a division stands.
   *
   * @param modes of each lexicon by its name, the present one last
   * @param last the lexicon that the terminal read last is of
   * @param isOver whether only hidden lexemes may follow
   */
  private record Place(
      int at,
      SymbolReader reader,
      Map<String, List<String>> modes,
      Optional<String> last,
      boolean isOver) {

    Place hidden(int to, Map<String, List<String>> changed) {
      return new Place(to, reader, changed, last, isOver);
    }

    Place read(
        Symbol terminal, int to, Map<String, List<String>> changed, Optional<String> lexicon) {
      return new Place(to, reader.after(terminal), changed, lexicon, false);
    }

    Place over() {
      return new Place(at, reader, modes, Optional.empty(), true);
    }
  }

  private LexiconOracle(Grammar grammar, String text) {
    this.grammar = grammar;
    this.text = text;
    this.length = text.codePointCount(0, text.length());
  }

  /** Whether {@code text} is in the language of {@code grammar}. */
  public static boolean accepts(Grammar grammar, String text) {
    Map<String, List<String>> modes = new HashMap<>();
    for (Lexicon lexicon : grammar.lexicons()) {
      modes.put(lexicon.name(), List.of(lexicon.modes().getFirst().name()));
    }
    LexiconOracle oracle = new LexiconOracle(grammar, text);
    return oracle.accepts(
        new Place(0, SymbolReader.start(grammar), modes, Optional.empty(), false));
  }

  private boolean accepts(Place place) {
    if (place.at == length && place.reader.isComplete()) {
      return true;
    }
    if (failed.contains(place)) {
      return false;
    }
    Set<Symbol> expected = place.reader.expected();
    for (Symbol symbol : expected) {
      if (!place.isOver && symbol instanceof Terminal(var regex)) {
        for (int to : MembershipOracle.ends(regex, text, place.at)) {
          if (to > place.at && accepts(place.read(symbol, to, place.modes, Optional.empty()))) {
            return true;
          }
        }
      }
    }
    for (Lexicon lexicon : grammar.lexicons()) {
      if (takesPart(lexicon, place, expected) && accepts(lexicon, place, expected)) {
        return true;
      }
    }
    if (!place.isOver && place.reader.isComplete() && accepts(place.over())) {
      return true;
    }
    failed.add(place);
    return false;
  }

  private boolean takesPart(Lexicon lexicon, Place place, Set<Symbol> expected) {
    return !place.isOver && expected.stream().anyMatch(symbol -> isOf(lexicon, symbol))
        || place.last.equals(Optional.of(lexicon.name()))
        || lexicon.equals(grammar.lexicons().getFirst())
            && (place.isOver || place.reader.chart().size() == 1);
  }

  private static boolean isOf(Lexicon lexicon, Symbol symbol) {
    return symbol instanceof NamedTerminal named && named.lexicon().equals(lexicon.name());
  }

  private boolean accepts(Lexicon lexicon, Place place, Set<Symbol> expected) {
    List<String> stack = place.modes.get(lexicon.name());
    Lexicon.Mode mode =
        lexicon.modes().stream().filter(m -> m.name().equals(stack.getLast())).findFirst().get();
    List<Lexicon.Rule> competing =
        mode.rules().stream()
            .filter(
                rule ->
                    switch (lexicon.competition()) {
                      case ALL -> true;
                      case EXPECTED ->
                          rule.produces().isEmpty() || isExpected(lexicon, rule, expected);
                    })
            .toList();
    Lexicon.Rule winner = null;
    int end = place.at;
    for (Lexicon.Rule rule : competing) {
      for (int to : MembershipOracle.ends(rule.regex(), text, place.at)) {
        if (to > end) {
          winner = rule;
          end = to;
        }
      }
    }
    int first = Integer.MAX_VALUE;
    for (Lexicon.Rule rule : competing) {
      if (rule.extent() == Lexicon.Extent.FIRST) {
        for (int to : MembershipOracle.ends(rule.regex(), text, place.at)) {
          if (to > place.at && to < first) {
            winner = rule;
            end = to;
            first = to;
          }
        }
      }
    }
    if (winner == null) {
      return false;
    }
    Optional<List<String>> changed = changed(stack, winner.changes());
    if (changed.isEmpty()) {
      return false;
    }
    Map<String, List<String>> modes = new HashMap<>(place.modes);
    modes.put(lexicon.name(), changed.get());
    if (winner.produces().isEmpty()) {
      return accepts(place.hidden(end, modes));
    }
    Symbol produced = new NamedTerminal(lexicon.name(), winner.produces().get());
    return !place.isOver
        && isExpected(lexicon, winner, expected)
        && accepts(place.read(produced, end, modes, Optional.of(lexicon.name())));
  }

  private static boolean isExpected(Lexicon lexicon, Lexicon.Rule rule, Set<Symbol> expected) {
    return rule.produces()
        .map(name -> expected.contains(new NamedTerminal(lexicon.name(), name)))
        .orElse(false);
  }

  /** The modes after a lexeme; empty where it leaves the last one. */
  private static Optional<List<String>> changed(List<String> modes, List<ModeChange> changes) {
    List<String> stack = new ArrayList<>(modes);
    for (ModeChange change : changes) {
      switch (change) {
        case ModeChange.Push(String mode) -> stack.add(mode);
        case ModeChange.Pop pop -> {
          if (stack.size() == 1) {
            return Optional.empty();
          }
          stack.removeLast();
        }
        case ModeChange.Switch(String mode) -> stack.set(stack.size() - 1, mode);
      }
    }
    return Optional.of(stack);
  }
}
