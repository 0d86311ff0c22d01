package dev.espalier.bench;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.json.JsonMapper;

/** The dialects of JSON Schema, as the suite names its directories. */
enum SuiteDialect {
  DRAFT4("draft4", "http://json-schema.org/draft-04/schema#"),
  DRAFT6("draft6", "http://json-schema.org/draft-06/schema#"),
  DRAFT7("draft7", "http://json-schema.org/draft-07/schema#"),
  DRAFT_2019_09("2019-09", "https://json-schema.org/draft/2019-09/schema"),
  DRAFT_2020_12("2020-12", "https://json-schema.org/draft/2020-12/schema");

  static final String NAMES = "draft4, draft6, draft7, 2019-09 or 2020-12";

  private final String id;
  private final String uri;

  SuiteDialect(String id, String uri) {
    this.id = id;
    this.uri = uri;
  }

  /** The dialect of that name, however it is written: {@code 2019-09}, {@code draft2019-09}, ... */
  static Optional<SuiteDialect> named(String name) {
    String plain =
        name.toLowerCase(Locale.ROOT).replaceFirst("^draft[-_]?0?", "").replace('_', '-');
    for (SuiteDialect dialect : values()) {
      if (dialect.id.replace("draft", "").equals(plain)) {
        return Optional.of(dialect);
      }
    }
    return Optional.empty();
  }

  /** The dialect that the file's directory names, or the nearest one above it that names any. */
  static Optional<SuiteDialect> ofDirectory(Path file) {
    for (Path at = file.toAbsolutePath().normalize().getParent();
        at != null && at.getFileName() != null;
        at = at.getParent()) {
      Optional<SuiteDialect> named = named(at.getFileName().toString());
      if (named.isPresent()) {
        return named;
      }
    }
    return Optional.empty();
  }

  /** The schema with a {@code $schema} of this dialect, where it has none of its own. */
  String declaredIn(String schema) {
    try (JsonParser in = JsonMapper.shared().createParser(schema)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        return schema;
      }
      int members = 0;
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        if (in.currentName().equals("$schema")) {
          return schema;
        }
        members++;
        in.nextToken();
        in.skipChildren();
      }
      int start = schema.indexOf('{') + 1;
      return schema.substring(0, start)
          + "\"$schema\": \"%s\"".formatted(uri)
          + (members > 0 ? ", " : "")
          + schema.substring(start);
    }
  }

  @Override
  public String toString() {
    return id;
  }
}
