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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The texts of each rule of a lexer, as regular expressions. Those of a rule with loops that are
 * not greedy, or with the end of the text in it, are read off its {@link OrderedAutomaton}; those
 * of all others are what is written. Used by one thread.
 */
final class RuleLanguages {
  /** How often a rule may be within itself: the last number that is not too much, or never. */
  private static final int[] DEPTHS = {1, 2, 3, 4, 6};

  private static final int GROWTH = 6; // of expressions with the depth, about

  private static final int MOST_DEPTH_TRIED = 3;

  private static final int MOST_PLACES = 20_000;
  private static final long MOST_NESTED_PARTS = 3_000;

  /** An expression and how many there are in it. */
  private record Sized(Regex regex, long size) {}

  /**
   * The texts of a rule.
   *
   * @param anywhere what it matches wherever it stands
   * @param atEnd what it matches only where the text ends behind it; there before other rules
   * @param atEndGoesOn whether any further character makes a longer match of what is in {@code
   *     atEnd}, so that it makes no difference that it only matches at the end
   * @param tooDeep what begins with something that is nested too deeply to tell
   * @param depth how often the rule may be within itself in what is not in {@code tooDeep}
   */
  record Texts(Regex anywhere, Regex atEnd, boolean atEndGoesOn, Regex tooDeep, int depth) {

    /** How many expressions there are in them. */
    long size() {
      return size(anywhere) + size(atEnd) + size(tooDeep);
    }

    private static long size(Regex regex) {
      return 1
          + switch (regex) {
            case Regex.Concat(List<Regex> operands) ->
                operands.stream().mapToLong(Texts::size).sum();
            case Regex.Alternation(List<Regex> operands) ->
                operands.stream().mapToLong(Texts::size).sum();
            case Regex.Repeat(Regex operand, int min, int max) -> size(operand);
            default -> 0;
          };
    }
  }

  /** Whether a rule is recursive. */
  private enum Finding {
    UNDER_WAY,
    TRUE,
    FALSE
  }

  private final Map<String, Rule> rules;
  private final boolean caseInsensitive;
  private final long most;
  private final Map<String, Finding> recursive = new HashMap<>();
  private final Map<String, Boolean> ordered = new HashMap<>();
  private final Map<String, Integer> depths = new HashMap<>();
  private final Map<String, Sized> plain = new HashMap<>();

