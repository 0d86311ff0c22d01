package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.RegexMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is decided about small expressions is what trying all texts up to their bound tells. */
class RegexEmptinessProperties {
  private static final List<String> TEXTS = texts(5);

  @Property(tries = 500)
  void whatIsShortIsDecidedAsTryingTells(@ForAll("regexes") Regex regex) {
    Regex bounded =
        Regex.allOf(regex, Regex.repeat(Regex.chars(CodePointSet.range('a', 'c')), 0, 5));
    List<String> matched =
        TEXTS.stream().filter(text -> RegexMatcher.matches(regex, text)).toList();
    assertEquals(matched.isEmpty(), new RegexEmptiness().isEmpty(bounded));
    assertEquals(
        matched.size() > 20 ? Optional.empty() : Optional.of(matched),
        RegexEmptiness.finite(bounded, 20));
  }

  @Provide
  Arbitrary<Regex> regexes() {
    return Arbitraries.randomValue(random -> regex(random, 4));
  }

  private static Regex regex(Random random, int depth) {
    if (depth == 0 || random.nextInt(6) == 0) {
      return switch (random.nextInt(6)) {
        case 0 -> Regex.literal("ab");
        case 1 -> Regex.chars(CodePointSet.range('a', 'b'));
        case 2 -> Regex.chars(CodePointSet.of('a').complement());
        case 3 -> Regex.ANY_TEXT;
        case 4 -> Regex.EMPTY;
        default -> Regex.literal(Character.toString('a' + random.nextInt(3)));
      };
    }
    Regex a = regex(random, depth - 1);
    return switch (random.nextInt(7)) {
      case 0, 1 -> Regex.concat(a, regex(random, depth - 1));
      case 2 -> Regex.anyOf(a, regex(random, depth - 1));
      case 3, 4 -> Regex.allOf(a, regex(random, depth - 1));
      case 5 -> Regex.not(a);
      default -> {
        int min = random.nextInt(3);
        yield Regex.repeat(
            a, min, random.nextBoolean() ? Regex.UNBOUNDED : min + random.nextInt(3));
      }
    };
  }

  /** By length, then by code points. */
  private static List<String> texts(int longest) {
    List<String> texts = new ArrayList<>(List.of(""));
    int from = 0;
    for (int length = 1; length <= longest; length++) {
      int to = texts.size();
      for (int i = from; i < to; i++) {
        for (char c = 'a'; c <= 'c'; c++) {
          texts.add(texts.get(i) + c);
        }
      }
      from = to;
    }
    return texts;
  }
}
