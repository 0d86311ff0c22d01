package dev.espalier.grammar.compose;

import dev.espalier.grammar.Check;
import dev.espalier.grammar.Checked;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.transform.Symbols;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Whether checks see the JSON text that they are about. What a check is told depends on the bytes
 * of the whole text alone, read as JSON; so where JSON begins in the middle of a text, no string
 * may be open, and no number or word that would become one with what follows.
 *
 * <p>Found by following what each symbol may do to the reader of JSON, to a fixpoint; what an
 * expression with a complement does is taken to be anything. Sound: it may find a place wrong that
 * is none. Cost: some passes over the grammar. Used once, by one thread.
 *
 * <pre>
 *   move | bit 4 * from + to: the reader may come from one state to another
 * </pre>
 */
final class Checks {
  private static final int OUTSIDE = 0;
  private static final int IN_SCALAR = 1;
  private static final int IN_STRING = 2;
  private static final int ESCAPED = 3;
  private static final int STATES = 4;

  private static final int STAY = move(state -> state);
  private static final int ANYTHING = 0xFFFF;

  private static final CodePointSet QUOTE = CodePointSet.of('"');
  private static final CodePointSet BACKSLASH = CodePointSet.of('\\');
  private static final CodePointSet BETWEEN =
      CodePointSet.of(' ', '\t', '\n', '\r', '{', '}', '[', ']', ',', ':');
  private static final CodePointSet SCALAR = QUOTE.union(BETWEEN).complement();

  private final Map<Nonterminal, Integer> moves = new HashMap<>();
  private final Map<Nonterminal, Integer> before = new HashMap<>(); // sets of states
  private boolean changed;

  private Checks() {}

  /** Whether any terminal of {@code grammar} has a check that is about the whole text. */
  static boolean has(Grammar grammar) {
    return grammar.productions().stream()
        .flatMap(production -> production.body().stream())
        .anyMatch(symbol -> has(symbol, Checks::isOfWhole));
  }

  private static boolean isOfWhole(Check check) {
    return !(check instanceof Check.Start || check instanceof Check.Within);
  }

  /** {@code grammar} with its checks asked about a part that begins as {@code part} says. */
  static Grammar within(Check.Start part, Grammar grammar) {
    return mapped(
        grammar, check -> isOfWhole(check) ? new Check.Within(part.part(), check) : check);
  }

  /** {@code grammar} with its parts renamed. */
  static Grammar renamed(Grammar grammar, UnaryOperator<String> renaming) {
    return mapped(
        grammar,
        check ->
            switch (check) {
              case Check.Start(String part) -> new Check.Start(renaming.apply(part));
              case Check.Within(String part, Check asked) ->
                  new Check.Within(renaming.apply(part), asked);
              case Check.DistinctNames names -> names;
              case Check.DistinctItems items -> items;
              case Check.Value value -> value;
            });
  }

  private static Grammar mapped(Grammar grammar, UnaryOperator<Check> mapping) {
    List<Production> productions = new ArrayList<>();
    for (Production production : grammar.productions()) {
      List<Symbol> body = new ArrayList<>();
      for (Symbol symbol : production.body()) {
        body.add(
            Symbols.map(
                symbol,
                leaf ->
                    leaf instanceof Checked(Terminal terminal, Check check)
                        ? new Checked(terminal, mapping.apply(check))
                        : leaf));
      }
      productions.add(new Production(production.head(), body));
    }
    return new Grammar(grammar.start(), productions, grammar.lexicons());
  }

  private static boolean has(Symbol part, Predicate<Check> kind) {
    return switch (part) {
      case Checked(Terminal terminal, Check check) -> kind.test(check);
      case Group group ->
          group.members().stream().anyMatch(member -> has(member.symbol(), kind))
              || group.separator().map(separator -> has(separator, kind)).orElse(false);
      case Nonterminal nonterminal -> false;
      case Terminal terminal -> false;
      case NamedTerminal named -> false;
      case SpecialToken token -> false;
    };
  }

  /** The first of {@code parts} that may begin where its checks would not see it begin. */
  static Optional<Nonterminal> misplaced(Grammar grammar, List<Nonterminal> parts) {
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    Checks checks = new Checks();
    checks.follow(grammar);
    boolean asksValues =
        grammar.productions().stream()
            .flatMap(production -> production.body().stream())
            .anyMatch(symbol -> has(symbol, check -> check instanceof Check.Value));
    for (Nonterminal part : parts) {
      int states = checks.before.getOrDefault(part, 0);
      if ((states & (1 << IN_STRING | 1 << ESCAPED)) != 0
          || asksValues && (states & 1 << IN_SCALAR) != 0) {
        return Optional.of(part);
      }
    }
    return Optional.empty();
  }

  private void follow(Grammar grammar) {
    do {
      changed = false;
      for (Production production : grammar.productions()) {
        int move = STAY;
        for (Symbol symbol : production.body()) {
          move = then(move, move(symbol));
        }
        changed |= add(moves, production.head(), move);
      }
    } while (changed);
    before.put(grammar.start(), 1 << OUTSIDE);
    do {
      changed = false;
      for (Production production : grammar.productions()) {
        int states = before.getOrDefault(production.head(), 0);
        for (Symbol symbol : production.body()) {
          enter(symbol, states);
          states = after(states, move(symbol));
        }
      }
    } while (changed);
  }

