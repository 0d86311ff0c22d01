package dev.espalier.automata.lexer;

import dev.espalier.automata.derivative.ByteSet;
import org.jspecify.annotations.Nullable;

/**
 * What holds around a lexeme of a grammar with lexicons, whatever the lexeme itself is.
 *
 * <pre>
 *   lexicon | whose rules are being read, or {@link #CONTEXTUAL} terminals
 *   modes   | of all lexicons
 *   killed  | bytes that may not come next: one of them would complete a longer lexeme than one that
 *           | was taken to end earlier
 *   longer  | what else such lexemes could still become, as sets of rules with what each still needs:
 *           | if some rule is complete later, the text was divided wrongly
 * </pre>
 *
 * Equal ones are the same object within one epoch of {@link LongestMatch}. Immutable but for its
 * memo, which is filled under the lock of the recogniser.
 */
final class LexerContext {
  static final int CONTEXTUAL = -1;

  final int id;
  final int lexicon;
  final Modes modes;
  final ByteSet killed;
  final LexerState[] longer;
  @Nullable LexerContext free;

  LexerContext(int id, int lexicon, Modes modes, ByteSet killed, LexerState[] longer) {
    this.id = id;
    this.lexicon = lexicon;
    this.modes = modes;
    this.killed = killed;
    this.longer = longer;
  }

  /** Whether nothing is forbidden. */
  boolean isFree() {
    return killed.isEmpty() && longer.length == 0;
  }
}
