package dev.espalier.grammar.schema;

import dev.espalier.grammar.schema.Schema.Applied;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keywords about all types: the value itself, and schemas applied to it. */
final class InPlaceKeywords {
  private InPlaceKeywords() {}

  /** Reads one; why it is refused, or null. */
  static @Nullable String read(Site site, String name, Json value) {
    String at = site.at(name);
    switch (name) {
      case "$ref", "$dynamicRef", "$recursiveRef" -> {
        return reference(site, name, Expected.string(at, value), at);
      }
      case "type" -> {} // read before all others
      case "enum" -> {
        List<Json> values = Expected.array(at, value);
        if (values.isEmpty() && site.dialect() == Dialect.DRAFT_4) {
          throw Expected.found(at, "at least one value", value);
        }
        among(site.schema, values);
      }
      case "const" -> among(site.schema, List.of(value));
      case "allOf" -> site.several(at, value).forEach(each -> site.apply(new Applied.All(each)));
      case "anyOf" -> site.apply(new Applied.Any(site.several(at, value)));
      case "oneOf" -> site.apply(new Applied.One(site.several(at, value)));
      case "not" -> site.apply(new Applied.Not(site.below(at, value)));
      case "if" -> {
        Schema test = site.below(at, value);
        site.apply(new Applied.If(test, branch(site, "then"), branch(site, "else")));
      }
      case "then", "else" -> Expected.schema(at, value); // read with 'if'
      default -> throw new AssertionError("a keyword that is not read: " + name);
    }
    return null;
  }

  private static @Nullable Schema branch(Site site, String name) {
    Json branch = site.reader.active(site, name);
    return branch == null ? null : site.below(site.at(name), branch);
  }

  private static void among(Schema schema, List<Json> values) {
    Set<Json> all = new LinkedHashSet<>(values);
    if (schema.values != null) {
      all.retainAll(schema.values);
    }
    schema.values = all;
  }

  private static @Nullable String reference(Site site, String name, String reference, String at) {
    Resource.Location location;
    if (name.equals("$recursiveRef")) {
      if (!reference.equals("#")) {
        throw Expected.found(at, "'#'", new Json.Str(reference));
      }
      location = site.resource.root;
      if (site.resource.dynamicAnchors.containsKey(Resource.RECURSIVE)) {
        location = outermost(site, site.resource, Resource.RECURSIVE);
      }
    } else {
      Resources.Target target = site.reader.resolve(site.resource, reference, at);
      location = target.location();
      if (location == null) {
        return target.refusal();
      }
      if (name.equals("$dynamicRef") && target.anchor() != null) {
        location = outermost(site, location.resource(), target.anchor());
      }
    }
    Dialect dialect = location.resource().rules.dialect();
    Expected.schema(location.pointer(), location.json(), dialect);
    site.apply(new Applied.All(site.reader.schema(location, site.scope)));
    return null;
  }

  /** Where the dynamic scope, were {@code resource} entered, has its first such anchor. */
  private static Resource.Location outermost(Site site, Resource resource, String anchor) {
    Resource first = site.scope.outermost().getOrDefault(anchor, resource);
    Resource.Location location = first.dynamicAnchors.get(anchor);
    if (location == null) {
      throw new AssertionError(first + " has no anchor " + anchor);
    }
    return location;
  }
}