  private static boolean add(Map<Nonterminal, Integer> sets, Nonterminal key, int more) {
    int known = sets.getOrDefault(key, 0);
    sets.put(key, known | more);
    return (known | more) != known;
  }

  private void enter(Symbol entered, int states) {
    if (entered instanceof Nonterminal nonterminal) {
      changed |= add(before, nonterminal, states);
    } else if (entered instanceof Group group) {
      int between = after(states, repeated(occurrence(group)));
      int starts =
          between | group.separator().map(symbol -> after(between, move(symbol))).orElse(0);
      for (Group.Member member : group.members()) {
        enter(member.symbol(), starts);
      }
      group.separator().ifPresent(separator -> enter(separator, between));
    }
  }

  /** What one member, with the separator perhaps before it, may do. */
  private int occurrence(Group group) {
    int member = 0;
    for (Group.Member each : group.members()) {
      member |= move(each.symbol());
    }
    return group.separator().isEmpty()
        ? member
        : member | then(move(group.separator().get()), member);
  }

  private int move(Symbol symbol) {
    return switch (symbol) {
      case Nonterminal nonterminal -> moves.getOrDefault(nonterminal, 0);
      case Terminal(Regex regex) -> move(regex);
      case Checked(Terminal terminal, Check check) -> move(terminal.regex());
      case NamedTerminal named -> ANYTHING;
      case SpecialToken.Named(String name) -> STAY | move(Regex.literal(name)); // or no special one
      case SpecialToken.Ids ids -> ANYTHING;
      case SpecialToken.Other other -> ANYTHING;
      case Group group -> repeated(occurrence(group));
    };
  }

  private static int move(Regex regex) {
    return switch (regex) {
      case Regex.Nothing nothing -> 0;
      case Regex.Chars(CodePointSet set) -> move(set);
      case Regex.JsonChars spelled -> spelledMove();
      case Regex.Literal(String text) -> {
        int move = STAY;
        for (int c : text.codePoints().toArray()) {
          move = then(move, move(CodePointSet.of(c)));
        }
        yield move;
      }
      case Regex.Concat(List<Regex> operands) -> {
        int move = STAY;
        for (Regex operand : operands) {
          move = then(move, move(operand));
        }
        yield move;
      }
      case Regex.Alternation(List<Regex> operands) -> {
        int move = 0;
        for (Regex operand : operands) {
          move |= move(operand);
        }
        yield move;
      }
      case Regex.Intersection(List<Regex> operands) -> {
        int move = ANYTHING;
        for (Regex operand : operands) {
          move &= move(operand);
        }
        yield move;
      }
      case Regex.Complement complement -> ANYTHING;
      case Regex.Repeat(Regex operand, int min, int max) -> {
        int once = move(operand);
        int any = repeated(once);
        yield min == 0 ? any : then(once, any);
      }
      case Regex.Multiple multiple -> repeated(move(SCALAR));
    };
  }

  private static int move(CodePointSet set) {
    int move = 0;
    if (!set.intersect(QUOTE).isEmpty()) {
      move |= move(state -> state == IN_STRING ? OUTSIDE : IN_STRING);
    }
    if (!set.intersect(BACKSLASH).isEmpty()) {
      move |= move(state -> state == IN_STRING ? ESCAPED : within(state, IN_SCALAR));
    }
    if (!set.intersect(BETWEEN).isEmpty()) {
      move |= move(state -> within(state, OUTSIDE));
    }
    if (!set.intersect(SCALAR.minus(BACKSLASH)).isEmpty()) {
      move |= move(state -> within(state, IN_SCALAR));
    }
    return move;
  }

  /** A character that neither opens nor closes a string. */
  private static int within(int state, int outside) {
    return state == IN_STRING || state == ESCAPED ? IN_STRING : outside;
  }

  /** One character of a string, spelled in some way. */
  private static int spelledMove() {
    return ANYTHING & ~(0xF << STATES * IN_STRING) | 1 << STATES * IN_STRING + IN_STRING;
  }

  private interface Step {
    int from(int state);
  }

  private static int move(Step step) {
    int move = 0;
    for (int state = 0; state < STATES; state++) {
      move |= 1 << STATES * state + step.from(state);
    }
    return move;
  }

  private static int then(int first, int second) {
    int move = 0;
    for (int state = 0; state < STATES; state++) {
      move |= after(first >>> STATES * state & 0xF, second) << STATES * state;
    }
    return move;
  }

  private static int after(int states, int move) {
    int after = 0;
    for (int state = 0; state < STATES; state++) {
      if ((states & 1 << state) != 0) {
        after |= move >>> STATES * state & 0xF;
      }
    }
    return after;
  }

  private static int repeated(int once) {
    int any = STAY;
    while ((any | then(any, once)) != any) {
      any |= then(any, once);
    }
    return any;
  }
}
