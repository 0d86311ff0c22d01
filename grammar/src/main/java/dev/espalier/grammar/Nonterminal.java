package dev.espalier.grammar;

/**
 * A name that productions define. A value.
 *
 * @param name not empty; unique within a grammar, since it is the identity
 */
public record Nonterminal(String name) implements Symbol {
  public Nonterminal {
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a nonterminal without a name");
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
