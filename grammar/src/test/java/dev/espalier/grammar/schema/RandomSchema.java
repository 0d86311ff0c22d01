package dev.espalier.grammar.schema;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;

/** Random schemas of the supported keywords, and random values that have a chance with them. */
final class RandomSchema {
  private static final String[] NAMES = {"a", "b", "ab", "c\"", "é"};
  private static final String[] LETTERS = {
    "a", "b", "c", "\"", "\\", "\n", "/", "é", "\uD83D\uDE00"
  };

  private final Random random;

  RandomSchema(Random random) {
    this.random = random;
  }

  /** A schema with {@code $defs} x and y that it may refer to. */
  String document() {
    String root = schema(3);
    String defs = "\"$defs\":{\"x\":" + schema(2) + ",\"y\":" + schema(2) + "}";
    return root.equals("true") || root.equals("{}")
        ? "{" + defs + "}"
        : root.equals("false")
            ? "{\"allOf\":[false]," + defs + "}"
            : root.substring(0, root.length() - 1) + "," + defs + "}";
  }

  private String schema(int depth) {
    int kind = random.nextInt(100);
    if (kind < 6) {
      return String.valueOf(random.nextInt(4) > 0);
    }
    Map<String, String> members = new LinkedHashMap<>();
    if (kind < 14) {
      members.put("$ref", pick("\"#/$defs/x\"", "\"#/$defs/y\"", "\"#\""));
    }
    if (depth > 0 && kind > 14 && kind < 30) {
      members.put("anyOf", schemas(depth - 1));
    }
    if (depth > 0 && kind > 25 && kind < 38) {
      members.put("allOf", schemas(depth - 1));
    }
    if (kind > 80) {
      members.put("enum", "[" + constant(2) + "," + constant(1) + "," + constant(0) + "]");
    }
    if (random.nextInt(3) > 0) {
      members.put("type", type());
    }
    int topics = random.nextInt(3);
    for (int i = 0; i < topics; i++) {
      topic(members, Math.max(0, depth - 1));
    }
    if (members.getOrDefault("type", "").startsWith("[")) {
      members.keySet().removeIf(name -> name.endsWith("imum")); // the validator cannot read both
    }
    return "{"
        + members.entrySet().stream()
            .map(e -> "\"" + e.getKey() + "\":" + e.getValue())
            .collect(Collectors.joining(","))
        + "}";
  }

  private void topic(Map<String, String> members, int depth) {
    switch (random.nextInt(4)) {
      case 0 -> {
        if (random.nextBoolean()) {
          members.put(pick("minimum", "exclusiveMinimum"), number());
        }
        if (random.nextBoolean()) {
          members.put(pick("maximum", "exclusiveMaximum"), number());
        }
      }
      case 1 -> {
        members.put(pick("minLength", "maxLength"), "" + random.nextInt(3));
        if (random.nextInt(3) == 0) {
          members.put("pattern", pick("\"^a[b-d]*$\"", "\"ab\"", "\"a\""));
        }
      }
      case 2 -> {
        if (random.nextBoolean()) {
          members.put("prefixItems", schemas(depth));
        }
        if (random.nextBoolean()) {
          members.put("items", schema(depth));
        }
        if (random.nextInt(3) == 0) {
          members.put("minItems", "" + random.nextInt(3));
        }
        if (random.nextInt(3) == 0) {
          members.put("maxItems", "" + random.nextInt(4));
        }
      }
      default -> {
        if (random.nextInt(4) > 0) {
          String properties =
              names().stream()
                  .map(name -> JsonStrings.quoted(name) + ":" + schema(depth))
                  .collect(Collectors.joining(","));
          members.put("properties", "{" + properties + "}");
        }
        if (random.nextBoolean()) {
          members.put("additionalProperties", schema(depth));
        }
        if (random.nextInt(3) == 0) {
          members.put(
              "required",
              names().stream().map(JsonStrings::quoted).collect(Collectors.joining(",", "[", "]")));
        }
        if (random.nextInt(4) == 0) {
          members.put("minProperties", "" + random.nextInt(3));
        }
        if (random.nextInt(4) == 0) {
          members.put("maxProperties", "" + random.nextInt(4));
        }
      }
    }
  }

  private String schemas(int depth) {
    return random.nextBoolean()
        ? "[" + schema(depth) + "]"
        : "[" + schema(depth) + "," + schema(depth) + "]";
  }

  private String type() {
    String[] types = {"null", "boolean", "integer", "number", "string", "array", "object"};
    String one = "\"" + pick(types) + "\"";
    return random.nextBoolean() ? one : "[" + one + ",\"" + pick("object", "array") + "\"]";
  }

  private List<String> names() {
    List<String> names = new ArrayList<>();
    for (String name : NAMES) {
      if (random.nextInt(3) == 0) {
        names.add(name);
      }
    }
    return names;
  }

  private String number() {
    return pick("0", "1", "-1", "2", "0.5", "-0.25", "1.75", "10", "3");
  }

  /** No fractions inside arrays and objects: the validator does not always find them equal. */
  private String constant(int depth) {
    String value = value(depth);
    while (value.contains(".") && value.matches("(?s)[\\[{].*")) {
      value = value(depth);
    }
    return value;
  }

  /** A JSON text without whitespace. */
  String value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 5)) {
      case 0 -> "null";
      case 1 -> pick("true", "false");
      case 2, 3 -> number();
      case 4 -> JsonStrings.quoted(word());
      case 5, 6 -> {
        List<String> items = new ArrayList<>();
        for (int n = random.nextInt(4); n > 0; n--) {
          items.add(value(depth - 1));
        }
        yield "[" + String.join(",", items) + "]";
      }
      default ->
          names().stream()
              .map(name -> JsonStrings.quoted(name) + ":" + value(depth - 1))
              .collect(Collectors.joining(",", "{", "}"));
    };
  }

  String word() {
    StringBuilder word = new StringBuilder();
    for (int n = random.nextInt(4); n > 0; n--) {
      word.append(pick(LETTERS));
    }
    return word.toString();
  }

  private String pick(String... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
