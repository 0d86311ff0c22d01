package dev.espalier.grammar.g4;

import dev.espalier.grammar.Grammar;
import java.util.List;

/**
 * What a .g4 grammar says. A value.
 *
 * @param notes what was assumed, and what in the grammar has no effect; in the order of the source
 */
public record G4Grammar(Grammar grammar, List<Note> notes) {

  /**
   * One thing to know about the grammar.
   *
   * @param position {@code file:line:column}
   */
  public record Note(String position, String text) {
    @Override
    public String toString() {
      return position + ": " + text;
    }
  }

  public G4Grammar {
    notes = List.copyOf(notes);
  }
}
