package dev.espalier.grammar.schema;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;

/** URI references as schemas write them, none of which is refused for its form. */
final class Uris {
  /** The base of a document that has none. */
  static final String NO_BASE = "json-schema:/";

  private static final String KEPT = "-._~:/?@!$&'()*+,;=";
  private static final String PLAIN = "-._~";

  private Uris() {}

  /** What {@code reference}, without fragment, means at {@code base} (RFC 3986, section 5). */
  static String resolve(String base, String reference) {
    if (reference.isEmpty()) {
      return base;
    }
    URI to = parse(reference);
    if (to.isAbsolute()) {
      return to.normalize().toString();
    }
    URI from = parse(base);
    if (from.isOpaque()) {
      return to.toString();
    }
    if (from.getRawAuthority() != null && from.getRawPath().isEmpty()) {
      from = from.resolve("/");
    }
    return from.resolve(to).normalize().toString();
  }

  /** As it is shown: relative where there was no base. */
  static String shown(String uri) {
    return uri.startsWith(NO_BASE) ? uri.substring(NO_BASE.length()) : uri;
  }

  private static URI parse(String text) {
    for (String attempt : new String[] {text, escaped(text, KEPT)}) {
      try {
        return new URI(attempt);
      } catch (URISyntaxException e) {
        continue;
      }
    }
    return URI.create(escaped(text, PLAIN)); // one segment of a relative path
  }

  private static String escaped(String text, String kept) {
    StringBuilder out = new StringBuilder();
    for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
      if (b > 0 && (Character.isLetterOrDigit(b) || kept.indexOf(b) >= 0)) {
        out.append((char) b);
      } else {
        out.append('%')
            .append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)))
            .append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
      }
    }
    return out.toString();
  }
}
