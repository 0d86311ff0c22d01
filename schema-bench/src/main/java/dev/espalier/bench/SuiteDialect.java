package dev.espalier.bench;

import dev.espalier.grammar.schema.Dialect;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The dialects of JSON Schema, as the suite names its directories. */
final class SuiteDialect {
  static final String NAMES = "draft4, draft6, draft7, 2019-09 or 2020-12";

  private static final Map<String, Dialect> BY_NAME =
      Map.of(
          "4", Dialect.DRAFT_4,
          "6", Dialect.DRAFT_6,
          "7", Dialect.DRAFT_7,
          "2019-09", Dialect.DRAFT_2019_09,
          "2020-12", Dialect.DRAFT_2020_12);

  private SuiteDialect() {}

  /** The dialect of that name, however it is written: {@code 2019-09}, {@code draft2019-09}, ... */
  static Optional<Dialect> named(String name) {
    String plain =
        name.toLowerCase(Locale.ROOT).replaceFirst("^draft[-_]?0?", "").replace('_', '-');
    return Optional.ofNullable(BY_NAME.get(plain));
  }

  /** The dialect that the file's directory names, or the nearest one above it that names any. */
  static Optional<Dialect> ofDirectory(Path file) {
    for (Path at = file.toAbsolutePath().normalize().getParent();
        at != null && at.getFileName() != null;
        at = at.getParent()) {
      Optional<Dialect> named = named(at.getFileName().toString());
      if (named.isPresent()) {
        return named;
      }
    }
    return Optional.empty();
  }
}
