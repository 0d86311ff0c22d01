package dev.espalier.grammar.schema;

import dev.espalier.grammar.schema.Schema.Applied;
import dev.espalier.grammar.schema.Schema.PatternProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keywords about objects. */
final class ObjectKeywords {
  private ObjectKeywords() {}

  /** Reads one; why it is refused, or null. */
  static @Nullable String read(Site site, String name, Json value) {
    String at = site.at(name);
    Schema schema = site.schema;
    switch (name) {
      case "properties" -> {
        Expected.object(at, value)
            .forEach(
                (key, member) ->
                    schema.properties.put(key, site.below(JsonPointer.child(at, key), member)));
        site.passProperties();
      }
      case "patternProperties" -> {
        return patternProperties(site, at, Expected.object(at, value));
      }
      case "additionalProperties" -> schema.additional = site.belowOrBoolean(at, value);
      case "unevaluatedProperties" -> schema.unevaluatedProperties = site.below(at, value);
      case "propertyNames" -> schema.propertyNames = site.below(at, value);
      case "required" -> schema.required.addAll(Expected.names(at, value, site.dialect()));
      case "minProperties" -> schema.size = schema.size.and(Expected.least(at, value));
      case "maxProperties" -> schema.size = schema.size.and(Expected.most(at, value));
      case "dependentRequired", "dependentSchemas", "dependencies" ->
          Expected.object(at, value)
              .forEach(
                  (key, member) -> dependency(site, name, key, JsonPointer.child(at, key), member));
      default -> throw new AssertionError("a keyword that is not read: " + name);
    }
    return null;
  }

  private static void dependency(Site site, String name, String key, String at, Json member) {
    boolean required =
        name.equals("dependentRequired")
            || (name.equals("dependencies") && member instanceof Json.Arr);
    if (required) {
      site.schema.dependentRequired.put(key, Expected.names(at, member, site.dialect()));
    } else {
      site.apply(new Applied.Dependent(key, site.below(at, member)));
    }
  }

  private static @Nullable String patternProperties(
      Site site, String at, Map<String, Json> members) {
    String refusal = null;
    for (Map.Entry<String, Json> member : members.entrySet()) {
      String place = JsonPointer.child(at, member.getKey());
      Patterns.Pattern pattern = site.reader.patterns().search(member.getKey(), place);
      Schema below = site.below(place, member.getValue());
      if (pattern.regex() == null) {
        refusal = pattern.refusal();
      } else {
        site.schema.patternProperties.add(
            new PatternProperty(member.getKey(), pattern.regex(), below));
      }
    }
    return refusal;
  }
}
