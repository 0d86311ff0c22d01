package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** "'" stands for a quote. What single keywords mean is in {@link SharedVerdictsTest}. */
class SchemaEvaluatorTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @ParameterizedTest
  @CsvSource({
    "0, 3, true",
    "0, 1e-400000000, true",
    "6, 3, true",
    "7, 3, false",
    "-6, 3, true",
    "0.3, 0.1, true",
    "19.99, 0.01, true",
    "0.35, 0.1, false",
    "1e308, 0.5, true",
    "1e308, 0.123456789, false",
    "1e400000000, 7, false",
    "1e400000000, 1e399999999, true",
    "1e-400000000, 1, false",
    "7e400000000, 7e-400000000, true",
    "3e-5, 6e-6, true",
    "100, 1e1, true",
    "100, 1e3, false",
    "2500, 2.5e1, true"
  })
  void multiplesAreExactAndNeverExpanded(BigDecimal value, BigDecimal step, boolean multiple) {
    assertEquals(multiple, SchemaEvaluator.isMultiple(value, step));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'uniqueItems':true} | [1,{'a':1,'b':2},{'b':2,'a':1.0}] | false",
        "{'uniqueItems':true} | [1,true,'1',[1],null] | true",
        "{'enum':[{'a':[1.0]}]} | {'a':[1e0]} | true",
        "{'oneOf':[{'type':'integer'},{'minimum':2}]} | 3 | false",
        "{'oneOf':[{'type':'integer'},{'minimum':2}]} | 1 | true",
        "{'anyOf':[{'properties':{'a':true}},{'properties':{'b':true},'required':['c']}],"
            + "'unevaluatedProperties':false} | {'b':1} | false",
        "{'anyOf':[{'properties':{'a':true}},{'properties':{'b':true},'required':['b']}],"
            + "'unevaluatedProperties':false} | {'a':1,'b':1} | true",
        "{'not':{'not':{'properties':{'a':true}}},'unevaluatedProperties':false} | {'a':1} | false",
        "{'if':{'properties':{'a':{'const':1}},'required':['a']},"
            + "'unevaluatedProperties':false} | {'a':1} | true",
        "{'dependentSchemas':{'a':{'properties':{'b':true}}},'properties':{'a':true},"
            + "'unevaluatedProperties':false} | {'a':1,'b':1} | true",
        "{'dependentSchemas':{'a':{'properties':{'b':true}}},"
            + "'unevaluatedProperties':false} | {'b':1} | false",
        "{'allOf':[{'unevaluatedProperties':true}],'unevaluatedProperties':false} | {'a':1} | true",
        "{'patternProperties':{'^a':true},'unevaluatedProperties':{'type':'null'}} |"
            + " {'ab':1,'b':null} | true",
        "{'prefixItems':[true],'contains':{'const':1},'unevaluatedItems':false} | [0,1,1] | true",
        "{'prefixItems':[true],'contains':{'const':1},'unevaluatedItems':false} | [0,1,2] | false",
        "{'contains':{'const':1},'minContains':0,'maxContains':1} | [1,1] | false",
        "{'contains':{'const':1},'minContains':0} | [] | true",
        "{'propertyNames':{'maxLength':1}} | {'ab':1} | false",
        "{'minLength':1,'maxLength':1} | '\\ud83d\\ude00' | true",
      })
  void valuesAreValidOrNot(String schema, String value, boolean valid) {
    assertEquals(valid, isValid(schema, value, Limits.defaults()));
  }

  @Test
  void longChainsAndDeepValuesCostNoStack() {
    int n = 5_000;
    String definitions =
        IntStream.range(0, n)
            .mapToObj(i -> "'d" + i + "':{'$ref':'#/$defs/d" + (i + 1) + "'}")
            .collect(Collectors.joining(","));
    String schema =
        "{'$ref':'#/$defs/d0','$defs':{"
            + definitions
            + ",'d"
            + n
            + "':{'items':{'$ref':'#/$defs/d0'},'type':['array','null']}}}";
    String open = "[".repeat(100);
    String close = "]".repeat(100);
    assertTrue(isValid(schema, open + "null" + close, Limits.defaults()));
    assertFalse(isValid(schema, open + "1" + close, Limits.defaults()));
  }

  @Test
  void noPairIsJudgedTwice() {
    String definitions =
        IntStream.range(0, 100)
            .mapToObj(
                i ->
                    "'d%1$d':{'allOf':[{'$ref':'#/$defs/d%2$d'},{'$ref':'#/$defs/d%2$d'}],"
                            .formatted(i, i + 1)
                        + "'unevaluatedProperties':{'$ref':'#/$defs/d0'}}")
            .collect(Collectors.joining(","));
    String schema =
        "{'$ref':'#/$defs/d0','$defs':{" + definitions + ",'d100':{'properties':{'a':true}}}}";
    assertTimeoutPreemptively(
        PATIENCE, () -> assertTrue(isValid(schema, "{'a':1,'b':{'a':2}}", Limits.defaults())));
  }

  @Test
  void verdictsAreLimited() {
    String value = "[" + "[],".repeat(1_000) + "[]]";
    assertThrows(
        LimitExceededException.class,
        () ->
            isValid("{'items':{'type':'array'}}", value, Limits.defaults().withMaxSymbols(1_000)));
  }

  private static boolean isValid(String schema, String value, Limits limits) {
    SchemaOptions options = SchemaOptions.defaults().withLimits(limits);
    Schema root =
        SchemaReader.read(JsonText.parse(schema.replace('\'', '"'), limits), options).root();
    return new SchemaEvaluator(limits)
        .isValid(root, JsonText.parse(value.replace('\'', '"'), limits));
  }
}
