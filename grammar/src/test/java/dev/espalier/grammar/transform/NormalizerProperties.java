package dev.espalier.grammar.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.RandomGrammars;
import dev.espalier.grammar.SlowRecogniser;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NormalizerProperties {
  private static final List<String> TEXTS = RandomGrammars.texts(3);
  private static final int TRIES = 250;

  @Property(tries = TRIES)
  void withoutUnproductiveKeepsTheLanguage(@ForAll("grammars") Grammar grammar) {
    assertKeepsTheLanguage(grammar, WithoutUnproductive::apply);
  }

  @Property(tries = TRIES)
  void withoutUnreachableKeepsTheLanguage(@ForAll("grammars") Grammar grammar) {
    assertKeepsTheLanguage(grammar, WithoutUnreachable::apply);
  }

  @Property(tries = TRIES)
  void withoutUnitCyclesKeepsTheLanguage(@ForAll("grammars") Grammar grammar) {
    assertKeepsTheLanguage(grammar, g -> WithoutUnitCycles.apply(WithoutUnproductive.apply(g)));
  }

  @Property(tries = TRIES)
  void withRegularInlinedKeepsTheLanguage(@ForAll("grammars") Grammar grammar) {
    assertKeepsTheLanguage(
        grammar, g -> WithRegularInlined.apply(WithoutUnproductive.apply(g), Limits.defaults()));
  }

  @Property(tries = TRIES)
  void normalizingKeepsTheLanguage(@ForAll("grammars") Grammar grammar) {
    assertKeepsTheLanguage(grammar, g -> Normalizer.normalize(g, Limits.defaults()));
  }

  @Property(tries = TRIES)
  void nullableIsWhatDerivesTheEmptyText(@ForAll("grammars") Grammar grammar) {
    Nullability nullability = Nullability.of(grammar);
    for (Nonterminal nonterminal : grammar.productionsByHead().keySet()) {
      assertEquals(
          SlowRecogniser.accepts(new Grammar(nonterminal, grammar.productions()), ""),
          nullability.isNullable(nonterminal),
          nonterminal::name);
    }
  }

  private static void assertKeepsTheLanguage(Grammar grammar, UnaryOperator<Grammar> pass) {
    Optional<Grammar> passed = satisfiable(grammar, pass);
    for (String text : TEXTS) {
      boolean member = SlowRecogniser.accepts(grammar, text);
      if (passed.isEmpty()) {
        assertFalse(member, () -> "'" + text + "' in " + grammar);
      } else {
        assertEquals(
            member,
            SlowRecogniser.accepts(passed.get(), text),
            () -> "'" + text + "' in " + grammar + "became " + passed.get());
      }
    }
    assertTrue(passed.isEmpty() || passed.get().start().equals(grammar.start()));
  }

  private static Optional<Grammar> satisfiable(Grammar grammar, UnaryOperator<Grammar> pass) {
    try {
      return Optional.of(pass.apply(grammar));
    } catch (UnsatisfiableGrammarException e) {
      return Optional.empty();
    }
  }

  @Provide
  Arbitrary<Grammar> grammars() {
    return RandomGrammars.grammars();
  }
}
