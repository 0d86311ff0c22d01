package dev.espalier.masking.table;

import dev.espalier.automata.lexer.LexerState;

/**
 * What a lexer state does to the tokens that stand somewhere, whatever the parser can read.
 *
 * <pre>
 *   id       | unique within one {@link LexiconTables}
 *   outcomes | the distinct outcomes of tokens that end within the lexeme
 *   tokens   | outcome i -&gt; the tokens that have it
 *   exits    | where others stand when a lexeme is complete
 * </pre>
 *
 * Immutable; used under the lock of the constraint's recogniser.
 */
record LexiconTable(int id, LexiconOutcome[] outcomes, TokenSet[] tokens, Exit[] exits) {
  static final LexiconTable EMPTY =
      new LexiconTable(0, new LexiconOutcome[0], new TokenSet[0], new Exit[0]);

  /**
   * A border between two lexemes.
   *
   * @param ended the state in which the lexeme is complete; one of those that agree in what follows
   * @param completed what it completes
   * @param at where the tokens stand then
   */
  record Exit(LexerState ended, int completed, Standing at) {}

  boolean isEmpty() {
    return outcomes.length == 0 && exits.length == 0;
  }

  /** The bytes it takes, by estimate. */
  long bytesHeld() {
    long bytes = 64 + 16L * outcomes.length + 40L * exits.length;
    for (TokenSet set : tokens) {
      bytes += set.bytes();
    }
    return bytes;
  }
}
