package dev.espalier.grammar.regex;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.RegexMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The language of a pattern is what {@code java.util.regex} finds, over all short texts. */
class EcmaRegexProperties {
  private static final List<String> TEXTS = texts("ab-", 4);

  /**
   * A pattern and the same one with its counts unrolled, for the JDK: there, an empty iteration
   * ends a counted group, so that {@code (a|^){2}b} does not find {@code ab}.
   */
  private record Sample(String pattern, String oracle) {
    static Sample of(String both) {
      return new Sample(both, both);
    }

    Sample with(UnaryOperator<String> wrap) {
      return new Sample(wrap.apply(pattern), wrap.apply(oracle));
    }

    Sample counted(Count count) {
      String unit = "(?:" + oracle + ")";
      StringBuilder out = new StringBuilder(unit.repeat(count.min()));
      if (count.max() == Regex.UNBOUNDED) {
        out.append(unit).append('*');
      } else {
        int more = count.max() - count.min();
        out.append(("(?:" + unit).repeat(more)).append(")?".repeat(more));
      }
      return new Sample(pattern + count.text(), out.toString());
    }

    static Sample join(String glue, List<Sample> samples) {
      return new Sample(
          samples.stream().map(Sample::pattern).collect(Collectors.joining(glue)),
          samples.stream().map(Sample::oracle).collect(Collectors.joining(glue)));
    }
  }

  private static final List<String> LEAVES =
      List.of("a", "b", "-", "\\-", ".", "[ab]", "[^a]", "[a-]", "\\w", "\\W", "^", "$");

  private record Count(String text, int min, int max) {}

  private static final List<Count> COUNTS =
      List.of(
          new Count("", 1, 1),
          new Count("", 1, 1),
          new Count("", 1, 1),
          new Count("*", 0, Regex.UNBOUNDED),
          new Count("+", 1, Regex.UNBOUNDED),
          new Count("?", 0, 1),
          new Count("{2}", 2, 2),
          new Count("{1,2}", 1, 2),
          new Count("{0,2}", 0, 2),
          new Count("{2,}", 2, Regex.UNBOUNDED),
          new Count("*?", 0, Regex.UNBOUNDED),
          new Count("{1,2}?", 1, 2));

  @Property(tries = 1500)
  void searchFindsWhatTheJdkFinds(@ForAll("samples") Sample sample) {
    assertFindsTheSame(sample);
  }

  @Property(tries = 700)
  void fullMatchMatchesWhatTheJdkMatches(@ForAll("samples") Sample sample) {
    Regex language = EcmaRegex.fullMatch(sample.pattern(), "p");
    Pattern oracle = Pattern.compile(sample.oracle());
    for (String text : TEXTS) {
      assertEquals(
          oracle.matcher(text).matches(),
          RegexMatcher.matches(language, text),
          () -> sample + " on '" + text + "', language " + language);
    }
  }

  @Property(tries = 1500)
  void lookaheadsOutsideUnboundedRepetitionsAreExact(@ForAll("lookingAhead") Sample sample) {
    assertFindsTheSame(sample);
  }

  @Property(tries = 2000)
  void whatLooksBehindIsExact(@ForAll("lookingAround") Sample sample) {
    assertFindsTheSameOrIsRefused(sample);
  }

  @Property(tries = 1000)
  void whatLooksBehindIsExactInUnboundedRepetitions(
      @ForAll("samples") Sample before,
      @ForAll("lookingBehind") Sample repeated,
      @ForAll("samples") Sample after) {
    assertFindsTheSameOrIsRefused(
        Sample.join(
            "",
            List.of(
                before.with(p -> "(?:" + p + ")"),
                repeated.with(p -> "(?:" + p + ")*"),
                after.with(p -> "(?:" + p + ")"))));
  }

  @Property(tries = 1000)
  void lookaheadsInsideUnboundedRepetitionsAreExact(
      @ForAll("samples") Sample before,
      @ForAll("lookingAhead") Sample repeated,
      @ForAll("samples") Sample after) {
    assertFindsTheSameOrIsRefused(
        Sample.join(
            "",
            List.of(
                before.with(p -> "(?:" + p + ")"),
                repeated.with(p -> "(?:" + p + ")*"),
                after.with(p -> "(?:" + p + ")"))));
  }

  @Property(tries = 500)
  void guardedCharactersUpToTheEndAreExact(
      @ForAll("samples") Sample first, @ForAll("samples") Sample guard) {
    Assume.that(!guard.pattern().replace("[^a]", "").contains("^"));
    assertFindsTheSame(
        Sample.join(
            "",
            List.of(
                first.with(p -> "^(?:" + p + ")"), guard.with(p -> "((?!a(?:" + p + "))[ab])*$"))));
  }

