package dev.espalier.grammar.schema;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.InvalidSchemaException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.regex.EcmaRegex;
import dev.espalier.grammar.regex.UnsupportedRegexException;
import dev.espalier.grammar.schema.SupportReport.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document into the {@link Schema}s that its root reaches, and notes what becomes of each
 * keyword.
 *
 * <p>Reached is what an enforced or refused keyword applies, by reference too, to a type that the
 * schema beside it allows: an unused definition is not even looked at. Iterative: a schema is read
 * once, however often it is referred to.
 */
final class SchemaReader {
  private final Json document;
  private final SchemaOptions options;
  private final Map<Json, Schema> schemas = new IdentityHashMap<>();
  private final Deque<Json> unread = new ArrayDeque<>();
  private final Map<String, Regex> patterns = new HashMap<>();
  private final List<PlacedUse> uses = new ArrayList<>();
  private final References references;
  private long pointerChars;
  private Draft draft = Draft.DRAFT_2020_12;

  private record PlacedUse(int place, SupportReport.Use use) {}

  private SchemaReader(Json document, SchemaOptions options) {
    this.document = document;
    this.references = new References(document);
    this.options = options;
  }

  /**
   * The root schema with all that it reaches.
   *
   * @param report complete but for what only joined schemas show
   */
  record Result(Schema root, SupportReport report) {}

  /**
   * @throws InvalidSchemaException if what is reached is not a schema
   */
  static Result read(Json document, SchemaOptions options) {
    SchemaReader reader = new SchemaReader(document, options);
    Schema root = reader.schema(document, JsonPointer.ROOT);
    reader.readHeader();
    List<Schema> all = new ArrayList<>();
    while (!reader.unread.isEmpty()) {
      Json next = reader.unread.poll();
      Schema schema = reader.schemas.get(next);
      reader.fill(schema, next);
      all.add(schema);
    }
    reader.refuseNestedIds();
    References.requireProgress(all);
    reader.uses.sort(Comparator.comparingInt(PlacedUse::place));
    return new Result(root, new SupportReport(reader.uses.stream().map(PlacedUse::use).toList()));
  }

  private void readHeader() {
    if (!(document instanceof Json.Obj root)) {
      return;
    }
    if (root.members().get("$schema") instanceof Json value) {
      String uri = Expected.string(JsonPointer.child(JsonPointer.ROOT, "$schema"), value);
      Draft named = Draft.named(uri);
      draft = named == null ? draft : named;
      if (draft == Draft.DRAFT_3) {
        note(root, JsonPointer.ROOT, "$schema", Status.REFUSED, "use draft-04 or later");
      } else {
        String note = named == null ? "unknown, read as 2020-12" : "read as " + draft;
        note(root, JsonPointer.ROOT, "$schema", Status.ANNOTATION, note);
      }
    }
    if (root.members().get(idKeyword()) instanceof Json.Str id) {
      references.setRootId(id.value());
    }
  }

  private String idKeyword() {
    return draft.before(Draft.DRAFT_6) ? "id" : "$id";
  }

  /** The schema that {@code json} is; read later if it is new. */
  private Schema schema(Json json, String pointer) {
    Schema known = schemas.get(json);
    if (known != null) {
      return known;
    }
    if (!(json instanceof Json.Obj || json instanceof Json.Bool)) {
      throw Expected.found(pointer, "a schema (an object or a boolean)", json);
    }
    pointerChars += pointer.length();
    if (pointerChars > options.limits().maxSourceChars()) {
      throw new LimitExceededException(
          Expected.clipped(pointer),
          "JSON Pointers of more characters in all than Limits.maxSourceChars "
              + options.limits().maxSourceChars());
    }
    Schema schema = new Schema(pointer);
    schemas.put(json, schema);
    unread.add(json);
    return schema;
  }

  private void fill(Schema schema, Json json) {
    if (json instanceof Json.Bool bool) {
      schema.types = bool.value() ? JsonType.ALL : 0;
      return;
    }
    Json.Obj object = (Json.Obj) json;
    Map<String, Json> members = object.members();
    boolean refersOnly = draft.before(Draft.DRAFT_2019_09) && members.containsKey("$ref");
    if (members.containsKey("type") && enforced("type") && !refersOnly) {
      schema.types = Expected.types(JsonPointer.child(schema.pointer, "type"), members.get("type"));
    }
    members.forEach(
        (name, value) -> {
          if (refersOnly && !name.equals("$ref")) {
            note(object, schema.pointer, name, Status.ANNOTATION, "beside '$ref' in " + draft);
          } else if (!(schema.pointer.equals(JsonPointer.ROOT) && name.equals("$schema"))) {
            read(schema, object, name, value);
          }
        });
  }

  private boolean enforced(String name) {
    return !options.ignored().contains(name);
  }

