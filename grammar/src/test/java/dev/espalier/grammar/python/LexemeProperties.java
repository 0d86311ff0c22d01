package dev.espalier.grammar.python;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.RegexMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** {@code java.util.regex}, which backtracks as Python's {@code re} does, is the oracle. */
class LexemeProperties {
  private static final int DEEPEST = 3;
  private static final List<String> LEAVES =
      List.of("a", "b", "c", ".", "[ab]", "[^a]", "ab", "\\n", "[a\\n]", "\\x61", "(?i:A)");
  private static final List<String> GREEDY = List.of("", "", "*", "+", "?", "{2}", "{0,2}", "{1,}");

  @Property(tries = 2000)
  void greedyPatternsMatchTheSameTexts(
      @ForAll("greedy") String pattern, @ForAll("texts") String t) {
    Regex regex = Lexeme.of(parse(pattern), "p:1:1", Limits.defaults()).regex();
    assertEquals(java.util.regex.Pattern.matches(pattern, t), RegexMatcher.matches(regex, t));
  }

  @Property(tries = 3000)
  void lazyPatternsEndWhereABacktrackingMatcherEnds(
      @ForAll("lazy") String pattern, @ForAll("texts") String text) {
    Lexeme lexeme;
    try {
      lexeme = Lexeme.of(parse(pattern), "p:1:1", Limits.defaults());
    } catch (LimitExceededException e) {
      Assume.that(false); // many repetitions within one another
      return;
    }
    if (!pattern.contains("?")) {
      return;
    }
    Matcher oracle = java.util.regex.Pattern.compile(pattern).matcher(text);
    int expected = oracle.lookingAt() ? oracle.end() : -1;
    int longest = -1;
    for (int end = 0; end <= text.length(); end++) {
      if (RegexMatcher.matches(lexeme.regex(), text.substring(0, end))) {
        longest = end;
      }
    }
    assertEquals(expected, longest);
  }

  /** Not where a lookaround sees beyond the match, which a lexer does not. */
  @Property(tries = 1000)
  void lookaroundsBesideLazyRepetitionsCount(
      @ForAll("looking") String pattern, @ForAll("texts") String text) {
    Lexeme lexeme = Lexeme.of(parse(pattern), "p:1:1", Limits.defaults());
    Matcher oracle = java.util.regex.Pattern.compile(pattern).matcher(text);
    int expected = oracle.lookingAt() ? oracle.end() : -1;
    int longest = -1;
    for (int end = 0; end <= text.length(); end++) {
      if (RegexMatcher.matches(lexeme.regex(), text.substring(0, end))) {
        longest = end;
      }
    }
    assertEquals(expected, longest, () -> pattern + " on '" + text + "': " + lexeme.regex());
  }

  /** One character between, so that nothing looks further than the last letter. */
  @Provide
  Arbitrary<String> looking() {
    Arbitrary<String> look =
        Arbitraries.of("(?!a)", "(?=b)", "(?<!a)", "(?<=[ab])", "(?<!\\n)", "(?![^b])", "(?=a|c)");
    Arbitrary<String> lazy =
        Arbitraries.of(".*?", "[ab]+?", "(?:a|ab)*?", "(?:c|.)??", "b{1,2}?", "a*", "(?:ab|a|b)+");
    return Combinators.combine(look, lazy, look, lazy, Arbitraries.of("a", "b", "c", "[bc]"))
        .as(
            (one, first, two, second, end) ->
                "." + one + first + two + second + "(?!c)" + "." + end)
        .map(pattern -> ".*?" + pattern);
  }

  private static Pattern parse(String pattern) {
    return PythonRegex.parse(pattern, "", "p:1:1", Limits.defaults());
  }

  @Provide
  Arbitrary<String> greedy() {
    return patterns(GREEDY);
  }

  /** The first part tries the least, so that the whole is not read by the longest match alone. */
  @Provide
  Arbitrary<String> lazy() {
    return patterns(List.of("", "", "*", "*?", "+?", "??", "{1,2}?", "{2,}?", "+"))
        .map(rest -> "(?:a|b|ab){0,2}?" + rest);
  }

  private static Arbitrary<String> patterns(List<String> quantifiers) {
    return Arbitraries.longs().map(seed -> pattern(quantifiers, DEEPEST, new Random(seed)));
  }

  private static String pattern(List<String> quantifiers, int depth, Random random) {
    int kind = depth == 0 ? 0 : random.nextInt(4);
    if (kind < 2) {
      return any(LEAVES, random);
    }
    List<String> parts = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      parts.add(pattern(quantifiers, depth - 1, random));
    }
    if (kind == 2) {
      return String.join("", parts);
    }
    String group = "(" + String.join("|", parts) + ")";
    // Python and Java leave a repetition of what may be empty at different places
    return java.util.regex.Pattern.matches(group, "") ? group : group + any(quantifiers, random);
  }

  private static String any(List<String> texts, Random random) {
    return texts.get(random.nextInt(texts.size()));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.of("a", "b", "c", "\n", "A")
        .list()
        .ofMaxSize(7)
        .map(parts -> parts.stream().collect(Collectors.joining()));
  }
}
