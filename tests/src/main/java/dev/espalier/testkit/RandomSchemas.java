package dev.espalier.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.Supplier;

/**
 * Random schemas over few names and values, and random instances that meet them often. Texts are
 * JSON without whitespace; the same seed gives the same text.
 */
public final class RandomSchemas {
  private static final List<String> NAMES = List.of("a", "b", "c\\\"", "é");
  private static final List<String> STRINGS =
      List.of("", "a", "b", "ab", "aé", "abc", "\\n", "\\\"b", "2020", "a-b");
  private static final List<String> NUMBERS =
      List.of("0", "1", "-1", "2", "3", "10", "12", "-7", "0.5", "1.5", "-0.25", "100", "9.99");
  private static final List<String> PATTERNS =
      List.of(
          "^a", "b$", "^[a-z]+$", "é", "^\\\\d{2,4}$", "^(a|b)*$", "a.c", "^$", "[^a]", "^a?b?$");

  private final Random random;
  private final int definitions;

  /** Whether a reference here cannot lead back to here without reading something. */
  private boolean guarded = true;

  private RandomSchemas(Random random) {
    this.random = random;
    this.definitions = random.nextInt(3);
  }

  /** A schema of the supported keywords, nested at most three deep, with recursive definitions. */
  public static String schema(Random random) {
    return new RandomSchemas(random).root();
  }

  /** An instance that has nothing to do with any schema but the alphabet of {@link #schema}. */
  public static String instance(Random random) {
    return instance(random, 3);
  }

  private static String instance(Random random, int depth) {
    return switch (random.nextInt(depth == 0 ? 5 : 9)) {
      case 0 -> "null";
      case 1 -> random.nextBoolean() ? "true" : "false";
      case 2 -> pick(random, NUMBERS);
      case 3, 4 -> quoted(pick(random, STRINGS));
      case 5, 6 -> {
        StringJoiner items = new StringJoiner(",", "[", "]");
        for (int i = random.nextInt(4); i > 0; i--) {
          items.add(instance(random, depth - 1));
        }
        yield items.toString();
      }
      default -> {
        List<String> names = new ArrayList<>(NAMES);
        Collections.shuffle(names, random);
        StringJoiner members = new StringJoiner(",", "{", "}");
        for (String name : names.subList(0, random.nextInt(names.size() + 1))) {
          members.add(quoted(name) + ":" + instance(random, depth - 1));
        }
        yield members.toString();
      }
    };
  }

  private String root() {
    List<String> keywords = keywords(3);
    if (definitions > 0) {
      StringJoiner defs = new StringJoiner(",", "\"$defs\":{", "}");
      guarded = false;
      for (int i = 0; i < definitions; i++) {
        defs.add("\"d" + i + "\":" + schema(2));
      }
      keywords.add(defs.toString());
    }
    return "{" + String.join(",", keywords) + "}";
  }

  private String schema(int depth) {
    if (random.nextInt(12) == 0) {
      return random.nextInt(3) == 0 ? "false" : "true";
    }
    return "{" + String.join(",", keywords(depth)) + "}";
  }

  private String below(int depth) {
    boolean here = guarded;
    guarded = true;
    String schema = schema(depth);
    guarded = here;
    return schema;
  }

  private List<String> keywords(int depth) {
    List<String> keywords = new ArrayList<>();
    switch (random.nextInt(depth == 0 ? 5 : 10)) {
      case 0 -> keywords.add("\"const\":" + instance(random, 1));
      case 1 -> keywords.add("\"enum\":" + list(4, () -> instance(random, 1)));
      case 2 -> number(keywords);
      case 3, 4 -> string(keywords);
      case 5, 6 -> array(keywords, depth - 1);
      case 7, 8 -> object(keywords, depth - 1);
      default -> {
        array(keywords, depth - 1);
        string(keywords);
        object(keywords, depth - 1);
        keywords.removeIf(keyword -> keyword.startsWith("\"type\""));
        keywords.add("\"type\":[\"array\",\"string\",\"object\",\"integer\"]");
      }
    }
    if (depth > 0 && random.nextInt(4) == 0) {
      keywords.add("\"anyOf\":" + list(3, () -> schema(depth - 1)));
    }
    if (depth > 0 && random.nextInt(6) == 0) {
      keywords.add("\"allOf\":" + list(2, () -> schema(depth - 1)));
    }
    if (guarded && definitions > 0 && random.nextInt(5) == 0) {
      keywords.add("\"$ref\":\"#/$defs/d" + random.nextInt(definitions) + "\"");
    }
    return keywords;
  }

  private void number(List<String> keywords) {
    keywords.add("\"type\":\"" + (random.nextBoolean() ? "integer" : "number") + "\"");
    maybe(keywords, "minimum", pick(random, NUMBERS));
    maybe(keywords, "maximum", pick(random, NUMBERS));
    maybe(keywords, "exclusiveMinimum", pick(random, NUMBERS));
    maybe(keywords, "exclusiveMaximum", pick(random, NUMBERS));
  }

  private void string(List<String> keywords) {
    keywords.add("\"type\":\"string\"");
    maybe(keywords, "minLength", "" + random.nextInt(3));
    maybe(keywords, "maxLength", "" + random.nextInt(4));
    maybe(keywords, "pattern", quoted(pick(random, PATTERNS)));
  }

  private void array(List<String> keywords, int depth) {
    keywords.add("\"type\":\"array\"");
    maybe(keywords, "minItems", "" + random.nextInt(3));
    maybe(keywords, "maxItems", "" + random.nextInt(4));
    if (random.nextBoolean()) {
      keywords.add("\"items\":" + below(depth));
    }
    if (random.nextInt(3) == 0) {
      keywords.add("\"prefixItems\":" + list(2, () -> below(depth)));
    }
  }

  private void object(List<String> keywords, int depth) {
    keywords.add("\"type\":\"object\"");
    StringJoiner properties = new StringJoiner(",", "\"properties\":{", "}");
    for (String name : NAMES) {
      if (random.nextInt(3) == 0) {
        properties.add(quoted(name) + ":" + below(depth));
      }
    }
    keywords.add(properties.toString());
    if (random.nextBoolean()) {
      StringJoiner required = new StringJoiner(",", "\"required\":[", "]");
      NAMES.stream().filter(n -> random.nextInt(3) == 0).forEach(n -> required.add(quoted(n)));
      keywords.add(required.toString());
    }
    if (random.nextBoolean()) {
      keywords.add("\"additionalProperties\":" + below(0));
    }
    maybe(keywords, "minProperties", "" + random.nextInt(2));
    maybe(keywords, "maxProperties", "" + random.nextInt(4));
  }

  private void maybe(List<String> keywords, String keyword, String value) {
    if (random.nextInt(3) == 0) {
      keywords.add("\"" + keyword + "\":" + value);
    }
  }

  private String list(int most, Supplier<String> element) {
    StringJoiner list = new StringJoiner(",", "[", "]");
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      list.add(element.get());
    }
    return list.toString();
  }

  private static String quoted(String escaped) {
    return '"' + escaped + '"';
  }

  private static <T> T pick(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }
}
