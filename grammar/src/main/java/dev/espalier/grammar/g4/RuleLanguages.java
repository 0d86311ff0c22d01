package dev.espalier.grammar.g4;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.g4.GrammarFile.Rule;
import dev.espalier.grammar.g4.OrderedAutomaton.Places;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The texts of each rule of a lexer, as regular expressions. Those of a rule with loops that are
 * not greedy, or with the end of the text in it, are read off its {@link OrderedAutomaton}; those
 * of all others are what is written. Used by one thread.
 */
final class RuleLanguages {
  private static final int MOST_PLACES = 20_000;

  /** An expression and how many there are in it. */
  private record Sized(Regex regex, long size) {}

  /** Whether a rule is recursive. */
  private enum Finding {
    UNDER_WAY,
    TRUE,
    FALSE
  }

  private final Map<String, Rule> rules;
  private final boolean caseInsensitive;
  private final Refusals refusals;
  private final long most;
  private final Map<String, Finding> recursive = new HashMap<>();
  private final Set<String> refused = new HashSet<>();
  private final Map<String, Boolean> ordered = new HashMap<>();
  private final Map<String, Sized> plain = new HashMap<>();

  /**
   * @param caseInsensitive for rules that do not say themselves
   * @param most how large an expression may be
   * @throws GrammarSyntaxException if a rule refers to one that is not there
   */
  RuleLanguages(Map<String, Rule> rules, boolean caseInsensitive, Refusals refusals, long most) {
    this.rules = rules;
    this.caseInsensitive = caseInsensitive;
    this.refusals = refusals;
    this.most = most;
    rules.values().forEach(this::checkReferences);
  }

  private void checkReferences(Rule rule) {
    for (Ebnf.Name name : references(rule.body())) {
      if (!rules.containsKey(name.name())) {
        throw new GrammarSyntaxException(
            name.position(),
            "rule '" + name.name() + "' is not defined (in rule '" + rule.name().name() + "')");
      }
    }
    rule.body()
        .forEach(
            part -> {
              if (part instanceof Ebnf.Not not) {
                not.members().forEach(this::checkIsSet);
              }
            });
  }

  private void checkIsSet(Ebnf member) {
    switch (member) {
      case Ebnf.Name name ->
          throw new GrammarSyntaxException(
              name.position(), "a rule, '" + name.name() + "', in a set of characters");
      case Ebnf.Literal literal -> {
        if (literal.text().codePointCount(0, literal.text().length()) != 1) {
          throw new GrammarSyntaxException(
              literal.position(), "expected one character in a set but found " + literal.quoted());
        }
      }
      default -> {}
    }
  }

  private static List<Ebnf.Name> references(Ebnf body) {
    List<Ebnf.Name> names = new ArrayList<>();
    body.forEach(
        part -> {
          if (part instanceof Ebnf.Name name && !name.isEnd()) {
            names.add(name);
          }
        });
    return names;
  }

  /** The texts of a rule; {@link Regex#NOTHING} if it is refused. */
  Regex of(Rule rule) {
    if (isRecursive(rule)) {
      return Regex.NOTHING;
    }
    if (!isOrdered(rule)) {
      return plain(rule).regex();
    }
    Places places = new Places(rule.name(), MOST_PLACES);
    int start = start(rule.body(), rule, places.end(), places);
    OrderedAutomaton automaton = places.automaton(start);
    if (!goesOnBeforeTheEnd(automaton)) {
      refusals.refuse(
          rule.name().position(),
          "EOF in a lexer rule",
          "rule '" + rule.name().name() + "' matches a text at the end that it does not elsewhere",
          "let it match without EOF");
      return Regex.NOTHING;
    }
    return StateElimination.regex(
        automaton,
        state -> automaton.isAccepting(state) || automaton.isAcceptingAtEnd(state),
        rule.name(),
        most);
  }

