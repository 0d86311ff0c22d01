package dev.espalier.masking.table;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of the tokens at a frontier when they read on in an expression, the head.
 *
 * @param tokens those that end while the head can still be completed, or is
 * @param rest where the others stand when the head is complete; null if none goes on from there.
 *     Left out where all that comes below is among {@code tokens} anyway
 */
record Passage(TokenSet tokens, @Nullable Frontier rest) {}
