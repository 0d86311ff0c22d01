package dev.espalier.automata.lexer;

import org.jspecify.annotations.Nullable;

/**
 * The modes of one lexicon that are open, the present one on top: a persistent stack, equal ones
 * being the same object within one {@link ModesTable}.
 */
final class ModeStack {
  private final int id;
  private final int mode;
  private final @Nullable ModeStack below;

  ModeStack(int id, int mode, @Nullable ModeStack below) {
    this.id = id;
    this.mode = mode;
    this.below = below;
  }

  int id() {
    return id;
  }

  int mode() {
    return mode;
  }

  @Nullable ModeStack below() {
    return below;
  }
}
