package dev.espalier.bench;

import dev.espalier.grammar.schema.SchemaResolver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The documents that schemas of the suite find at {@code http://localhost:1234/}: files of a
 * directory, and no other. Immutable; any thread.
 */
final class SuiteRemotes implements SchemaResolver {
  private static final String SERVER = "http://localhost:1234/";

  private final Path directory;

  SuiteRemotes(Path directory) {
    this.directory = directory.toAbsolutePath().normalize();
  }

  @Override
  public Optional<String> resolve(String uri) {
    if (!uri.startsWith(SERVER)) {
      return Optional.empty();
    }
    try {
      Path file = directory.resolve(path(uri)).normalize();
      return file.startsWith(directory) && Files.isRegularFile(file)
          ? Optional.of(Files.readString(file, StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IllegalArgumentException e) { // no URI, or no path
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String path(String uri) {
    String path = URI.create(uri).getPath();
    return path.substring(1);
  }
}
