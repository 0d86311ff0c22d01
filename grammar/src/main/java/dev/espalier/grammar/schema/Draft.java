package dev.espalier.grammar.schema;

import org.jspecify.annotations.Nullable;

/** The drafts of JSON Schema, oldest first. */
enum Draft {
  DRAFT_3,
  DRAFT_4,
  DRAFT_6,
  DRAFT_7,
  DRAFT_2019_09,
  DRAFT_2020_12;

  /** The draft that {@code $schema} names, or null for another metaschema. */
  static @Nullable Draft named(String uri) {
    return switch (uri.replaceFirst("^https?://", "").replaceFirst("#$", "")) {
      case "json-schema.org/draft-03/schema" -> DRAFT_3;
      case "json-schema.org/draft-04/schema" -> DRAFT_4;
      case "json-schema.org/draft-06/schema" -> DRAFT_6;
      case "json-schema.org/draft-07/schema" -> DRAFT_7;
      case "json-schema.org/draft/2019-09/schema" -> DRAFT_2019_09;
      case "json-schema.org/draft/2020-12/schema", "json-schema.org/schema" -> DRAFT_2020_12;
      default -> null;
    };
  }

  boolean before(Draft other) {
    return compareTo(other) < 0;
  }

  @Override
  public String toString() {
    return switch (this) {
      case DRAFT_3 -> "draft-03";
      case DRAFT_4 -> "draft-04";
      case DRAFT_6 -> "draft-06";
      case DRAFT_7 -> "draft-07";
      case DRAFT_2019_09 -> "2019-09";
      case DRAFT_2020_12 -> "2020-12";
    };
  }
}
