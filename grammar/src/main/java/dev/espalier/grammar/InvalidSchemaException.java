package dev.espalier.grammar;

/** A schema that is no JSON Schema, or a reference that leads nowhere. */
public final class InvalidSchemaException extends GrammarException {
  private static final long serialVersionUID = 1L;

  public InvalidSchemaException(String position, String problem) {
    super(position, problem);
  }
}
