package dev.espalier.grammar.gbnf;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.RandomGrammars;
import dev.espalier.grammar.SlowRecogniser;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class GbnfProperties {
  private static final List<String> TEXTS = RandomGrammars.texts(3);
  private static final List<String> LEAVES =
      List.of(
          "\"a\"",
          "\"b\"",
          "\"\"",
          "\"ab\"",
          "[ab]",
          "[^b]",
          ".",
          "[\\]^\\-\"]",
          "\"\\\\\\\"\\n^\"",
          "\"\\u00e9\\u0007\"",
          "[\\U0001F600-\\U0001F64F\\t]",
          "<think>",
          "<[7]>",
          "(<[1-5,9]>)",
          "!</think>*",
          "(!<[7]>)+",
          "x",
          "y",
          "root",
          "x",
          "y");
  private static final List<String> QUANTIFIERS =
      List.of("", "", "", "", "*", "+", "?", "{2}", "{0,3}", "{2,}", "{0}", "{,1}", "{1}");

  @Property(tries = 1000)
  void printingIsUndoneByParsing(@ForAll("sources") String source) {
    Grammar grammar = Gbnf.parse(source);
    assertEquals(grammar, Gbnf.parse(GbnfPrinter.print(grammar)));
  }

  @Property(tries = 1500, maxDiscardRatio = 100)
  void printingKeepsTheLanguageOfAnyGrammar(@ForAll("grammars") Grammar grammar) {
    String printed = "";
    try {
      printed = GbnfPrinter.print(grammar);
    } catch (IllegalArgumentException unsayable) {
      Assume.that(false);
    }
    Grammar parsed = Gbnf.parse(printed, "g", grammar.start().name(), Limits.defaults());
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
  Arbitrary<String> sources() {
    return Arbitraries.randomValue(
        random ->
            Stream.of("root", "x", "y")
                .map(name -> name + " ::= " + choice(random, 2))
                .collect(Collectors.joining("\n")));
  }

  private static String choice(Random random, int depth) {
    Supplier<String> element =
        () ->
            (depth > 0 && random.nextInt(4) == 0
                    ? "(" + choice(random, depth - 1) + ")"
                    : any(random, LEAVES))
                + any(random, QUANTIFIERS)
                + any(random, QUANTIFIERS);
    return Stream.generate(
            () ->
                Stream.generate(element).limit(random.nextInt(4)).collect(Collectors.joining(" ")))
        .limit(1 + random.nextInt(3))
        .collect(Collectors.joining(" | "));
  }

  private static String any(Random random, List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