  /**
   * Whether what matches only at the end could match elsewhere as well and make no difference,
   * since any further character makes a longer match.
   */
  private static boolean goesOnBeforeTheEnd(OrderedAutomaton automaton) {
    for (int state = 1; state < automaton.size(); state++) {
      if (automaton.isAcceptingAtEnd(state) && !automaton.isAccepting(state)) {
        for (int k = 0; k < automaton.classes().size(); k++) {
          int next = automaton.next(state, k);
          if (!automaton.isAccepting(next) && !automaton.isAcceptingAtEnd(next)) {
            return false;
          }
        }
      }
    }
    return true;
  }

  /** Whether a rule refers to itself, or to one that does. */
  private boolean isRecursive(Rule rule) {
    Finding known = recursive.putIfAbsent(rule.name().name(), Finding.UNDER_WAY);
    if (known == Finding.UNDER_WAY) {
      if (refused.add(rule.name().name())) {
        refusals.refuse(
            rule.name().position(),
            "recursive lexer rule",
            "rule '" + rule.name().name() + "' of a lexer refers to itself",
            "read it by rules of the parser");
      }
      return true;
    }
    if (known != null) {
      return known == Finding.TRUE;
    }
    boolean found = false;
    for (Ebnf.Name reference : references(rule.body())) {
      found |= isRecursive(rules.get(reference.name()));
    }
    recursive.put(rule.name().name(), found ? Finding.TRUE : Finding.FALSE);
    return found;
  }

  /** Whether the order of the ways through a rule, or the end of the text, matters. */
  private boolean isOrdered(Rule rule) {
    Boolean known = ordered.get(rule.name().name());
    if (known == null) {
      boolean[] found = {false};
      rule.body()
          .forEach(
              part -> {
                if (part instanceof Ebnf.Name name) {
                  found[0] |= name.isEnd() || isOrdered(rules.get(name.name()));
                } else if (part instanceof Ebnf.Repeat repeat) {
                  found[0] |= !repeat.greedy();
                }
              });
      known = found[0];
      ordered.put(rule.name().name(), known);
    }
    return known;
  }

  private Sized plain(Rule rule) {
    Sized known = plain.get(rule.name().name());
    if (known == null) {
      known = plain(rule.body(), rule);
      plain.put(rule.name().name(), known);
    }
    return known;
  }

  private Sized plain(Ebnf part, Rule rule) {
    Sized sized =
        switch (part) {
          case Ebnf.Sequence(List<Ebnf> parts) -> {
            List<Sized> all = parts.stream().map(p -> plain(p, rule)).toList();
            yield new Sized(Regex.concat(regexes(all)), size(all));
          }
          case Ebnf.Choice(List<Ebnf> alternatives) -> {
            List<Sized> all = alternatives.stream().map(p -> plain(p, rule)).toList();
            yield new Sized(Regex.anyOf(regexes(all)), size(all));
          }
          case Ebnf.Repeat(Ebnf repeated, int min, int max, boolean greedy) -> {
            Sized inner = plain(repeated, rule);
            yield new Sized(Regex.repeat(inner.regex(), min, max), 1 + inner.size());
          }
          case Ebnf.Name name -> plain(rules.get(name.name()));
          case Ebnf.Literal literal -> literal(literal, rule);
          case Ebnf.Action action -> new Sized(Regex.EMPTY, 1);
          case Ebnf.Predicate predicate -> new Sized(Regex.EMPTY, 1);
          case Ebnf.Characters characters -> new Sized(Regex.chars(set(characters, rule)), 1);
          case Ebnf.Any any -> new Sized(Regex.ANY_CHAR, 1);
          case Ebnf.Not not -> new Sized(Regex.chars(set(not, rule)), 1);
        };
    if (sized.size() > most) {
      throw new LimitExceededException(
          rule.name().position(),
          "rule '"
              + rule.name().name()
              + "' as an expression of "
              + sized.size()
              + " parts > Limits.maxSymbols "
              + most);
    }
    return sized;
  }

  private static List<Regex> regexes(List<Sized> parts) {
    return parts.stream().map(Sized::regex).toList();
  }

  private static long size(List<Sized> parts) {
    return 1 + parts.stream().mapToLong(Sized::size).sum();
  }

