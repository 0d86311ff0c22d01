package dev.espalier.grammar.schema;

import dev.espalier.grammar.InvalidSchemaException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.schema.Resource.Location;
import dev.espalier.grammar.schema.SupportReport.Status;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The documents of one schema, the resources in them and where references lead.
 *
 * <p>A document is searched for identifiers once, where its dialect knows schemas to stand; what
 * looks like one inside {@code enum} or an unknown keyword is none. Other documents are the
 * official metaschemas and what {@link SchemaOptions#resolver} knows. Iterative; linear in the
 * documents, which are limited together.
 */
final class Resources {
  private final SchemaOptions options;
  private final Map<String, Resource> byUri = new HashMap<>();
  private final Map<Json, Resource> byRoot = new IdentityHashMap<>();
  private final Map<Json, Boolean> searchedLater = new IdentityHashMap<>();
  private final Map<String, Rules> rules = new HashMap<>(); // by $schema
  private final Map<String, Optional<Json>> texts = new HashMap<>();
  private final Resource root;
  private int documents;
  private long chars;

  Resources(Json document, SchemaOptions options) {
    this.options = options;
    this.root = add(document, Uris.NO_BASE, JsonPointer.ROOT, Rules.of(options.dialect()));
  }

  Resource root() {
    return root;
  }

  /** The resource that {@code json} is the root of, or the one around it. */
  Resource at(Json json, Resource around) {
    return byRoot.getOrDefault(json, around);
  }

  /**
   * Where a reference leads.
   *
   * @param location null if it is refused
   * @param anchor the dynamic anchor that its fragment names, or null
   * @param refusal what to do instead, or null
   */
  record Target(@Nullable Location location, @Nullable String anchor, @Nullable String refusal) {}

  /**
   * Follows a reference.
   *
   * @param at where it stands
   * @throws InvalidSchemaException if it leads nowhere
   */
  Target resolve(Resource from, String reference, String at) {
    int hash = reference.indexOf('#');
    String address = hash < 0 ? reference : reference.substring(0, hash);
    String fragment = hash < 0 ? "" : reference.substring(hash + 1);
    Resource resource = from;
    if (!address.isEmpty()) {
      String uri = Uris.resolve(from.uri, address);
      resource = find(uri, from.rules);
      if (resource == null) {
        return new Target(
            null,
            null,
            "'"
                + Expected.clipped(Uris.shown(uri))
                + "' is not known; copy it into '$defs', or supply it (SchemaOptions.withResolver,"
                + " --document)");
      }
    }
    if (fragment.isEmpty()) {
      return new Target(resource.root, null, null);
    }
    Location location;
    List<String> tokens = JsonPointer.tokens(fragment);
    if (tokens == null) {
      if (fragment.startsWith("/")) {
        throw new InvalidSchemaException(
            at, "reference '" + Expected.clipped(reference) + "' is not a JSON Pointer");
      }
      location = resource.anchors.get(fragment);
    } else {
      location = walk(resource, tokens);
    }
    if (location == null) {
      throw new InvalidSchemaException(
          at, "reference '" + Expected.clipped(reference) + "' leads nowhere");
    }
    boolean dynamic = tokens == null && resource.dynamicAnchors.containsKey(fragment);
    return new Target(location, dynamic ? fragment : null, null);
  }

  /** Follows a pointer through any value; what it finds beside the known schemas is searched. */
  private @Nullable Location walk(Resource resource, List<String> tokens) {
    Json json = resource.root.json();
    StringBuilder pointer = new StringBuilder(resource.root.pointer());
    Subschemas.Form below = null; // of the keyword that was entered
    boolean schema = true; // at one that is known to be one
    boolean known = true; // still where schemas are known to stand
    for (String token : tokens) {
      if (schema) {
        below = json instanceof Json.Obj ? Subschemas.of(token, resource.rules.dialect()) : null;
      }
      json = inside(json, token);
      if (json == null) {
        return null;
      }
      pointer.append(JsonPointer.child("", token));
      known &= below != null;
      schema = known && (!schema || isSchema(below, json));
      if (schema) {
        resource = at(json, resource);
      }
    }
    Location found = new Location(json, pointer.toString(), resource);
    if (!schema && searchedLater.put(json, true) == null) {
      search(found, resource.document);
    }
    return new Location(json, found.pointer(), at(json, resource));
  }

  private static boolean isSchema(Subschemas.@Nullable Form form, Json json) {
    return form == Subschemas.Form.ONE
        || (form == Subschemas.Form.ONE_OR_SEVERAL && !(json instanceof Json.Arr));
  }

  private static @Nullable Json inside(Json value, String token) {
    return switch (value) {
      case Json.Obj object -> object.members().get(token);
      case Json.Arr array -> {
        boolean index = token.matches("0|[1-9][0-9]{0,8}");
        yield index && Integer.parseInt(token) < array.items().size()
            ? array.items().get(Integer.parseInt(token))
            : null;
      }
      case Json.Null n -> null;
      case Json.Bool b -> null;
      case Json.Num n -> null;
      case Json.Str s -> null;
    };
  }

  // ---- documents

  private @Nullable Resource find(String uri, Rules inherited) {
    Resource known = byUri.get(uri);
    if (known != null) {
      return known;
    }
    Json document = document(uri).orElse(null);
    return document == null
        ? null
        : add(document, uri, Uris.shown(uri) + JsonPointer.ROOT, inherited);
  }

  private Optional<Json> document(String uri) {
    Optional<Json> known = texts.get(uri);
    if (known == null) {
      Optional<String> text =
          MetaSchemas.text(uri).or(() -> options.resolver().resolve(Uris.shown(uri)));
      Limits limits = options.limits();
      chars += text.map(String::length).orElse(0);
      if (chars > limits.maxSourceChars()) {
        throw new LimitExceededException(
            Expected.clipped(Uris.shown(uri)),
            "documents of more characters in all than Limits.maxSourceChars "
                + limits.maxSourceChars());
      }
      known = text.map(t -> JsonText.parse(t, limits, Uris.shown(uri)));
      texts.put(uri, known);
    }
    return known;
  }

  /** Takes in a document that was found at {@code uri}. */
  private Resource add(Json document, String uri, String pointer, Rules inherited) {
    Rules rules = inherited;
    String base = uri;
    if (document instanceof Json.Obj object) {
      rules = rules(object, inherited);
      Identifier id = Identifier.of(object, rules.dialect());
      base = id == null ? uri : Uris.resolve(uri, id.address());
    }
    Resource resource = new Resource(base, document, pointer, documents++, rules);
    byUri.putIfAbsent(base, resource);
    byUri.putIfAbsent(uri, resource);
    byRoot.put(document, resource);
    search(resource.root, resource.document);
    return resource;
  }

  /** A schema that names itself. */
  private record Identifier(String address, String fragment) {
    static @Nullable Identifier of(Json.Obj object, Dialect dialect) {
      boolean overridden =
          dialect.before(Dialect.DRAFT_2019_09) && object.members().containsKey("$ref");
      if (overridden || !(object.members().get(dialect.idKeyword()) instanceof Json.Str id)) {
        return null;
      }
      int hash = id.value().indexOf('#');
      return hash < 0
          ? new Identifier(id.value(), "")
          : new Identifier(id.value().substring(0, hash), id.value().substring(hash + 1));
    }
  }

  /** A step on the way from the root of a document; its pointer is made where it is needed. */
  private record Path(@Nullable Path parent, String token) {
    static String pointer(@Nullable Path path, String start) {
      Deque<String> tokens = new ArrayDeque<>();
      for (Path step = path; step != null; step = step.parent) {
        tokens.push(step.token);
      }
      StringBuilder out = new StringBuilder(start);
      tokens.forEach(token -> out.append(JsonPointer.child("", token)));
      return out.toString();
    }
  }

  private record Step(Json json, @Nullable Path path, Resource resource) {}

  /** Finds the identifiers at {@code start} and in all schemas below. */
  private void search(Location start, int document) {
    Deque<Step> steps = new ArrayDeque<>();
    steps.push(new Step(start.json(), null, start.resource()));
    while (!steps.isEmpty()) {
      Step step = steps.pop();
      if (step.json instanceof Json.Obj object) {
        Resource resource = identified(object, step, start.pointer(), document);
        Dialect dialect = resource.rules.dialect();
        object
            .members()
            .forEach(
                (name, value) -> {
                  Subschemas.Form form = Subschemas.of(name, dialect);
                  if (form != null) {
                    Path path = new Path(step.path, name);
                    pushBelow(steps, form, value, path, resource);
                  }
                });
      }
    }
  }

  private static void pushBelow(
      Deque<Step> steps, Subschemas.Form form, Json value, Path path, Resource resource) {
    if (value instanceof Json.Obj object && form == Subschemas.Form.NAMED) {
      object
          .members()
          .forEach((name, json) -> steps.push(new Step(json, new Path(path, name), resource)));
    } else if (value instanceof Json.Arr array && form != Subschemas.Form.NAMED) {
      for (int i = 0; i < array.items().size(); i++) {
        steps.push(new Step(array.items().get(i), new Path(path, "" + i), resource));
      }
    } else {
      steps.push(new Step(value, path, resource));
    }
  }

  /** Notes the names a schema has; the resource that it is in. */
  private Resource identified(Json.Obj object, Step step, String start, int document) {
    Resource resource = at(object, step.resource);
    Identifier id = Identifier.of(object, resource.rules.dialect());
    if (resource.root.json() != object && id != null && !id.address.isEmpty()) {
      String pointer = Path.pointer(step.path, start);
      String uri = Uris.resolve(resource.uri, id.address);
      resource = new Resource(uri, object, pointer, document, rules(object, resource.rules));
      byUri.putIfAbsent(uri, resource);
      byRoot.put(object, resource);
    }
    Dialect dialect = resource.rules.dialect();
    Map<String, Json> members = object.members();
    if (dialect.before(Dialect.DRAFT_2019_09)) {
      if (id != null && !id.fragment.isEmpty()) {
        name(resource, id.fragment, object, step, start);
      }
      return resource;
    }
    if (members.get("$anchor") instanceof Json.Str anchor) {
      name(resource, anchor.value(), object, step, start);
    }
    if (dialect == Dialect.DRAFT_2020_12
        && members.get("$dynamicAnchor") instanceof Json.Str anchor
        && !anchor.value().isEmpty()) {
      Location location = name(resource, anchor.value(), object, step, start);
      resource.dynamicAnchors.putIfAbsent(anchor.value(), location);
    }
    if (dialect == Dialect.DRAFT_2019_09
        && resource.root.json() == object
        && members.get("$recursiveAnchor") instanceof Json.Bool recursive
        && recursive.value()) {
      resource.dynamicAnchors.put(Resource.RECURSIVE, resource.root);
    }
    return resource;
  }

  private static Location name(
      Resource resource, String anchor, Json.Obj object, Step step, String start) {
    Location location = new Location(object, Path.pointer(step.path, start), resource);
    resource.anchors.putIfAbsent(anchor, location);
    return location;
  }

  // ---- dialects

  /** By the {@code $schema} of what may be the root of a resource. */
  private Rules rules(Json.Obj object, Rules inherited) {
    if (!(object.members().get("$schema") instanceof Json.Str schema)) {
      return inherited;
    }
    String uri = schema.value();
    Rules known = rules.get(uri);
    if (known == null) {
      Rules fallback =
          Rules.of(options.dialect())
              .withNote(Status.ANNOTATION, "unknown, read as " + options.dialect());
      rules.put(uri, fallback); // while it is looked up, should it name itself
      known = lookUp(uri, fallback);
      rules.put(uri, known);
    }
    return known;
  }

  private Rules lookUp(String uri, Rules fallback) {
    Dialect dialect = Dialect.named(uri);
    if (dialect != null) {
      return Rules.of(dialect);
    }
    if (Dialect.isTooOld(uri)) {
      return Rules.of(Dialect.DRAFT_4).withNote(Status.REFUSED, "use draft-04 or later");
    }
    Json metaschema =
        document(Uris.resolve(Uris.NO_BASE, uri.replaceFirst("#.*$", ""))).orElse(null);
    if (!(metaschema instanceof Json.Obj object)) {
      return fallback;
    }
    Dialect base = rules(object, fallback).dialect();
    Rules named =
        Rules.of(base).withNote(Status.ANNOTATION, "a metaschema of one's own, read as " + base);
    boolean chooses =
        !base.before(Dialect.DRAFT_2019_09)
            && object.members().get("$vocabulary") instanceof Json.Obj;
    return chooses ? chosen(named, (Json.Obj) object.members().get("$vocabulary")) : named;
  }

  private static Rules chosen(Rules named, Json.Obj vocabulary) {
    Set<Vocabulary> all = EnumSet.of(Vocabulary.CORE);
    for (Map.Entry<String, Json> member : vocabulary.members().entrySet()) {
      boolean required = member.getValue().equals(new Json.Bool(true));
      Set<Vocabulary> meant = Vocabulary.named(member.getKey(), required);
      if (meant != null) {
        all.addAll(meant);
      } else if (required) {
        return named.withNote(
            Status.REFUSED,
            "its metaschema requires '" + Expected.clipped(member.getKey()) + "'; leave that out");
      }
    }
    return new Rules(named.dialect(), all, named.status(), named.note());
  }
}
