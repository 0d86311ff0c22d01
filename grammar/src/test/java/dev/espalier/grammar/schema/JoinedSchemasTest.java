package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Limits;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schemas applied to one value together, and texts: the evaluator and the grammar agree. */
class JoinedSchemasTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'if':{'oneOf':[{'patternProperties':{'b':{}}}]},'required':['b'],"
            + "'unevaluatedProperties':false} | {'b':0} | true",
        "{'oneOf':[{'dependentSchemas':{'b':{'additionalProperties':true}}}],"
            + "'unevaluatedProperties':false} | {'b':0} | true",
        "{'anyOf':[{'properties':{'k':{'$ref':'#/$defs/k'}}},{'maxProperties':0}],"
            + "'required':['k'],'$defs':{'k':{'type':'object','allOf':[{'properties':{'a':{}}}],"
            + "'required':['a'],'unevaluatedProperties':false}}} | {'k':{'a':0}} | true",
        "{'$ref':'#/anyOf/0','anyOf':[{'properties':{'a':{}}},{'properties':{'b':{}}}],"
            + "'unevaluatedProperties':false} | {'b':0} | true",
        "{'$ref':'#/anyOf/0','anyOf':[{'prefixItems':[{}]},{'prefixItems':[{},{}]}],"
            + "'unevaluatedItems':false} | [0,1] | true",
        "{'anyOf':[{'properties':{'a':{}}},{'properties':{'b':{}}},{'properties':{'c':{}}},"
            + "{'properties':{'d':{}}},{'properties':{'e':{}}}],'unevaluatedProperties':false}"
            + " | {'a':0,'d':0,'e':0} | true",
        "{'anyOf':[{'properties':{'a':{}}},{'properties':{'b':{}}},{'properties':{'c':{}}},"
            + "{'properties':{'d':{}}},{'properties':{'e':{}}}],'unevaluatedProperties':false}"
            + " | {'a':0,'f':0} | false",
        "{'propertyNames':{'enum':['a','b']},'not':{'additionalProperties':false}}"
            + " | {'b':0,'a':0} | true",
      })
  void textsAreAllowedOrNot(String schema, String text, boolean allowed) {
    assertAllowed(allowed, schema.replace('\'', '"'), text.replace('\'', '"'));
  }

  @Test
  void propertiesThatAChoiceLeftToChecksMayEvaluateAreAllowed() {
    StringJoiner all = new StringJoiner(",");
    for (int i = 0; i < 14; i++) {
      all.add(
          "{\"anyOf\":[{\"required\":[\"a%d\"]},{\"required\":[\"b%d\"]},true]}".formatted(i, i));
    }
    String schema =
        """
        {"allOf": [%s], "if": {"properties": {"c": {"const": 0}}}, "then": {"properties": {"d": {}}},
         "dependentSchemas": {"d": {"properties": {"e": {}}}},
         "unevaluatedProperties": false}\
        """
            .formatted(all);
    assertAllowed(true, schema, "{\"c\":0,\"d\":1,\"e\":2}");
    assertAllowed(false, schema, "{\"c\":1,\"d\":1}");
    assertAllowed(false, schema, "{\"c\":0,\"e\":1}");
  }

  @Test
  void propertiesOfWhichOneMustExistHaveDifferentNames() {
    for (String names : List.of("^[ab]$", "^[a-p]$")) {
      String schema =
          "{\"propertyNames\":{\"pattern\":\"%s\"},\"not\":{\"additionalProperties\":false}}"
              .formatted(names);
      assertFalse(accepts(schema, "{\"a\":0,\"a\":0}"));
      assertFalse(accepts(schema, "{\"a\":0,\"b\":0,\"a\":0}"));
      assertTrue(accepts(schema, "{\"b\":0,\"a\":0}"));
    }
  }

  private static void assertAllowed(boolean allowed, String schema, String text) {
    Limits limits = Limits.defaults();
    Schema read =
        SchemaReader.read(JsonText.parse(schema, limits), SchemaOptions.defaults()).root();
    assertEquals(allowed, new SchemaEvaluator(limits).isValid(read, JsonText.parse(text, limits)));
    assertEquals(allowed, accepts(schema, text));
  }

  private static boolean accepts(String schema, String text) {
    SchemaOptions options = SchemaOptions.defaults().withPropertyOrder(PropertyOrder.ANY);
    return new TextRecognizer(JsonSchema.parse(schema, options)).accepts(text);
  }
}
