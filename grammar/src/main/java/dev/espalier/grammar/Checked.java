package dev.espalier.grammar;

/**
 * A terminal that the text so far must allow as well. A value.
 *
 * <p>Within the terminal's expression, a text that the check refuses makes this terminal end there
 * no more; where it closes by a quote, a bracket or a comma nothing else may follow, so it is given
 * up; a number may still grow.
 *
 * @param terminal matches no empty text
 */
public record Checked(Terminal terminal, Check check) {
  @Override
  public String toString() {
    return terminal + "?" + check;
  }
}
