package dev.espalier.grammar.schema;

import dev.espalier.grammar.InvalidSchemaException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.schema.Resource.Location;
import dev.espalier.grammar.schema.SupportReport.Status;
import dev.espalier.grammar.schema.SupportReport.Use;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a document into the {@link Schema}s that its root reaches, and notes what becomes of each
 * keyword.
 *
 * <p>Reached is what a keyword applies, by reference too, to a type that the schema beside it
 * allows: an unused definition is not even looked at. Iterative: a schema is read once for each
 * dynamic scope, however often it is referred to.
 */
final class SchemaReader {
  private final SchemaOptions options;
  private final Resources resources;
  private final Patterns patterns;
  private final Map<Scope, Map<Json, Schema>> schemas = new HashMap<>();
  private final Deque<Unread> unread = new ArrayDeque<>();
  private final List<Schema> all = new ArrayList<>();
  private final List<PlacedUse> uses = new ArrayList<>();
  private long pointerChars;

  private record Unread(Schema schema, Location location, Scope scope) {}

  private record PlacedUse(int document, int place, Use use) {}

  private SchemaReader(Json document, SchemaOptions options) {
    this.options = options;
    this.resources = new Resources(document, options);
    this.patterns = new Patterns(options.limits());
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
    Location start = reader.resources.root().root;
    Expected.schema(start.pointer(), document, start.resource().rules.dialect());
    Schema root = reader.schema(start, Scope.EMPTY);
    while (!reader.unread.isEmpty()) {
      reader.fill(reader.unread.poll());
    }
    Progress.require(reader.all);
    return new Result(root, reader.report());
  }

  private SupportReport report() {
    uses.sort(Comparator.comparingInt(PlacedUse::document).thenComparingInt(PlacedUse::place));
    if (schemas.size() == 1) {
      return new SupportReport(uses.stream().map(PlacedUse::use).toList());
    }
    Map<List<String>, Use> once = new LinkedHashMap<>(); // of what is read in several scopes
    for (PlacedUse placed : uses) {
      Use use = placed.use();
      once.merge(
          List.of(use.pointer(), use.keyword()),
          use,
          (first, next) -> first.status() == Status.REFUSED ? first : next);
    }
    return new SupportReport(List.copyOf(once.values()));
  }

  /** The schema, which it is, at a place come upon from {@code scope}; read later if new. */
  Schema schema(Location location, Scope scope) {
    Json json = location.json();
    Scope inside = scope.entering(location.resource());
    Map<Json, Schema> known = schemas.computeIfAbsent(inside, s -> new IdentityHashMap<>());
    Schema schema = known.get(json);
    if (schema == null) {
      schema = new Schema(location.pointer());
      known.put(json, schema);
      all.add(schema);
      unread.add(new Unread(schema, location, inside));
      pointerChars += schema.pointer.length();
      requireWithinLimits(schema.pointer);
    }
    return schema;
  }

  private void requireWithinLimits(String pointer) {
    Limits limits = options.limits();
    String problem = null;
    if (pointerChars > limits.maxSourceChars()) {
      problem =
          "JSON Pointers of more characters in all than Limits.maxSourceChars "
              + limits.maxSourceChars();
    } else if (all.size() > limits.maxSymbols()) {
      problem = "more schemas than Limits.maxSymbols " + limits.maxSymbols();
    } else if (schemas.size() > limits.maxAlternatives()) {
      problem = "more dynamic scopes than Limits.maxAlternatives " + limits.maxAlternatives();
    }
    if (problem != null) {
      throw new LimitExceededException(Expected.clipped(pointer), problem);
    }
  }

  private void fill(Unread next) {
    Schema schema = next.schema;
    Resource resource = next.location.resource();
    if (!(next.location.json() instanceof Json.Obj object)) {
      schema.types = next.location.json().equals(new Json.Bool(true)) ? JsonType.ALL : 0;
      return;
    }
    Site site = new Site(this, schema, object.members(), resource, next.scope);
    boolean refersOnly =
        site.dialect().before(Dialect.DRAFT_2019_09) && object.members().containsKey("$ref");
    schema.integersArePlain = site.dialect() == Dialect.DRAFT_4;
    Json types = refersOnly ? null : active(site, "type");
    if (types != null) {
      schema.types = Expected.types(site.at("type"), types);
    }
    object
        .members()
        .forEach(
            (name, value) -> {
              Use use;
              if (refersOnly && !name.equals("$ref")) {
                use = annotation(schema, name, "beside '$ref' in " + site.dialect());
              } else {
                use = read(site, object, name, value);
              }
              uses.add(new PlacedUse(resource.document, object.place(), use));
            });
  }

