package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Grammar;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Schemas and texts: which are allowed. */
class SchemaTextsTest {
  private static final SchemaOptions COMPACT =
      SchemaOptions.defaults().withWhitespace(Whitespace.COMPACT);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | {'a': [1, {}, []]} | true",
        "{} | {'a' : 1} | false",
        "true | [1,2] | true",
        "{'type':'string'} | '\\u00e9\\ud83d\\ude00' | true",
        "{'type':'string'} | '\\ud83d' | false",
        "{'type':'string','maxLength':1} | '\\ud83d\\ude00' | true",
        "{'type':'string','maxLength':1} | 'ab' | false",
        "{'type':'string','minLength':1} | '' | false",
        "{'type':'string','maxLength':1e400000000} | 'ab' | true",
        "{'type':'integer'} | -0 | true",
        "{'type':'integer'} | 1.0 | true",
        "{'type':'number'} | -0.0E+05 | true",
        "{'type':'number','minimum':0} | 1e-07 | true",
        "{'type':'number'} | -1.5E+308 | true",
        "{'type':'number'} | 1e1000 | false",
        "{'type':'number','maximum':1} | 1e-1000 | false",
        "{'type':'number','minimum':1} | 1e999 | true",
        "{'type':'number','minimum':1} | 1e1000 | false",
        "{'type':'number','minimum':0} | -0 | true",
        "{'type':'number','minimum':0.5,'maximum':0.75} | 0.50 | true",
        "{'type':'number','minimum':0.5,'maximum':0.75} | 0.7500 | true",
        "{'type':'number','minimum':0.5,'maximum':0.75} | 0.7501 | false",
        "{'type':'number','minimum':0.5,'maximum':0.75} | 0.4 | false",
        "{'type':'number','exclusiveMinimum':0,'maximum':1} | 0.0 | false",
        "{'type':'number','exclusiveMinimum':0,'maximum':1} | 1e-3 | true",
        "{'type':'number','exclusiveMinimum':0,'maximum':1} | 1e3 | false",
        "{'type':'integer','exclusiveMinimum':-3,'maximum':12} | -2 | true",
        "{'type':'integer','exclusiveMinimum':-3,'maximum':12} | -3 | false",
        "{'type':'integer','exclusiveMinimum':-3,'maximum':12} | 12 | true",
        "{'type':'integer','exclusiveMinimum':-3,'maximum':12} | 13 | false",
        "{'enum':[1.0,'x',{'a':null}]} | 1 | true",
        "{'enum':[1.0,'x',{'a':null}]} | 1.0 | true",
        "{'enum':[1.0,'x',{'a':null}]} | {'a': null} | true",
        "{'enum':[1,5,9],'minimum':4,'maximum':6} | 5 | true",
        "{'enum':[1,5,9],'minimum':4,'maximum':6} | 9 | false",
        "{'enum':['a','bc'],'minLength':2} | 'a' | false",
        "{'enum':[[1],[1,'a']],'items':{'type':'integer'}} | [1] | true",
        "{'enum':[[1],[1,'a']],'items':{'type':'integer'}} | [1, 'a'] | false",
        "{'required':['a']} | {} | false",
        "{'required':['a']} | {'a':0} | true",
        "{'required':['a']} | {'\\u0061':0} | false",
        "{'required':['a']} | {'a':0,'a':0} | false",
        "{'minProperties':1} | {} | false",
        "{'minProperties':1} | {'q':0} | true",
        "{'minProperties':1} | 5 | true",
        "{'type':'object','maxProperties':0} | {} | true",
        "{'prefixItems':[{'type':'null'},false],'type':'array'} | [null] | true",
        "{'prefixItems':[{'type':'null'},false],'type':'array'} | [null, null] | false",
        "{'prefixItems':[{'type':'null'}],'type':'array'} | [null, 1, 2] | true",
        "{'prefixItems':[{'type':'null'}],'type':'array'} | [1] | false",
        "{'items':false} | [] | true",
        "{'items':false} | [1] | false",
        "{'anyOf':[{'type':'null'},{'type':'integer','minimum':3}],'maximum':4} | 4 | true",
        "{'anyOf':[{'type':'null'},{'type':'integer','minimum':3}],'maximum':4} | 5 | false",
        "{'anyOf':[{'required':['a']},{'required':['b']}],'type':'object'} | {'c':1} | false",
        "{'anyOf':[{'required':['a']},{'required':['b']}],'type':'object'} | {'b':1,'c':1} | true",
        "{'anyOf':[true,{'type':'null'}]} | 1 | true",
        "{'$ref':'#/properties/a','properties':{'a':{'type':['null','object']}}} | {'a': null} |"
            + " true",
        "{'$ref':'#/properties/a','properties':{'a':{'type':['null','object']}}} | {'a': 1} |"
            + " false",
        "{'$ref':'#/x%20y/~01','x y':{'~1':{'type':'null'}}} | null | true",
        "{'$ref':'#/allOf/0','allOf':[{'type':'null'}]} | null | true",
        "{'$id':'http://a/b','$ref':'http://a/b#/$defs/n','$defs':{'n':{'type':'null'}}} | 1 |"
            + " false",
        "{'type':'string','pattern':'^a[b-d]*$'} | 'abc' | true",
        "{'type':'string','pattern':'^a[b-d]*$'} | 'abe' | false",
        "{'type':'string','pattern':'^a[b-d]*$'} | 'a\\u0062' | true",
        "{'type':'string','pattern':'^a[b-d]*$','maxLength':2} | 'abc' | false",
        "{'enum':['ab','ax'],'pattern':'^a[b-d]*$'} | 'ab' | true",
        "{'enum':['ab','ax'],'pattern':'^a[b-d]*$'} | 'ax' | false",
      })
  void textsAreAllowedOrNot(String schema, String text, boolean allowed) {
    SchemaOptions options = SchemaOptions.defaults().withNumbers(NumberStyle.ANY);
    Grammar grammar = JsonSchema.parse(schema.replace('\'', '"'), options);
    assertEquals(allowed, new TextRecognizer(grammar).accepts(text.replace('\'', '"')));
  }

  @Test
  void joinedSchemasKeepTheOrderOfAppearance() {
    Grammar grammar =
        JsonSchema.parse(
            """
            {"type": "object", "additionalProperties": {"const": 0}, "required": ["z"],
             "allOf": [{"properties": {"a": {}}}, {"$ref": "#/$defs/d"}],
             "properties": {"c": {}},
             "anyOf": [{"properties": {"d": {}}}],
             "$defs": {"d": {"properties": {"b": {"const": 0}}}}}\
            """,
            COMPACT);
    TextRecognizer recognizer = new TextRecognizer(grammar);
    assertTrue(recognizer.accepts("{\"a\":0,\"b\":0,\"c\":0,\"d\":0,\"z\":0,\"y\":0}"));
    assertFalse(recognizer.accepts("{\"b\":0,\"a\":0,\"z\":0}"));
    assertFalse(recognizer.accepts("{\"c\":0,\"b\":0,\"z\":0}"));
    assertFalse(recognizer.accepts("{\"z\":0,\"d\":0}"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "BOUNDED | {'a':[1,2],'b':{}} | true",
        "BOUNDED | {'a': [1, 2], 'b': {}} | true",
        "BOUNDED | {'a':  [1, 2], 'b': {}} | false",
        "BOUNDED | {'a': [1, 2], 'b': { }} | false",
        "COMPACT | {'a':[1,2],'b':{}} | true",
        "COMPACT | {'a': [1,2],'b':{}} | false",
        "PYTHON | {'a': [1, 2], 'b': {}} | true",
        "PYTHON | {'a': [1,2], 'b': {}} | false",
        "FLEXIBLE | {  'a' :\t[ 1 , 2 ],'b':{ } } | true",
        "FLEXIBLE | ` {'a': [1, 2], 'b': {}}` | false",
        "FLEXIBLE | {'a': [1 2], 'b': {}} | false",
      })
  void whitespaceIsWhatTheOptionSays(Whitespace whitespace, String text, boolean allowed) {
    String constant = "{\"const\": {\"a\": [1, 2], \"b\": {}}}";
    String shaped =
        """
        {"type": "object", "required": ["a", "b"],
         "properties": {"a": {"type": "array"}, "b": {"type": "object"}}}\
        """;
    for (String schema : List.of(constant, shaped)) {
      for (PropertyOrder order : PropertyOrder.values()) {
        SchemaOptions options =
            SchemaOptions.defaults().withWhitespace(whitespace).withPropertyOrder(order);
        TextRecognizer recognizer = new TextRecognizer(JsonSchema.parse(schema, options));
        assertEquals(allowed, recognizer.accepts(text.replace('\'', '"')), schema + " " + order);
      }
    }
  }

  @Test
  void constantsComeInAnyOrderToo() {
    String schema = "{\"enum\": [{\"a\": 1, \"b\": [{\"c\": 2, \"d\": 3}]}, [], 7]}";
    TextRecognizer any =
        new TextRecognizer(JsonSchema.parse(schema, COMPACT.withPropertyOrder(PropertyOrder.ANY)));
    assertTrue(any.accepts("{\"b\":[{\"d\":3,\"c\":2}],\"a\":1}"));
    assertTrue(any.accepts("[]"));
    assertTrue(any.accepts("7"));
    assertFalse(any.accepts("{\"b\":[{\"d\":3,\"c\":2}]}"));
    TextRecognizer listed = new TextRecognizer(JsonSchema.parse(schema, COMPACT));
    assertTrue(listed.accepts("{\"a\":1,\"b\":[{\"c\":2,\"d\":3}]}"));
    assertFalse(listed.accepts("{\"b\":[{\"c\":2,\"d\":3}],\"a\":1}"));
  }

  @Test
  void siblingsOfAReferenceCountFrom2019On() {
    String schema =
        "{\"$schema\": \"%s\", \"$ref\": \"#/definitions/s\", \"maxLength\": 1,"
            + " \"definitions\": {\"s\": {\"type\": \"string\"}}}";
    Grammar old = JsonSchema.parse(schema.formatted("http://json-schema.org/draft-07/schema#"));
    Grammar later =
        JsonSchema.parse(schema.formatted("https://json-schema.org/draft/2019-09/schema"));
    assertTrue(new TextRecognizer(old).accepts("\"ab\""));
    assertFalse(new TextRecognizer(later).accepts("\"ab\""));
  }

  @Test
  void draft4BoundsMayBeExclusive() {
    Grammar grammar =
        JsonSchema.parse(
            "{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"type\": \"integer\","
                + " \"minimum\": 0, \"exclusiveMinimum\": true}");
    assertFalse(new TextRecognizer(grammar).accepts("0"));
    assertTrue(new TextRecognizer(grammar).accepts("1"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'integer'} | 10 -7 0 -0 | 1.0 1e1 1. 01",
        "{'type':'integer','minimum':3} | 3 40 | 3.0 3e0 4e1 2",
        "{'type':'integer','multipleOf':7} | 14 | 14.0 1.4e1 15",
        "{'enum':[1,2.5,1e400]} | 1 2.5 1e400 | 1.0 1e0 2.50 25e-1",
        "{'const':[1.0]} | [1] | [1.0]",
        "{'type':'number'} | 1 1.0 1.50 1e5 | 1.",
      })
  void plainNumbersHaveNoFractionThatSaysNothing(String schema, String yes, String no) {
    Grammar grammar = JsonSchema.parse(schema.replace('\'', '"'));
    for (String text : yes.split(" ")) {
      assertTrue(new TextRecognizer(grammar).accepts(text), text);
    }
    for (String text : no.split(" ")) {
      assertFalse(new TextRecognizer(grammar).accepts(text), text);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'integer'} | 1 -20 | 1.0 1e0 1.5",
        "{'type':['integer','number']} | 1 1.0 1.5 1e3 | 'a'",
        "{'anyOf':[{'type':'integer'},{'type':'number','minimum':5}]} | 1 6 6.0 7.5 | 1.0 1e0 4.5",
        "{'type':'number','not':{'type':'integer'}} | 1.0 1.5 1e0 | 1 20",
        "{'type':'integer','enum':[1,2.5]} | 1 | 1.0 2.5 2",
        "{'enum':[1,2.5]} | 1 1.0 2.5 | 2",
        "{'type':'integer','not':{'type':'number','minimum':5}} | 4 | 5 4.0",
      })
  void integersOfDraft4HaveDigitsAlone(String schema, String yes, String no) {
    SchemaOptions options =
        SchemaOptions.defaults().withNumbers(NumberStyle.ANY).withDialect(Dialect.DRAFT_4);
    Grammar grammar = JsonSchema.parse(schema.replace('\'', '"'), options);
    for (String text : yes.split(" ")) {
      assertTrue(new TextRecognizer(grammar).accepts(text.replace('\'', '"')), text);
    }
    for (String text : no.split(" ")) {
      assertFalse(new TextRecognizer(grammar).accepts(text.replace('\'', '"')), text);
    }
  }
}
