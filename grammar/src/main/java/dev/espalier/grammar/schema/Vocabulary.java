package dev.espalier.grammar.schema;

import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The vocabularies that a metaschema may leave out since 2019-09. */
enum Vocabulary {
  CORE,
  APPLICATOR,
  UNEVALUATED,
  VALIDATION,
  FORMAT,
  FORMAT_ASSERTION,
  ANNOTATION; // meta-data and content, which assert nothing

  private static final String BASE = "https://json-schema.org/draft/";

  /** What the official metaschemas name. */
  static Set<Vocabulary> standard() {
    Set<Vocabulary> all = EnumSet.allOf(Vocabulary.class);
    all.remove(FORMAT_ASSERTION);
    return all;
  }

  /**
   * What a member of {@code $vocabulary} stands for.
   *
   * @param required its value
   * @return null for a vocabulary of someone's own
   */
  static @Nullable Set<Vocabulary> named(String uri, boolean required) {
    if (!uri.startsWith(BASE)) {
      return null;
    }
    return switch (uri.substring(BASE.length())) {
      case "2019-09/vocab/core", "2020-12/vocab/core" -> EnumSet.of(CORE);
      case "2019-09/vocab/applicator" -> EnumSet.of(APPLICATOR, UNEVALUATED);
      case "2020-12/vocab/applicator" -> EnumSet.of(APPLICATOR);
      case "2020-12/vocab/unevaluated" -> EnumSet.of(UNEVALUATED);
      case "2019-09/vocab/validation", "2020-12/vocab/validation" -> EnumSet.of(VALIDATION);
      case "2019-09/vocab/format" ->
          required ? EnumSet.of(FORMAT, FORMAT_ASSERTION) : EnumSet.of(FORMAT);
      case "2020-12/vocab/format-annotation" -> EnumSet.of(FORMAT);
      case "2020-12/vocab/format-assertion" -> EnumSet.of(FORMAT, FORMAT_ASSERTION);
      case "2019-09/vocab/meta-data",
          "2020-12/vocab/meta-data",
          "2019-09/vocab/content",
          "2020-12/vocab/content" ->
          EnumSet.of(ANNOTATION);
      default -> null;
    };
  }
}
