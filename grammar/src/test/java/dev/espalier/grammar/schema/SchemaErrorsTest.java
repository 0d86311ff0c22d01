package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.InvalidSchemaException;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is no schema, and what allows nothing. */
class SchemaErrorsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "5 | #: expected a schema (an object or a boolean) but found '5'",
        "{'properties':{'age':{'minimum':'0'}}}"
            + " | #/properties/age/minimum: expected a number but found '\"0\"'",
        "{'required':'a'} | #/required: expected an array but found '\"a\"'",
        "{'required':['a',1]} | #/required/1: expected a string but found '1'",
        "{'minLength':-1} | #/minLength: expected a whole number from 0 on but found '-1'",
        "{'maxItems':1.5} | #/maxItems: expected a whole number from 0 on but found '1.5'",
        "{'type':'strong'} | #/type: expected the name of a type, or several in an array, but found"
            + " '\"strong\"'",
        "{'properties':[]} | #/properties: expected an object but found '[]'",
        "{'items':7} | #/items: expected a schema (an object or a boolean) but found '7'",
        "{'anyOf':[]} | #/anyOf: expected at least one schema but found none",
        "{'$ref':'#/nowhere'} | #/$ref: reference '#/nowhere' leads nowhere",
        "{'$ref':'#/a/01','a':[{},{}]} | #/$ref: reference '#/a/01' leads nowhere",
        "{'$ref':'#/a~2'} | #/$ref: reference '#/a~2' is not a JSON Pointer",
        "{'$ref':'#/a','a':5} | #/a: expected a schema (an object or a boolean) but found '5'",
        "{'$ref':'#'} | #: the schema applies itself to the same value, without end",
        "{'anyOf':[{'$ref':'#'},{'type':'null'}]}"
            + " | #: the schema applies itself to the same value, without end",
        "{'$schema':'http://json-schema.org/draft-04/schema#','exclusiveMinimum':1}"
            + " | #/exclusiveMinimum: expected a boolean in draft-04 but found '1'",
      })
  void invalidSchemasSayWhereAndWhat(String schema, String message) {
    String text = schema.replace('\'', '"');
    GrammarException thrown =
        assertThrows(InvalidSchemaException.class, () -> JsonSchema.parse(text));
    assertEquals(message, thrown.getMessage());
  }

  @Test
  void badPatternsAreInvalid() {
    GrammarException thrown =
        assertThrows(
            InvalidSchemaException.class,
            () -> JsonSchema.parse("{\"type\": \"string\", \"pattern\": \"a(b\"}"));
    assertEquals("#/pattern", thrown.position());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "`` | schema:1:1",
        "{'a': | schema:1:6",
        "{'a':1}} | schema:1:8",
        "{'a':1,'b':{'c':2,'c':3}} | schema:1:19",
        "{'a':01} | schema:1:7",
        "nul | schema:1:1",
      })
  void brokenJsonSaysLineAndColumn(String schema, String position) {
    GrammarException thrown =
        assertThrows(
            GrammarSyntaxException.class,
            () -> JsonSchema.parse(schema == null ? "" : schema.replace('\'', '"')));
    assertEquals(position, thrown.position());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "false | #: no value is allowed by 'false'",
        "{'enum':[]}"
            + " | #: no value is allowed, none of 'enum' or 'const' satisfies all the rest",
        "{'type':'object','required':['n'],'properties':"
            + "{'n':{'type':'number','minimum':5,'maximum':3}}}"
            + " | #/properties/n: no value is allowed, minimum 5 > maximum 3",
        "{'type':'integer','exclusiveMinimum':1,'exclusiveMaximum':2}"
            + " | #: no value is allowed, no integer lies between the bounds",
        "{'allOf':[{'type':'string'},{'type':'null'}]}"
            + " | #/allOf/1: no value is allowed, string (#/allOf/0) is not null",
        "{'type':'string','minLength':3,'allOf':[{'maxLength':2}]}"
            + " | #/allOf/0: no value is allowed, minLength 3 > maxLength 2 (#)",
        "{'type':'string','pattern':'^abc$','maxLength':2}"
            + " | #: no value is allowed, no text of that length matches every 'pattern'",
        "{'type':'string','pattern':'^(ab)*$','minLength':5,'maxLength':5}"
            + " | #: no value is allowed, no text of that length matches every 'pattern'",
        "{'type':'string','allOf':[{'pattern':'^a'},{'pattern':'^b'}]}"
            + " | #/allOf/0: no value is allowed, no text of that length matches every 'pattern'"
            + " (#/allOf/1)",
        "{'type':'string','pattern':'[]'} | #: no value is allowed, 'pattern' matches nothing",
        "{'type':'array','minItems':3,'maxItems':2}"
            + " | #: no value is allowed, minItems 3 > maxItems 2",
        "{'type':'array','minItems':1,'items':false}"
            + " | #/items: no value is allowed by 'false'",
        "{'type':'object','required':['a','b'],'maxProperties':1}"
            + " | #: no value is allowed, at least 2 properties > maxProperties 1",
        "{'type':'object','required':['a'],'additionalProperties':false}"
            + " | #/additionalProperties: no value is allowed by 'false'",
        "{'type':'object','minProperties':1,'additionalProperties':false}"
            + " | #: no value is allowed, fewer names are possible than minProperties",
        "{'type':'object','required':['n'],'properties':{'n':{'$ref':'#'}}}"
            + " | #: no value is allowed, it would have to contain itself without end",
      })
  void schemasThatAllowNothingSayWhy(String schema, String message) {
    String text = schema.replace('\'', '"');
    GrammarException thrown =
        assertThrows(UnsatisfiableGrammarException.class, () -> JsonSchema.parse(text));
    assertEquals(message, thrown.getMessage());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type': 'object', 'oneOf': [{'enum': [{}]}, {'additionalProperties': false}]}",
        "{'items': false, 'oneOf': [{'contains': {}}, {'oneOf': [{'contains': {}}]}]}",
        "{'type': 'array', 'items': {'type': 'boolean', 'enum': [1]}, 'not': {'const': []}}",
        "{'type': 'object', 'additionalProperties': false, 'if': {'enum': [{}]},"
            + " 'then': {'type': 'string'}}",
        "{'oneOf': [{'minProperties': 1}, {}], 'not': {'enum': [{}]}}"
      })
  void nothingIsAllowedWhereACheckRefusesAllThatIsLeft(String schema) {
    String text = schema.replace('\'', '"');
    assertThrows(UnsatisfiableGrammarException.class, () -> JsonSchema.parse(text));
    JsonSchema.parse("{\"properties\": {\"a\": " + text + "}}");
    assertThrows(
        UnsatisfiableGrammarException.class,
        () -> JsonSchema.parse("{\"type\": \"array\", \"minItems\": 1, \"items\": " + text + "}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'allOf':[{'minLength':3},{'maxLength':2}],'type':'string'}"
            + " | #/allOf/0: no value is allowed, minLength 3 > maxLength 2 (#/allOf/1)",
        "{'$ref':'#/$defs/a','type':'integer','maximum':4,'$defs':{'a':{'minimum':5}}}"
            + " | #/$defs/a: no value is allowed, minimum 5 > maximum 4 (#)",
        "{'type':'array','allOf':[{'minItems':1},{'minItems':3},{'maxItems':2}]}"
            + " | #/allOf/1: no value is allowed, minItems 3 > maxItems 2 (#/allOf/2)",
        "{'type':'object','allOf':[{'maxProperties':1},{'required':['a']},{'required':['b']}]}"
            + " | #/allOf/0: no value is allowed, at least 2 properties > maxProperties 1"
            + " (#/allOf/1, #/allOf/2)",
        "{'type':'object','allOf':[{'minProperties':3},{'maxProperties':2}]}"
            + " | #/allOf/0: no value is allowed, at least 3 properties > maxProperties 2"
            + " (#/allOf/1)",
        "{'type':'number','allOf':[{'multipleOf':7},{'minimum':1,'maximum':6}]}"
            + " | #/allOf/0: no value is allowed, no multiple lies between the bounds (#/allOf/1)",
        "{'type':'object','required':['a','b','c'],'oneOf':[{'required':['a'],"
            + "'not':{'required':['c']}},{'required':['c'],'not':{'required':['a','b']}}]}"
            + " | #: no value is allowed, nothing satisfies 'oneOf' and all the rest",
        "{'type':'string','minLength':2,'anyOf':[{'maxLength':1},{'const':'a'}]}"
            + " | #: no value is allowed, nothing satisfies 'anyOf' and all the rest",
        "{'type':'string','not':{'maxLength':3},'maxLength':2}"
            + " | #: no value is allowed, nothing satisfies 'not' and all the rest",
        "{'type':'array','items':{'type':'null'},'contains':{'type':'string'}}"
            + " | #/contains: no value is allowed, null (#/items) is not string",
        "{'type':'array','maxItems':1,'contains':{'type':'string'},'minContains':2}"
            + " | #: no value is allowed, fewer items are possible than 'contains' asks for",
        "{'required':['a'],'properties':{'a':{'type':'string'}},'type':'object',"
            + "'patternProperties':{'a':{'type':'null'}}}"
            + " | #/patternProperties/a: no value is allowed, string (#/properties/a) is not null",
        "{'type':'object','required':['a'],'propertyNames':{'pattern':'^b'}} | #: no value is"
            + " allowed, a required property has a name that 'propertyNames' excludes",
        "{'type':'array','uniqueItems':true,'items':{'type':'boolean'},'minItems':3}"
            + " | #: no value is allowed, fewer items are possible than minItems",
      })
  void allSchemasOfAConflictAreNamed(String schema, String message) {
    String text = schema.replace('\'', '"');
    GrammarException thrown =
        assertThrows(UnsatisfiableGrammarException.class, () -> JsonSchema.parse(text));
    assertEquals(message, thrown.getMessage());
  }
}
