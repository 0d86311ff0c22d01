package dev.espalier.grammar.g4;

/** Reads the parse tree of a .g4 file. */
final class G4Reader {
  private G4Reader() {}

  /** Whether a name is one of tokens, or of rules of a lexer. */
  static boolean isTokenName(String name) {
    return !name.isEmpty() && Character.isUpperCase(name.codePointAt(0));
  }
}
