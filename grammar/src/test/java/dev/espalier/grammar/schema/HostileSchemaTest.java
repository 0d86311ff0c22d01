package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Schemas made to do harm. */
class HostileSchemaTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Test
  void deepNestingIsLimited() {
    for (int depth : new int[] {1_000, 1_000_000}) {
      String schema = "{\"items\":".repeat(depth) + "{}" + "}".repeat(depth);
      GrammarException thrown =
          assertThrows(LimitExceededException.class, () -> JsonSchema.parse(schema));
      assertTrue(thrown.position().startsWith("schema:1:"), thrown.getMessage());
    }
    JsonSchema.parse("{\"items\":".repeat(255) + "{}" + "}".repeat(255));
  }

  @Test
  void longChainsOfReferencesCostNoStack() {
    int n = 5_000;
    String definitions =
        IntStream.range(0, n)
            .mapToObj(i -> "\"d" + i + "\": {\"$ref\": \"#/$defs/d" + (i + 1) + "\"}")
            .collect(Collectors.joining(","));
    String nested =
        IntStream.range(0, n)
            .mapToObj(i -> "\"e" + i + "\": {\"items\": {\"$ref\": \"#/$defs/e" + (i + 1) + "\"}}")
            .collect(Collectors.joining(","));
    String schema =
        "{\"properties\": {\"a\": {\"$ref\": \"#/$defs/d0\"}, \"b\": {\"$ref\": \"#/$defs/e0\"}},"
            + " \"$defs\": {"
            + definitions
            + ","
            + nested
            + ",\"d"
            + n
            + "\": {\"type\": \"null\"}, \"e"
            + n
            + "\": {\"type\": \"null\"}}}";
    assertTimeoutPreemptively(PATIENCE, () -> JsonSchema.parse(schema));
  }

  @Test
  void hugeNumbersAreNotExpanded() {
    assertTimeoutPreemptively(
        PATIENCE,
        () -> {
          JsonSchema.parse("{\"const\": 1e400000000}");
          JsonSchema.parse("{\"enum\": [1e400000000, 3], \"maximum\": 5}");
          JsonSchema.parse("{\"maxItems\": 1e400000000}");
          assertThrows(
              LimitExceededException.class, () -> JsonSchema.parse("{\"minimum\": 1e400000000}"));
          assertThrows(
              LimitExceededException.class, () -> JsonSchema.parse("{\"maximum\": 1e-400000000}"));
          assertThrows(
              LimitExceededException.class, () -> JsonSchema.parse("{\"minLength\": 1e10}"));
          assertThrows(
              LimitExceededException.class,
              () -> JsonSchema.parse("{\"const\": 1e99999999999999}"));
          assertThrows(
              LimitExceededException.class,
              () -> JsonSchema.parse("{\"const\": " + "9".repeat(1_000_000) + "}"));
        });
  }

  @Test
  void boundsOfManyDigitsStaySmall() {
    String digits = "1234567890".repeat(40);
    Grammar grammar =
        JsonSchema.parse(
            "{\"type\": \"number\", \"minimum\": -0.%s, \"maximum\": %s.%s}"
                .formatted(digits, digits, digits));
    assertTrue(grammar.toString().length() < 100_000, () -> "" + grammar.toString().length());
    TextRecognizer recognizer = new TextRecognizer(grammar);
    assertTrue(recognizer.accepts(digits + "." + digits));
    assertFalse(recognizer.accepts(digits + "." + digits + "1"));
    assertTrue(recognizer.accepts("-0." + digits));
    assertFalse(recognizer.accepts("-0." + digits + "1"));
  }

  @Test
  void wideProductsOfChoicesAreLeftToChecks() {
    String choice = "{\"anyOf\": [{\"required\": [\"%1$s1\"]}, {\"required\": [\"%1$s2\"]}]}";
    String schema =
        IntStream.range(0, 40)
            .mapToObj(i -> choice.formatted("p" + i))
            .collect(Collectors.joining(",", "{\"allOf\": [", "]}"));
    Grammar grammar =
        assertTimeoutPreemptively(
            PATIENCE,
            () ->
                JsonSchema.parse(
                    schema, SchemaOptions.defaults().withWhitespace(Whitespace.COMPACT)));
    String most =
        IntStream.range(0, 39)
            .mapToObj(i -> "\"p" + i + (1 + i % 2) + "\":0")
            .collect(Collectors.joining(","));
    TextRecognizer recognizer = new TextRecognizer(grammar);
    assertFalse(recognizer.accepts("{" + most + "}"));
    assertFalse(recognizer.accepts("{" + most + ",\"p38\":0}"));
    assertTrue(recognizer.accepts("{" + most + ",\"p392\":0}"));
  }

  @Test
  void longChainsOfChoicesCostNoStack() {
    for (String chain : List.of("\"oneOf\": [%s, {\"type\": \"null\"}]", "\"not\": %s")) {
      String definitions =
          IntStream.range(0, 5_000)
              .mapToObj(
                  i ->
                      "\"d%d\": {%s}"
                          .formatted(
                              i, chain.formatted("{\"$ref\": \"#/$defs/d" + (i + 1) + "\"}")))
              .collect(Collectors.joining(","));
      String schema =
          "{\"$ref\": \"#/$defs/d0\", \"$defs\": {%s, \"d5000\": {\"type\": \"string\"}}}"
              .formatted(definitions);
      assertTimeoutPreemptively(PATIENCE, () -> JsonSchema.parse(schema), chain);
    }
  }

  @Test
  void manySchemasOfOneOfAreNotComparedForLong() {
    for (String each :
        List.of(
            "{\"type\": \"object\", \"properties\": {\"p%d\": {\"type\": \"null\"}}}",
            "{\"required\": [\"p%d\"]}", "{\"const\": %d}")) {
      String schema =
          IntStream.range(0, 2_000)
              .mapToObj(each::formatted)
              .collect(Collectors.joining(",", "{\"oneOf\": [", "]}"));
      assertTimeoutPreemptively(PATIENCE, () -> JsonSchema.parse(schema), each);
    }
  }

  @Test
  void whatDividesOrOverlapsTooMuchIsRefused() {
    String patterns =
        IntStream.range(0, 200)
            .mapToObj(i -> "\"a.*%1$d\": {\"minimum\": %1$d}".formatted(i))
            .collect(Collectors.joining(",", "{\"patternProperties\": {", "}}"));
    String multiples =
        IntStream.range(2, 300)
            .mapToObj("{\"type\": \"number\", \"multipleOf\": %d}"::formatted)
            .collect(Collectors.joining(",", "{\"oneOf\": [", "]}"));
    for (String schema : List.of(patterns, multiples)) {
      assertTimeoutPreemptively(
          PATIENCE,
          () -> assertThrows(LimitExceededException.class, () -> JsonSchema.parse(schema)));
    }
  }

  @Test
  void manyPropertiesAreReadInLinearTime() {
    String schema =
        IntStream.range(0, 20_000)
            .mapToObj("\"p%d\": {}"::formatted)
            .collect(Collectors.joining(",", "{\"properties\": {", "}}"));
    assertTimeoutPreemptively(PATIENCE, () -> JsonSchema.parse(schema));
  }

  @Test
  void joiningManySchemasIsLimited() {
    String definitions =
        IntStream.range(0, 40)
            .mapToObj(
                i ->
                    "\"d%1$d\": {\"items\": {\"$ref\": \"#/$defs/d%1$d\"}, \"prefixItems\": [%2$s]}"
                        .formatted(
                            i,
                            IntStream.range(0, 40)
                                .mapToObj(
                                    k ->
                                        k == i
                                            ? "{\"$ref\": \"#/$defs/d" + (i + 1) % 40 + "\"}"
                                            : "{\"$ref\": \"#/$defs/d" + i + "\"}")
                                .collect(Collectors.joining(","))))
            .collect(Collectors.joining(","));
    String all =
        IntStream.range(0, 40)
            .filter(i -> i % 2 == 0)
            .mapToObj(i -> "{\"$ref\": \"#/$defs/d" + i + "\"}")
            .collect(Collectors.joining(","));
    String schema = "{\"allOf\": [" + all + "], \"$defs\": {" + definitions + "}}";
    Limits defaults = Limits.defaults();
    Limits small =
        new Limits(
            defaults.maxSourceChars(),
            defaults.maxNesting(),
            50_000,
            defaults.maxAlternatives(),
            defaults.maxLexerStates(),
            defaults.maxRegexNodes(),
            defaults.maxConfigurations(),
            defaults.maxHeads(),
            defaults.maxMaskBytes());
    assertTimeoutPreemptively(
        PATIENCE,
        () ->
            assertThrows(
                LimitExceededException.class,
                () -> JsonSchema.parse(schema, SchemaOptions.defaults().withLimits(small))));
  }

  @Test
  void aHundredThousandConstantsAreFine() {
    String values =
        IntStream.range(0, 100_000)
            .mapToObj(i -> "\"value " + i + "\"")
            .collect(Collectors.joining(","));
    assertTimeoutPreemptively(
        PATIENCE, () -> JsonSchema.parse("{\"enum\": [" + values + "], \"minLength\": 8}"));
  }

  @Test
  void everyLimitIsChecked() {
    Limits limits = new Limits(100, 10, 20, 10, 100_000, 1_000_000, 200_000, 1_000, 256L << 20);
    SchemaOptions small = SchemaOptions.defaults().withLimits(limits);
    for (String schema :
        List.of(
            "{\"title\":\"" + "x".repeat(100) + "\"}",
            "[".repeat(11) + "]".repeat(11),
            "{\"properties\":{\"a\":{\"items\":{\"items\":{\"items\":{\"items\":{}}}}}}}",
            "{\"minimum\":12345678901}")) {
      assertThrows(LimitExceededException.class, () -> JsonSchema.parse(schema, small), schema);
    }
  }
}
