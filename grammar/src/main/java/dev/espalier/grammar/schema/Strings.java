package dev.espalier.grammar.schema;

import dev.espalier.grammar.Regex;
import dev.espalier.grammar.schema.Schema.StringTest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A set of strings, closed under union, intersection and complement: some given one by one, the
 * others by expressions over their value and by tests that no expression can say. A value.
 */
record Strings(Set<String> listed, List<Pattern> patterns) {
  static final Strings NONE = new Strings(Set.of(), List.of());
  static final Strings ALL = matching(Regex.ANY_TEXT);

  /** The strings that an expression matches, that pass some tests and fail others. */
  record Pattern(Regex regex, Set<StringTest> passed, Set<StringTest> failed) {
    boolean isExact() {
      return passed.isEmpty() && failed.isEmpty();
    }

    /** The names of its tests, such as {@code format regex}. */
    String names() {
      return Stream.concat(
              passed.stream().map(StringTest::name), failed.stream().map(t -> "not " + t.name()))
          .collect(Collectors.joining(", "));
    }

    /** Whether a string that the expression matches belongs here. */
    boolean test(String text) {
      return passed.stream().allMatch(test -> test.holds().test(text))
          && failed.stream().noneMatch(test -> test.holds().test(text));
    }
  }

  static Strings of(Set<String> listed) {
    return new Strings(new LinkedHashSet<>(listed), List.of());
  }

  static Strings matching(Regex regex) {
    return regex.equals(Regex.NOTHING)
        ? NONE
        : new Strings(Set.of(), List.of(new Pattern(regex, Set.of(), Set.of())));
  }

  static Strings ofLength(Count length) {
    return length.isEmpty()
        ? NONE
        : matching(Regex.repeat(Regex.ANY_CHAR, length.min(), length.max()));
  }

  static Strings of(Schema.StringRule rule) {
    return rule.test() == null
        ? matching(rule.regex())
        : new Strings(Set.of(), List.of(new Pattern(rule.regex(), Set.of(rule.test()), Set.of())));
  }

  boolean isAll() {
    for (Pattern pattern : patterns) {
      if (pattern.isExact() && pattern.regex.equals(Regex.ANY_TEXT)) {
        return true;
      }
    }
    return false;
  }

  boolean contains(String text, RegexMatcher matcher) {
    if (listed.contains(text)) {
      return true;
    }
    for (Pattern pattern : patterns) {
      if (matcher.matches(pattern.regex, text, "enum") && pattern.test(text)) {
        return true;
      }
    }
    return false;
  }

  Strings and(Strings other, RegexMatcher matcher) {
    if (isAll()) {
      return other;
    }
    if (other.isAll()) {
      return this;
    }
    Set<String> both = new LinkedHashSet<>();
    addContained(listed, other, matcher, both);
    addContained(other.listed, this, matcher, both);
    List<Pattern> joined = new ArrayList<>();
    for (Pattern a : patterns) {
      for (Pattern b : other.patterns) {
        Regex regex = Regex.allOf(a.regex, b.regex);
        Set<StringTest> passed = union(a.passed, b.passed);
        Set<StringTest> failed = union(a.failed, b.failed);
        if (!regex.equals(Regex.NOTHING) && passed.stream().noneMatch(failed::contains)) {
          joined.add(new Pattern(regex, passed, failed));
        }
      }
    }
    return new Strings(both, joined);
  }

  private static void addContained(
      Set<String> some, Strings others, RegexMatcher matcher, Set<String> both) {
    for (String text : some) {
      if (others.contains(text, matcher)) {
        both.add(text);
      }
    }
  }

  private static Set<StringTest> union(Set<StringTest> a, Set<StringTest> b) {
    if (b.isEmpty()) {
      return a;
    }
    Set<StringTest> all = new LinkedHashSet<>(a);
    all.addAll(b);
    return all;
  }

