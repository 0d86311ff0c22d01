package dev.espalier.testkit;

import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Random schemas over all keywords of a dialect, over few names and small values so that many of
 * them allow something and keywords meet. The same seed gives the same text.
 *
 * <p>Left out, because networknt 3.0.0 does not judge it as the specification says: formats other
 * than {@link #FORMATS}; expressions that Java reads in another way than ECMAScript, {@code \\s}
 * among them; {@code uniqueItems} and {@code maxContains} where other types than arrays are
 * allowed, to which it applies them as well; {@code contains} with {@code unevaluatedItems} in
 * 2019-09, where the latter does not know of the former; several types beside a bound, for which it
 * throws.
 */
public final class KeywordSchemas {
  /** Property names. */
  static final List<String> NAMES = List.of("a", "b", "c", "ab", "é");

  static final List<String> STRINGS =
      List.of("", "a", "b", "c", "ab", "ba", "aé", "abc", "\\n", "\\\"", "12", "2020", "a-b", "😀");
  static final List<String> NUMBERS =
      List.of(
          "0", "1", "2", "3", "4", "5", "6", "10", "12", "100", "-1", "-2", "-7", "0.5", "1.5",
          "2.25", "-0.25", "9.99", "0.1");
  private static final List<String> SPELLINGS = List.of("1.0", "2e1", "0.50", "1E0", "-0");
  static final List<String> FORMATS = List.of("date", "ipv4", "uuid");

  private static final List<String> MULTIPLES =
      List.of("1", "2", "3", "5", "7", "0.5", "0.25", "0.1", "1.5", "2.0", "1e1");

  private static final List<String> PATTERNS =
      List.of(
          "^a",
          "b$",
          "^[a-z]+$",
          "é",
          "^\\\\d{2,4}$",
          "^(a|b)*$",
          "a.c",
          "^$",
          "[^a]",
          "^a?b?$",
          "^..$",
          "a|^b",
          "^(?!ab)",
          "(?=.*b)a",
          "\\\\w",
          "\\\\d|b");
  private static final List<String> NAME_PATTERNS =
      List.of("^a", "b", "^[ab]$", "c|^é", "^.$", "^..+$", "", "^x", "^(?!a)");

  private enum Type {
    OBJECT,
    ARRAY,
    STRING,
    NUMBER,
    INTEGER,
    BOOLEAN,
    NULL;

    private static final Type[] OFTEN = {
      OBJECT, OBJECT, OBJECT, OBJECT, ARRAY, ARRAY, ARRAY, STRING, STRING, NUMBER, NUMBER, INTEGER,
      BOOLEAN, NULL
    };

    String quoted() {
      return '"' + name().toLowerCase(Locale.ROOT) + '"';
    }
  }

  private enum Addresses {
    POINTERS,
    ANCHORS,
    DOCUMENTS
  }

  private static final List<Addresses> ADDRESSES =
      List.of(
          Addresses.POINTERS,
          Addresses.POINTERS,
          Addresses.POINTERS,
          Addresses.ANCHORS,
          Addresses.DOCUMENTS);

  private final Random random;
  private final SpecificationVersion dialect;
  private final List<String> definitions = new ArrayList<>();
  private final int definitionCount;
  private final Addresses addresses;
  private final String base;
  private final boolean contains;
  private final boolean unevaluatedItems;

  /** References here may lead to definitions from this one on; others would lead back to here. */
  private int firstReference;

  /** References here may lead to the root. */
  private boolean inside;

  private int schemasLeft = 28;

  private KeywordSchemas(Random random, SpecificationVersion dialect) {
    this.random = random;
    this.dialect = dialect;
    this.definitionCount = random.nextInt(3);
    this.addresses = ADDRESSES.get(random.nextInt(ADDRESSES.size()));
    this.contains = dialect != SpecificationVersion.DRAFT_2019_09 || random.nextBoolean();
    this.unevaluatedItems = dialect != SpecificationVersion.DRAFT_2019_09 || !contains;
    this.base = "http://example.org/" + Long.toHexString(random.nextLong()) + "/";
  }

  /** A schema that names its dialect, nested at most three deep, with recursive definitions. */
  public static String schema(Random random, SpecificationVersion dialect) {
    return new KeywordSchemas(random, dialect).root();
  }

  private boolean since(SpecificationVersion version) {
    return dialect.compareTo(version) >= 0;
  }

  private String root() {
    List<String> keywords = named(keywords(3, null));
    if (definitionCount > 0) {
      for (int i = 0; i < definitionCount; i++) {
        firstReference = i + 1;
        List<String> definition = named(keywords(2, null));
        if (!name(i).isEmpty()) {
          definition.add(0, name(i));
        }
        definitions.add("\"d" + i + "\":{" + String.join(",", definition) + "}");
      }
      keywords.add(
          (since(SpecificationVersion.DRAFT_2019_09) ? "\"$defs\":{" : "\"definitions\":{")
              + String.join(",", definitions)
              + "}");
    }
    keywords.add(0, "\"$schema\":\"" + dialect.getDialectId() + "\"");
    if (addresses == Addresses.DOCUMENTS) {
      keywords.add(1, id(base));
    }
    if (dialect == SpecificationVersion.DRAFT_2020_12) {
      keywords.add(1, "\"$dynamicAnchor\":\"node\"");
    }
    return "{" + String.join(",", keywords) + "}";
  }

  /** Keywords that may stand beside an {@code $id}, which a {@code $ref} once made void. */
  private List<String> named(List<String> keywords) {
    boolean alone =
        !since(SpecificationVersion.DRAFT_2019_09)
            && addresses != Addresses.POINTERS
            && keywords.stream().anyMatch(keyword -> keyword.startsWith("\"$ref\""));
    return alone
        ? new ArrayList<>(List.of("\"allOf\":[{" + String.join(",", keywords) + "}]"))
        : keywords;
  }

  private String id(String uri) {
    return quoted(since(SpecificationVersion.DRAFT_6) ? "$id" : "id") + ":" + quoted(uri);
  }

  /** For a value of the type under way, or of any if there is none. */
  private String schema(int depth, @Nullable Type hint) {
    schemasLeft--;
    if (since(SpecificationVersion.DRAFT_6) && random.nextInt(25) == 0) {
      return random.nextInt(3) == 0 ? "false" : "true";
    }
    return "{" + String.join(",", keywords(depth, hint)) + "}";
  }

  /** For a part of the value: any definition may be meant. */
  private String below(int depth) {
    int here = firstReference;
    boolean wasInside = inside;
    firstReference = 0;
    inside = true;
    String schema = schema(depth, null);
    firstReference = here;
    inside = wasInside;
    return schema;
  }

  private List<String> keywords(int depth, @Nullable Type hint) {
    List<String> keywords = new ArrayList<>();
    Type type = hint != null && random.nextInt(8) > 0 ? hint : pick(Type.OFTEN);
    if (!reference(keywords)) {
      assertions(keywords, type, depth - 1);
    }
    if (depth > 0 && schemasLeft > 0) {
      inPlace(keywords, type, depth - 1);
      unevaluated(keywords, type, depth - 1);
    }
    if (random.nextInt(3) == 0) {
      Collections.shuffle(keywords, random);
    }
    return keywords;
  }

  /** Whether a reference was made that stands alone. */
  private boolean reference(List<String> keywords) {
    if (inside && random.nextInt(25) == 0) {
      keywords.add(rootReference());
      return true;
    }
    if (firstReference < definitionCount && random.nextInt(6) == 0) {
      int to = firstReference + random.nextInt(definitionCount - firstReference);
      keywords.add("\"$ref\":\"" + address(to) + "\"");
      return random.nextInt(3) > 0;
    }
    return false;
  }

  private String rootReference() {
    if (dialect == SpecificationVersion.DRAFT_2019_09 && random.nextBoolean()) {
      return "\"$recursiveRef\":\"#\"";
    }
    return dialect == SpecificationVersion.DRAFT_2020_12
            && addresses != Addresses.DOCUMENTS // where '#node' is not known
            && random.nextBoolean()
        ? "\"$dynamicRef\":\"#node\""
        : "\"$ref\":\"#\"";
  }

  /** How a definition is referred to; always ends in its number. */
  private String address(int definition) {
    return switch (addresses) {
      case ANCHORS -> "#d" + definition;
      case DOCUMENTS -> random.nextBoolean() ? "d" + definition : base + "d" + definition;
      case POINTERS ->
          since(SpecificationVersion.DRAFT_2019_09)
              ? "#/$defs/d" + definition
              : "#/definitions/d" + definition;
    };
  }

  /** What makes {@link #address} lead to a definition; may be empty. */
  private String name(int definition) {
    return switch (addresses) {
      case ANCHORS ->
          since(SpecificationVersion.DRAFT_2019_09)
              ? "\"$anchor\":\"d" + definition + "\""
              : id("#d" + definition);
      case DOCUMENTS -> id("d" + definition);
      case POINTERS -> "";
    };
  }

  private void assertions(List<String> keywords, Type type, int depth) {
    int roll = random.nextInt(20);
    if (roll == 0 && since(SpecificationVersion.DRAFT_6)) {
      keywords.add("\"const\":" + value(type, 2));
      return;
    }
    if (roll <= 2) {
      keywords.add("\"enum\":" + distinct(4, () -> value(type, 1)));
      return;
    }
    if (roll <= 14) {
      keywords.add("\"type\":" + type.quoted());
    } else if (roll == 15 && type != Type.NUMBER && type != Type.INTEGER) {
      Type other = pick(Type.values());
      if (other != type) {
        keywords.add("\"type\":[" + type.quoted() + "," + other.quoted() + "]");
      }
    }
    of(keywords, type, depth);
    if (random.nextInt(12) == 0) {
      Type other = pick(Type.values());
      if (Math.max(type.ordinal(), other.ordinal()) < Type.NUMBER.ordinal() && other != type) {
        of(keywords, other, depth);
      }
    }
  }

  private void of(List<String> keywords, Type type, int depth) {
    switch (type) {
      case OBJECT -> object(keywords, depth);
      case ARRAY -> array(keywords, depth);
      case STRING -> string(keywords);
      case NUMBER, INTEGER -> number(keywords);
      case BOOLEAN, NULL -> {}
    }
  }

  private void inPlace(List<String> keywords, Type type, int depth) {
    if (random.nextInt(8) == 0) {
      keywords.add("\"allOf\":" + list(2, () -> schema(depth, type)));
    }
    if (random.nextInt(8) == 0) {
      keywords.add("\"anyOf\":" + list(3, () -> schema(depth, type)));
    }
    if (random.nextInt(8) == 0) {
      keywords.add("\"oneOf\":" + list(3, () -> schema(depth, type)));
    }
    if (random.nextInt(8) == 0) {
      keywords.add("\"not\":" + schema(depth, type));
    }
    if (since(SpecificationVersion.DRAFT_7) && random.nextInt(8) == 0) {
      keywords.add("\"if\":" + schema(depth, type));
      if (random.nextInt(4) > 0) {
        keywords.add("\"then\":" + schema(depth, type));
      }
      if (random.nextInt(3) > 0) {
        keywords.add("\"else\":" + schema(depth, type));
      }
    }
    if (type == Type.OBJECT && random.nextInt(6) == 0) {
      dependencies(keywords, depth);
    }
  }

  private void dependencies(List<String> keywords, int depth) {
    if (!since(SpecificationVersion.DRAFT_2019_09)) {
      keywords.add(
          members(
              "dependencies",
              2,
              () -> random.nextBoolean() ? names(1) : schema(depth, Type.OBJECT)));
      return;
    }
    if (random.nextBoolean()) {
      keywords.add(members("dependentSchemas", 2, () -> schema(depth, Type.OBJECT)));
    } else {
      keywords.add(members("dependentRequired", 2, () -> names(0)));
    }
  }

  private void unevaluated(List<String> keywords, Type type, int depth) {
    if (!since(SpecificationVersion.DRAFT_2019_09) || random.nextInt(5) > 0) {
      return;
    }
    Supplier<String> schema = () -> random.nextInt(3) > 0 ? "false" : below(depth);
    if (type == Type.OBJECT) {
      keywords.add("\"unevaluatedProperties\":" + schema.get());
    } else if (type == Type.ARRAY && unevaluatedItems) {
      keywords.add("\"unevaluatedItems\":" + schema.get());
    }
  }

  private void number(List<String> keywords) {
    boolean booleans = !since(SpecificationVersion.DRAFT_6);
    if (random.nextInt(3) == 0) {
      keywords.add("\"minimum\":" + number());
      if (booleans) {
        maybe(keywords, 3, "exclusiveMinimum", () -> "" + random.nextBoolean());
      }
    }
    if (random.nextInt(3) == 0) {
      keywords.add("\"maximum\":" + number());
      if (booleans) {
        maybe(keywords, 3, "exclusiveMaximum", () -> "" + random.nextBoolean());
      }
    }
    if (!booleans) {
      maybe(keywords, 6, "exclusiveMinimum", () -> number());
      maybe(keywords, 6, "exclusiveMaximum", () -> number());
    }
    maybe(keywords, 4, "multipleOf", () -> pick(MULTIPLES));
  }

  private void string(List<String> keywords) {
    maybe(keywords, 3, "minLength", () -> "" + random.nextInt(3));
    maybe(keywords, 3, "maxLength", () -> "" + (1 + random.nextInt(4)));
    maybe(keywords, 3, "pattern", () -> quoted(pick(PATTERNS)));
    maybe(keywords, 12, "format", () -> quoted(pick(FORMATS)));
  }

  private void array(List<String> keywords, int depth) {
    maybe(keywords, 3, "minItems", () -> "" + random.nextInt(3));
    maybe(keywords, 3, "maxItems", () -> "" + (1 + random.nextInt(3)));
    boolean only = keywords.contains("\"type\":\"array\"");
    if (only) {
      maybe(keywords, 3, "uniqueItems", () -> random.nextInt(5) > 0 ? "true" : "false");
    }
    if (depth < 0 || schemasLeft <= 0) {
      return;
    }
    boolean tuple = random.nextInt(3) == 0;
    if (!since(SpecificationVersion.DRAFT_2020_12)) {
      if (tuple) {
        keywords.add("\"items\":" + list(2, () -> below(depth)));
        maybe(keywords, 2, "additionalItems", () -> closed(depth));
      } else {
        maybe(keywords, 2, "items", () -> below(depth));
      }
    } else {
      if (tuple) {
        keywords.add("\"prefixItems\":" + list(2, () -> below(depth)));
      }
      maybe(keywords, 2, "items", () -> tuple ? closed(depth) : below(depth));
    }
    if (since(SpecificationVersion.DRAFT_6) && contains && random.nextInt(4) == 0) {
      keywords.add("\"contains\":" + below(depth));
      if (since(SpecificationVersion.DRAFT_2019_09)) {
        maybe(keywords, 3, "minContains", () -> "" + random.nextInt(3));
        if (only) {
          maybe(keywords, 3, "maxContains", () -> "" + random.nextInt(3));
        }
      }
    }
  }

  private void object(List<String> keywords, int depth) {
    if (depth >= 0 && schemasLeft > 0) {
      if (random.nextInt(6) > 0) {
        keywords.add(members("properties", 3, () -> below(depth)));
      }
      if (random.nextInt(5) == 0) {
        StringJoiner patterns = new StringJoiner(",", "\"patternProperties\":{", "}");
        List<String> sources = new ArrayList<>(NAME_PATTERNS);
        Collections.shuffle(sources, random);
        for (String source : sources.subList(0, 1 + random.nextInt(2))) {
          patterns.add(quoted(source) + ":" + below(depth));
        }
        keywords.add(patterns.toString());
      }
      maybe(keywords, 3, "additionalProperties", () -> closed(depth));
      if (since(SpecificationVersion.DRAFT_6)) {
        maybe(keywords, 10, "propertyNames", this::nameSchema);
      }
    }
    maybe(keywords, 2, "required", () -> names(since(SpecificationVersion.DRAFT_6) ? 0 : 1));
    maybe(keywords, 6, "minProperties", () -> "" + random.nextInt(3));
    maybe(keywords, 6, "maxProperties", () -> "" + (1 + random.nextInt(3)));
  }

  private String nameSchema() {
    List<String> keywords = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      keywords.add("\"enum\":" + distinct(4, () -> quoted(pick(NAMES))));
    } else {
      string(keywords);
      if (random.nextInt(4) == 0) {
        keywords.add("\"not\":{\"const\":" + quoted(pick(NAMES)) + "}");
      }
    }
    return "{" + String.join(",", keywords) + "}";
  }

  /** What stands beyond what is declared: mostly nothing. */
  private String closed(int depth) {
    return random.nextInt(3) > 0 ? "false" : below(depth);
  }

  private String members(String keyword, int most, Supplier<String> value) {
    StringJoiner members = new StringJoiner(",", "\"" + keyword + "\":{", "}");
    for (String name : someNames(1 + random.nextInt(most))) {
      members.add(quoted(name) + ":" + value.get());
    }
    return members.toString();
  }

  private String names(int least) {
    StringJoiner names = new StringJoiner(",", "[", "]");
    someNames(Math.max(least, random.nextInt(3))).forEach(name -> names.add(quoted(name)));
    return names.toString();
  }

  private List<String> someNames(int count) {
    List<String> names = new ArrayList<>(NAMES);
    Collections.shuffle(names, random);
    return names.subList(0, count);
  }

  private String number() {
    return random.nextInt(10) == 0 ? pick(SPELLINGS) : pick(NUMBERS);
  }

  private String value(Type type, int depth) {
    return switch (random.nextInt(6) == 0 ? pick(Type.OFTEN) : type) {
      case NULL -> "null";
      case BOOLEAN -> "" + random.nextBoolean();
      case NUMBER, INTEGER -> number();
      case STRING -> quoted(pick(STRINGS));
      case ARRAY -> {
        StringJoiner items = new StringJoiner(",", "[", "]");
        for (int i = depth == 0 ? 0 : random.nextInt(3); i > 0; i--) {
          items.add(value(pick(Type.OFTEN), depth - 1));
        }
        yield items.toString();
      }
      case OBJECT -> {
        StringJoiner members = new StringJoiner(",", "{", "}");
        for (String name : someNames(depth == 0 ? 0 : random.nextInt(3))) {
          members.add(quoted(name) + ":" + value(pick(Type.OFTEN), depth - 1));
        }
        yield members.toString();
      }
    };
  }

  private void maybe(List<String> keywords, int oneIn, String keyword, Supplier<String> value) {
    if (random.nextInt(oneIn) == 0) {
      keywords.add("\"" + keyword + "\":" + value.get());
    }
  }

  private String list(int most, Supplier<String> element) {
    StringJoiner list = new StringJoiner(",", "[", "]");
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      list.add(element.get());
    }
    return list.toString();
  }

  /** As {@link #list}, without repetition, which draft-04 forbids in {@code enum}. */
  private String distinct(int most, Supplier<String> element) {
    List<String> elements = new ArrayList<>();
    for (int i = 1 + random.nextInt(most); i > 0; i--) {
      elements.add(element.get());
    }
    return "[" + String.join(",", elements.stream().distinct().toList()) + "]";
  }

  private static String quoted(String escaped) {
    return '"' + escaped + '"';
  }

  private <T> T pick(List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private Type pick(Type[] types) {
    return types[random.nextInt(types.length)];
  }
}
