package dev.espalier.grammar.ebnf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.RandomGrammars;
import dev.espalier.grammar.SlowRecogniser;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class EbnfProperties {
  private static final int LONGEST = 3;
  private static final List<String> TEXTS = RandomGrammars.texts(LONGEST);

  /** A source, and which of {@link #TEXTS} it stands for. */
  record Sample(String source, Set<String> texts) {}

  @Property(tries = 1000)
  void theLanguageIsWhatTheOperatorsSay(@ForAll("samples") Sample sample) {
    Grammar grammar = Ebnf.parse(sample.source());
    Grammar printed = Ebnf.parse(EbnfPrinter.print(grammar));
    assertEquals(grammar, printed, () -> EbnfPrinter.print(grammar));
    for (String text : TEXTS) {
      assertEquals(
          sample.texts().contains(text),
          SlowRecogniser.accepts(grammar, text),
          () -> "'" + text + "' in " + sample.source());
    }
  }

  @Property(tries = 1000, maxDiscardRatio = 100)
  void printingKeepsTheLanguageOfAnyGrammar(@ForAll("grammars") Grammar grammar) {
    String printed = "";
    try {
      printed = EbnfPrinter.print(grammar);
    } catch (IllegalArgumentException unsayable) {
      Assume.that(false);
    }
    Grammar parsed = Ebnf.parse(printed, "g", grammar.start().name(), Limits.defaults());
    for (String text : TEXTS) {
      assertEquals(
          SlowRecogniser.accepts(grammar, text),
          SlowRecogniser.accepts(parsed, text),
          () -> "'" + text + "' in " + grammar + "read back as " + parsed);
    }
  }

  @Provide
  Arbitrary<Grammar> grammars() {
    return RandomGrammars.grammars();
  }

  @Provide
  Arbitrary<Sample> samples() {
    return Arbitraries.randomValue(
        random -> {
          Sample x = choice(random, 2, List.of());
          Sample y = choice(random, 1, List.of(new Sample("x", x.texts())));
          Sample root =
              choice(random, 3, List.of(new Sample("x", x.texts()), new Sample("y", y.texts())));
          return new Sample(
              "x ::= %s\n[2] y ::= %s\nroot ::= %s"
                  .formatted(x.source(), y.source(), root.source()),
              root.texts());
        });
  }

  private static Sample choice(Random random, int depth, List<Sample> rules) {
    Sample first = sequence(random, depth, rules);
    if (random.nextInt(3) > 0) {
      return first;
    }
    Sample second = sequence(random, depth, rules);
    Set<String> either = new HashSet<>(first.texts());
    either.addAll(second.texts());
    return new Sample(first.source() + " | " + second.source(), either);
  }

  private static Sample sequence(Random random, int depth, List<Sample> rules) {
    Sample result = new Sample("", Set.of(""));
    for (int i = random.nextInt(4); i > 0; i--) {
      Sample next = difference(random, depth, rules);
      result =
          new Sample(result.source() + " " + next.source(), product(result.texts(), next.texts()));
    }
    return result;
  }

  private static Set<String> product(Set<String> first, Set<String> second) {
    Set<String> texts = new HashSet<>();
    for (String a : first) {
      for (String b : second) {
        if (a.length() + b.length() <= LONGEST) {
          texts.add(a + b);
        }
      }
    }
    return texts;
  }

  private static Sample difference(Random random, int depth, List<Sample> rules) {
    Sample from = item(random, depth, rules);
    if (random.nextInt(3) > 0) {
      return from;
    }
    Sample less = item(random, depth, rules);
    Set<String> texts = new HashSet<>(from.texts());
    texts.removeAll(less.texts());
    return new Sample(from.source() + " - " + less.source(), texts);
  }

  private static Sample item(Random random, int depth, List<Sample> rules) {
    Sample atom = atom(random, depth, rules);
    return switch (random.nextInt(6)) {
      case 0 -> new Sample(atom.source() + "*", repeated(atom.texts(), 0, LONGEST));
      case 1 -> new Sample(atom.source() + "+", repeated(atom.texts(), 1, LONGEST + 1));
      case 2 -> new Sample(atom.source() + "{1,2}", repeated(atom.texts(), 1, 2));
      default -> atom;
    };
  }

  private static Set<String> repeated(Set<String> texts, int min, int max) {
    Set<String> result = new HashSet<>();
    Set<String> power = Set.of("");
    for (int i = 0; i <= max; i++) {
      if (i >= min) {
        result.addAll(power);
      }
      power = product(power, texts);
    }
    return result;
  }

  private static Sample atom(Random random, int depth, List<Sample> rules) {
    if (depth > 0 && random.nextInt(3) == 0) {
      Sample inside = choice(random, depth - 1, rules);
      return new Sample("(" + inside.source() + ")", inside.texts());
    }
    if (!rules.isEmpty() && random.nextInt(4) == 0) {
      return rules.get(random.nextInt(rules.size()));
    }
    return switch (random.nextInt(6)) {
      case 0 -> new Sample("\"a\"", Set.of("a"));
      case 1 -> new Sample("'ba'", Set.of("ba"));
      case 2 -> new Sample("[#x61#x62]", Set.of("a", "b"));
      case 3 -> new Sample("#x62", Set.of("b"));
      case 4 -> new Sample("[^]", Set.of("a", "b"));
      default -> new Sample("[^\\x61]", Set.of("b"));
    };
  }
}
