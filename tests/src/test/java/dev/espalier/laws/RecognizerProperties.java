package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.automata.Configuration;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.testkit.MembershipOracle;
import dev.espalier.testkit.RandomGrammars;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random grammars against membership by definition. */
class RecognizerProperties {
  private static final List<String> COMPLETING =
      ".abécdef0123456789\\u/".codePoints().mapToObj(Character::toString).toList();
  private static final List<String> TEXTS = allTexts(List.of("a", "b", "é"), 4);
  private static final List<String> NUMBERS = allTexts(List.of("0", "1", "5", "."), 4);

  @Property(tries = 4_000)
  void acceptsWhatTheRegexMatches(@ForAll long seed) {
    Regex regex = RandomGrammars.regex(new Random(seed), 4);
    Nonterminal start = new Nonterminal("s");
    checkLanguage(new Grammar(start, List.of(Production.of(start, new Terminal(regex)))));
  }

  @Property(tries = 500)
  void acceptsMultiples(@ForAll long seed) {
    Regex regex = RandomGrammars.multiples(new Random(seed), 2);
    Nonterminal start = new Nonterminal("s");
    Grammar grammar = new Grammar(start, List.of(Production.of(start, new Terminal(regex))));
    checkLanguage(grammar, NUMBERS, Limits.defaults());
  }

  @Property(tries = 4_000)
  void acceptsWhatTheGrammarDerives(@ForAll long seed) {
    checkLanguage(RandomGrammars.grammar(new Random(seed)));
  }

  @Property(tries = 1_000)
  void readsEverySpellingOfJsonStrings(@ForAll long seed) {
    Random random = new Random(seed);
    int[] points = {'a', '"', '\\', '/', '\n', 0x1F, 0xE9, 0x20AC, 0xFFFF, 0x1F600, 0x10FFFF};
    int first = points[random.nextInt(points.length)];
    CodePointSet set = CodePointSet.range(first, first + random.nextInt(0x10FFFF - first + 1));
    Regex regex = Regex.jsonChars(random.nextBoolean() ? set : set.complement());
    if (regex.equals(Regex.NOTHING)) {
      return;
    }
    Nonterminal start = new Nonterminal("s");
    Grammar grammar = new Grammar(start, List.of(Production.of(start, new Terminal(regex))));
    Configuration empty = ByteRecognizer.compile(grammar, Limits.defaults()).start();
    for (int i = 0; i < 20; i++) {
      String text = spelled(points[random.nextInt(points.length)], random);
      Configuration c = empty.after(text.getBytes(StandardCharsets.UTF_8));
      assertEquals(
          MembershipOracle.accepts(grammar, text), c.isComplete(), () -> text + " in " + grammar);
      if (!c.isDead()) {
        completion(c, grammar)
            .ifPresent(rest -> assertTrue(MembershipOracle.accepts(grammar, text + rest)));
      }
    }
  }

  private static String spelled(int codePoint, Random random) {
    StringBuilder text = new StringBuilder();
    switch (random.nextInt(3)) {
      case 0 -> text.appendCodePoint(codePoint);
      case 1 -> text.append('\\').append("\"\\/bfnrtx".charAt(random.nextInt(9)));
      default -> {
        for (char unit : Character.toChars(codePoint)) {
          String digits = String.format(random.nextBoolean() ? "%04x" : "%04X", (int) unit);
          text.append("\\u").append(digits);
        }
      }
    }
    if (random.nextInt(4) == 0) {
      int codePoints = text.codePointCount(0, text.length());
      text.setLength(text.offsetByCodePoints(0, random.nextInt(codePoints + 1)));
    }
    return text.toString();
  }

  @Property(tries = 500)
  void tinyTablesChangeNothing(@ForAll long seed) {
    Grammar grammar = RandomGrammars.grammar(new Random(seed));
    checkLanguage(grammar, TEXTS, new Limits(1_000, 100, 10_000, 100, 100_000, 8, 4, 100, 0));
  }

  private static void checkLanguage(Grammar grammar) {
    checkLanguage(grammar, TEXTS, Limits.defaults());
  }

  private static void checkLanguage(Grammar grammar, List<String> texts, Limits limits) {
    ByteRecognizer recognizer;
    try {
      recognizer = ByteRecognizer.compile(grammar, limits);
    } catch (UnsatisfiableGrammarException e) {
      texts.forEach(
          text -> assertFalse(MembershipOracle.accepts(grammar, text), () -> text + grammar));
      return;
    }
    Set<String> viable = new HashSet<>();
    for (String text : texts) {
      boolean member = MembershipOracle.accepts(grammar, text);
      Configuration c = recognizer.start().after(text.getBytes(StandardCharsets.UTF_8));
      assertEquals(member, c.isComplete(), () -> "'" + text + "' in\n" + grammar);
      if (member) {
        for (int i = 0; i <= text.length(); i++) {
          viable.add(text.substring(0, i));
        }
      }
    }
    for (String text : texts) {
      Configuration c = recognizer.start().after(text.getBytes(StandardCharsets.UTF_8));
      if (viable.contains(text)) {
        assertFalse(c.isDead(), () -> "'" + text + "' in\n" + grammar);
      } else if (!c.isDead() && text.length() == 4) {
        completion(c, grammar)
            .map(rest -> text + rest)
            .filter(completed -> completed.length() < 12)
            .ifPresent(
                completed ->
                    assertTrue(
                        MembershipOracle.accepts(grammar, completed),
                        () -> "'" + completed + "' in\n" + grammar));
      }
    }
  }

  /**
   * A shortest completion, by breadth-first search; empty if it is far. A live configuration whose
   * successors are exhausted without one is a defect.
   */
  private static Optional<String> completion(Configuration start, Grammar grammar) {
    Deque<Configuration> todo = new ArrayDeque<>(List.of(start));
    Deque<String> texts = new ArrayDeque<>(List.of(""));
    Set<Configuration> seen = new HashSet<>();
    while (!todo.isEmpty()) {
      if (seen.size() > 500) {
        return Optional.empty();
      }
      Configuration c = todo.remove();
      String text = texts.remove();
      if (c.isComplete()) {
        return Optional.of(text);
      }
      for (String next : COMPLETING) {
        Configuration after = c.after(next.getBytes(StandardCharsets.UTF_8));
        if (!after.isDead() && seen.add(after)) {
          todo.add(after);
          texts.add(text + next);
        }
      }
    }
    throw new AssertionError("a live configuration without a completion in\n" + grammar);
  }

  private static List<String> allTexts(List<String> letters, int length) {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int from = 0, n = 0; n < length; n++) {
      int to = texts.size();
      for (int i = from; i < to; i++) {
        for (String letter : letters) {
          texts.add(texts.get(i) + letter);
        }
      }
      from = to;
    }
    return texts;
  }
}
