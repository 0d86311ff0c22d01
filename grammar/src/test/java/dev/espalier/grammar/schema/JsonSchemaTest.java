package dev.espalier.grammar.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Grammars of schemas, as dumps. */
class JsonSchemaTest {
  private static final SchemaOptions COMPACT =
      SchemaOptions.defaults().withWhitespace(Whitespace.COMPACT);

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
         "properties": {"a": {"const": true}, "b": {"const": null}}}\
        """,
        COMPACT.withPropertyOrder(PropertyOrder.ANY),
        """
        start #
        # ::= /"{"/ <"a"{0,1} & "b"{0,1} by /","/>{0,1} /"}"/
        "a" ::= /"\\"a\\":"/ /"true"/
        "b" ::= /"\\"b\\":"/ /"null"/
        """);
  }

  @Test
  void additionalNamesAreNoneOfTheDeclared() {
    assertDump(
        """
        {"type": "object", "properties": {"on": false, "one": {"const": true}},
         "additionalProperties": {"const": null}}\
        """,
        COMPACT,
        """
        start #
        # ::= /"{"/ <"one"{0,1} *{0,} by /","/>{0,} /"}"/
        "one" ::= /"\\"one\\":"/ /"true"/
        * ::= /"\\"" (([\\u{20}!#-\\[\\]-\\u{d7ff}\\u{e000}-\\u{10ffff}] | ("\\\\" (["\\\\bfnrt] | ("u00" \
        (("0" [0-7bef]) | ("1" [0-9a-f]))))))* & (~("on" | "one"))) "\\""/?DistinctNames[] /":"/ /"null"/
        """);
  }

  @Test
  void aPrefixOfItemsNestsAndTheRestRepeats() {
    assertDump(
        """
        {"type": "array", "minItems": 1, "maxItems": 5,
         "prefixItems": [{"const": true}, {"const": false}], "items": {"const": null}}\
        """,
        COMPACT,
        """
        start #
        # ::= /"["/ /"true"/ #...'2 /"]"/
        #...'2 ::= /","/ /"false"/ #...
        #...'2 ::= ""
        #... ::= /","/ </"null"/{0,} by /","/>{1,3}
        #... ::= ""
        """);
  }

  @Test
  void allScalarsThatTakeNoCheckAreOneTerminal() {
    assertDump(
        "{\"type\": [\"string\", \"null\", \"boolean\"], \"pattern\": \"^a+$\"}",
        COMPACT,
        """
        start #
        # ::= /"null" | "true" | "false" | ("\\"" "a"+ "\\"")/
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
  void whatCannotBeIsPruned() {
    assertDump(
        """
        {"type": "object", "additionalProperties": false, "properties": {
          "a": {"type": "string", "minLength": 2, "maxLength": 1},
          "b": {"$ref": "#/$defs/endless"}, "c": {"const": null}},
         "$defs": {"endless": {"type": "array", "minItems": 1,
                               "items": {"$ref": "#/$defs/endless"}}}}\
        """,
        COMPACT,
        """
        start #
        # ::= /"{"/ <"c"{0,1} by /","/>{0,} /"}"/
        "c" ::= /"\\"c\\":"/ /"null"/
        """);
  }

  private static void assertDump(String schema, SchemaOptions options, String dump) {
    assertEquals(dump, JsonSchema.parse(schema, options).toString());
  }
}
