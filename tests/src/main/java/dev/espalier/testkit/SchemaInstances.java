package dev.espalier.testkit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.DecimalNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Random JSON that is biased by a schema of {@link KeywordSchemas}: its names, its constants,
 * numbers near its bounds. Knows nothing of grammars, and of the schema only what makes a valid
 * value likely; whether it is valid another must judge.
 *
 * <p>Members come in the order in which the keywords name them: {@code properties} and what applies
 * to the same value as they stand in the schema, then names that stand only in {@code required},
 * then others. Mutable; one thread.
 */
public final class SchemaInstances {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<String> TYPES =
      List.of("object", "array", "string", "number", "integer", "boolean", "null");
  private static final Map<String, List<String>> FORMATS =
      Map.of(
          "date", List.of("2020-02-29", "1999-12-31"),
          "ipv4", List.of("1.2.3.4", "255.0.0.1"),
          "uuid", List.of("2eb8aa08-aa98-11ea-b4aa-73b441d16380"));
  private static final List<String> MATCHING =
      List.of("a", "b", "ab", "12", "2020", "abc", "aé", "aab", "é", "bb", "a c", "xb");

  private final JsonNode root;
  private final Random random;

  public SchemaInstances(String schema, Random random) {
    this.root = SchemaJudge.read(schema);
    this.random = random;
  }

  /** An instance, as JSON without whitespace. */
  public String next() {
    return value(List.of(root), 4).toString();
  }

