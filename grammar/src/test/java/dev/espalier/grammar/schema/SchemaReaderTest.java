package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.grammar.InvalidSchemaException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What schemas mean, by the verdicts of {@link SchemaEvaluator}; "'" stands for a quote. */
class SchemaReaderTest {
  private static final SchemaOptions DEFAULTS = SchemaOptions.defaults();

  // ---- dialects

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "DRAFT_4 | {'type':'integer'} | 1.0 | false",
        "DRAFT_6 | {'type':'integer'} | 1.0 | true",
        "DRAFT_4 | {'type':'integer'} | 1e2 | false",
        "DRAFT_4 | {'type':'number'} | 1.0 | true",
        "DRAFT_4 | {'const':1} | 2 | true",
        "DRAFT_6 | {'const':1} | 2 | false",
        "DRAFT_4 | {'minimum':1,'exclusiveMinimum':true} | 1 | false",
        "DRAFT_4 | {'minimum':1,'exclusiveMinimum':false} | 1 | true",
        "DRAFT_6 | {'exclusiveMinimum':1} | 1 | false",
        "DRAFT_6 | {'if':true,'then':false} | 1 | true",
        "DRAFT_7 | {'if':true,'then':false} | 1 | false",
        "DRAFT_2019_09 | {'items':[{'type':'null'}],'additionalItems':false} | [null,1] | false",
        "DRAFT_2019_09 | {'items':[{'type':'null'}]} | [null,1] | true",
        "DRAFT_2019_09 | {'prefixItems':[{'type':'null'}]} | [1] | true",
        "DRAFT_2020_12 | {'prefixItems':[{'type':'null'}]} | [1] | false",
        "DRAFT_7 | {'additionalItems':false} | [1] | true",
        "DRAFT_7 | {'items':{},'additionalItems':false} | [1] | true",
        "DRAFT_7 | {'dependencies':{'a':['b']}} | {'a':1} | false",
        "DRAFT_7 | {'dependencies':{'a':{'minProperties':2}}} | {'a':1} | false",
        "DRAFT_2019_09 | {'dependencies':{'a':['b']}} | {'a':1} | true",
        "DRAFT_2019_09 | {'dependentRequired':{'a':['b']}} | {'a':1} | false",
        "DRAFT_7 | {'dependentRequired':{'a':['b']}} | {'a':1} | true",
        "DRAFT_7 | {'contains':{'const':1},'minContains':2} | [1] | true",
        "DRAFT_2019_09 | {'contains':{'const':1},'minContains':2} | [1] | false",
        "DRAFT_7 | {'$ref':'#/definitions/a','maximum':1,'definitions':{'a':{}}} | 5 | true",
        "DRAFT_2019_09 | {'$ref':'#/definitions/a','maximum':1,'definitions':{'a':{}}} | 5 |"
            + " false",
        "DRAFT_2019_09 | {'contains':{'const':1},'unevaluatedItems':false} | [1] | false",
        "DRAFT_2020_12 | {'contains':{'const':1},'unevaluatedItems':false} | [1] | true",
        "DRAFT_4 | {'$schema':'http://json-schema.org/draft-07/schema','const':1} | 2 | false",
        "DRAFT_2020_12 | {'allOf':[{'$id':'a','$schema':'http://json-schema.org/draft-04/schema#',"
            + "'const':1}]} | 2 | true",
        "DRAFT_2020_12 | {'allOf':[{'$schema':'http://json-schema.org/draft-04/schema#',"
            + "'const':1}]} | 2 | false",
      })
  void keywordsMeanWhatTheDialectSays(Dialect dialect, String schema, String value, boolean valid) {
    assertEquals(valid, isValid(schema, value, DEFAULTS.withDialect(dialect)));
  }

  // ---- references

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'$ref':'#n','$defs':{'x':{'$anchor':'n','type':'null'}}}",
        "{'$ref':'n','$defs':{'x':{'$id':'n','type':'null'}}}",
        "{'$id':'http://a','$ref':'http://a/n','$defs':{'x':{'$id':'n','type':'null'}}}",
        "{'$id':'http://a/b/c','$ref':'../n#m',"
            + "'$defs':{'x':{'$id':'/n','items':{'$anchor':'m','type':'null'}}}}",
        "{'$id':'urn:a:b','$ref':'urn:a:b#/$defs/x','$defs':{'x':{'type':'null'}}}",
        "{'$id':'http://a/b c','$ref':'b%20c#/$defs/x','$defs':{'x':{'type':'null'}}}",
        "{'$ref':'#/$defs/x','$defs':{'x':{'$id':'y/','$ref':'#/z','z':{'type':'null'}}}}",
        "{'$ref':'#/$defs/x/z/w','$defs':{'x':{'$id':'y/','z':{'w':{'$ref':'#/v'}},"
            + "'v':{'type':'null'}}}}",
        "{'$ref':'#/x~1y/0/%25','x/y':[{'%':{'type':'null'}}]}",
        "{'$ref':'#/enum/0','enum':[{'type':'null'},null]}",
        "{'$ref':'n','$defs':{'a':{'const':{'$id':'n'}},'b':{'x':{'$id':'n'}},"
            + "'c':{'$id':'n','type':'null'}}}",
        "{'$schema':'http://json-schema.org/draft-07/schema#','$ref':'#n',"
            + "'definitions':{'x':{'$id':'#n','type':'null'}}}",
        "{'$schema':'http://json-schema.org/draft-04/schema#','$ref':'n#m',"
            + "'definitions':{'x':{'id':'n#m','type':'null'}}}",
        "{'$schema':'http://json-schema.org/draft-04/schema#','allOf':[{'$ref':'#/definitions/x'}],"
            + "'definitions':{'x':{'$id':'y','allOf':[{'$ref':'#/definitions/z'}]},"
            + "'z':{'type':'null'}}}",
      })
  void referencesLeadToNull(String schema) {
    assertTrue(isValid(schema, "null", DEFAULTS));
    assertFalse(isValid(schema, "1", DEFAULTS));
  }

  @Test
  void dynamicReferencesLeadToTheOutermostAnchor() {
    String schema =
        """
        {"$id": "http://a/strict", "$dynamicAnchor": "node", "$ref": "tree",
         "unevaluatedProperties": false,
         "$defs": {"tree": {"$id": "tree", "$dynamicAnchor": "node",
           "properties": {"data": true, "children": {"items": {"$dynamicRef": "#node"}}}}}}\
        """;
    assertTrue(isValid(schema, "{'children':[{'data':1}]}", DEFAULTS));
    assertFalse(isValid(schema, "{'children':[{'daat':1}]}", DEFAULTS));
    String from = schema.replace("\"$ref\": \"tree\"", "\"items\": {\"$ref\": \"tree\"}");
    assertFalse(isValid(from, "{'daat':1}", DEFAULTS));
  }

  @Test
  void recursiveReferencesLeadToTheOutermostRecursiveAnchor() {
    String schema =
        """
        {"$schema": "https://json-schema.org/draft/2019-09/schema",
         "$id": "http://a/strict", "$recursiveAnchor": true, "$ref": "tree",
         "unevaluatedProperties": false,
         "$defs": {"tree": {"$id": "tree", "$recursiveAnchor": true,
           "properties": {"data": true, "children": {"items": {"$recursiveRef": "#"}}}}}}\
        """;
    assertTrue(isValid(schema, "{'children':[{'data':1}]}", DEFAULTS));
    assertFalse(isValid(schema, "{'children':[{'daat':1}]}", DEFAULTS));
    String loose = schema.replaceFirst("\"\\$recursiveAnchor\": true, ", "");
    assertTrue(isValid(loose, "{'children':[{'daat':1}]}", DEFAULTS));
  }

  @Test
  void schemasAreReadOnceForEachDynamicScope() {
    // two ways to the list, which meet different outermost anchors
    String schema =
        """
        {"$id": "http://a/",
         "if": {"required": ["n"]}, "then": {"$ref": "numbers"}, "else": {"$ref": "strings"},
         "$defs": {
           "numbers": {"$id": "numbers", "$ref": "list",
             "$defs": {"i": {"$dynamicAnchor": "item", "type": "number"}}},
           "strings": {"$id": "strings", "$ref": "list",
             "$defs": {"i": {"$dynamicAnchor": "item", "type": "string"}}},
           "list": {"$id": "list", "properties": {"l": {"items": {"$dynamicRef": "#item"}}},
             "$defs": {"i": {"$dynamicAnchor": "item"}}}}}\
        """;
    assertTrue(isValid(schema, "{'n':0,'l':[1]}", DEFAULTS));
    assertFalse(isValid(schema, "{'n':0,'l':['']}", DEFAULTS));
    assertTrue(isValid(schema, "{'l':['']}", DEFAULTS));
    assertFalse(isValid(schema, "{'l':[1]}", DEFAULTS));
    List<String> uses =
        read(schema, DEFAULTS).report().uses().stream()
            .map(use -> use.pointer() + " " + use.keyword())
            .toList();
    assertEquals(uses.stream().distinct().toList(), uses);
  }

  // ---- other documents

  @Test
  void documentsComeFromTheResolverOnly() {
    Map<String, String> documents =
        Map.of(
            "http://a/b.json", "{\"$defs\": {\"n\": {\"$ref\": \"c.json\"}}}",
            "http://a/c.json", "{\"type\": \"null\"}");
    List<String> asked = new ArrayList<>();
    SchemaOptions options =
        DEFAULTS.withResolver(
            uri -> {
              asked.add(uri);
              return Optional.ofNullable(documents.get(uri));
            });
    String schema = "{'$id':'http://a/','$ref':'b.json#/$defs/n','items':{'$ref':'b.json'}}";
    assertFalse(isValid(schema, "1", options));
    assertEquals(List.of("http://a/b.json", "http://a/c.json"), asked);
    SchemaReader.Result alone = read(schema, DEFAULTS);
    assertEquals(
        "[#: $ref REFUSED ('http://a/b.json' is not known; copy it into '$defs', or supply it"
            + " (SchemaOptions.withResolver, --document)), #/items: $ref REFUSED ('http://a/b.json'"
            + " is not known; copy it into '$defs', or supply it (SchemaOptions.withResolver,"
            + " --document))]",
        alone.report().refused().toString());
  }

  @Test
  void relativeAddressesReachTheResolverAsTheyAre() {
    List<String> asked = new ArrayList<>();
    SchemaOptions options =
        DEFAULTS.withResolver(
            uri -> {
              asked.add(uri);
              return Optional.of("true");
            });
    read("{'items':{'$ref':'dir/item.json'}}", options);
    assertEquals(List.of("dir/item.json"), asked);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "http://json-schema.org/draft-04/schema# | {'type':'null'} | true",
        "http://json-schema.org/draft-04/schema# | {'items':{'minLength':-1}} | false",
        "http://json-schema.org/draft-06/schema# | {'items':{'required':['a','a']}} | false",
        "http://json-schema.org/draft-07/schema# | {'if':{'then':3}} | false",
        "https://json-schema.org/draft/2019-09/schema | {'$defs':{'a':{'type':7}}} | false",
        "https://json-schema.org/draft/2020-12/schema | {'$defs':{'a':{'type':'null'}}} | true",
        "https://json-schema.org/draft/2020-12/schema | {'$defs':{'a':{'type':7}}} | false",
        "https://json-schema.org/draft/2020-12/schema | {'prefixItems':[]} | false",
      })
  void theOfficialMetaschemasAreAtHand(String uri, String value, boolean valid) {
    assertEquals(valid, isValid("{'$ref':'" + uri + "'}", value, DEFAULTS));
  }

  @Test
  void otherDocumentsAreLimitedTogether() {
    SchemaOptions options =
        DEFAULTS
            .withLimits(Limits.defaults().withMaxSourceChars(10_000))
            .withResolver(
                uri -> Optional.of("{\"$ref\": \"" + (Integer.parseInt(uri) + 1) + "\"}"));
    assertThrows(LimitExceededException.class, () -> read("{'$ref':'0'}", options));
  }

  @Test
  void vocabulariesAreChosenByTheMetaschema() {
    String metaschema =
        """
        {"$schema": "https://json-schema.org/draft/2020-12/schema",
         "$vocabulary": {"https://json-schema.org/draft/2020-12/vocab/core": true,
           "https://json-schema.org/draft/2020-12/vocab/applicator": true, "%s": %s}}\
        """;
    String schema = "{'$schema':'http://m','properties':{'a':{'format':'date'},'b':{'minimum':1}}}";
    SchemaOptions options = DEFAULTS.withFormats(FormatPolicy.ANNOTATION);
    assertFalse(isValid(schema, "{'b':0}", options));
    SchemaOptions none = with(metaschema.formatted("http://x", "false"), options);
    assertTrue(isValid(schema, "{'a':'','b':0}", none));
    SchemaOptions format =
        with(
            metaschema.formatted(
                "https://json-schema.org/draft/2020-12/vocab/format-assertion", "true"),
            options);
    assertFalse(isValid(schema, "{'a':''}", format));
    SchemaOptions required = with(metaschema.formatted("http://x", "true"), options);
    assertEquals(
        "[#: $schema REFUSED (its metaschema requires 'http://x'; leave that out)]",
        read(schema, required).report().refused().toString());
  }

  private static SchemaOptions with(String metaschema, SchemaOptions options) {
    return options.withResolver(
        uri -> uri.equals("http://m") ? Optional.of(metaschema) : Optional.empty());
  }

  // ---- what is no schema

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{'minLength':-1} | #/minLength: expected a whole number from 0 on but found '-1'",
        "{'required':['a','a']} | #/required: expected every name once but found '[\"a\", \"a\"]'",
        "{'type':['null','null']} | #/type: expected every type once but found '[\"null\","
            + " \"null\"]'",
        "{'multipleOf':0} | #/multipleOf: expected a number above 0 but found '0'",
        "{'uniqueItems':1} | #/uniqueItems: expected a boolean but found '1'",
        "{'items':[{}]} | #/items: expected a schema but found several; 2020-12 has 'prefixItems'"
            + " for that",
        "{'exclusiveMinimum':true,'minimum':1} | #/exclusiveMinimum: expected a number but found"
            + " 'true'; only draft-04 has booleans here",
        "{'patternProperties':{'(':true}} | #/patternProperties/(: not a regular expression:1:2,"
            + " expected",
        "{'$anchor':'1'} | #/$anchor: expected a name of letters, digits, '-', '_' and '.' but"
            + " found '\"1\"'",
        "{'$id':'a#b'} | #/$id: expected no fragment (use '$anchor') but found '\"a#b\"'",
        "{'dependentRequired':{'a':[1]}} | #/dependentRequired/a/0: expected a string but found"
            + " '1'",
        "{'then':7} | #/then: expected a schema (an object or a boolean) but found '7'",
        "{'$ref':'#/$defs/gone'} | #/$ref: reference '#/$defs/gone' leads nowhere",
        "{'$ref':'#gone'} | #/$ref: reference '#gone' leads nowhere",
        "{'items':{'$id':'http://b','items':{'$ref':'#/gone'}}} | #/items/items/$ref: reference"
            + " '#/gone' leads nowhere",
        "{'$dynamicRef':'#'} | #: the schema applies itself to the same value, without end",
        "{'not':{'$ref':'#'}} | #: the schema applies itself to the same value, without end",
        "{'$schema':'http://json-schema.org/draft-04/schema#','enum':[]} | #/enum: expected at"
            + " least one value but found '[]'",
        "{'$schema':'http://json-schema.org/draft-04/schema#','not':true} | #/not: expected a"
            + " schema (an object) but found 'true'",
        "{'$schema':'http://json-schema.org/draft-04/schema#','$ref':'#/a','a':true} | #/a:"
            + " expected a schema (an object) but found 'true'",
        "{'$schema':'http://json-schema.org/draft-04/schema#','exclusiveMinimum':true} |"
            + " #/exclusiveMinimum: 'exclusiveMinimum' without 'minimum'",
        "{'$schema':'https://json-schema.org/draft/2019-09/schema','$recursiveRef':'#/a'} |"
            + " #/$recursiveRef: expected '#' but found '\"#/a\"'",
      })
  void metaschemaErrorsSayWhereAndWhat(String schema, String message) {
    InvalidSchemaException thrown =
        assertThrows(InvalidSchemaException.class, () -> read(schema, DEFAULTS));
    assertTrue(thrown.getMessage().startsWith(message), thrown.getMessage());
  }

  @Test
  void resourcesThatShareAnAnchorAreReadOnce() {
    String schema = "{'items':{'$ref':'r0'},'$defs':{" + resources(40, (i, k) -> "a") + "}}";
    assertTrue(read(schema, DEFAULTS).report().uses().size() < 5_000);
  }

  @Test
  void dynamicScopesAreLimited() {
    // which of two resources came first is another scope, for each two of them
    String schema =
        "{'items':{'$ref':'r0'},'$defs':{"
            + resources(12, (i, k) -> "a" + Math.min(i, k) + "-" + Math.max(i, k))
            + "}}";
    LimitExceededException thrown =
        assertThrows(LimitExceededException.class, () -> read(schema, DEFAULTS));
    assertTrue(thrown.getMessage().contains("dynamic scopes"), thrown.getMessage());
  }

  /** Resources that refer to each other, with an anchor for each pair of them. */
  private static String resources(int n, BiFunction<Integer, Integer, String> anchor) {
    return IntStream.range(0, n)
        .mapToObj(
            i ->
                "'r%1$d': {'$id': 'r%1$d', 'properties': {%2$s}, '$defs': {%3$s}}"
                    .formatted(
                        i,
                        each(n, k -> "'p" + k + "': {'$ref': 'r" + k + "'}"),
                        each(
                            n,
                            k -> "'" + k + "': {'$dynamicAnchor': '" + anchor.apply(i, k) + "'}")))
        .collect(Collectors.joining(","));
  }

  private static String each(int n, IntFunction<String> text) {
    return IntStream.range(0, n).mapToObj(text).collect(Collectors.joining(","));
  }

  private static boolean isValid(String schema, String value, SchemaOptions options) {
    Json json = JsonText.parse(value.replace('\'', '"'), options.limits());
    return new SchemaEvaluator(options.limits()).isValid(read(schema, options).root(), json);
  }

  private static SchemaReader.Result read(String schema, SchemaOptions options) {
    return SchemaReader.read(JsonText.parse(schema.replace('\'', '"'), options.limits()), options);
  }
}
