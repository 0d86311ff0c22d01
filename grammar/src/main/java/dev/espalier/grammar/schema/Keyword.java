package dev.espalier.grammar.schema;

import static dev.espalier.grammar.schema.JsonType.ALL;
import static dev.espalier.grammar.schema.JsonType.ARRAY;
import static dev.espalier.grammar.schema.JsonType.NUMBER;
import static dev.espalier.grammar.schema.JsonType.OBJECT;
import static dev.espalier.grammar.schema.JsonType.STRING;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a keyword that asserts something in some draft. Any other is an annotation.
 *
 * @param since the first draft that has it; earlier ones treat it as an unknown keyword
 * @param last the last draft that has it
 * @param types the types that it asserts something about
 */
record Keyword(Dialect since, Dialect last, int types, Vocabulary vocabulary) {
  private static final Map<String, Keyword> ALL_KEYWORDS = new HashMap<>();

  static {
    Vocabulary vocabulary = Vocabulary.CORE;
    add(vocabulary, ALL, Dialect.DRAFT_4, "$ref");
    add(vocabulary, ALL, Dialect.DRAFT_2020_12, "$dynamicRef");
    until(Dialect.DRAFT_2019_09, vocabulary, ALL, Dialect.DRAFT_2019_09, "$recursiveRef");
    vocabulary = Vocabulary.APPLICATOR;
    add(vocabulary, ALL, Dialect.DRAFT_4, "allOf", "anyOf", "oneOf", "not");
    add(vocabulary, ALL, Dialect.DRAFT_7, "if", "then", "else");
    add(vocabulary, ARRAY, Dialect.DRAFT_4, "items");
    until(Dialect.DRAFT_2019_09, vocabulary, ARRAY, Dialect.DRAFT_4, "additionalItems");
    add(vocabulary, ARRAY, Dialect.DRAFT_6, "contains");
    add(vocabulary, ARRAY, Dialect.DRAFT_2020_12, "prefixItems");
    add(vocabulary, OBJECT, Dialect.DRAFT_4, "properties", "patternProperties");
    add(vocabulary, OBJECT, Dialect.DRAFT_4, "additionalProperties");
    add(vocabulary, OBJECT, Dialect.DRAFT_6, "propertyNames");
    until(Dialect.DRAFT_7, vocabulary, OBJECT, Dialect.DRAFT_4, "dependencies");
    add(vocabulary, OBJECT, Dialect.DRAFT_2019_09, "dependentSchemas");
    vocabulary = Vocabulary.UNEVALUATED;
    add(vocabulary, ARRAY, Dialect.DRAFT_2019_09, "unevaluatedItems");
    add(vocabulary, OBJECT, Dialect.DRAFT_2019_09, "unevaluatedProperties");
    vocabulary = Vocabulary.VALIDATION;
    add(vocabulary, ALL, Dialect.DRAFT_4, "type", "enum");
    add(vocabulary, ALL, Dialect.DRAFT_6, "const");
    add(vocabulary, NUMBER, Dialect.DRAFT_4, "minimum", "maximum", "multipleOf");
    add(vocabulary, NUMBER, Dialect.DRAFT_4, "exclusiveMinimum", "exclusiveMaximum");
    add(vocabulary, STRING, Dialect.DRAFT_4, "minLength", "maxLength", "pattern");
    add(vocabulary, ARRAY, Dialect.DRAFT_4, "minItems", "maxItems", "uniqueItems");
    add(vocabulary, ARRAY, Dialect.DRAFT_2019_09, "minContains", "maxContains");
    add(vocabulary, OBJECT, Dialect.DRAFT_4, "required", "minProperties", "maxProperties");
    add(vocabulary, OBJECT, Dialect.DRAFT_2019_09, "dependentRequired");
    add(Vocabulary.FORMAT, STRING, Dialect.DRAFT_4, "format");
  }

  private static void add(Vocabulary vocabulary, int types, Dialect since, String... names) {
    until(Dialect.DRAFT_2020_12, vocabulary, types, since, names);
  }

  private static void until(
      Dialect last, Vocabulary vocabulary, int types, Dialect since, String... names) {
    for (String name : names) {
      ALL_KEYWORDS.put(name, new Keyword(since, last, types, vocabulary));
    }
  }

  static @Nullable Keyword named(String name) {
    return ALL_KEYWORDS.get(name);
  }

  boolean isIn(Dialect dialect) {
    return !dialect.before(since) && !last.before(dialect);
  }

  /** Why a keyword has no effect as it stands, or null if it has one. */
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
      case "exclusiveMinimum", "exclusiveMaximum" ->
          value.equals(new Json.Bool(false)) ? "false asserts nothing" : null;
      default -> null;
    };
  }

  private static boolean allowsAll(Json schema) {
    return schema.equals(new Json.Bool(true))
        || (schema instanceof Json.Obj object && object.members().isEmpty());
  }
}