  private static Use annotation(Schema schema, String name, String note) {
    return new Use(schema.pointer, name, Status.ANNOTATION, note);
  }

  private Use read(Site site, Json.Obj object, String name, Json value) {
    Schema schema = site.schema;
    Rules rules = site.resource.rules;
    Keyword keyword = Keyword.named(name);
    if (name.equals("$schema")) {
      Expected.string(site.at(name), value);
      return site.resource.root.json() == object
          ? new Use(schema.pointer, name, rules.status(), rules.note())
          : annotation(schema, name, "not at the root of a resource");
    }
    if (keyword == null) {
      Expected.identifier(site.at(name), name, value, site.dialect());
      return annotation(schema, name, "");
    }
    if (!keyword.isIn(site.dialect())) {
      return annotation(schema, name, "no keyword of " + site.dialect());
    }
    if (!rules.vocabularies().contains(keyword.vocabulary())) {
      return annotation(schema, name, "not in the vocabularies of the metaschema");
    }
    if (!isEnforced(name)) {
      return new Use(schema.pointer, name, Status.IGNORED_BY_OPTION, "");
    }
    boolean applies = (keyword.types() & schema.types) != 0;
    String refusal = assertion(applies ? site : site.checkingForm(), keyword, name, value);
    String harmless = Keyword.harmless(name, value, site.members);
    if (harmless == null && name.equals("format")) {
      harmless = StringKeywords.annotates(site, value);
    }
    if (harmless != null || !applies) {
      String types = JsonType.describe(schema.types);
      return annotation(
          schema, name, harmless != null ? harmless : "asserts nothing about " + types);
    }
    if (refusal != null) {
      return new Use(schema.pointer, name, Status.REFUSED, refusal);
    }
    boolean checked = name.equals("format") && StringKeywords.isChecked(value);
    return new Use(
        schema.pointer, name, checked ? Status.ENFORCED_BY_CHECK : Status.ENFORCED_BY_MASK, "");
  }

  private static @Nullable String assertion(Site site, Keyword keyword, String name, Json value) {
    switch (keyword.types()) {
      case JsonType.ALL -> {
        return InPlaceKeywords.read(site, name, value);
      }
      case JsonType.OBJECT -> {
        return ObjectKeywords.read(site, name, value);
      }
      case JsonType.STRING -> {
        return StringKeywords.read(site, name, value);
      }
      case JsonType.ARRAY -> ArrayKeywords.read(site, name, value);
      case JsonType.NUMBER -> NumberKeywords.read(site, name, value);
      default -> throw new AssertionError("a keyword of no family: " + name);
    }
    return null;
  }

  // ---- for the keywords

  Limits limits() {
    return options.limits();
  }

  Patterns patterns() {
    return patterns;
  }

  Resource at(Json json, Resource around) {
    return resources.at(json, around);
  }

  Resources.Target resolve(Resource from, String reference, String at) {
    return resources.resolve(from, reference, at);
  }

  private boolean isEnforced(String name) {
    return !options.ignored().contains(name);
  }

  boolean formatsAssert(Site site) {
    return options.formats() == FormatPolicy.ENFORCED
        || site.resource.rules.vocabularies().contains(Vocabulary.FORMAT_ASSERTION);
  }

  /** The value of a sibling keyword, or null if it is absent or asserts nothing here. */
  @Nullable Json active(Site site, String name) {
    Keyword keyword = Keyword.named(name);
    boolean active =
        keyword != null
            && keyword.isIn(site.dialect())
            && site.resource.rules.vocabularies().contains(keyword.vocabulary())
            && isEnforced(name);
    return active ? site.members.get(name) : null;
  }
}
