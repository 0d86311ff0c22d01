package dev.espalier.masking.table;

/**
 * What a constraint remembers of its terminals. A value.
 *
 * @param hits how often one was known
 * @param made how many have been made
 * @param held how many are held
 * @param bytes those take, by estimate
 */
public record LexemeStatistics(long hits, long made, long held, long bytes) {}
