package dev.espalier.automata;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.Lexicon.Competition;
import dev.espalier.grammar.Lexicon.Extent;
import dev.espalier.grammar.Lexicon.Rule;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Free text in which a trigger must be followed by a call, whatever else could read it. */
class FirstMatchTest {
  private static final Nonterminal TEXTS = new Nonterminal("texts");

  private final Configuration start = ByteRecognizer.compile(grammar(), Limits.defaults()).start();

  @ParameterizedTest
  @CsvSource({
    "'', true",
    "abc, true",
    "a<f, false",
    "a<f1, true",
    "a<f1b, true",
    "<f1<f1, true",
    "a<fx, false",
    "<1<<f1<, true"
  })
  void aLexemeEndsWhereItFirstMatches(String text, boolean complete) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertEquals(complete, start.after(bytes).isComplete());
  }

  private static Grammar grammar() {
    Regex trigger = Regex.concat(Regex.ANY_TEXT, Regex.literal("<f"));
    return new Grammar(
        TEXTS,
        List.of(
            Production.of(TEXTS),
            Production.of(TEXTS, terminal("text")),
            Production.of(TEXTS, terminal("trigger"), terminal("one"), TEXTS)),
        List.of(
            Lexicon.of(
                "tags",
                Competition.EXPECTED,
                List.of(
                    Rule.of("text", Regex.ANY_TEXT),
                    new Rule("trigger", trigger, Optional.of("trigger"), List.of(), Extent.FIRST),
                    Rule.of("one", Regex.literal("1"))))));
  }

  private static NamedTerminal terminal(String name) {
    return new NamedTerminal("tags", name);
  }
}
