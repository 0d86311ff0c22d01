package dev.espalier.grammar.schema;

import dev.espalier.grammar.Checked;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.schema.NumberSpellings.Style;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes the scalars of a goal: all that expressions say as one terminal, and one more for each set
 * that takes a check.
 */
final class ScalarTexts {
  /** Texts with a fraction or an exponent. */
  private static final Regex POINTED =
      Regex.concat(Regex.ANY_TEXT, Regex.chars(CodePointSet.of('.', 'e', 'E')), Regex.ANY_TEXT);

  private final ClosedValues checks;
  private final Style style;
  private final Map<Goal, List<Symbol>> known = new HashMap<>();
  private final Map<Plain, List<Symbol>> plain = new HashMap<>();
  private final Map<Spelled, NumberSpellings> spellings = new HashMap<>();

  /** Scalars that take no check, so that it does not matter whose they are. */
  private record Plain(Scalars scalars, boolean ofValues) {}

  private record Spelled(Numbers numbers, Style style) {}

  ScalarTexts(ClosedValues checks, NumberStyle numbers) {
    this.checks = checks;
    this.style = Style.of(numbers);
  }

  /** The same symbols each time. */
  List<Symbol> of(Goal goal) {
    return known.computeIfAbsent(goal, this::made);
  }

  private List<Symbol> made(Goal goal) {
    Plain key = new Plain(goal.scalars, goal.scalars.isOfValues());
    List<Symbol> shared = plain.get(key);
    if (shared != null) {
      return shared;
    }
    List<Symbol> symbols = written(goal);
    if (symbols.isEmpty() || (symbols.size() == 1 && symbols.getFirst() instanceof Terminal)) {
      plain.put(key, symbols);
    }
    return symbols;
  }

  private List<Symbol> written(Goal goal) {
    Scalars scalars = goal.scalars;
    List<Regex> exact = new ArrayList<>();
    List<Symbol> symbols = new ArrayList<>();
    addLiteral(scalars, Scalars.NULL, "null", exact);
    addLiteral(scalars, Scalars.TRUE, "true", exact);
    addLiteral(scalars, Scalars.FALSE, "false", exact);
    addNumbers(goal, exact, symbols);
    Strings strings = scalars.strings();
    if (!strings.listed().isEmpty() && !strings.isAll()) {
      exact.add(JsonTokens.inQuotes(JsonStrings.oneOf(strings.listed())));
    }
    for (Strings.Pattern pattern : strings.patterns()) {
      Regex text = JsonTokens.inQuotes(JsonStrings.encode(pattern.regex()));
      if (pattern.isExact()) {
        exact.add(text);
      } else if (!text.equals(Regex.NOTHING)) {
        symbols.add(
            new Checked(
                new Terminal(text),
                checks.of(
                    goal.pointer() + ": " + pattern.names(),
                    value -> value instanceof Json.Str string && pattern.test(string.value()))));
      }
    }
    Regex all = Regex.anyOf(exact);
    if (!all.equals(Regex.NOTHING)) {
      symbols.addFirst(new Terminal(all));
    }
    return symbols;
  }

  private static void addLiteral(Scalars scalars, int literal, String text, List<Regex> exact) {
    if ((scalars.literals() & literal) != 0) {
      exact.add(Regex.literal(text));
    }
  }

  private void addNumbers(Goal goal, List<Regex> exact, List<Symbol> symbols) {
    Scalars scalars = goal.scalars;
    if (scalars.isOfValues()) {
      addNumbers(goal, scalars.numbers(), style, Regex.ANY_TEXT, exact, symbols);
    } else {
      addNumbers(goal, scalars.numbers(), Style.PLAIN_INTEGERS, Regex.ANY_TEXT, exact, symbols);
      addNumbers(goal, scalars.pointed(), Style.ANY, POINTED, exact, symbols);
    }
  }

  private void addNumbers(
      Goal goal,
      Numbers numbers,
      Style spelling,
      Regex form,
      List<Regex> exact,
      List<Symbol> symbols) {
    if (numbers.isEmpty()) {
      return;
    }
    NumberSpellings spelled =
        spellings.computeIfAbsent(
            new Spelled(numbers, spelling), s -> NumberSpellings.of(s.numbers, s.style));
    exact.add(Regex.allOf(spelled.plain(), form));
    exact.add(Regex.allOf(spelled.scientific(), form));
    Regex doubtful = Regex.allOf(spelled.doubtful(), form);
    if (!doubtful.equals(Regex.NOTHING)) {
      symbols.add(
          new Checked(
              new Terminal(doubtful), checks.ofText(goal.pointer() + ": number", spelled.test())));
    }
  }
}
