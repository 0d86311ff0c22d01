package dev.espalier.engine.djl.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JSON Schema that a user would have written for a value: its keys in its order, its types, and
 * nothing about its content.
 */
final class ObservedSchema {
  private ObservedSchema() {}

  /** The schema of one value. Objects with lists of objects of their own kind become recursive. */
  static String of(JsonNode value) {
    String listOfItself = listOfItself(value);
    Map<String, Object> schema =
        listOfItself.isEmpty() ? merged(List.of(value)) : recursive(value, listOfItself);
    return JsonMapper.shared().writeValueAsString(schema);
  }

  /** The key of a list whose objects have a list under that key as well; empty for none. */
  private static String listOfItself(JsonNode value) {
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      if (member.getValue().isArray() && member.getValue().path(0).has(member.getKey())) {
        return member.getKey();
      }
    }
    return "";
  }

  private static Map<String, Object> recursive(JsonNode value, String list) {
    List<JsonNode> nodes = new ArrayList<>(List.of(value));
    for (int i = 0; i < nodes.size(); i++) {
      nodes.get(i).path(list).forEach(nodes::add);
    }
    Map<String, Object> schema = object(nodes);
    @SuppressWarnings("unchecked")
    Map<String, Object> properties = (Map<String, Object>) schema.get("properties");
    properties.put(list, Map.of("type", "array", "items", Map.of("$ref", "#")));
    return schema;
  }

  private static Map<String, Object> merged(List<JsonNode> values) {
    if (!values.isEmpty() && values.stream().allMatch(JsonNode::isObject)) {
      return object(values);
    }
    if (!values.isEmpty() && values.stream().allMatch(JsonNode::isArray)) {
      List<JsonNode> items = new ArrayList<>();
      values.forEach(value -> value.forEach(items::add));
      return Map.of("type", "array", "items", merged(items));
    }
    Set<String> types = new TreeSet<>();
    values.forEach(value -> types.addAll(scalarTypes(value)));
    return Map.of("type", types.isEmpty() ? List.of("string") : List.copyOf(types));
  }

  private static List<String> scalarTypes(JsonNode value) {
    return switch (value.getNodeType()) {
      case BOOLEAN -> List.of("boolean");
      case NUMBER -> List.of(value.isIntegralNumber() ? "integer" : "number");
      case NULL -> List.of("null", "string");
      default -> List.of("string");
    };
  }

  private static Map<String, Object> object(List<JsonNode> values) {
    Map<String, List<JsonNode>> members = new LinkedHashMap<>();
    for (JsonNode value : values) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        members.computeIfAbsent(member.getKey(), key -> new ArrayList<>()).add(member.getValue());
      }
    }
    Map<String, Object> properties = new LinkedHashMap<>();
    List<String> required = new ArrayList<>();
    members.forEach(
        (key, found) -> {
          properties.put(key, merged(found));
          if (found.size() == values.size()) {
            required.add(key);
          }
        });
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", "object");
    schema.put("properties", properties);
    schema.put("required", required);
    schema.put("additionalProperties", false);
    return schema;
  }
}
