package dev.espalier.grammar.format;

/**
 * JSON Pointers (RFC 6901, section 3) and relative ones (draft-handrews-relative-json-pointer-01,
 * section 3) as patterns.
 */
final class Pointers {
  static final String POINTER = "(?:/(?:[^~/]|~[01])*)*";
  static final String RELATIVE_POINTER = "(?:0|[1-9]\\d*)(?:#|" + POINTER + ")";

  private Pointers() {}
}
