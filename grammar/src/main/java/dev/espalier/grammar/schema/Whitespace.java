package dev.espalier.grammar.schema;

/** Where whitespace may stand in a JSON text. Never before or after the whole text. */
public enum Whitespace {
  /** At most one space after each comma and each colon. */
  BOUNDED,
  /** None. */
  COMPACT,
  /** Exactly one space after each comma and each colon, as Python's {@code json.dumps} writes. */
  PYTHON,
  /** Any JSON whitespace, of any length, between any two tokens. */
  FLEXIBLE
}
