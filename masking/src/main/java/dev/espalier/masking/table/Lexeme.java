package dev.espalier.masking.table;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of the tokens at a frontier when they read on in an expression, whatever it is: a
 * {@link Passage} put together from those of its heads.
 *
 * @param tokens those that end while the expression can still be completed, or is
 * @param exit where the others stand when it is complete; null if none goes on from there
 */
record Lexeme(AssembledMask tokens, @Nullable Frontier exit) {
  long bytes() {
    return 80 + tokens.bytes();
  }
}
