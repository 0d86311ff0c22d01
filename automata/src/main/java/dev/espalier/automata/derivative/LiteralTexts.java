package dev.espalier.automata.derivative;

/**
 * Literals of which the first {@code depth} bytes, which they share, have been read.
 *
 * @param texts sorted by unsigned bytes, distinct; not to be written to
 * @param low the first of them that counts
 * @param high one behind the last
 */
public record LiteralTexts(byte[][] texts, int low, int high, int depth) {}
