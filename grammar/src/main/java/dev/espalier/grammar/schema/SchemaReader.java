package dev.espalier.grammar.schema;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.InvalidSchemaException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.regex.EcmaRegex;
import dev.espalier.grammar.regex.UnsupportedRegexException;
import dev.espalier.grammar.schema.SupportReport.Status;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
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
  private final List<String> references = new ArrayList<>(); // pointers of schemas with $ref
  private final Set<String> nestedIds = new HashSet<>(); // pointers of schemas with $id
  private final Map<String, String> lost = new LinkedHashMap<>(); // $ref by pointer of the schema
  private long pointerChars;
  private Draft draft = Draft.DRAFT_2020_12;
  private String rootId = "";

  private record PlacedUse(int place, SupportReport.Use use) {}

  private SchemaReader(Json document, SchemaOptions options) {
    this.document = document;
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
    reader.judgeReferences();
    requireProgress(all);
    reader.uses.sort(Comparator.comparingInt(PlacedUse::place));
    return new Result(root, new SupportReport(reader.uses.stream().map(PlacedUse::use).toList()));
  }

  private void readHeader() {
    if (!(document instanceof Json.Obj root)) {
      return;
    }
    if (root.members().get("$schema") instanceof Json value) {
      String uri = string(JsonPointer.child(JsonPointer.ROOT, "$schema"), value);
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
      rootId = id.value().replaceFirst("#$", "");
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
      throw expected(pointer, "a schema (an object or a boolean)", json);
    }
    pointerChars += pointer.length();
    if (pointerChars > options.limits().maxSourceChars()) {
      throw new LimitExceededException(
          clipped(pointer),
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
      schema.types = types(JsonPointer.child(schema.pointer, "type"), members.get("type"));
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
        nestedIds.add(pointer);
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
          object(at, value).forEach((key, member) -> schema(member, JsonPointer.child(at, key)));
      case "dependencies" ->
          object(at, value)
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
        return reference(schema, string(at, value), at);
      }
      case "type" -> {}
      case "enum" -> values(schema, array(at, value));
      case "const" -> values(schema, List.of(value));
      case "allOf" -> applied(schema).addAll(schemas(at, value));
      case "anyOf" -> {
        schema.anyOf = schemas(at, value);
        schema.anyOfComesFirst = comesFirst(name, members);
      }
      case "properties" ->
          object(at, value)
              .forEach(
                  (key, member) -> {
                    if (applies) {
                      schema.properties.put(key, schema(member, JsonPointer.child(at, key)));
                    }
                  });
      case "required" -> {
        List<Json> names = array(at, value);
        for (int i = 0; i < names.size(); i++) {
          schema.required.add(string(JsonPointer.child(at, i), names.get(i)));
        }
      }
      case "additionalProperties" -> {
        if (applies) {
          schema.additional = schema(value, at);
        }
      }
      case "minProperties" -> schema.size = schema.size.and(least(at, value));
      case "maxProperties" -> schema.size = schema.size.and(most(at, value));
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
        List<Json> prefix = array(at, value);
        for (int i = 0; applies && i < prefix.size(); i++) {
          schema.prefix.add(schema(prefix.get(i), JsonPointer.child(at, i)));
        }
      }
      case "minItems" -> schema.count = schema.count.and(least(at, value));
      case "maxItems" -> schema.count = schema.count.and(most(at, value));
      case "minLength" -> schema.length = schema.length.and(least(at, value));
      case "maxLength" -> schema.length = schema.length.and(most(at, value));
      case "pattern" -> {
        return pattern(schema, string(at, value), at, applies);
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
      return range(schema, name, number(at, members.get(sibling)), at, applies);
    }
    if (draft == Draft.DRAFT_4 && name.startsWith("exclusive")) {
      throw expected(at, "a boolean in draft-04", value);
    }
    return range(schema, name, number(at, value), at, applies);
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
    references.add(schema.pointer);
    String fragment = reference;
    if (!rootId.isEmpty() && reference.startsWith(rootId)) {
      fragment = reference.substring(rootId.length());
    }
    if (!fragment.isEmpty() && !fragment.startsWith("#")) {
      return "another document; copy it into '$defs' and refer to '#/$defs/...'";
    }
    fragment = fragment.isEmpty() ? "" : fragment.substring(1);
    List<String> tokens = JsonPointer.tokens(fragment);
    if (tokens == null) {
      if (fragment.startsWith("/")) {
        throw new InvalidSchemaException(
            at, "reference '" + clipped(reference) + "' is not a JSON Pointer");
      }
      return "an anchor; refer by JSON Pointer, such as '#/$defs/...'";
    }
    Json target = document;
    String pointer = JsonPointer.ROOT;
    for (String token : tokens) {
      target =
          switch (target) {
            case Json.Obj object -> object.members().get(token);
            case Json.Arr array ->
                token.matches("0|[1-9][0-9]{0,8}") && Integer.parseInt(token) < array.items().size()
                    ? array.items().get(Integer.parseInt(token))
                    : null;
            case Json.Null n -> null;
            case Json.Bool b -> null;
            case Json.Num n -> null;
            case Json.Str s -> null;
          };
      if (target == null) {
        lost.putIfAbsent(schema.pointer, reference);
        return null;
      }
      pointer = JsonPointer.child(pointer, token);
    }
    applied(schema).add(schema(target, pointer));
    return null;
  }

  /**
   * A nested {@code $id} changes what references below it mean; without any it does nothing.
   *
   * @throws InvalidSchemaException if a reference below none leads nowhere
   */
  private void judgeReferences() {
    Set<String> refused = new HashSet<>();
    for (String reference : references) {
      boolean nested = false;
      for (int end = reference.length(); end > 0; end = reference.lastIndexOf('/', end - 1)) {
        String ancestor = reference.substring(0, end);
        if (nestedIds.contains(ancestor)) {
          refused.add(ancestor);
          nested = true;
        }
      }
      if (!nested && lost.containsKey(reference)) {
        throw new InvalidSchemaException(
            JsonPointer.child(reference, "$ref"),
            "reference '" + clipped(lost.get(reference)) + "' leads nowhere");
      }
    }
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

  /**
   * Depth first over the schemas for the same value.
   *
   * @throws InvalidSchemaException if one leads back to itself
   */
  private static void requireProgress(List<Schema> all) {
    Set<Schema> done = new HashSet<>();
    Set<Schema> path = new HashSet<>();
    for (Schema start : all) {
      Deque<Schema> stack = new ArrayDeque<>();
      stack.push(start);
      while (!stack.isEmpty()) {
        Schema top = stack.peek();
        if (done.contains(top) || !path.add(top)) {
          path.remove(top);
          done.add(top);
          stack.pop();
          continue;
        }
        List<Schema> next = new ArrayList<>(top.before);
        next.addAll(top.after);
        next.addAll(top.anyOf == null ? List.of() : top.anyOf);
        for (Schema schema : next) {
          if (path.contains(schema)) {
            throw new InvalidSchemaException(
                schema.pointer, "the schema applies itself to the same value, without end");
          }
          if (!done.contains(schema)) {
            stack.push(schema);
          }
        }
      }
    }
  }

  private void note(Json.Obj object, String pointer, String name, Status status, String note) {
    uses.add(new PlacedUse(object.place(), new SupportReport.Use(pointer, name, status, note)));
  }

  private static int types(String at, Json value) {
    List<Json> names = value instanceof Json.Arr several ? several.items() : List.of(value);
    if (names.isEmpty()) {
      throw expected(at, "the name of a type, or several in an array,", value);
    }
    int types = 0;
    for (Json name : names) {
      Integer type = name instanceof Json.Str s ? JsonType.named(s.value()) : null;
      if (type == null) {
        throw expected(at, "the name of a type, or several in an array,", value);
      }
      types |= type;
    }
    return types;
  }

  private List<Schema> schemas(String at, Json value) {
    List<Json> items = array(at, value);
    if (items.isEmpty()) {
      throw new InvalidSchemaException(at, "expected at least one schema but found none");
    }
    List<Schema> all = new ArrayList<>();
    for (int i = 0; i < items.size(); i++) {
      all.add(schema(items.get(i), JsonPointer.child(at, i)));
    }
    return all;
  }

  private Count least(String at, Json value) {
    int n = natural(at, value);
    if (n == Regex.UNBOUNDED) {
      throw new LimitExceededException(at, value + " does not fit into 31 bits");
    }
    return new Count(n, Regex.UNBOUNDED);
  }

  private Count most(String at, Json value) {
    return new Count(0, natural(at, value));
  }

  private static int natural(String at, Json value) {
    Json.Num number = number(at, value);
    if (!number.isInteger() || number.value().signum() < 0) {
      throw expected(at, "a whole number from 0 on", value);
    }
    return number.value().compareTo(BigDecimal.valueOf(Regex.UNBOUNDED)) >= 0
        ? Regex.UNBOUNDED
        : number.value().intValueExact();
  }

  private static Json.Num number(String at, Json value) {
    if (value instanceof Json.Num number) {
      return number;
    }
    throw expected(at, "a number", value);
  }

  private static String string(String at, Json value) {
    if (value instanceof Json.Str string) {
      return string.value();
    }
    throw expected(at, "a string", value);
  }

  private static List<Json> array(String at, Json value) {
    if (value instanceof Json.Arr array) {
      return array.items();
    }
    throw expected(at, "an array", value);
  }

  private static Map<String, Json> object(String at, Json value) {
    if (value instanceof Json.Obj object) {
      return object.members();
    }
    throw expected(at, "an object", value);
  }

  private static InvalidSchemaException expected(String at, String what, Json found) {
    return new InvalidSchemaException(
        at, "expected " + what + " but found '" + clipped(found.toString()) + "'");
  }

  private static String clipped(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