  /**
   * @param caseInsensitive for rules that do not say themselves
   * @param most how large an expression may be
   * @throws GrammarSyntaxException if a rule refers to one that is not there
   */
  RuleLanguages(Map<String, Rule> rules, boolean caseInsensitive, long most) {
    this.rules = rules;
    this.caseInsensitive = caseInsensitive;
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

  /** The texts of a rule. */
  Texts of(Rule rule) {
    if (!isRecursive(rule)) {
      return isOrdered(rule)
          ? texts(automaton(rule, new Construction(rule, 0)), rule, 0, most)
          : new Texts(plain(rule).regex(), Regex.NOTHING, true, Regex.NOTHING, 0);
    }
    Texts found = texts(automaton(rule, new Construction(rule, 0)), rule, 0, most);
    for (int depth : DEPTHS) {
      if (found.size() > MOST_NESTED_PARTS / GROWTH) {
        break;
      }
      try {
        found =
            texts(automaton(rule, new Construction(rule, depth)), rule, depth, MOST_NESTED_PARTS);
      } catch (LimitExceededException e) {
        break; // less is enough
      }
    }
    return found;
  }

  private OrderedAutomaton automaton(Rule rule, Construction construction) {
    return construction.places.automaton(start(rule, construction.places.end(), construction));
  }

  private static Texts texts(OrderedAutomaton automaton, Rule rule, int depth, long most) {
    if (automaton.isTooDeep(0)) {
      throw new GrammarSyntaxException(
          rule.name().position(),
          "rule '" + rule.name().name() + "' of a lexer begins with itself");
    }
    return new Texts(
        regex(automaton, rule, most, automaton::isAccepting),
        regex(
            automaton,
            rule,
            most,
            state -> automaton.isAcceptingAtEnd(state) && !automaton.isAccepting(state)),
        goesOnBeforeTheEnd(automaton),
        regex(automaton, rule, most, automaton::isTooDeep),
        depth);
  }

  private static Regex regex(
      OrderedAutomaton automaton, Rule rule, long most, IntPredicate accepting) {
    return StateElimination.regex(automaton, accepting, rule.name(), most);
  }

  /**
   * How deeply a rule that refers to itself need be within itself for all of its texts; negative if
   * no depth is known to be enough. Is found by trying: where one more adds no text, more add none,
   * since each adds only what the rule makes of the texts of the one before (Kleene's fixed point).
   */
  private int depthOfAll(Rule rule) {
    Integer known = depths.get(rule.name().name());
    if (known == null) {
      known = isOrdered(rule) || !isAloneRecursive(rule) ? -1 : depthOfAllByTrying(rule);
      depths.put(rule.name().name(), known);
    }
    return known;
  }

  private int depthOfAllByTrying(Rule rule) {
    try {
      OrderedAutomaton before = automaton(rule, Construction.bounded(rule, 0));
      for (int depth = 1; depth <= MOST_DEPTH_TRIED; depth++) {
        OrderedAutomaton after = automaton(rule, Construction.bounded(rule, depth));
        if (before.acceptsTheSameAs(after)) {
          return depth - 1;
        }
        before = after;
      }
      return -1;
    } catch (LimitExceededException e) {
      return -1; // not known
    }
  }

  /** Whether all recursion in what a rule needs is by way of that rule. */
  private boolean isAloneRecursive(Rule rule) {
    Set<String> finished = new HashSet<>();
    Set<String> underWay = new HashSet<>();
    return references(rule.body()).stream()
        .allMatch(reference -> isAcyclicWithout(rule, reference.name(), finished, underWay));
  }

  private boolean isAcyclicWithout(
      Rule left, String name, Set<String> finished, Set<String> underWay) {
    if (name.equals(left.name().name()) || finished.contains(name)) {
      return true;
    }
    if (!underWay.add(name)) {
      return false;
    }
    for (Ebnf.Name reference : references(rules.get(name).body())) {
      if (!isAcyclicWithout(left, reference.name(), finished, underWay)) {
        return false;
      }
    }
    underWay.remove(name);
    finished.add(name);
    return true;
  }

  /** Places that are being made, and the rules that they are of. */
  private static final class Construction {
    private final Places places;
    private final int mostActive;
    private final String bounded; // the rule whose texts at more depth are left out
    private final List<String> rules = new ArrayList<>();
    private final List<Integer> starts = new ArrayList<>();
    private final List<Integer> thens = new ArrayList<>();

    private Construction(Places places, int mostActive, String bounded) {
      this.places = places;
      this.mostActive = mostActive;
      this.bounded = bounded;
    }

    Construction(Rule rule, int mostActive) {
      this(
          new Places(rule.name(), mostActive > 0 ? MOST_PLACES / 10 : MOST_PLACES), mostActive, "");
    }

    static Construction bounded(Rule rule, int depth) {
      return new Construction(new Places(rule.name(), MOST_PLACES), depth, rule.name().name());
    }
  }

  /** The rule under way, {@code rule} included, of which some depth is enough; empty if none. */
  private String bounded(Rule rule, Construction construction) {
    if (!construction.bounded.isEmpty()) {
      return construction.bounded;
    }
    for (String name : construction.rules) {
      if (depthOfAll(rules.get(name)) >= 0) {
        return name;
      }
    }
    return depthOfAll(rule) >= 0 ? rule.name().name() : "";
  }

  /** The place where a rule begins that leads to {@code then}. */
  private int start(Rule rule, int then, Construction construction) {
    if (!isRecursive(rule)) {
      return start(rule.body(), rule, then, construction);
    }
    String name = rule.name().name();
    int active = 0;
    for (int i = 0; i < construction.rules.size(); i++) {
      if (construction.rules.get(i).equals(name)) {
        if (construction.thens.get(i) == then) {
          return construction.starts.get(i);
        }
        active++;
      }
    }
    String bounded = bounded(rule, construction);
    if (bounded.equals(name)) {
      int enough = construction.bounded.isEmpty() ? depthOfAll(rule) : construction.mostActive;
      if (active > enough) {
        return construction.places.open();
      }
    } else if (bounded.isEmpty() && active > construction.mostActive) {
      return construction.places.tooDeep();
    }
    int start = construction.places.open();
    construction.rules.add(name);
    construction.starts.add(start);
    construction.thens.add(then);
    construction.places.close(start, false, start(rule.body(), rule, then, construction));
    construction.rules.removeLast();
    construction.starts.removeLast();
    construction.thens.removeLast();
    return start;
  }

  /** Whether any further character makes a longer match of what matches only at the end. */
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
      known =
          isRecursive(rule)
              ? isOrderedItself(rule) || needed(rule).stream().anyMatch(this::isOrderedItself)
              : isOrderedItself(rule)
                  || references(rule.body()).stream()
                      .anyMatch(reference -> isOrdered(rules.get(reference.name())));
      ordered.put(rule.name().name(), known);
    }
    return known;
  }

  private boolean isOrderedItself(Rule rule) {
    boolean[] found = {false};
    rule.body()
        .forEach(
            part ->
                found[0] |=
                    part instanceof Ebnf.Name name && name.isEnd()
                        || part instanceof Ebnf.Repeat repeat && !repeat.greedy());
    return found[0];
  }

  /** The rules that a rule refers to, and those that they do. */
  private Set<Rule> needed(Rule rule) {
    Map<String, Rule> needed = new LinkedHashMap<>();
    List<Rule> open = new ArrayList<>(List.of(rule));
    while (!open.isEmpty()) {
      for (Ebnf.Name reference : references(open.removeLast().body())) {
        Rule other = rules.get(reference.name());
        if (needed.putIfAbsent(reference.name(), other) == null) {
          open.add(other);
        }
      }
    }
    return new LinkedHashSet<>(needed.values());
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
  private int start(Ebnf part, Rule rule, int then, Construction construction) {
    return switch (part) {
      case Ebnf.Sequence(List<Ebnf> parts) -> {
        int at = then;
        for (Ebnf each : parts.reversed()) {
          at = start(each, rule, at, construction);
        }
        yield at;
      }
      case Ebnf.Choice(List<Ebnf> alternatives) -> {
        int at = construction.places.open();
        int[] ways =
            alternatives.stream().mapToInt(a -> start(a, rule, then, construction)).toArray();
        construction.places.close(at, false, ways);
        yield at;
      }
      case Ebnf.Repeat(Ebnf repeated, int min, int max, boolean greedy) -> {
        int decision = construction.places.open();
        int into = start(repeated, rule, max == 1 ? then : decision, construction);
        int[] ways = greedy ? new int[] {into, then} : new int[] {then, into};
        construction.places.close(decision, !greedy, ways);
        yield min == 0 ? decision : into;
      }
      case Ebnf.Name name ->
          name.isEnd()
              ? construction.places.atEndOfText(then)
              : start(rules.get(name.name()), then, construction);
      case Ebnf.Literal literal -> {
        int at = then;
        for (CodePointSet set : sets(literal, rule).reversed()) {
          at = construction.places.reading(set, at);
        }
        yield at;
      }
      case Ebnf.Action action -> then;
      case Ebnf.Predicate predicate -> then;
      case Ebnf.Characters characters -> construction.places.reading(set(characters, rule), then);
      case Ebnf.Any any -> construction.places.reading(CodePointSet.ALL, then);
      case Ebnf.Not not -> construction.places.reading(set(not, rule), then);
    };
  }
}
