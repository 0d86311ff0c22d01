package dev.espalier.masking.table;

import dev.espalier.automata.lexer.LexerState;

/**
 * What may come of tokens that end in some lexer states, which all agree in it: the lexeme goes on,
 * or is complete.
 *
 * @param id unique within one {@link LexiconTables}
 * @param state one of them
 */
record LexiconOutcome(int id, LexerState state) {}
