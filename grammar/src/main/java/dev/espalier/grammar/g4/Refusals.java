package dev.espalier.grammar.g4;

import dev.espalier.grammar.UnsupportedGrammarException;
import dev.espalier.grammar.g4.G4Options.Assumption;
import java.util.ArrayList;
import java.util.List;

/** What is found that cannot be said, or that was assumed away. Filled by one thread. */
final class Refusals {
  private final G4Options options;
  private final List<UnsupportedGrammarException.Use> uses = new ArrayList<>();
  private final List<G4Grammar.Note> notes = new ArrayList<>();

  Refusals(G4Options options) {
    this.options = options;
  }

  /** Code that may change the language, unless {@code assumption} was made about it. */
  void code(Assumption assumption, String position, String construct, String problem) {
    if (options.assumed().contains(assumption)) {
      note(
          position,
          problem
              + (assumption == Assumption.PREDICATES
                  ? ", assumed to be true"
                  : ", assumed to change nothing"));
    } else {
      refuse(
          position, construct, problem, "assume '" + assumption.text() + "' to go on without it");
    }
  }

  void refuse(String position, String construct, String problem, String remedy) {
    uses.add(new UnsupportedGrammarException.Use(position, construct, problem, remedy));
  }

  void note(String position, String text) {
    notes.add(new G4Grammar.Note(position, text));
  }

  List<G4Grammar.Note> notes() {
    return notes;
  }

  /**
   * @throws UnsupportedGrammarException if anything was refused
   */
  void throwIfAny() {
    if (!uses.isEmpty()) {
      throw new UnsupportedGrammarException(uses);
    }
  }
}
