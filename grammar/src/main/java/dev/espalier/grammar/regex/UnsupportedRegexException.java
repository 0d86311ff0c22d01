package dev.espalier.grammar.regex;

/**
 * A regular expression that is well formed but uses a construct that cannot be turned into a
 * regular language exactly. The message reads {@code POSITION: PROBLEM}.
 *
 * <p>Not a {@code GrammarException}: JSON Schema collects such uses with those of other unsupported
 * keywords and throws all of them together.
 */
public final class UnsupportedRegexException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String position;
  private final String feature;

  UnsupportedRegexException(String position, String feature) {
    super(position + ": " + feature + " is not supported in a regular expression");
    this.position = position;
    this.feature = feature;
  }

  /** Where the construct stands, as {@code POSITION:line:column}. */
  public String position() {
    return position;
  }

  /**
   * The construct, such as {@code lookbehind}; from a small fixed set, so that uses can be counted.
   */
  public String feature() {
    return feature;
  }
}
