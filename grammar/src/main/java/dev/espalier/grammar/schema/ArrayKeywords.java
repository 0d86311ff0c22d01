package dev.espalier.grammar.schema;

import dev.espalier.grammar.InvalidSchemaException;
import java.util.List;

/** Keywords about arrays. */
final class ArrayKeywords {
  private ArrayKeywords() {}

  static void read(Site site, String name, Json value) {
    String at = site.at(name);
    Schema schema = site.schema;
    switch (name) {
      case "items" -> items(site, at, value);
      case "prefixItems" -> schema.prefix.addAll(site.several(at, value));
      case "additionalItems" -> {
        Schema additional = site.belowOrBoolean(at, value);
        if (site.members.get("items") instanceof Json.Arr) {
          schema.items = additional;
        }
      }
      case "minItems" -> schema.count = schema.count.and(Expected.least(at, value));
      case "maxItems" -> schema.count = schema.count.and(Expected.most(at, value));
      case "uniqueItems" -> schema.uniqueItems |= Expected.bool(at, value);
      case "contains" -> contains(site, at, value);
      case "minContains" -> Expected.least(at, value); // read with 'contains'
      case "maxContains" -> Expected.most(at, value);
      case "unevaluatedItems" -> schema.unevaluatedItems = site.below(at, value);
      default -> throw new AssertionError("a keyword that is not read: " + name);
    }
  }

  private static void items(Site site, String at, Json value) {
    if (!(value instanceof Json.Arr several)) {
      site.schema.items = site.below(at, value);
      return;
    }
    if (site.dialect() == Dialect.DRAFT_2020_12) {
      throw new InvalidSchemaException(
          at, "expected a schema but found several; 2020-12 has 'prefixItems' for that");
    }
    List<Json> items = several.items();
    for (int i = 0; i < items.size(); i++) {
      site.schema.prefix.add(site.below(JsonPointer.child(at, i), items.get(i)));
    }
  }

  private static void contains(Site site, String at, Json value) {
    Count count = new Count(1, Count.ANY.max());
    Json min = site.reader.active(site, "minContains");
    if (min != null) {
      count = Expected.least(site.at("minContains"), min);
    }
    Json max = site.reader.active(site, "maxContains");
    if (max != null) {
      count = count.and(Expected.most(site.at("maxContains"), max));
    }
    site.schema.contains =
        new Schema.Contains(site.below(at, value), count, site.dialect() == Dialect.DRAFT_2020_12);
  }
}
