package dev.espalier.grammar;

/**
 * A grammar, schema or regular expression that cannot be used. The message reads {@code POSITION:
 * PROBLEM[; REMEDY]}; the position is a JSON Pointer as a URI fragment ({@code #/properties/a}) or
 * {@code file:line:column}.
 */
public abstract sealed class GrammarException extends RuntimeException
    permits GrammarSyntaxException,
        InvalidSchemaException,
        UnsupportedSchemaException,
        UnsupportedGrammarException,
        UnsatisfiableGrammarException,
        LimitExceededException {
  private static final long serialVersionUID = 1L;

  private final String position;

  GrammarException(String position, String problem) {
    super(position + ": " + problem);
    this.position = position;
  }

  /** Where the problem is. */
  public String position() {
    return position;
  }
}
