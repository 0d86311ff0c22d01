package dev.espalier.grammar.schema;

import org.jspecify.annotations.Nullable;

/** The drafts of JSON Schema that are read, oldest first. */
public enum Dialect {
  DRAFT_4("draft-04"),
  DRAFT_6("draft-06"),
  DRAFT_7("draft-07"),
  DRAFT_2019_09("2019-09"),
  DRAFT_2020_12("2020-12");

  private final String label;

  Dialect(String label) {
    this.label = label;
  }

  /** The dialect that {@code $schema} names, or null for another metaschema. */
  static @Nullable Dialect named(String uri) {
    return switch (bare(uri)) {
      case "json-schema.org/draft-04/schema" -> DRAFT_4;
      case "json-schema.org/draft-06/schema" -> DRAFT_6;
      case "json-schema.org/draft-07/schema" -> DRAFT_7;
      case "json-schema.org/draft/2019-09/schema" -> DRAFT_2019_09;
      case "json-schema.org/draft/2020-12/schema", "json-schema.org/schema" -> DRAFT_2020_12;
      default -> null;
    };
  }

  /** Whether {@code $schema} names a draft older than all of these. */
  static boolean isTooOld(String uri) {
    return bare(uri).matches("json-schema\\.org/draft-0[0-3]/schema");
  }

  private static String bare(String uri) {
    return uri.replaceFirst("^https?://", "").replaceFirst("#$", "");
  }

  boolean before(Dialect other) {
    return compareTo(other) < 0;
  }

  /** The keyword that names a schema. */
  String idKeyword() {
    return this == DRAFT_4 ? "id" : "$id";
  }

  /** Such as {@code draft-07}. */
  @Override
  public String toString() {
    return label;
  }
}
