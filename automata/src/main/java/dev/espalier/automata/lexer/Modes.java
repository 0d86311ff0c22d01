package dev.espalier.automata.lexer;

/**
 * The stacks of modes of all lexicons; equal ones are the same object within one {@link
 * ModesTable}.
 */
final class Modes {
  private final int id;
  private final ModeStack[] stacks; // [lexicon]

  Modes(int id, ModeStack[] stacks) {
    this.id = id;
    this.stacks = stacks;
  }

  int id() {
    return id;
  }

  ModeStack stack(int lexicon) {
    return stacks[lexicon];
  }

  /** The mode that {@code lexicon} is in. */
  int mode(int lexicon) {
    return stacks[lexicon].mode();
  }

  ModeStack[] copyOfStacks() {
    return stacks.clone();
  }
}
