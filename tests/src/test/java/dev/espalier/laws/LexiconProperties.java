package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.automata.Configuration;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.testkit.LexiconOracle;
import dev.espalier.testkit.RandomLexicons;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random grammars with lexicons against division by definition. */
class LexiconProperties {
  private static final Limits TINY = new Limits(1_000, 100, 10_000, 100, 100_000, 8, 4, 100, 0);
  private static final int MOST_TEXTS = 400;
  private static final int LONG_TEXT = 9;
  private static final int FIRST_BYTE = "é".getBytes(StandardCharsets.UTF_8)[0] & 0xff;

  @Property(tries = 2_000)
  void acceptsWhatIsDividedAndDerived(@ForAll long seed) {
    check(RandomLexicons.one(new Random(seed)), Limits.defaults(), new Random(seed));
  }

  @Property(tries = 300)
  void tinyTablesChangeNothing(@ForAll long seed) {
    check(RandomLexicons.one(new Random(seed)), TINY, new Random(seed));
  }

  @Property(tries = 300)
  void halfACharacterIsAliveWhereACharacterIs(@ForAll long seed) {
    RandomLexicons.Case language = RandomLexicons.accents(new Random(seed));
    check(language, Limits.defaults(), new Random(seed));
    ByteRecognizer recognizer;
    try {
      recognizer = ByteRecognizer.compile(language.grammar(), Limits.defaults());
    } catch (UnsatisfiableGrammarException e) {
      return;
    }
    for (String text : texts(language.alphabet(), new Random(seed))) {
      Configuration c = after(recognizer, text);
      assertEquals(
          after(recognizer, text + "é").isDead() && after(recognizer, text + "ê").isDead(),
          c.after(FIRST_BYTE).isDead(),
          () -> said(text, language.grammar()));
    }
  }

  private static void check(RandomLexicons.Case language, Limits limits, Random random) {
    Grammar grammar = language.grammar();
    List<String> texts = texts(language.alphabet(), random);
    ByteRecognizer recognizer;
    try {
      recognizer = ByteRecognizer.compile(grammar, limits);
    } catch (UnsatisfiableGrammarException e) {
      texts.forEach(
          text -> assertFalse(LexiconOracle.accepts(grammar, text), () -> said(text, grammar)));
      return;
    }
    Set<String> viable = new HashSet<>();
    for (String text : texts) {
      boolean member = LexiconOracle.accepts(grammar, text);
      assertEquals(member, after(recognizer, text).isComplete(), () -> said(text, grammar));
      for (int i = 0; member && i <= text.length(); i++) {
        viable.add(text.substring(0, i));
      }
    }
    for (String prefix : viable) {
      assertFalse(after(recognizer, prefix).isDead(), () -> said(prefix, grammar));
    }
  }

  private static Configuration after(ByteRecognizer recognizer, String text) {
    return recognizer.start().after(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String said(String text, Grammar grammar) {
    return "'" + text + "' in\n" + grammar;
  }

  /** All short texts over the alphabet, and some longer ones. */
  private static List<String> texts(List<String> alphabet, Random random) {
    List<String> texts = new ArrayList<>(List.of(""));
    for (int i = 0; texts.size() < MOST_TEXTS; i++) {
      for (String letter : alphabet) {
        texts.add(texts.get(i) + letter);
      }
    }
    for (int i = 0; i < MOST_TEXTS / 4; i++) {
      StringBuilder text = new StringBuilder();
      while (text.length() < LONG_TEXT) {
        text.append(alphabet.get(random.nextInt(alphabet.size())));
      }
      texts.add(text.toString());
    }
    return texts;
  }
}
