package dev.espalier.automata;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.UnsatisfiableGrammarException;
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
class ByteRecognizerProperties {
  private static final List<String> TEXTS = allTexts(List.of("a", "b", "é"), 4);

  @Property(tries = 1_500)
  void acceptsWhatTheRegexMatches(@ForAll long seed) {
    Regex regex = regex(new Random(seed), 4);
    Nonterminal start = new Nonterminal("s");
    checkLanguage(new Grammar(start, List.of(Production.of(start, new Terminal(regex)))));
  }

  @Property(tries = 1_500)
  void acceptsWhatTheGrammarDerives(@ForAll long seed) {
    checkLanguage(grammar(new Random(seed)));
  }

  @Property(tries = 500)
  void tinyTablesChangeNothing(@ForAll long seed) {
    Grammar grammar = grammar(new Random(seed));
    checkLanguage(grammar, new Limits(1_000, 100, 10_000, 100, 100_000, 8, 4, 100, 0));
  }

  private static void checkLanguage(Grammar grammar) {
    checkLanguage(grammar, Limits.defaults());
  }

  private static void checkLanguage(Grammar grammar, Limits limits) {
    ByteRecognizer recognizer;
    try {
      recognizer = ByteRecognizer.compile(grammar, limits);
    } catch (UnsatisfiableGrammarException e) {
      TEXTS.forEach(text -> assertFalse(SpanOracle.accepts(grammar, text), () -> text + grammar));
      return;
    }
    Set<String> viable = new HashSet<>();
    for (String text : TEXTS) {
      boolean member = SpanOracle.accepts(grammar, text);
      Configuration c = recognizer.start().after(text.getBytes(StandardCharsets.UTF_8));
      assertEquals(member, c.isComplete(), () -> "'" + text + "' in\n" + grammar);
      if (member) {
        for (int i = 0; i <= text.length(); i++) {
          viable.add(text.substring(0, i));
        }
      }
    }
    for (String text : TEXTS) {
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
                        SpanOracle.accepts(grammar, completed),
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
      for (String next : List.of("a", "b", "é", "c")) {
        Configuration after = c.after(next.getBytes(StandardCharsets.UTF_8));
        if (!after.isDead() && seen.add(after)) {
          todo.add(after);
          texts.add(text + next);
        }
      }
    }
    throw new AssertionError("a live configuration without a completion in\n" + grammar);
  }

  private static Grammar grammar(Random random) {
    int count = 1 + random.nextInt(3);
    List<Nonterminal> names = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      names.add(new Nonterminal("n" + i));
    }
    List<Production> productions = new ArrayList<>();
    for (Nonterminal name : names) {
      int alternatives = 1 + random.nextInt(3);
      for (int i = 0; i < alternatives; i++) {
        List<Symbol> body = new ArrayList<>();
        int length = random.nextInt(4);
        for (int j = 0; j < length; j++) {
          body.add(symbol(random, names, true));
        }
        productions.add(new Production(name, body));
      }
    }
    return new Grammar(names.getFirst(), productions);
  }

  private static Symbol symbol(Random random, List<Nonterminal> names, boolean groups) {
    int kind = random.nextInt(groups ? 7 : 6);
    if (kind < 3) {
      return new Terminal(Regex.literal(random.nextBoolean() ? "a" : "b"));
    }
    if (kind == 3) {
      return new Terminal(regex(random, 2));
    }
    if (kind < 6) {
      return names.get(random.nextInt(names.size()));
    }
    return group(random, names);
  }

  private static Symbol group(Random random, List<Nonterminal> names) {
    boolean separated = random.nextBoolean();
    List<Group.Member> members = new ArrayList<>();
    int count = 1 + random.nextInt(3);
    int least = 0;
    for (int i = 0; i < count; i++) {
      int min = random.nextInt(3) / 2;
      int max = random.nextBoolean() ? Regex.UNBOUNDED : Math.max(1, min + random.nextInt(3));
      least += min;
      Symbol symbol =
          separated || count > 1
              ? new Terminal(Regex.literal(List.of("a", "b", "ab").get(random.nextInt(3))))
              : symbol(random, names, false);
      members.add(new Group.Member(symbol, min, max));
    }
    return new Group(
        members,
        separated ? Optional.of(new Terminal(Regex.literal("é"))) : Optional.empty(),
        random.nextBoolean() ? Group.Order.ANY : Group.Order.LISTED,
        random.nextInt(least + 1),
        random.nextBoolean() ? Regex.UNBOUNDED : least + random.nextInt(3) + 1);
  }

  static Regex regex(Random random, int depth) {
    if (depth == 0 || random.nextInt(4) == 0) {
      return switch (random.nextInt(6)) {
        case 0 -> Regex.literal("a");
        case 1 -> Regex.literal("bé");
        case 2 -> Regex.chars(CodePointSet.of('a', 'é'));
        case 3 -> Regex.chars(CodePointSet.of('a', 'c').complement());
        case 4 -> Regex.ANY_CHAR;
        default -> random.nextInt(4) == 0 ? Regex.NOTHING : Regex.EMPTY;
      };
    }
    return switch (random.nextInt(7)) {
      case 0, 1 -> Regex.concat(regex(random, depth - 1), regex(random, depth - 1));
      case 2 -> Regex.anyOf(regex(random, depth - 1), regex(random, depth - 1));
      case 3 -> Regex.allOf(regex(random, depth - 1), regex(random, depth - 1));
      case 4 -> Regex.not(regex(random, depth - 1));
      default -> {
        int min = random.nextInt(3);
        int max = random.nextBoolean() ? Regex.UNBOUNDED : min + random.nextInt(3);
        yield max == 0 ? Regex.EMPTY : Regex.repeat(regex(random, depth - 1), min, max);
      }
    };
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
