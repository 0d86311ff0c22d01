package dev.espalier.grammar.schema;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where schemas stand below a schema, whether they assert something there or not. */
final class Subschemas {
  private Subschemas() {}

  /** What the value of a keyword holds. */
  enum Form {
    /** A schema. */
    ONE,
    /** Schemas in an array. */
    SEVERAL,
    /** Schemas as values of an object. */
    NAMED,
    /** A schema, or schemas in an array. */
    ONE_OR_SEVERAL
  }

  private static final Map<String, Form> FORMS =
      Map.ofEntries(
          Map.entry("not", Form.ONE),
          Map.entry("if", Form.ONE),
          Map.entry("then", Form.ONE),
          Map.entry("else", Form.ONE),
          Map.entry("contains", Form.ONE),
          Map.entry("additionalItems", Form.ONE),
          Map.entry("unevaluatedItems", Form.ONE),
          Map.entry("additionalProperties", Form.ONE),
          Map.entry("unevaluatedProperties", Form.ONE),
          Map.entry("propertyNames", Form.ONE),
          Map.entry("contentSchema", Form.ONE),
          Map.entry("allOf", Form.SEVERAL),
          Map.entry("anyOf", Form.SEVERAL),
          Map.entry("oneOf", Form.SEVERAL),
          Map.entry("prefixItems", Form.SEVERAL),
          Map.entry("items", Form.ONE_OR_SEVERAL),
          Map.entry("properties", Form.NAMED),
          Map.entry("patternProperties", Form.NAMED),
          Map.entry("dependencies", Form.NAMED),
          Map.entry("dependentSchemas", Form.NAMED),
          Map.entry("definitions", Form.NAMED),
          Map.entry("$defs", Form.NAMED));

  /** The form of a keyword's value in a dialect, or null if it holds no schemas. */
  static @Nullable Form of(String name, Dialect dialect) {
    Form form = FORMS.get(name);
    if (form == null) {
      return null;
    }
    Keyword keyword = Keyword.named(name);
    boolean known =
        keyword == null
            ? name.equals("definitions") || !dialect.before(Dialect.DRAFT_2019_09)
            : keyword.isIn(dialect);
    return known ? form : null;
  }
}
