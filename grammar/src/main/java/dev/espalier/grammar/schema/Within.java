package dev.espalier.grammar.schema;

import org.jspecify.annotations.Nullable;

/**
 * Where a schema is applied: inside which schemas, for the same value, that say something about
 * what is not evaluated. A value; a list from the inside out, null for none.
 */
record Within(Schema owner, @Nullable Within outer) {
  static boolean contains(@Nullable Within scope, Schema owner) {
    for (Within at = scope; at != null; at = at.outer) {
      if (at.owner == owner) {
        return true;
      }
    }
    return false;
  }
}
