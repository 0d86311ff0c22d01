package dev.espalier.grammar;

/**
 * A piece of text, recognised wherever the parser allows it. A value; two terminals are the same
 * when their expressions are.
 *
 * <p>An expression that also matches the empty text makes an optional terminal.
 */
public record Terminal(Regex regex) implements Symbol {
  @Override
  public String toString() {
    return "/" + regex + "/";
  }
}
