package dev.espalier.grammar.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.RandomGrammars;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.RegexMatcher;
import dev.espalier.grammar.SlowRecogniser;
import dev.espalier.grammar.Terminal;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class ComposeProperties {
  private static final List<String> TEXTS = RandomGrammars.texts(3);
  private static final String ALPHABET = "ab\"\\/\n\u0001é😀";
  private static final String SHORT = "\"\\/\b\f\n\r\t";
  private static final String SHORT_LETTERS = "\"\\/bfnrt";

  @Property(tries = 60)
  void aUnionIsEither(@ForAll("grammars") Grammar first, @ForAll("grammars") Grammar second) {
    assertAccepts(
        Compose.union(first, second),
        text -> SlowRecogniser.accepts(first, text) || SlowRecogniser.accepts(second, text));
  }

  @Property(tries = 60)
  void aConcatenationIsOneAfterTheOther(
      @ForAll("grammars") Grammar first, @ForAll("grammars") Grammar second) {
    assertAccepts(
        Compose.concatenation(first, second), text -> areOneAfterTheOther(first, second, text));
  }

  private static boolean areOneAfterTheOther(Grammar first, Grammar second, String text) {
    for (int split = 0; split <= text.length(); split++) {
      if (SlowRecogniser.accepts(first, text.substring(0, split))
          && SlowRecogniser.accepts(second, text.substring(split))) {
        return true;
      }
    }
    return false;
  }

  @Property(tries = 60)
  void repetitionCounts(@ForAll("grammars") Grammar part) {
    assertAccepts(Compose.repeat(part, 2, 2), text -> areOneAfterTheOther(part, part, text));
    assertAccepts(
        Compose.optional(part), text -> text.isEmpty() || SlowRecogniser.accepts(part, text));
  }

  @Property(tries = 60)
  void whatReplacesANonterminalIsAlone(
      @ForAll("grammars") Grammar host, @ForAll("grammars") Grammar part) {
    Grammar replaced = Compose.replace(host, Map.of("x", part));
    Nonterminal x = new Nonterminal("x");
    Assembly byHand = new Assembly();
    byHand.add(host, production -> !production.head().equals(x));
    TEXTS.stream()
        .filter(text -> SlowRecogniser.accepts(part, text))
        .forEach(text -> byHand.rule(x, Compose.text(text).productions().getFirst().body()));
    byHand.rule(x, new Terminal(Regex.NOTHING));
    assertAccepts(replaced, text -> SlowRecogniser.accepts(byHand.from(host.start()), text));
  }

  @Property(tries = 100)
  void everySpellingIsInAString(@ForAll("regexes") Regex regex, @ForAll("values") String value) {
    Grammar string = Compose.jsonString(Compose.regex(regex), JsonSpelling.ANY);
    Grammar canonical = Compose.jsonString(Compose.regex(regex), JsonSpelling.CANONICAL);
    boolean matches = RegexMatcher.matches(regex, value);
    for (int seed = 0; seed < 3; seed++) {
      String spelled = spelled(value, new Random(seed));
      assertEquals(matches, SlowRecogniser.accepts(string, spelled), () -> spelled + regex);
      assertEquals(
          matches && spelled.equals(canonical(value)),
          SlowRecogniser.accepts(canonical, spelled),
          () -> spelled + regex);
    }
    assertEquals(matches, SlowRecogniser.accepts(canonical, canonical(value)));
    assertFalse(SlowRecogniser.accepts(string, canonical(value).replaceFirst("\"$", "\\\\q\"")));
    assertFalse(SlowRecogniser.accepts(canonical, canonical(value).replaceFirst("\"$", "\n\"")));
  }

  @Property(tries = 100)
  void aStringInAStringIsSpelledTwice(
      @ForAll("smallRegexes") Regex regex, @ForAll("values") String value) {
    String inner = content(spelled(value, new Random(7)));
    boolean matches = RegexMatcher.matches(regex, value);
    Regex once = JsonSpelling.ANY.spelled(regex);
    assertEquals(
        matches,
        RegexMatcher.matches(
            JsonSpelling.ANY.spelled(once), content(spelled(inner, new Random(8)))));
    assertEquals(
        matches,
        RegexMatcher.matches(JsonSpelling.CANONICAL.spelled(once), content(canonical(inner))));
  }

  private static String content(String quoted) {
    return quoted.substring(1, quoted.length() - 1);
  }

  @Property(tries = 100)
  void spellingsAreWrittenOut(@ForAll("values") String value, @ForAll long seed) {
    int c = value.isEmpty() ? 'x' : value.codePointAt(0);
    Regex writtenOut = WrittenOut.of(CodePointSet.of(c, 'a', 0x1F600));
    String spelled = content(spelled(Character.toString(c), new Random(seed)));
    assertTrue(RegexMatcher.matches(writtenOut, spelled), spelled);
    assertTrue(RegexMatcher.matches(WrittenOut.of(CodePointSet.ALL), spelled), spelled);
    assertFalse(
        RegexMatcher.matches(WrittenOut.of(CodePointSet.of(c).complement()), spelled), spelled);
  }

  private static void assertAccepts(Grammar grammar, Predicate<String> oracle) {
    for (String text : TEXTS) {
      assertEquals(
          oracle.test(text),
          SlowRecogniser.accepts(grammar, text),
          () -> "'" + text + "' by " + grammar);
    }
  }

  private static String spelled(String value, Random random) {
    StringBuilder out = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            c -> {
              int way = random.nextInt(3);
              int known = SHORT.indexOf(c);
              if (way == 0 && c >= 0x20 && c != '"' && c != '\\') {
                out.appendCodePoint(c);
              } else if (way == 1 && known >= 0) {
                out.append('\\').append(SHORT_LETTERS.charAt(known));
              } else {
                for (char unit : Character.toChars(c)) {
                  out.append(
                      String.format(random.nextBoolean() ? "\\u%04x" : "\\u%04X", (int) unit));
                }
              }
            });
    return out.append('"').toString();
  }

  private static String canonical(String value) {
    StringBuilder out = new StringBuilder("\"");
    value
        .codePoints()
        .forEach(
            c -> {
              int known = SHORT.indexOf(c);
              if (known >= 0 && c != '/') {
                out.append('\\').append(SHORT_LETTERS.charAt(known));
              } else if (c < 0x20) {
                out.append(String.format("\\u%04x", c));
              } else {
                out.appendCodePoint(c);
              }
            });
    return out.append('"').toString();
  }

  @Provide
  Arbitrary<Grammar> grammars() {
    return RandomGrammars.grammars().map(Compose::withoutChecks);
  }

  @Provide
  Arbitrary<String> values() {
    return Arbitraries.of(ALPHABET.codePoints().mapToObj(Character::toString).toList())
        .list()
        .ofMaxSize(4)
        .map(letters -> String.join("", letters));
  }

  @Provide
  Arbitrary<Regex> regexes() {
    return Arbitraries.randomValue(random -> regex(random, 3));
  }

  @Provide
  Arbitrary<Regex> smallRegexes() {
    return Arbitraries.randomValue(random -> regex(random, 1));
  }

  private static Regex regex(Random random, int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return switch (random.nextInt(4)) {
        case 0 -> Regex.literal(ALPHABET.substring(0, 1 + random.nextInt(7)));
        case 1 -> Regex.ANY_CHAR;
        case 2 -> Regex.chars(CodePointSet.of('"', 'a', '\n', 0x1F600));
        default -> Regex.chars(CodePointSet.of('a').complement());
      };
    }
    Regex one = regex(random, depth - 1);
    return switch (random.nextInt(6)) {
      case 0 -> Regex.concat(one, regex(random, depth - 1));
      case 1 -> Regex.anyOf(one, regex(random, depth - 1));
      case 2 -> Regex.allOf(Regex.star(Regex.ANY_CHAR), regex(random, depth - 1), one);
      case 3 -> Regex.not(one);
      case 4 -> Regex.star(one);
      default -> Regex.repeat(one, 1, 3);
    };
  }
}