  /** An instance that differs from another in one place. */
  public String mutation(String instance) {
    return mutated(SchemaJudge.read(instance)).toString();
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /** The schemas that apply to the same value, those that they apply to it included. */
  private List<JsonNode> facets(List<JsonNode> schemas) {
    List<JsonNode> facets = new ArrayList<>();
    schemas.forEach(schema -> addFacets(schema, facets));
    return facets;
  }

  private void addFacets(JsonNode schema, List<JsonNode> facets) {
    if (!schema.isObject() || facets.size() > 60) {
      return;
    }
    facets.add(schema);
    for (Map.Entry<String, JsonNode> keyword : schema.properties()) {
      JsonNode value = keyword.getValue();
      switch (keyword.getKey()) {
        case "$ref", "$recursiveRef", "$dynamicRef" ->
            addFacets(referred(value.asString()), facets);
        case "allOf" -> value.forEach(each -> addFacets(each, facets));
        case "anyOf", "oneOf" -> addFacets(value.get(random.nextInt(value.size())), facets);
        case "if" -> addCase(schema, facets);
        case "dependencies", "dependentSchemas" ->
            value.forEach(
                each -> {
                  if (random.nextBoolean()) {
                    addFacets(each, facets);
                  }
                });
        default -> {}
      }
    }
  }

  /** The definition whose number the address ends in, or the root. */
  private JsonNode referred(String address) {
    String name = address.replaceFirst(".*(d[0-9]+)$", "$1");
    JsonNode definitions = root.has("$defs") ? root.get("$defs") : root.path("definitions");
    return definitions.has(name) ? definitions.get(name) : root;
  }

  private void addCase(JsonNode schema, List<JsonNode> facets) {
    if (random.nextBoolean()) {
      addFacets(schema.get("if"), facets);
      addFacets(schema.path("then"), facets);
    } else {
      addFacets(schema.path("else"), facets);
    }
  }

  private JsonNode value(List<JsonNode> schemas, int depth) {
    List<JsonNode> facets = facets(schemas);
    if (!chance(12)) {
      List<JsonNode> constants = new ArrayList<>();
      for (JsonNode facet : facets) {
        if (facet.has("const")) {
          constants.add(facet.get("const"));
        }
        facet.path("enum").forEach(constants::add);
      }
      if (!constants.isEmpty()) {
        return SchemaJudge.plain(pick(constants));
      }
    }
    return switch (type(facets)) {
      case "object" -> depth == 0 ? NODES.objectNode() : object(facets, depth);
      case "array" -> depth == 0 ? NODES.arrayNode() : array(facets, depth);
      case "string" -> NODES.stringNode(string(facets));
      case "number" -> number(facets, false);
      case "integer" -> number(facets, true);
      case "boolean" -> NODES.booleanNode(random.nextBoolean());
      default -> NODES.nullNode();
    };
  }

  private String type(List<JsonNode> facets) {
    Set<String> types = new LinkedHashSet<>(TYPES);
    List<String> likely = new ArrayList<>();
    for (JsonNode facet : facets) {
      if (facet.has("type")) {
        Set<String> named = new LinkedHashSet<>();
        JsonNode type = facet.get("type");
        if (type.isString()) {
          named.add(type.asString());
        } else {
          type.forEach(each -> named.add(each.asString()));
        }
        if (named.contains("number")) {
          named.add("integer");
        }
        types.retainAll(named);
      }
      facet.properties().forEach(keyword -> likely.addAll(typesOf(keyword.getKey())));
    }
    likely.retainAll(types);
    if (!likely.isEmpty() && !chance(8)) {
      return pick(likely);
    }
    return types.isEmpty() || chance(30) ? pick(TYPES) : pick(List.copyOf(types));
  }

  private static List<String> typesOf(String keyword) {
    return switch (keyword) {
      case "properties", "required", "additionalProperties", "patternProperties", "propertyNames" ->
          List.of("object");
      case "items", "prefixItems", "contains", "minItems", "maxItems", "uniqueItems" ->
          List.of("array");
      case "minLength", "maxLength", "pattern", "format" -> List.of("string");
      case "minimum", "maximum", "multipleOf", "exclusiveMinimum" -> List.of("number", "integer");
      default -> List.of();
    };
  }

  private JsonNode number(List<JsonNode> facets, boolean integer) {
    List<BigDecimal> near = new ArrayList<>();
    BigDecimal step = null;
    for (JsonNode facet : facets) {
      for (String bound :
          List.of("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")) {
        if (facet.path(bound).isNumber()) {
          near.add(facet.get(bound).decimalValue());
        }
      }
      if (facet.has("multipleOf")) {
        step = facet.get("multipleOf").decimalValue();
      }
    }
    if (near.isEmpty() || chance(4)) {
      near.add(new BigDecimal(pick(KeywordSchemas.NUMBERS)));
    }
    BigDecimal number = pick(near);
    if (step != null && !chance(6)) {
      number =
          number
              .divide(step, 0, RoundingMode.FLOOR)
              .add(BigDecimal.valueOf(random.nextInt(4) - 1))
              .multiply(step);
    } else if (chance(2)) {
      number = number.add(new BigDecimal(pick(List.of("1", "-1", "0.5", "-0.5", "0.1", "2"))));
    }
    if (integer && !chance(10)) {
      number = number.setScale(0, RoundingMode.FLOOR);
    }
    return written(number);
  }

  /** The number in its plainest spelling. */
  private static JsonNode written(BigDecimal number) {
    return SchemaJudge.plain(DecimalNode.valueOf(number));
  }

  private String string(List<JsonNode> facets) {
    List<String> strings = new ArrayList<>();
    int least = 0;
    int most = Integer.MAX_VALUE;
    for (JsonNode facet : facets) {
      if (facet.path("format").isString()) {
        strings.addAll(FORMATS.getOrDefault(facet.get("format").asString(), List.of()));
      }
      least = Math.max(least, facet.path("minLength").asInt(0));
      most = Math.min(most, facet.path("maxLength").asInt(Integer.MAX_VALUE));
      if (facet.has("pattern")) {
        strings.addAll(MATCHING);
      }
    }
    if (strings.isEmpty() || chance(6)) {
      KeywordSchemas.STRINGS.forEach(
          escaped -> strings.add(SchemaJudge.read('"' + escaped + '"').asString()));
    }
    String string = pick(strings);
    if (chance(8)) {
      return string;
    }
    while (string.codePointCount(0, string.length()) < least) {
      string += pick(List.of("a", "b", "é", "😀"));
    }
    return string.codePointCount(0, string.length()) <= most
        ? string
        : string.substring(0, string.offsetByCodePoints(0, most));
  }

  private ArrayNode array(List<JsonNode> facets, int depth) {
    int least = 0;
    int most = 4;
    int named = 0;
    for (JsonNode facet : facets) {
      least = Math.max(least, facet.path("minItems").asInt(0));
      most = Math.min(most, facet.path("maxItems").asInt(4));
      JsonNode items = facet.path("items");
      named =
          Math.max(
              named,
              Math.max(facet.path("prefixItems").size(), items.isArray() ? items.size() : 0));
    }
    int length =
        chance(8) || most < least
            ? random.nextInt(5)
            : random.nextInt(3) == 0 && named >= least && named <= most
                ? named
                : least + random.nextInt(Math.min(most, least + 3) - least + 1);
    ArrayNode array = NODES.arrayNode();
    for (int i = 0; i < length; i++) {
      List<JsonNode> schemas = new ArrayList<>();
      for (JsonNode facet : facets) {
        addItem(facet, i, schemas);
        if (facet.has("contains") && random.nextBoolean()) {
          schemas.add(facet.get("contains"));
        }
      }
      array.add(value(schemas, depth - 1));
    }
    return array;
  }

  private static void addItem(JsonNode facet, int index, List<JsonNode> schemas) {
    JsonNode items = facet.path("items");
    JsonNode prefix = items.isArray() ? items : facet.path("prefixItems");
    JsonNode rest = items.isArray() ? facet.path("additionalItems") : items;
    if (index < prefix.size()) {
      schemas.add(prefix.get(index));
    } else if (!rest.isMissingNode()) {
      schemas.add(rest);
    } else if (facet.has("unevaluatedItems")) {
      schemas.add(facet.get("unevaluatedItems"));
    }
  }

  private ObjectNode object(List<JsonNode> facets, int depth) {
    Set<String> declared = new LinkedHashSet<>();
    Set<String> required = new LinkedHashSet<>();
    boolean closed = false;
    for (JsonNode facet : facets) {
      declared.addAll(facet.path("properties").propertyNames());
      facet.path("required").forEach(name -> required.add(name.asString()));
      closed |= isFalse(facet.path("additionalProperties"));
      closed |= isFalse(facet.path("unevaluatedProperties"));
    }
    Set<String> order = new LinkedHashSet<>(declared);
    order.addAll(required);
    order.addAll(KeywordSchemas.NAMES);
    int others = closed ? 12 : 4;
    List<String> chosen =
        order.stream()
            .filter(
                name ->
                    required.contains(name)
                        ? !chance(25)
                        : declared.contains(name) ? chance(2) : chance(others))
            .toList();
    chosen = dependent(facets, chosen, order);
    ObjectNode object = NODES.objectNode();
    for (String name : chosen) {
      List<JsonNode> schemas = new ArrayList<>();
      facets.forEach(facet -> addProperty(facet, name, schemas));
      object.set(name, value(schemas, depth - 1));
    }
    return object;
  }

  /** With what the chosen names ask for, mostly. */
  private List<String> dependent(
      List<JsonNode> facets, List<String> chosen, Collection<String> order) {
    Set<String> all = new LinkedHashSet<>(chosen);
    for (JsonNode facet : facets) {
      for (String keyword : List.of("dependencies", "dependentRequired")) {
        for (String name : chosen) {
          JsonNode names = facet.path(keyword).path(name);
          if (names.isArray() && !chance(6)) {
            names.forEach(each -> all.add(each.asString()));
          }
        }
      }
    }
    List<String> ordered = new ArrayList<>(order);
    ordered.retainAll(all);
    return ordered;
  }

  private static boolean isFalse(JsonNode schema) {
    return schema.isBoolean() && !schema.asBoolean();
  }

  private static void addProperty(JsonNode facet, String name, List<JsonNode> schemas) {
    int before = schemas.size();
    if (facet.path("properties").has(name)) {
      schemas.add(facet.get("properties").get(name));
    }
    facet
        .path("patternProperties")
        .properties()
        .forEach(
            pattern -> {
              if (Pattern.compile(pattern.getKey()).matcher(name).find()) {
                schemas.add(pattern.getValue());
              }
            });
    if (schemas.size() == before) {
      for (String rest : List.of("additionalProperties", "unevaluatedProperties")) {
        if (facet.has(rest)) {
          schemas.add(facet.get(rest));
        }
      }
    }
  }

  private JsonNode mutated(JsonNode value) {
    if (value instanceof ArrayNode array && !array.isEmpty() && !chance(4)) {
      int at = random.nextInt(array.size());
      switch (random.nextInt(4)) {
        case 0 -> array.remove(at);
        case 1 -> array.insert(at, array.get(random.nextInt(array.size())).deepCopy());
        default -> array.set(at, mutated(array.get(at)));
      }
      return array;
    }
    if (value instanceof ObjectNode object && !object.isEmpty() && !chance(4)) {
      List<String> names = new ArrayList<>(object.propertyNames());
      String name = pick(names);
      switch (random.nextInt(4)) {
        case 0 -> object.remove(name);
        case 1 -> object.set(pick(KeywordSchemas.NAMES), object.get(name).deepCopy());
        default -> object.set(name, mutated(object.get(name)));
      }
      return object;
    }
    if (value.isNumber() && chance(2)) {
      String by = pick(List.of("1", "-1", "0.5", "-0.1", "10"));
      return written(value.decimalValue().add(new BigDecimal(by)));
    }
    if (value.isString() && chance(2)) {
      String string = value.asString();
      return NODES.stringNode(
          chance(2) || string.isEmpty()
              ? string + pick(List.of("a", "b", "é", "0"))
              : string.substring(string.offsetByCodePoints(0, 1)));
    }
    return value(List.of(), 2);
  }
}