  private void read(Schema schema, Json.Obj object, String name, Json value) {
    Keyword keyword = Keyword.named(name);
    String pointer = schema.pointer;
    if (keyword == null) {
      if (name.equals(idKeyword()) && !pointer.equals(JsonPointer.ROOT)) {
        references.addNestedId(pointer);
      }
      note(object, pointer, name, Status.ANNOTATION, "");
    } else if (draft.before(keyword.since())) {
      note(object, pointer, name, Status.ANNOTATION, "no keyword of " + draft);
    } else if (!enforced(name)) {
      note(object, pointer, name, Status.IGNORED_BY_OPTION, "");
    } else if (keyword.remedy() != null) {
      String harmless = Keyword.harmless(name, value, object.members());
      if (harmless == null && (keyword.types() & schema.types) == 0) {
        harmless = "asserts nothing about " + JsonType.describe(schema.types);
      }
      if (harmless == null) {
        note(object, pointer, name, Status.REFUSED, keyword.remedy());
        readBelow(name, value, JsonPointer.child(pointer, name), object.members());
      } else {
        note(object, pointer, name, Status.ANNOTATION, harmless);
      }
    } else {
      boolean applies = (keyword.types() & schema.types) != 0;
      String refusal = assertion(schema, object.members(), name, value, applies);
      if (!applies) {
        String types = JsonType.describe(schema.types);
        note(object, pointer, name, Status.ANNOTATION, "asserts nothing about " + types);
      } else if (refusal != null) {
        note(object, pointer, name, Status.REFUSED, refusal);
      } else {
        note(object, pointer, name, Status.ENFORCED_BY_MASK, "");
      }
    }
  }

  /** Reads what a refused keyword applies, so that its refusals are listed too. */
  private void readBelow(String name, Json value, String at, Map<String, Json> siblings) {
    switch (name) {
      case "not", "contains", "additionalItems", "propertyNames" -> schema(value, at);
      case "unevaluatedItems", "unevaluatedProperties" -> schema(value, at);
      case "if" -> {
        schema(value, at);
        String parent = at.substring(0, at.length() - "/if".length());
        for (String branch : List.of("then", "else")) {
          if (siblings.containsKey(branch)) {
            schema(siblings.get(branch), JsonPointer.child(parent, branch));
          }
        }
      }
      case "oneOf" -> schemas(at, value);
      case "patternProperties", "dependentSchemas" ->
          Expected.object(at, value)
              .forEach((key, member) -> schema(member, JsonPointer.child(at, key)));
      case "dependencies" ->
          Expected.object(at, value)
              .forEach(
                  (key, member) -> {
                    if (!(member instanceof Json.Arr)) {
                      schema(member, JsonPointer.child(at, key));
                    }
                  });
      default -> {}
    }
  }