  Strings or(Strings other) {
    if (isAll() || other.listed.isEmpty() && other.patterns.isEmpty()) {
      return this;
    }
    if (other.isAll() || listed.isEmpty() && patterns.isEmpty()) {
      return other;
    }
    Set<String> either = new LinkedHashSet<>(listed);
    either.addAll(other.listed);
    List<Regex> exact = new ArrayList<>();
    Set<Pattern> all = new LinkedHashSet<>();
    for (List<Pattern> some : List.of(patterns, other.patterns)) {
      for (Pattern pattern : some) {
        if (pattern.isExact()) {
          exact.add(pattern.regex);
        } else {
          all.add(pattern);
        }
      }
    }
    List<Pattern> joined = new ArrayList<>();
    if (!exact.isEmpty()) {
      joined.add(new Pattern(Regex.anyOf(exact), Set.of(), Set.of()));
    }
    joined.addAll(all);
    return new Strings(either, joined);
  }

  Strings not(RegexMatcher matcher) {
    Strings result = listed.isEmpty() ? ALL : matching(Regex.not(Regex.anyOf(literals(listed))));
    for (Pattern pattern : patterns) {
      Strings outside = matching(complement(pattern.regex));
      for (StringTest test : pattern.passed) {
        outside =
            outside.or(
                new Strings(Set.of(), List.of(new Pattern(pattern.regex, Set.of(), Set.of(test)))));
      }
      for (StringTest test : pattern.failed) {
        outside =
            outside.or(
                new Strings(Set.of(), List.of(new Pattern(pattern.regex, Set.of(test), Set.of()))));
      }
      result = result.and(outside, matcher);
    }
    return result;
  }

  /** Whether no string is in it, as far as {@code emptiness} finds out. */
  boolean isEmpty(RegexEmptiness emptiness) {
    return listed.isEmpty()
        && patterns.stream().allMatch(pattern -> emptiness.isEmpty(pattern.regex));
  }

  /** An expression for all of them; more than these where there are tests. */
  Regex regex() {
    List<Regex> all = new ArrayList<>(literals(listed));
    patterns.forEach(pattern -> all.add(pattern.regex));
    return Regex.anyOf(all);
  }

  /** Whether {@link #regex} says it all. */
  boolean isExact() {
    return patterns.stream().allMatch(Pattern::isExact);
  }

  private static List<Regex> literals(Set<String> texts) {
    return texts.stream().filter(Strings::isScalarText).map(Regex::literal).toList();
  }

  /** Whether a text is without lone surrogates, which no expression matches. */
  static boolean isScalarText(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF);
  }

  /**
   * Lengths stay lengths, which are cheap to count, and what is asked for twice negated is asked
   * for.
   */
  private static Regex complement(Regex regex) {
    return switch (regex) {
      case Regex.Nothing n -> Regex.ANY_TEXT;
      case Regex.Repeat(Regex operand, int min, int max) when operand.equals(Regex.ANY_CHAR) ->
          Regex.anyOf(
              min == 0 ? Regex.NOTHING : Regex.repeat(Regex.ANY_CHAR, 0, min - 1),
              max == Regex.UNBOUNDED
                  ? Regex.NOTHING
                  : Regex.repeat(Regex.ANY_CHAR, max + 1, Regex.UNBOUNDED));
      case Regex.Intersection(List<Regex> operands) ->
          Regex.anyOf(operands.stream().map(Strings::complement).toList());
      case Regex.Alternation(List<Regex> operands) -> {
        List<Regex> all = new ArrayList<>();
        List<Regex> plain = new ArrayList<>();
        for (Regex operand : operands) {
          Regex complement = complement(operand);
          if (complement.equals(new Regex.Complement(operand))) {
            plain.add(operand);
          } else {
            all.add(complement);
          }
        }
        if (!plain.isEmpty()) {
          all.add(Regex.not(Regex.anyOf(plain)));
        }
        yield Regex.allOf(all);
      }
      default -> Regex.not(regex);
    };
  }
}
