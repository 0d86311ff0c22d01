package dev.espalier.grammar.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Check;
import dev.espalier.grammar.Checked;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SlowRecogniser;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.gbnf.Gbnf;
import dev.espalier.grammar.schema.JsonSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ComposeTest {
  private static final Grammar WORDS = Gbnf.parse("root ::= x*\nx ::= \"a\" | \"(\" root \")\"");
  private static final Grammar OPEN = JsonSchema.parse("{\"type\": \"object\"}");
  private static final Grammar CLOSED =
      JsonSchema.parse(
          """
          {"type": "object", "properties": {"a": {"type": "integer"}},
           "additionalProperties": false}
          """);

  @Test
  void namesAreKeptApart() {
    assertEquals(
        """
        start union
        union ::= root
        union ::= root-2
        root ::= <x{0,}>{0,}
        x ::= /"a"/
        x ::= /"("/ root /")"/
        root-2 ::= <x-2{0,}>{0,}
        x-2 ::= /"a"/
        x-2 ::= /"("/ root-2 /")"/
        """,
        sorted(Compose.union(WORDS, WORDS)));
  }

  @Test
  void lexiconsAreKeptApartAndHideNothingAroundTheWhole() {
    Nonterminal start = new Nonterminal("s");
    Grammar lexed =
        new Grammar(
            start,
            List.of(Production.of(start, new NamedTerminal("tokens", "A"))),
            List.of(
                Lexicon.of(
                    "tokens",
                    Lexicon.Competition.ALL,
                    List.of(Lexicon.Rule.of("A", Regex.literal("a\""))))));
    assertEquals(
        """
        start sequence
        s ::= tokens:A
        s-2 ::= tokens-2:A
        sequence ::= s s-2
        lexicon around EXPECTED
        mode default
        lexicon tokens ALL
        mode default
          A : "a\\"" -> A
        lexicon tokens-2 ALL
        mode default
          A : "a\\"" -> A
        """,
        Compose.concatenation(lexed, lexed).toString());
    assertEquals(
        "A : \"a\\\\\\\"\" -> A",
        Compose.jsonString(lexed, JsonSpelling.CANONICAL)
            .lexicons()
            .getLast()
            .modes()
            .getFirst()
            .rules()
            .getFirst()
            .toString());
    Grammar replaced = Compose.replace(lexed, Map.of("s", WORDS));
    assertEquals(List.of("tokens"), replaced.lexicons().stream().map(Lexicon::name).toList());
  }

  @Test
  void aRuleIsReplacedByAGrammar() {
    Grammar host = Gbnf.parse("root ::= \"<\" x \">\" root?\nx ::= \"to be replaced\"");
    Grammar replaced = Compose.replace(host, Map.of("x", WORDS));
    assertTrue(SlowRecogniser.accepts(replaced, "<a(a)><>"));
    assertFalse(SlowRecogniser.accepts(replaced, "<to be replaced>"));
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class, () -> Compose.replace(host, Map.of("y", WORDS)));
    assertEquals("no nonterminal 'y' to replace", e.getMessage());
  }

  @Test
  void choicesAreTexts() {
    Grammar choices = Compose.choices(List.of("a", "a*", "", "a"));
    for (String text : List.of("a", "a*", "")) {
      assertTrue(SlowRecogniser.accepts(choices, text), text);
    }
    assertFalse(SlowRecogniser.accepts(choices, "aa"));
    assertThrows(IllegalArgumentException.class, () -> Compose.choices(List.of()));
  }

  @Test
  void nothingIsRepeatedLessThanNever() {
    assertThrows(IllegalArgumentException.class, () -> Compose.repeat(WORDS, 3, 2));
    assertThrows(IllegalArgumentException.class, () -> Compose.repeat(WORDS, -1, 2));
    assertThrows(IllegalArgumentException.class, () -> Compose.union(List.of()));
    assertTrue(SlowRecogniser.accepts(Compose.repeat(WORDS, 0, 0), ""));
    assertTrue(SlowRecogniser.accepts(Compose.concatenation(List.of()), ""));
    assertThrows(IllegalArgumentException.class, () -> FreeText.any().once());
    assertThrows(IllegalArgumentException.class, () -> FreeText.any().on("", WORDS));
    assertThrows(IllegalArgumentException.class, () -> FreeText.any().without(""));
    assertThrows(IllegalArgumentException.class, () -> FreeText.any().without("a").on("a", WORDS));
    assertThrows(IllegalArgumentException.class, () -> FreeText.any().on("a", WORDS).without("a"));
    assertThrows(IllegalArgumentException.class, () -> Occurrences.none(List.of("")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x: ", "<tool_call>", "{\"name\": \"f\", \"arguments\": ", "\\"})
  void checksSeeWhereJsonBegins(String before) {
    assertTrue(Checks.has(OPEN));
    Grammar call = Compose.concatenation(Compose.text(before), OPEN, Compose.text("\""));
    Compose.union(call, OPEN, Compose.repeat(OPEN, 0, 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"", "it's 5\" long", "\"a\\\"", "{\"a\": 1, \"b"})
  void checksAreRefusedWhereAStringMayBeOpen(String before) {
    Compose.concatenation(Compose.text(before), CLOSED);
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () -> Compose.concatenation(Compose.text(before), OPEN));
    assertTrue(e.getMessage().contains("'additionalProperties': false"), e.getMessage());
    Compose.concatenation(Compose.text(before), Compose.withoutChecks(OPEN));
  }

  @Test
  void tokensMayHaveQuotesInThem() {
    SpecialToken think = new SpecialToken.Named("<think>");
    Compose.concatenation(Compose.token(think), OPEN);
    for (SpecialToken token :
        List.of(
            new SpecialToken.Named("\""),
            new SpecialToken.Other(think),
            new SpecialToken.Ids(List.of(new SpecialToken.Range(0, 9))))) {
      Grammar before = Compose.token(token);
      assertThrows(
          IllegalArgumentException.class,
          () -> Compose.concatenation(before, OPEN),
          token.toString());
      Compose.concatenation(before, CLOSED);
    }
  }

  @Test
  void checksBeginAnewBehindTriggers() {
    Grammar inner = FreeText.any().on("<tool_call>", OPEN).anyNumber();
    assertFalse(Checks.has(inner));
    Grammar both = Compose.concatenation(Compose.text("\""), inner, inner);
    List<String> parts =
        both.productions().stream()
            .flatMap(production -> production.body().stream())
            .filter(Checked.class::isInstance)
            .map(symbol -> ((Checked) symbol).check())
            .filter(Check.Start.class::isInstance)
            .map(check -> ((Check.Start) check).part())
            .toList();
    assertEquals(List.of("<tool_call>", "<tool_call>-2"), parts);
    List<String> asked =
        both.productions().stream()
            .flatMap(production -> production.body().stream())
            .filter(Checked.class::isInstance)
            .map(symbol -> ((Checked) symbol).check())
            .filter(Check.Within.class::isInstance)
            .map(check -> ((Check.Within) check).part())
            .distinct()
            .toList();
    assertEquals(parts, asked);
    assertThrows(IllegalArgumentException.class, () -> Compose.jsonString(inner, JsonSpelling.ANY));
    assertThrows(
        IllegalArgumentException.class, () -> Compose.jsonString(OPEN, JsonSpelling.CANONICAL));
  }

  @Test
  void numbersWithChecksEndWhatIsBeforeThem() {
    Grammar unlike = JsonSchema.parse("{\"type\": \"number\", \"not\": {\"const\": 12}}");
    if (Checks.has(unlike)) {
      assertThrows(
          IllegalArgumentException.class, () -> Compose.concatenation(Compose.text("1"), unlike));
    }
    Grammar unique = JsonSchema.parse("{\"type\": \"array\", \"uniqueItems\": true}");
    assertTrue(Checks.has(unique));
    Compose.concatenation(Compose.text("items:"), unique);
  }

  @Test
  void aJsonStringHasNoPlaceForTokens() {
    Grammar token = Compose.token(new SpecialToken.Named("<think>"));
    assertThrows(IllegalArgumentException.class, () -> Compose.jsonString(token, JsonSpelling.ANY));
  }

  @Test
  void multiplesAreSpelledPlainly() {
    Grammar even = Compose.regex(Regex.multiple(7, 0, 1, 9, 0));
    assertThrows(IllegalArgumentException.class, () -> Compose.jsonString(even, JsonSpelling.ANY));
    Grammar canonical = Compose.jsonString(even, JsonSpelling.CANONICAL);
    assertTrue(SlowRecogniser.accepts(canonical, "\"14\""));
    assertFalse(SlowRecogniser.accepts(canonical, "\"15\""));
  }

  @Test
  void aClosedSchemaStandsInAString() {
    Grammar arguments = Compose.jsonString(CLOSED, JsonSpelling.CANONICAL);
    assertTrue(SlowRecogniser.accepts(arguments, "\"{\\\"a\\\": 1}\""));
    assertFalse(SlowRecogniser.accepts(arguments, "\"{\"a\": 1}\""));
  }

  @Test
  void spellingsAreWrittenOutInFewParts() {
    String all = WrittenOut.of(CodePointSet.ALL).toString();
    assertTrue(all.length() < 2_000, all);
  }

  /** The dump with the productions of the start first. */
  private static String sorted(Grammar grammar) {
    List<String> lines = grammar.toString().lines().toList();
    String start = grammar.start() + " ::=";
    StringBuilder out = new StringBuilder(lines.getFirst()).append('\n');
    lines.stream().skip(1).filter(l -> l.startsWith(start)).forEach(l -> out.append(l + "\n"));
    lines.stream().skip(1).filter(l -> !l.startsWith(start)).forEach(l -> out.append(l + "\n"));
    return out.toString();
  }
}