  /**
   * Takes an enforced keyword into {@code schema}, or says why it cannot be. Where it does not
   * apply only its form is checked.
   */
  private @Nullable String assertion(
      Schema schema, Map<String, Json> members, String name, Json value, boolean applies) {
    String at = JsonPointer.child(schema.pointer, name);
    switch (name) {
      case "$ref" -> {
        return reference(schema, Expected.string(at, value), at);
      }
      case "type" -> {}
      case "enum" -> values(schema, Expected.array(at, value));
      case "const" -> values(schema, List.of(value));
      case "allOf" -> applied(schema).addAll(schemas(at, value));
      case "anyOf" -> {
        schema.anyOf = schemas(at, value);
        schema.anyOfComesFirst = comesFirst(name, members);
      }
      case "properties" ->
          Expected.object(at, value)
              .forEach(
                  (key, member) -> {
                    if (applies) {
                      schema.properties.put(key, schema(member, JsonPointer.child(at, key)));
                    }
                  });
      case "required" -> {
        List<Json> names = Expected.array(at, value);
        for (int i = 0; i < names.size(); i++) {
          schema.required.add(Expected.string(JsonPointer.child(at, i), names.get(i)));
        }
      }
      case "additionalProperties" -> {
        if (applies) {
          schema.additional = schema(value, at);
        }
      }
      case "minProperties" -> schema.size = schema.size.and(Expected.least(at, value));
      case "maxProperties" -> schema.size = schema.size.and(Expected.most(at, value));
      case "items" -> {
        if (value instanceof Json.Arr several) {
          if (applies && !several.items().isEmpty()) {
            schemas(at, value);
          }
          return "use 'prefixItems' of 2020-12";
        }
        if (applies) {
          schema.items = schema(value, at);
        }
      }
      case "prefixItems" -> {
        List<Json> prefix = Expected.array(at, value);
        for (int i = 0; applies && i < prefix.size(); i++) {
          schema.prefix.add(schema(prefix.get(i), JsonPointer.child(at, i)));
        }
      }
      case "minItems" -> schema.count = schema.count.and(Expected.least(at, value));
      case "maxItems" -> schema.count = schema.count.and(Expected.most(at, value));
      case "minLength" -> schema.length = schema.length.and(Expected.least(at, value));
      case "maxLength" -> schema.length = schema.length.and(Expected.most(at, value));
      case "pattern" -> {
        return pattern(schema, Expected.string(at, value), at, applies);
      }
      case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" -> {
        return bound(schema, members, name, value, applies);
      }
      default -> throw new AssertionError("an enforced keyword that is not read: " + name);
    }
    return null;
  }

  private List<Schema> applied(Schema schema) {
    return schema.properties.isEmpty() ? schema.before : schema.after;
  }

  private static boolean comesFirst(String name, Map<String, Json> members) {
    for (String member : members.keySet()) {
      if (member.equals(name) || member.equals("properties")) {
        return member.equals(name);
      }
    }
    return true;
  }

  private static void values(Schema schema, List<Json> values) {
    Set<Json> all = new LinkedHashSet<>(values);
    if (schema.values != null) {
      all.retainAll(schema.values);
    }
    schema.values = all;
  }

  private @Nullable String pattern(Schema schema, String text, String at, boolean applies) {
    try {
      Regex regex = patterns.get(text);
      if (regex == null) {
        regex = EcmaRegex.search(text, at, options.limits());
        patterns.put(text, regex);
      }
      schema.pattern = applies ? regex : null;
      return null;
    } catch (UnsupportedRegexException e) {
      return "say it without " + e.feature();
    } catch (GrammarSyntaxException e) {
      String place = e.position().substring(Math.min(at.length(), e.position().length()));
      String problem = e.getMessage().substring(e.position().length() + 2);
      throw new InvalidSchemaException(at, "not a regular expression" + place + ", " + problem);
    }
  }

  private @Nullable String bound(
      Schema schema, Map<String, Json> members, String name, Json value, boolean applies) {
    String at = JsonPointer.child(schema.pointer, name);
    boolean least = name.endsWith("inimum");
    if (value instanceof Json.Bool bool && name.startsWith("exclusive")) {
      String sibling = least ? "minimum" : "maximum";
      if (!bool.value() || !members.containsKey(sibling)) {
        return null;
      }
      if (draft != Draft.DRAFT_4) {
        return "use a number, or declare draft-04 in '$schema'";
      }
      return range(schema, name, Expected.number(at, members.get(sibling)), at, applies);
    }
    if (draft == Draft.DRAFT_4 && name.startsWith("exclusive")) {
      throw Expected.found(at, "a boolean in draft-04", value);
    }
    return range(schema, name, Expected.number(at, value), at, applies);
  }

  private @Nullable String range(
      Schema schema, String name, Json.Num number, String at, boolean applies) {
    NumberRange range =
        switch (name) {
          case "minimum" -> NumberRange.atLeast(number.value());
          case "maximum" -> NumberRange.atMost(number.value());
          case "exclusiveMinimum" -> NumberRange.above(number.value());
          default -> NumberRange.below(number.value());
        };
    if (applies) {
      if (range.digits() > options.limits().maxAlternatives()) {
        throw new LimitExceededException(
            at,
            range.digits()
                + " digits > Limits.maxAlternatives "
                + options.limits().maxAlternatives());
      }
      schema.range = schema.range.and(range);
    }
    return null;
  }

  private @Nullable String reference(Schema schema, String reference, String at) {
    References.Target target = references.resolve(schema.pointer, reference, at);
    if (target.json() != null) {
      applied(schema).add(schema(target.json(), target.pointer()));
    }
    return target.refusal();
  }

  /** Nested {@code $id}s that matter are refused. */
  private void refuseNestedIds() {
    Set<String> refused = references.nestedIdsThatMatter();
    uses.replaceAll(
        placed ->
            placed.use().keyword().equals(idKeyword()) && refused.contains(placed.use().pointer())
                ? new PlacedUse(
                    placed.place(),
                    new SupportReport.Use(
                        placed.use().pointer(),
                        placed.use().keyword(),
                        Status.REFUSED,
                        "leave it out, or refer from the root"))
                : placed);
  }

  private void note(Json.Obj object, String pointer, String name, Status status, String note) {
    uses.add(new PlacedUse(object.place(), new SupportReport.Use(pointer, name, status, note)));
  }

  private List<Schema> schemas(String at, Json value) {
    List<Json> items = Expected.array(at, value);
    if (items.isEmpty()) {
      throw new InvalidSchemaException(at, "expected at least one schema but found none");
    }
    List<Schema> all = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      all.add(schema(items.get(i), JsonPointer.child(at, i)));
    }
    return all;
  }
}
