package dev.espalier.grammar.lark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.RegexMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class LarkProperties {
  private static final List<String> VALUES =
      List.of(
          "\"a\"",
          "\"ab\"i",
          "\"\\\\\\n\\\"\\x07\"",
          "/[a-c]x*/",
          "/a.*?b/s",
          "\"a\"..\"f\"",
          "%regex { \"substring_chars\": \"abc\" }",
          "A",
          "B",
          "C",
          "D");
  private static final List<String> IN_RULES =
      List.of("x", "y", "<|t|>", "<[1-3,7]>", "lazy", "t{A, x}", "t{\"a\", \"b\"}", "N", "\"\"");
  private static final List<String> QUANTIFIERS =
      List.of("", "", "", "*", "+", "?", "~2", "~0..3", "{2,}");

  @Property(tries = 1000)
  void printingIsUndoneByParsing(@ForAll("sources") String source) {
    Grammar grammar = Lark.parse(source);
    assertEquals(grammar, Lark.parse(LarkPrinter.print(grammar)));
  }

  /** Priorities as they come, so that an order may be none that the printer can give. */
  @Property(tries = 1000)
  void printingIsUndoneByParsingOrRefused(@ForAll("prioritised") String source) {
    Grammar grammar = Lark.parse(source);
    String printed;
    try {
      printed = LarkPrinter.print(grammar);
    } catch (IllegalArgumentException unsayable) {
      return;
    }
    assertEquals(grammar, Lark.parse(printed));
  }

  @Property(tries = 300)
  void substringsAreAllRunsOfChunks(@ForAll long seed) {
    Random random = new Random(seed);
    List<String> chunks = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      chunks.add("aab".substring(random.nextInt(3)));
    }
    Regex regex = Substrings.of(chunks);
    for (int i = 0; i <= chunks.size(); i++) {
      for (int j = i; j <= chunks.size(); j++) {
        assertTrue(RegexMatcher.matches(regex, String.join("", chunks.subList(i, j))));
      }
    }
    String other =
        random.ints(5, 'a', 'c').mapToObj(Character::toString).reduce("", String::concat);
    boolean isRun = false;
    for (int i = 0; i <= chunks.size(); i++) {
      for (int j = i; j <= chunks.size(); j++) {
        isRun |= String.join("", chunks.subList(i, j)).equals(other);
      }
    }
    assertEquals(isRun, RegexMatcher.matches(regex, other));
  }

  @Provide
  Arbitrary<String> sources() {
    return Arbitraries.longs().map(seed -> new Source(new Random(seed), false).text());
  }

  @Provide
  Arbitrary<String> prioritised() {
    return Arbitraries.longs().map(seed -> new Source(new Random(seed), true).text());
  }

  /** Writes a random grammar. */
  private record Source(Random random, boolean withPriorities) {
    String text() {
      return "start: "
          + choice(3, true)
          + "\nx: "
          + choice(2, true)
          + "\ny: "
          + choice(2, true)
          + "\nlazy[lazy]: "
          + choice(1, false).replace("/a.*?b/s", "/a[^b]*b/")
          + "\nt{p, q}: p (q p)*"
          + terminal("A", "\"a\"")
          + terminal("B", "/[0-9]+/ & ~\"7\"")
          + terminal("C", "A+ | \"if\"")
          + terminal("D", "\"while\"")
          + "\n%declare N"
          + (random.nextBoolean() ? "\n%ignore \" \"" : "\n%ignore B")
          + "\n%ignore /#[a-z]*/";
    }

    private String terminal(String name, String body) {
      String priority = withPriorities && random.nextBoolean() ? "." + (random.nextInt(5) - 2) : "";
      return "\n" + name + priority + ": " + body;
    }

    private String choice(int depth, boolean inRule) {
      StringBuilder out = new StringBuilder();
      for (int i = random.nextInt(3); i >= 0; i--) {
        for (int j = random.nextInt(3); j >= 0; j--) {
          out.append(atom(depth, inRule)).append(pick(QUANTIFIERS)).append(' ');
        }
        out.append(i > 0 ? "| " : "");
      }
      return out.toString();
    }

    private String atom(int depth, boolean inRule) {
      if (depth > 0 && random.nextInt(4) == 0) {
        return random.nextBoolean()
            ? "(" + choice(depth - 1, inRule) + ")"
            : "[" + choice(depth - 1, inRule) + "]";
      }
      return inRule && random.nextInt(3) == 0 ? pick(IN_RULES) : pick(VALUES);
    }

    private String pick(List<String> from) {
      return from.get(random.nextInt(from.size()));
    }
  }
}
