package dev.espalier.grammar.schema;

import java.util.Optional;

/**
 * Where documents come from that a schema refers to. Without one only the schema itself and the
 * official metaschemas are known; nothing is fetched unless this fetches it.
 *
 * <p>The same address should always give the same text: options with the same resolver are equal,
 * and what was made with them may be kept.
 */
@FunctionalInterface
public interface SchemaResolver {

  /**
   * The text of a JSON document, or empty if there is none. Asked at most once per schema that is
   * parsed and address; what it throws reaches the caller.
   *
   * @param uri without fragment; absolute, unless neither the schema nor its {@code $id} says
   *     relative to what
   */
  Optional<String> resolve(String uri);

  /** Knows no document. */
  static SchemaResolver none() {
    return uri -> Optional.empty();
  }
}
