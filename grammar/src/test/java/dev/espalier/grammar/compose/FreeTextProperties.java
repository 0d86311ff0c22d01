package dev.espalier.grammar.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.RandomGrammars;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.RegexMatcher;
import dev.espalier.grammar.SlowRecogniser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class FreeTextProperties {
  private static final List<String> TEXTS = RandomGrammars.texts(6);
  private static final List<String> THENS = List.of("", "a", "b", "a*", "ab?", "(ba)+");

  /**
   * @param thens what follows each trigger, as a regular expression of the JDK; empty if nothing
   *     may
   */
  record Case(Map<String, String> thens) {
    /** The length of {@code text} up to the end of the first trigger, and which one that is. */
    record Found(int end, String trigger) {}

    Found first(String text) {
      for (int end = 1; end <= text.length(); end++) {
        String longest = "";
        for (String trigger : thens.keySet()) {
          if (text.substring(0, end).endsWith(trigger) && trigger.length() > longest.length()) {
            longest = trigger;
          }
        }
        if (!longest.isEmpty()) {
          return new Found(end, longest);
        }
      }
      return new Found(-1, "");
    }

    boolean isThen(String trigger, String text) {
      String then = String.valueOf(thens.get(trigger));
      return !then.equals("never") && Pattern.matches(then, text);
    }

    boolean once(String text) {
      Found found = first(text);
      return found.end() >= 0 && isThen(found.trigger(), text.substring(found.end()));
    }

    boolean atMostOnce(String text) {
      return first(text).end() < 0 || once(text);
    }

    boolean anyNumber(String text) {
      Found found = first(text);
      if (found.end() < 0) {
        return true;
      }
      for (int split = found.end(); split <= text.length(); split++) {
        if (isThen(found.trigger(), text.substring(found.end(), split))
            && anyNumber(text.substring(split))) {
          return true;
        }
      }
      return false;
    }

    FreeText freeText() {
      FreeText result = FreeText.any();
      for (Map.Entry<String, String> entry : thens.entrySet()) {
        result =
            entry.getValue().equals("never")
                ? result.without(entry.getKey())
                : result.on(entry.getKey(), Compose.regex(ofJdk(entry.getValue())));
      }
      return result;
    }
  }

  /** One of {@link #THENS} as an expression of ours. */
  private static Regex ofJdk(String pattern) {
    Regex a = Regex.literal("a");
    Regex b = Regex.literal("b");
    return switch (pattern) {
      case "" -> Regex.EMPTY;
      case "a" -> a;
      case "b" -> b;
      case "a*" -> Regex.star(a);
      case "ab?" -> Regex.concat(a, Regex.optional(b));
      case "(ba)+" -> Regex.plus(Regex.literal("ba"));
      default -> throw new AssertionError(pattern);
    };
  }

  @Property(tries = 300)
  void theFirstTriggerCounts(@ForAll("cases") Case triggers) {
    if (triggers.thens().values().stream().anyMatch(then -> !then.equals("never"))) {
      assertAccepts(triggers.freeText().once(), triggers::once, triggers);
    }
    assertAccepts(triggers.freeText().atMostOnce(), triggers::atMostOnce, triggers);
    assertAccepts(triggers.freeText().anyNumber(), triggers::anyNumber, triggers);
  }

  private static void assertAccepts(Grammar grammar, Predicate<String> oracle, Case triggers) {
    for (String text : TEXTS) {
      assertEquals(
          oracle.test(text),
          SlowRecogniser.accepts(grammar, text),
          () -> "'" + text + "' under " + triggers + " by " + grammar);
    }
  }

  @Property(tries = 300)
  void noneOccur(@ForAll("texts") List<String> texts) {
    assertMatches(
        Occurrences.none(texts), texts, (text, all) -> all.stream().noneMatch(text::contains));
  }

  @Property(tries = 300)
  void whatIsBeforeTheFirstOne(@ForAll("texts") List<String> texts) {
    Case all = new Case(texts.stream().distinct().collect(Collectors.toMap(t -> t, t -> "")));
    for (String found : texts) {
      assertMatches(
          Occurrences.before(found, texts),
          texts,
          (text, t) ->
              all.first(text + found).equals(new Case.Found((text + found).length(), found)));
    }
  }

  private static void assertMatches(
      Regex regex, List<String> texts, BiPredicate<String, List<String>> oracle) {
    for (String text : TEXTS) {
      assertEquals(
          oracle.test(text, texts),
          RegexMatcher.matches(regex, text),
          () -> "'" + text + "' by " + regex);
    }
  }

  @Provide
  Arbitrary<List<String>> texts() {
    return trigger().list().ofMinSize(1).ofMaxSize(3);
  }

  @Provide
  Arbitrary<Case> cases() {
    Arbitrary<String> then =
        Arbitraries.frequencyOf(
            Tuple.of(5, Arbitraries.of(THENS)), Tuple.of(1, Arbitraries.just("never")));
    return Combinators.combine(trigger(), then)
        .as(Map::entry)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(
            entries -> {
              Map<String, String> thens = new LinkedHashMap<>();
              entries.forEach(entry -> thens.put(entry.getKey(), entry.getValue()));
              return new Case(thens);
            });
  }

  private static Arbitrary<String> trigger() {
    return Arbitraries.strings().withChars("ab").ofMinLength(1).ofMaxLength(4);
  }
}
