package dev.espalier.grammar;

/**
 * A terminal that a {@link Lexicon} produces: the lexemes of all its rules that {@linkplain
 * Lexicon.Rule#produces() produce} the name. One that no rule produces derives nothing.
 *
 * @param lexicon the name of one of the {@linkplain Grammar#lexicons() lexicons} of the grammar
 */
public record NamedTerminal(String lexicon, String name) implements Symbol {
  @Override
  public String toString() {
    return lexicon + ":" + name;
  }
}
