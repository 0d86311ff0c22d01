package dev.espalier.bench;

import dev.espalier.engine.cli.DialectNames;
import dev.espalier.grammar.schema.Dialect;
import java.nio.file.Path;
import java.util.Optional;

/** The dialects of JSON Schema, as the suite names its directories. */
final class SuiteDialect {
  private SuiteDialect() {}

  /** The dialect that the file's directory names, or the nearest one above it that names any. */
  static Optional<Dialect> ofDirectory(Path file) {
    for (Path at = file.toAbsolutePath().normalize().getParent();
        at != null && at.getFileName() != null;
        at = at.getParent()) {
      Optional<Dialect> named = DialectNames.find(at.getFileName().toString());
      if (named.isPresent()) {
        return named;
      }
    }
    return Optional.empty();
  }
}
