package dev.espalier.automata.lexer;

import dev.espalier.automata.derivative.Absorption;
import dev.espalier.automata.derivative.Expression;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Which terminals may still be completed by what follows, and what each still needs.
 *
 * <p>Hash-consed by {@link Lexer}: within one epoch, equal states are the same object. The
 * structure is immutable; the memo of transitions is filled under the lock of the recogniser that
 * owns the lexer.
 */
public final class LexerState {
  private static final LexerState[] NO_TRANSITIONS = {};

  final int id;
  final int[] terminals; // ascending
  final Expression[] residuals; // [i] what terminals[i] still needs; never dead
  private final int[] accepted;
  private final Absorption absorption;
  private final boolean continues;
  @Nullable LexerState[] transitions = NO_TRANSITIONS; // [byte class], null where not yet known

  LexerState(
      int id, int[] terminals, Expression[] residuals, int[] accepted, Absorption absorption) {
    this.id = id;
    this.terminals = terminals;
    this.residuals = residuals;
    this.accepted = accepted;
    this.absorption = absorption;
    this.continues = !Arrays.stream(residuals).allMatch(Expression::isEmptyText);
  }

  /** A number unique within the lexer. */
  public int id() {
    return id;
  }

  /** Whether some terminal is completed by at least one more byte. O(1). */
  public boolean continues() {
    return continues;
  }

  /** The terminals that the bytes so far complete, ascending; not to be written to. */
  public int[] accepted() {
    return accepted;
  }

  /** The terminals still alive, ascending; not to be written to. */
  public int[] terminals() {
    return terminals;
  }

  /** The characters after which this state's successors are alive for sure. */
  public Absorption absorption() {
    return absorption;
  }
}
