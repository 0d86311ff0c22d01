package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.InvalidSchemaException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.grammar.UnsupportedSchemaException;
import dev.espalier.grammar.schema.SupportReport.Status;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSchemaTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final SchemaOptions COMPACT =
      SchemaOptions.defaults().withWhitespace(Whitespace.COMPACT);

  // ---- grammars, as dumps

  @Test
  void anObjectIsAGroupOfItsMembersInSchemaOrder() {
    assertDump(
        """
        {"type": "object", "additionalProperties": false, "required": ["n"],
         "properties": {"b": {"type": "boolean"}, "n": {"type": "null"}}}\
        """,
        COMPACT,
        """
        start #
        # ::= /"{"/ <"b"{0,1} "n"{1,1} by /","/>{0,} /"}"/
        "b" ::= /"\\"b\\":"/ /"true" | "false"/
        "n" ::= /"\\"n\\":"/ /"null"/
        """);
  }

  @Test
  void anyOrderIsAGroupInAnyOrder() {
    assertDump(
        """
        {"type": "object", "additionalProperties": false, "maxProperties": 1,
         "properties": {"a": {"const": 1}, "b": {"const": 2}}}\
        """,
        COMPACT.withPropertyOrder(PropertyOrder.ANY),
        """
        start #
        # ::= /"{"/ <"a"{0,1} & "b"{0,1} by /","/>{0,1} /"}"/
        "a" ::= /"\\"a\\":"/ /"1"/
        "b" ::= /"\\"b\\":"/ /"2"/
        """);
  }

  @Test
  void additionalNamesAreNoneOfTheDeclared() {
    assertDump(
        """
        {"type": "object", "properties": {"on": false, "one": {"const": 1}},
         "additionalProperties": {"const": 2}}\
        """,
        COMPACT,
        """
        start #
        # ::= /"{"/ <"one"{0,1} *{0,} by /","/>{0,} /"}"/
        "one" ::= /"\\"one\\":"/ /"1"/
        * ::= /"\\"" (([\\u{20}!#-\\[\\]-\\u{d7ff}\\u{e000}-\\u{10ffff}] | ("\\\\" (["\\\\bfnrt] | ("u00" \
        (("0" [0-7bef]) | ("1" [0-9a-f]))))))* & (~("on" | "one"))) "\\"" ":"/ /"2"/
        """);
  }

  @Test
  void aPrefixOfItemsNestsAndTheRestRepeats() {
    assertDump(
        """
        {"type": "array", "minItems": 1, "maxItems": 5,
         "prefixItems": [{"const": 0}, {"const": 1}], "items": {"const": 2}}\
        """,
        COMPACT,
        """
        start #
        # ::= /"["/ /"0"/ #...'2 /"]"/
        #...'2 ::= /","/ /"1"/ #...
        #...'2 ::= ""
        #... ::= /","/ </"2"/{0,} by /","/>{1,3}
        #... ::= ""
        """);
  }

  @Test
  void allScalarsAreOneTerminal() {
    assertDump(
        "{\"type\": [\"integer\", \"null\", \"boolean\"]}",
        COMPACT,
        """
        start #
        # ::= /"null" | "true" | "false" | "0" | ("-"? [1-9] [0-9]*)/
        """);
  }

  @Test
  void recursionIsOneNonterminal() {
    assertDump(
        """
        {"$ref": "#/$defs/tree", "$defs": {"tree":
          {"type": "array", "items": {"$ref": "#/$defs/tree"}, "maxItems": 2}}}\
        """,
        COMPACT,
        """
        start #/$defs/tree
        #/$defs/tree ::= /"["/ <#/$defs/tree{0,} by /","/>{0,2} /"]"/
        """);
  }

  @Test
  void flexibleWhitespaceStandsInOnePlaceOnly() {
    assertDump(
        "{\"type\": \"array\", \"items\": {\"type\": \"null\"}}",
        SchemaOptions.defaults().withWhitespace(Whitespace.FLEXIBLE),
        """
        start #
        # ::= /"[" [\\u{9}\\u{a}\\u{d}\\u{20}]* "]"/
        # ::= /"[" [\\u{9}\\u{a}\\u{d}\\u{20}]*/ </"null"/{0,} by /[\\u{9}\\u{a}\\u{d}\\u{20}]* "," \
        [\\u{9}\\u{a}\\u{d}\\u{20}]*/>{1,} /[\\u{9}\\u{a}\\u{d}\\u{20}]* "]"/
        """);
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

  // ---- texts: schema, text, whether it is allowed; "'" stands for a quote

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
        "{'type':'integer'} | -0 | false",
        "{'type':'integer'} | 1.0 | false",
        "{'type':'number'} | -0.0E+05 | true",
        "{'type':'number','minimum':0} | 1e-07 | true",
        "{'type':'number'} | -1.5E+308 | true",
        "{'type':'number'} | 1e1000 | false",
        "{'type':'number','maximum':1} | 1e-1000 | false",
        "{'type':'number','minimum':1} | 1e999 | true",
        "{'type':'number','minimum':1} | 1e1000 | false",
        "{'type':'number','minimum':0} | -0 | false",
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
    Grammar grammar = JsonSchema.parse(schema.replace('\'', '"'));
    assertEquals(allowed, new TextRecognizer(grammar).accepts(text.replace('\'', '"')));
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

  // ---- what is refused

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'oneOf':[{'type':'null'}]} | # oneOf",
        "{'properties':{'a/b':{'not':{}}}} | #/properties/a~1b not",
        "{'if':{},'then':{'multipleOf':2}} | # if, # then, #/then multipleOf",
        "{'items':{'uniqueItems':true,'contains':{},'minContains':2}}"
            + " | #/items uniqueItems, #/items contains, #/items minContains",
        "{'patternProperties':{'a':{'format':'date'}}}"
            + " | # patternProperties, #/patternProperties/a format",
        "{'propertyNames':{'maxLength':3}} | # propertyNames",
        "{'dependentRequired':{'a':['b']},'dependentSchemas':{'a':false}}"
            + " | # dependentRequired, # dependentSchemas",
        "{'$schema':'http://json-schema.org/draft-07/schema#',"
            + "'dependencies':{'a':['b'],'c':{'not':{}}}} | # dependencies, #/dependencies/c not",
        "{'unevaluatedProperties':false,'unevaluatedItems':false}"
            + " | # unevaluatedProperties, # unevaluatedItems",
        "{'$ref':'http://example.org/s.json'} | # $ref",
        "{'$schema':'http://json-schema.org/draft-03/schema#'} | # $schema",
        "{'type':'object','minProperties':2} | # minProperties",
        "{'type':'string','pattern':'(a)\\\\1'} | # pattern",
        "{'$defs':{'n':{'not':{}}},'anyOf':[{'$ref':'#/$defs/n'},{'not':{}}]}"
            + " | #/$defs/n not, #/anyOf/1 not",
      })
  void everyUseIsRefusedWithItsPlace(String schema, String uses) {
    String text = schema.replace('\'', '"');
    UnsupportedSchemaException thrown =
        assertThrows(UnsupportedSchemaException.class, () -> JsonSchema.parse(text));
    assertEquals(
        uses,
        thrown.uses().stream()
            .map(use -> use.pointer() + " " + use.keyword())
            .collect(Collectors.joining(", ")));
    SupportReport report = JsonSchema.analyze(text, SchemaOptions.defaults());
    assertEquals(
        uses,
        report.refused().stream()
            .map(use -> use.pointer() + " " + use.keyword())
            .collect(Collectors.joining(", ")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'uniqueItems':false}",
        "{'if':{'type':'null'}}",
        "{'dependencies':{'a':{'not':{}}}}",
        "{'then':{'not':{}}}",
        "{'minContains':3}",
        "{'items':{},'additionalItems':{'not':{}}}",
        "{'type':'string','patternProperties':{'a':{}},'properties':{'a':{'not':{}}}}",
        "{'type':'integer','format':'date'}",
        "{'format':'colour'}",
        "{'title':5,'x-mine':{'not':{}},'$anchor':'a','$dynamicAnchor':'b'}",
        "{'$defs':{'a':{'not':{}}},'definitions':{'a':{'type':7}}}",
        "{'properties':{},'patternProperties':{},'dependentRequired':{}}",
        "{'$schema':'http://json-schema.org/draft-07/schema#','$ref':'#/d','not':{},'d':{}}",
        "{'$schema':'http://json-schema.org/draft-04/schema#','if':{},'then':{},'const':1}",
        "{'items':{'$id':'http://b'}}",
      })
  void whatAssertsNothingIsNotRefused(String schema) {
    String text = schema.replace('\'', '"');
    JsonSchema.parse(text);
    assertTrue(JsonSchema.analyze(text, SchemaOptions.defaults()).isSupported());
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

  @Test
  void ignoredKeywordsAreLeftOutAndReported() {
    String schema = "{\"type\": \"string\", \"format\": \"date\", \"maxLength\": 2}";
    SchemaOptions lenient = SchemaOptions.defaults().ignoring("format", "maxLength");
    assertTrue(new TextRecognizer(JsonSchema.parse(schema, lenient)).accepts("\"abc\""));
    assertEquals(
        List.of(Status.ENFORCED_BY_MASK, Status.IGNORED_BY_OPTION, Status.IGNORED_BY_OPTION),
        JsonSchema.analyze(schema, lenient).uses().stream()
            .map(SupportReport.Use::status)
            .toList());
  }

  // ---- what is no schema, and what allows nothing

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
            + " | #/allOf/0: no value is allowed, minLength 3 > maxLength 2",
        "{'type':'string','pattern':'^abc$','maxLength':2}"
            + " | #: no value is allowed, no text of that length matches every 'pattern'",
        "{'type':'string','pattern':'^(ab)*$','minLength':5,'maxLength':5}"
            + " | #: no value is allowed, no text of that length matches every 'pattern'",
        "{'type':'string','allOf':[{'pattern':'^a'},{'pattern':'^b'}]}"
            + " | #/allOf/0: no value is allowed, no text of that length matches every 'pattern'",
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

  @Test
  void whatCannotBeIsPruned() {
    assertDump(
        """
        {"type": "object", "additionalProperties": false, "properties": {
          "a": {"type": "string", "minLength": 2, "maxLength": 1},
          "b": {"$ref": "#/$defs/endless"}, "c": {"const": 1}},
         "$defs": {"endless": {"type": "array", "minItems": 1,
                               "items": {"$ref": "#/$defs/endless"}}}}\
        """,
        COMPACT,
        """
        start #
        # ::= /"{"/ <"c"{0,1} by /","/>{0,} /"}"/
        "c" ::= /"\\"c\\":"/ /"1"/
        """);
  }

  // ---- hostile input

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
  void wideProductsOfChoicesAreLimited() {
    String choice = "{\"anyOf\": [{\"required\": [\"%1$s1\"]}, {\"required\": [\"%1$s2\"]}]}";
    String schema =
        IntStream.range(0, 40)
            .mapToObj(i -> choice.formatted("p" + i))
            .collect(Collectors.joining(",", "{\"allOf\": [", "]}"));
    GrammarException thrown =
        assertTimeoutPreemptively(
            PATIENCE,
            () -> assertThrows(LimitExceededException.class, () -> JsonSchema.parse(schema)));
    assertTrue(thrown.getMessage().contains("Limits.maxAlternatives 4096"), thrown.getMessage());
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

  private static void assertDump(String schema, SchemaOptions options, String dump) {
    assertEquals(dump, JsonSchema.parse(schema, options).toString());
  }
}
