package dev.espalier.grammar;

/**
 * A terminal that the text so far must allow as well. A value; the same expression without a check,
 * or with another one, is a different terminal.
 *
 * <p>Within the terminal's expression, a text that the check refuses makes this terminal end there
 * no more; where it closes by a quote, a bracket or a comma nothing else may follow, so it is given
 * up; a number may still grow.
 *
 * @param terminal matches no empty text; compiling a grammar refuses one that does
 */
public record Checked(Terminal terminal, Check check) implements Symbol {
  @Override
  public String toString() {
    return terminal + "?" + check;
  }
}
