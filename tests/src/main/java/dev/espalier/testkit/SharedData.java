package dev.espalier.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where data that is not part of the project lies, if it is there: a folder {@code shared} beside
 * the checkout. Tests that need it are skipped elsewhere.
 */
public final class SharedData {
  private SharedData() {}

  /** The path of {@code name} in the shared folder; empty where there is none. */
  public static Optional<Path> find(String name) {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared").resolve(name);
      if (Files.exists(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
