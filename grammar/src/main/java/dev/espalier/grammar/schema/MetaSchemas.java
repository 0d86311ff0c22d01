package dev.espalier.grammar.schema;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The official metaschemas, from the JSON Schema validator's library. */
final class MetaSchemas {
  private static final Pattern OFFICIAL =
      Pattern.compile(
          "https?://json-schema\\.org(/draft-0[467]/schema"
              + "|/draft/20(?:19-09|20-12)/(?:schema|meta/[a-z-]{1,30}))");

  private MetaSchemas() {}

  /** The text of the document, if {@code uri}, without fragment, names an official one. */
  static Optional<String> text(String uri) {
    Matcher official = OFFICIAL.matcher(uri);
    if (!official.matches()) {
      return Optional.empty();
    }
    try (InputStream in = MetaSchemas.class.getResourceAsStream(official.group(1))) {
      return in == null
          ? Optional.empty()
          : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
