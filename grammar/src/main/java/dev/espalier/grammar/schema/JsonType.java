package dev.espalier.grammar.schema;

import org.jspecify.annotations.Nullable;

/**
 * Sets of JSON types as bit masks. A number is an integer or a fraction, so that {@code integer}
 * and {@code number} intersect like all others.
 */
final class JsonType {
  static final int NULL = 1;
  static final int BOOLEAN = 2;
  static final int INTEGER = 4;
  static final int NUMBER = INTEGER | 8;
  static final int STRING = 16;
  static final int ARRAY = 32;
  static final int OBJECT = 64;
  static final int ALL = 127;

  private JsonType() {}

  /** The set a type's name stands for, or null if no type has that name. */
  static @Nullable Integer named(String name) {
    return switch (name) {
      case "null" -> NULL;
      case "boolean" -> BOOLEAN;
      case "integer" -> INTEGER;
      case "number" -> NUMBER;
      case "string" -> STRING;
      case "array" -> ARRAY;
      case "object" -> OBJECT;
      default -> null;
    };
  }

  /** The one bit of a value's type. */
  static int of(Json value) {
    return switch (value) {
      case Json.Null n -> NULL;
      case Json.Bool b -> BOOLEAN;
      case Json.Num n -> n.isInteger() ? INTEGER : NUMBER & ~INTEGER;
      case Json.Str s -> STRING;
      case Json.Arr a -> ARRAY;
      case Json.Obj o -> OBJECT;
    };
  }

  /** Such as {@code string or null}. */
  static String describe(int types) {
    StringBuilder out = new StringBuilder();
    String[] names = {"null", "boolean", "integer", "number", "string", "array", "object"};
    int[] bits = {NULL, BOOLEAN, INTEGER, NUMBER, STRING, ARRAY, OBJECT};
    for (int i = 0; i < bits.length; i++) {
      boolean member = (types & bits[i]) == bits[i];
      if (member && !(bits[i] == INTEGER && (types & NUMBER) == NUMBER)) {
        out.append(out.isEmpty() ? "" : " or ").append(names[i]);
      }
    }
    return out.toString();
  }
}
