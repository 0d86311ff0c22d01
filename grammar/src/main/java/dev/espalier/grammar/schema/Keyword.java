package dev.espalier.grammar.schema;

import static dev.espalier.grammar.schema.JsonType.ALL;
import static dev.espalier.grammar.schema.JsonType.ARRAY;
import static dev.espalier.grammar.schema.JsonType.NUMBER;
import static dev.espalier.grammar.schema.JsonType.OBJECT;
import static dev.espalier.grammar.schema.JsonType.STRING;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a keyword that asserts something in some draft. Any other is an annotation.
 *
 * @param since the first draft that has it; earlier ones treat it as an unknown keyword
 * @param types the types that it asserts something about
 * @param remedy what to write instead of a keyword that is not enforced; null if it is enforced
 */
record Keyword(Draft since, int types, @Nullable String remedy) {
  private static final Map<String, Keyword> ALL_KEYWORDS = new HashMap<>();

  static {
    for (String name : new String[] {"$ref", "type", "enum", "allOf", "anyOf"}) {
      enforced(name, Draft.DRAFT_4, ALL);
    }
    enforced("const", Draft.DRAFT_6, ALL);
    for (String name :
        new String[] {
          "properties", "required", "additionalProperties", "minProperties", "maxProperties"
        }) {
      enforced(name, Draft.DRAFT_4, OBJECT);
    }
    for (String name : new String[] {"items", "minItems", "maxItems"}) {
      enforced(name, Draft.DRAFT_4, ARRAY);
    }
    enforced("prefixItems", Draft.DRAFT_2020_12, ARRAY);
    for (String name : new String[] {"minLength", "maxLength", "pattern"}) {
      enforced(name, Draft.DRAFT_4, STRING);
    }
    for (String name :
        new String[] {"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"}) {
      enforced(name, Draft.DRAFT_4, NUMBER);
    }
    refused("oneOf", Draft.DRAFT_4, ALL, "use 'anyOf' where the branches exclude each other");
    refused("not", Draft.DRAFT_4, ALL, "list what is allowed");
    refused("if", Draft.DRAFT_7, ALL, "use 'anyOf' with one branch per case");
    refused("then", Draft.DRAFT_7, ALL, "see 'if'");
    refused("else", Draft.DRAFT_7, ALL, "see 'if'");
    refused("multipleOf", Draft.DRAFT_4, NUMBER, "use 'type': 'integer' or 'enum'");
    refused("uniqueItems", Draft.DRAFT_4, ARRAY, "use 'maxItems': 1, or leave it out");
    refused("contains", Draft.DRAFT_6, ARRAY, "use 'prefixItems' or 'items'");
    refused("minContains", Draft.DRAFT_2019_09, ARRAY, "use 'minItems'");
    refused("maxContains", Draft.DRAFT_2019_09, ARRAY, "use 'maxItems'");
    refused("additionalItems", Draft.DRAFT_4, ARRAY, "use 'prefixItems' and 'items' of 2020-12");
    refused("unevaluatedItems", Draft.DRAFT_2019_09, ARRAY, "use 'items'");
    refused("patternProperties", Draft.DRAFT_4, OBJECT, "list the names in 'properties'");
    refused("propertyNames", Draft.DRAFT_6, OBJECT, "list the names in 'properties'");
    String cases = "use 'anyOf' with one branch per case";
    refused("dependencies", Draft.DRAFT_4, OBJECT, cases);
    refused("dependentRequired", Draft.DRAFT_2019_09, OBJECT, cases);
    refused("dependentSchemas", Draft.DRAFT_2019_09, OBJECT, cases);
    refused("unevaluatedProperties", Draft.DRAFT_2019_09, OBJECT, "use 'additionalProperties'");
    refused("format", Draft.DRAFT_4, STRING, "use 'pattern', or SchemaOptions.ignoring");
    refused("$dynamicRef", Draft.DRAFT_2020_12, ALL, "use '$ref'");
    refused("$recursiveRef", Draft.DRAFT_2019_09, ALL, "use '$ref'");
  }

  /** The formats that some draft defines; any other is an annotation. */
  private static final Set<String> FORMATS =
      Set.of(
          "date-time",
          "date",
          "time",
          "duration",
          "email",
          "idn-email",
          "hostname",
          "idn-hostname",
          "ipv4",
          "ipv6",
          "uri",
          "uri-reference",
          "iri",
          "iri-reference",
          "uuid",
          "uri-template",
          "json-pointer",
          "relative-json-pointer",
          "regex");

  private static void enforced(String name, Draft since, int types) {
    ALL_KEYWORDS.put(name, new Keyword(since, types, null));
  }

  private static void refused(String name, Draft since, int types, String remedy) {
    ALL_KEYWORDS.put(name, new Keyword(since, types, remedy));
  }

  static @Nullable Keyword named(String name) {
    return ALL_KEYWORDS.get(name);
  }

  /** Why a keyword that is not enforced has no effect as it stands, or null if it has one. */
  static @Nullable String harmless(String name, Json value, Map<String, Json> siblings) {
    return switch (name) {
      case "uniqueItems" -> value.equals(new Json.Bool(false)) ? "false asserts nothing" : null;
      case "not" -> value.equals(new Json.Bool(false)) ? "not false asserts nothing" : null;
      case "if" ->
          siblings.containsKey("then") || siblings.containsKey("else")
              ? null
              : "without 'then' and 'else'";
      case "then", "else" -> siblings.containsKey("if") ? null : "without 'if'";
      case "minContains", "maxContains" ->
          siblings.containsKey("contains") ? null : "without 'contains'";
      case "additionalItems" ->
          !(siblings.get("items") instanceof Json.Arr)
              ? "without an array as 'items'"
              : allowsAll(value) ? "allows everything" : null;
      case "unevaluatedItems", "unevaluatedProperties", "propertyNames" ->
          allowsAll(value) ? "allows everything" : null;
      case "patternProperties", "dependencies", "dependentRequired", "dependentSchemas" ->
          value instanceof Json.Obj object && object.members().isEmpty() ? "empty" : null;
      case "format" ->
          value instanceof Json.Str format && !FORMATS.contains(format.value())
              ? "an unknown format"
              : null;
      default -> null;
    };
  }

  private static boolean allowsAll(Json schema) {
    return schema.equals(new Json.Bool(true))
        || (schema instanceof Json.Obj object && object.members().isEmpty());
  }
}
