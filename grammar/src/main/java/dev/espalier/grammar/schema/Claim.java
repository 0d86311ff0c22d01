package dev.espalier.grammar.schema;

/** That a schema holds for a value, or that it does not. */
record Claim(Schema schema, boolean holds) {
  static Claim holds(Schema schema) {
    return new Claim(schema, true);
  }

  static Claim fails(Schema schema) {
    return new Claim(schema, false);
  }

  Claim not() {
    return new Claim(schema, !holds);
  }

  @Override
  public String toString() {
    return (holds ? "" : "not ") + schema;
  }
}