  /** What becomes too large is refused, which small patterns of many kinds at once may do. */
  private static void assertFindsTheSameOrIsRefused(Sample sample) {
    try {
      EcmaRegex.search(sample.pattern(), "p");
    } catch (LimitExceededException | UnsupportedRegexException e) {
      return;
    }
    assertFindsTheSame(sample);
  }

  private static void assertFindsTheSame(Sample sample) {
    Regex language = EcmaRegex.search(sample.pattern(), "p");
    Pattern oracle = Pattern.compile(sample.oracle());
    for (String text : TEXTS) {
      assertEquals(
          oracle.matcher(text).find(),
          RegexMatcher.matches(language, text),
          () -> sample + " in '" + text + "', language " + language);
    }
  }

  @Provide
  Arbitrary<Sample> samples() {
    return Arbitraries.randomValue(random -> shortOf(() -> sample(random, 2)));
  }

  @Provide
  Arbitrary<Sample> lookingAhead() {
    return Arbitraries.randomValue(random -> shortOf(() -> lookingAhead(random, 2)));
  }

  @Provide
  Arbitrary<Sample> lookingAround() {
    return Arbitraries.randomValue(random -> shortOf(() -> lookingAround(random, 2, true)));
  }

  @Provide
  Arbitrary<Sample> lookingBehind() {
    return Arbitraries.randomValue(random -> shortOf(() -> lookingAround(random, 1, false)));
  }

  /** The JDK backtracks for exponential time on long patterns that match the empty text. */
  private static Sample shortOf(Supplier<Sample> samples) {
    return Stream.generate(samples)
        .filter(s -> s.oracle().length() <= 60)
        .findFirst()
        .orElseThrow();
  }

  private static Sample sample(Random random, int depth) {
    return choice(
        random,
        () -> {
          Sample atom =
              depth > 0 && random.nextInt(4) == 0
                  ? sample(random, depth - 1).with(p -> "(" + p + ")")
                  : Sample.of(any(random, LEAVES));
          Count count = any(random, COUNTS);
          return count.text().isEmpty() ? atom : atom.counted(count);
        });
  }

  private static Sample lookingAhead(Random random, int depth) {
    return choice(
        random,
        () -> {
          Sample inner = depth == 0 ? sample(random, 0) : lookingAhead(random, depth - 1);
          Sample group = inner.with(p -> "(?:" + p + ")");
          return switch (random.nextInt(7)) {
            case 0 -> sample(random, 1).with(p -> "(?:" + p + ")");
            case 1 -> inner.with(p -> "(?=" + p + ")");
            case 2 -> inner.with(p -> "(?!" + p + ")");
            case 3 -> group.counted(new Count("{1,2}", 1, 2));
            case 4 -> group.counted(new Count("?", 0, 1));
            default -> Sample.of(any(random, List.of("^", "$", "a", "b")));
          };
        });
  }

  private static Sample lookingAround(Random random, int depth, boolean ahead) {
    return choice(
        random,
        () -> {
          Sample inner = depth == 0 ? sample(random, 0) : lookingAround(random, depth - 1, ahead);
          Sample group = inner.with(p -> "(?:" + p + ")");
          return switch (random.nextInt(9)) {
            case 0 -> behind(random).with(p -> "(?<=" + p + ")");
            case 1 -> behind(random).with(p -> "(?<!" + p + ")");
            case 2 -> inner.with(p -> ahead ? "(?=" + p + ")" : "(?:" + p + ")");
            case 3 -> inner.with(p -> ahead ? "(?!" + p + ")" : "(?:" + p + ")");
            case 4 -> group.counted(any(random, List.of(COUNTS.get(5), COUNTS.get(7))));
            case 5 -> Sample.of(any(random, List.of("\\b", "\\B")));
            case 6 -> Sample.of(any(random, List.of("\\w+", "a*", "[^a]*", ".{1,2}", "(?:ab|-)*")));
            default -> Sample.of(any(random, List.of("^", "$", "a", "b", "-")));
          };
        });
  }

  /** Of bounded length, as the JDK asks for. */
  private static Sample behind(Random random) {
    return Sample.of(
        any(
            random,
            List.of(
                "a", "b", "ab", "-a|b", "^", "^a", "[ab]-?", "\\w", "(?<=a)b", "(?<!a)", "a.?b")));
  }

  private static Sample choice(Random random, Supplier<Sample> term) {
    return Sample.join(
        "|",
        Stream.generate(
                () -> Sample.join("", Stream.generate(term).limit(random.nextInt(4)).toList()))
            .limit(1 + random.nextInt(3) * random.nextInt(2))
            .toList());
  }

  private static <T> T any(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static List<String> texts(String alphabet, int longest) {
    List<String> texts = new ArrayList<>(List.of(""));
    int from = 0;
    for (int length = 1; length <= longest; length++) {
      int to = texts.size();
      for (int i = from; i < to; i++) {
        for (char c : alphabet.toCharArray()) {
          texts.add(texts.get(i) + c);
        }
      }
      from = to;
    }
    return texts;
  }
}
