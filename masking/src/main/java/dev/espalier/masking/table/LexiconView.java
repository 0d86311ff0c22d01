package dev.espalier.masking.table;

import dev.espalier.automata.lexer.LexerState;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LexiconTable} where the parser can read certain terminals. Immutable; used under the
 * lock of the constraint's recogniser.
 *
 * @param allowed the tokens with which a lexeme goes on to something that can be read
 * @param borders where lexemes that can be read are complete
 */
record LexiconView(AssembledMask allowed, Border[] borders) {

  /**
   * A border between two lexemes.
   *
   * @param ended the state in which the lexeme is complete; one of those that agree in what follows
   * @param completed what it completes
   * @param tokens those that end there, and are allowed if something can follow or nothing must
   * @param at where other tokens stand, if there are any
   */
  record Border(LexerState ended, int completed, TokenSet tokens, @Nullable Standing at) {}
}