  private Sized literal(Ebnf.Literal literal, Rule rule) {
    List<CodePointSet> sets = sets(literal, rule);
    if (sets.stream().allMatch(set -> set.size() == 1)) {
      return new Sized(Regex.literal(literal.text()), 1);
    }
    return new Sized(Regex.concat(sets.stream().map(Regex::chars).toList()), sets.size());
  }

  private List<CodePointSet> sets(Ebnf.Literal literal, Rule rule) {
    return literal.text().codePoints().mapToObj(c -> span(c, c, rule)).toList();
  }

  /** The characters that a part of one character stands for. */
  private CodePointSet set(Ebnf part, Rule rule) {
    List<CodePointSet> sets = new ArrayList<>();
    collect(part instanceof Ebnf.Not not ? not.members() : List.of(part), rule, sets);
    CodePointSet union = union(sets);
    return part instanceof Ebnf.Not ? union.complement() : union;
  }

  private void collect(List<Ebnf> parts, Rule rule, List<CodePointSet> sets) {
    for (Ebnf part : parts) {
      switch (part) {
        case Ebnf.Characters characters -> {
          sets.add(characters.properties());
          for (int i = 0; i < characters.spans().size(); i += 2) {
            sets.add(span(characters.spans().get(i), characters.spans().get(i + 1), rule));
          }
        }
        case Ebnf.Literal literal -> sets.addAll(sets(literal, rule));
        default -> throw new AssertionError(part);
      }
    }
  }

  private static CodePointSet union(List<CodePointSet> sets) {
    return CodePointSet.ofRanges(
        sets.stream()
            .flatMapToInt(
                set ->
                    IntStream.range(0, set.rangeCount())
                        .flatMap(i -> IntStream.of(set.first(i), set.last(i))))
            .toArray());
  }

  /**
   * The characters from {@code first} to {@code last}, and where case is ignored the same span in
   * both cases, if both ends have two cases that are as far from each other.
   */
  private CodePointSet span(int first, int last, Rule rule) {
    int lowerFirst = Character.toLowerCase(first);
    int lowerLast = Character.toLowerCase(last);
    int upperFirst = Character.toUpperCase(first);
    int upperLast = Character.toUpperCase(last);
    boolean oneCase =
        !rule.caseInsensitive().orElse(caseInsensitive)
            || (lowerFirst == first) != (lowerLast == last)
            || lowerLast - lowerFirst != upperLast - upperFirst;
    return oneCase
        ? CodePointSet.range(first, last)
        : CodePointSet.ofRanges(lowerFirst, lowerLast, upperFirst, upperLast);
  }

  /** The place where a part begins that leads to {@code then}. */
  private int start(Ebnf part, Rule rule, int then, Places places) {
    return switch (part) {
      case Ebnf.Sequence(List<Ebnf> parts) -> {
        int at = then;
        for (Ebnf each : parts.reversed()) {
          at = start(each, rule, at, places);
        }
        yield at;
      }
      case Ebnf.Choice(List<Ebnf> alternatives) -> {
        int at = places.open();
        int[] ways = alternatives.stream().mapToInt(a -> start(a, rule, then, places)).toArray();
        places.close(at, false, ways);
        yield at;
      }
      case Ebnf.Repeat(Ebnf repeated, int min, int max, boolean greedy) -> {
        int decision = places.open();
        int into = start(repeated, rule, max == 1 ? then : decision, places);
        int[] ways = greedy ? new int[] {into, then} : new int[] {then, into};
        places.close(decision, !greedy, ways);
        yield min == 0 ? decision : into;
      }
      case Ebnf.Name name ->
          name.isEnd()
              ? places.atEndOfText(then)
              : start(rules.get(name.name()).body(), rules.get(name.name()), then, places);
      case Ebnf.Literal literal -> {
        int at = then;
        for (CodePointSet set : sets(literal, rule).reversed()) {
          at = places.reading(set, at);
        }
        yield at;
      }
      case Ebnf.Action action -> then;
      case Ebnf.Predicate predicate -> then;
      case Ebnf.Characters characters -> places.reading(set(characters, rule), then);
      case Ebnf.Any any -> places.reading(CodePointSet.ALL, then);
      case Ebnf.Not not -> places.reading(set(not, rule), then);
    };
  }
}
