package dev.espalier.masking;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.gbnf.Gbnf;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.PropertyOrder;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.schema.Whitespace;
import java.util.List;
import java.util.Optional;

/**
 * A grammar of the kind that servers are asked for, and texts that it allows. A value.
 *
 * @param source a JSON Schema, or GBNF
 * @param options how the schema is read; empty for GBNF
 */
record WarmUpSample(String source, Optional<SchemaOptions> options, List<String> texts) {
  private static final String ORDER =
      """
      {"type": "object", "required": ["id", "customer", "items", "status"],
       "additionalProperties": false,
       "properties": {
        "id": {"type": "string", "pattern": "^[A-Z]{2}-[0-9]{4,8}$"},
        "customer": {"type": "object", "required": ["name"], "properties": {
          "name": {"type": "string", "minLength": 1, "maxLength": 80},
          "email": {"type": ["string", "null"]},
          "age": {"type": "integer", "minimum": 0, "maximum": 150}}},
        "items": {"type": "array", "minItems": 1, "maxItems": 50, "items": {"$ref": "#/$defs/item"}},
        "status": {"enum": ["open", "paid", "shipped", "delivered", "returned", null, 0]},
        "total": {"type": "number", "exclusiveMinimum": 0},
        "note": {"type": "string", "maxLength": 1000},
        "gift": {"type": "boolean"}},
       "$defs": {"item": {"type": "object", "required": ["sku", "count"],
         "properties": {"sku": {"type": "string"}, "count": {"type": "integer", "minimum": 1},
           "price": {"type": "number"}, "parts": {"type": "array",
             "items": {"$ref": "#/$defs/item"}}}}}}
      """;
  private static final List<String> ORDERS =
      List.of(
          """
          {"id": "AB-12345", "customer": {"name": "Zoë Ångström", "email": null, "age": 41},
           "items": [{"sku": "lamp", "count": 2, "price": 19.90, "parts": []}, {"sku": "a \\"b\\"",
           "count": 12, "colour": ["red", 1.5e3, true, {"deep": {"deeper": [null, -7]}}]}],
           "status": "shipped", "total": 58.80, "note": "Please ring twice; the bell is quiet.\\nTh\
          ank you \\u2014 and mind the dog. \u65e5\u672c\u8a9e", "gift": true}\
          """,
          """
          {"id":"XY-2024","customer":{"name":"Al"},"items":[{"sku":"s-1","count":1}],"status":"op\
          en"}\
          """);

  private static final String TOOL =
      """
      {"type": "array", "items": {"anyOf": [
        {"type": "object", "required": ["name", "arguments"], "additionalProperties": false,
         "properties": {"name": {"const": "get_weather"}, "arguments": {"type": "object",
           "required": ["city"], "additionalProperties": false,
           "properties": {"city": {"type": "string"}, "unit": {"enum": ["celsius", "fahrenheit"]},
             "days": {"type": "integer", "minimum": 1, "maximum": 14}}}}},
        {"type": "object", "required": ["name", "arguments"], "additionalProperties": false,
         "properties": {"name": {"const": "search"}, "arguments": {"type": "object",
           "minProperties": 1, "additionalProperties": {"type": ["string", "integer", "boolean"]},
           "properties": {"query": {"type": "string", "minLength": 3}}}}}]}}
      """;
  private static final List<String> CALLS =
      List.of(
          """
          [{"name": "get_weather", "arguments": {"city": "São Paulo", "unit": "celsius", "days": 1\
          2}}, {"name": "search", "arguments": {"query": "how tall is it", "limit": 25, "safe": tr\
          ue}}]\
          """,
          """
          [
            {
              "name": "search",
              "arguments": {
                "query": "capital cities",
                "page": -3
              }
            }
          ]\
          """);

  private static final String ANY_JSON = "{\"type\": \"object\"}";
  private static final List<String> DOCUMENTS =
      List.of(
          """
          {"title": "A plain document", "tags": ["one", "two"], "size": 1024, "nested": {"a": {"b"\
          : {"c": [[[1], 2], 3.25e-2]}}}, "text": "The quick brown fox jumps over the lazy dog.", \
          "ok": false, "none": null}\
          """);

  private static final String PROGRAM =
      """
      root ::= statement+
      statement ::= "let " name " = " sum ";\\n" | "while (" sum ") {\\n" statement* "}\\n" |
          "print(" sum ("," " "? sum)* ");\\n"
      sum ::= product (" "? [-+<>] " "? product)*
      product ::= atom ([*/] atom)*
      atom ::= name | [0-9]+ ("." [0-9]{1,9})? | "(" sum ")" | "\\"" ([^"\\\\] | "\\\\" .){0,200} "\\""
      name ::= [a-zA-Z_] [a-zA-Z_0-9]{0,31}
      """;
  private static final List<String> PROGRAMS =
      List.of(
          """
          let total = 3*(4.5 + x_1);
          while (total > 0) {
          print("still \\"here\\"", total, (1-2)/3);
          let total = total - 1;
          }
          """);

  private static final List<WarmUpSample> ALL =
      List.of(
          schema(ORDER, Whitespace.FLEXIBLE, PropertyOrder.SCHEMA, ORDERS),
          schema(ORDER, Whitespace.BOUNDED, PropertyOrder.SCHEMA, ORDERS),
          schema(ORDER, Whitespace.FLEXIBLE, PropertyOrder.ANY, ORDERS),
          schema(TOOL, Whitespace.FLEXIBLE, PropertyOrder.SCHEMA, CALLS),
          schema(TOOL, Whitespace.BOUNDED, PropertyOrder.SCHEMA, CALLS),
          schema(TOOL, Whitespace.COMPACT, PropertyOrder.ANY, CALLS),
          schema(ANY_JSON, Whitespace.FLEXIBLE, PropertyOrder.SCHEMA, DOCUMENTS),
          schema(ANY_JSON, Whitespace.BOUNDED, PropertyOrder.SCHEMA, DOCUMENTS),
          new WarmUpSample(PROGRAM, Optional.empty(), PROGRAMS));

  private static WarmUpSample schema(
      String schema, Whitespace whitespace, PropertyOrder order, List<String> texts) {
    SchemaOptions options =
        SchemaOptions.defaults().withWhitespace(whitespace).withPropertyOrder(order);
    return new WarmUpSample(schema, Optional.of(options), texts);
  }

  static List<WarmUpSample> all() {
    return ALL;
  }

  Grammar parse() {
    return options
        .map(schemaOptions -> JsonSchema.parse(source, schemaOptions))
        .orElseGet(() -> Gbnf.parse(source));
  }
}
