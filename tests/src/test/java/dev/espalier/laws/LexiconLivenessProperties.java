package dev.espalier.laws;

import static org.junit.jupiter.api.Assertions.fail;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.automata.Configuration;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.Lexicon.Competition;
import dev.espalier.grammar.Lexicon.Mode;
import dev.espalier.grammar.Lexicon.Rule;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.testkit.RandomLexicons;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Where something hidden can part any two lexemes, as whitespace does in most languages, and there
 * is one mode, every text that is alive can be completed.
 */
class LexiconLivenessProperties {
  private static final int MOST_SEEN = 2_000;
  private static final String WIDE = "\\u{0}"; // of a set of nearly all characters

  @Property(tries = 2_000)
  void whatIsAliveCanBeCompleted(@ForAll long seed) {
    RandomLexicons.Case drawn = RandomLexicons.one(new Random(seed));
    Lexicon lexicon = drawn.grammar().lexicons().getFirst();
    Assume.that(lexicon.modes().size() == 1);
    Assume.that(!lexicon.toString().contains(WIDE)); // the gap would be part of lexemes
    List<Rule> rules = new ArrayList<>();
    rules.add(Rule.hidden("GAP", Regex.literal("_")));
    rules.addAll(lexicon.modes().getFirst().rules());
    Competition competition = lexicon.competition();
    Lexicon parted = new Lexicon(lexicon.name(), competition, List.of(new Mode("default", rules)));
    Grammar grammar =
        new Grammar(drawn.grammar().start(), drawn.grammar().productions(), List.of(parted));
    List<String> letters = new ArrayList<>(drawn.alphabet());
    letters.add("_");
    ByteRecognizer recognizer;
    try {
      recognizer = ByteRecognizer.compile(grammar, Limits.defaults());
    } catch (UnsatisfiableGrammarException e) {
      return;
    }
    Random random = new Random(seed);
    for (int i = 0; i < 20; i++) {
      Configuration at = recognizer.start();
      StringBuilder text = new StringBuilder();
      while (!at.isDead() && text.length() < 8) {
        requireCompletion(at, letters, text, grammar);
        String letter = letters.get(random.nextInt(letters.size()));
        at = at.after(letter.getBytes(StandardCharsets.UTF_8));
        text.append(letter);
      }
    }
  }

  private static void requireCompletion(
      Configuration start, List<String> letters, CharSequence text, Grammar grammar) {
    Deque<Configuration> todo = new ArrayDeque<>(List.of(start));
    Set<Configuration> seen = new HashSet<>(todo);
    while (!todo.isEmpty() && seen.size() < MOST_SEEN) {
      Configuration at = todo.remove();
      if (at.isComplete()) {
        return;
      }
      for (String letter : letters) {
        Configuration after = at.after(letter.getBytes(StandardCharsets.UTF_8));
        if (!after.isDead() && seen.add(after)) {
          todo.add(after);
        }
      }
    }
    if (todo.isEmpty()) {
      fail("alive and never complete: '" + text + "' in\n" + grammar);
    }
  }
}
