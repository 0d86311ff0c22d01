package dev.espalier.automata.lexer;

import dev.espalier.automata.derivative.Absorption;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.derivative.Expression;
import dev.espalier.automata.table.Successors;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * Which terminals may still be completed by what follows, and what each still needs.
 *
 * <p>Hash-consed by {@link Lexer}: within one epoch, equal states are the same object. The
 * structure is immutable; the memos are filled under the lock of the recogniser that owns the
 * lexer, but for those of {@link #first} and {@link #loops}, which any thread may ask for.
 */
public final class LexerState extends Successors<LexerState> {
  private static final int[] NONE = {};
  private static final LexerState[] NO_STATES = {};
  private static final BitSet NO_BITS = new BitSet(); // of states that are never asked

  final int id;
  final int[] terminals; // ascending
  final Expression[] residuals; // [i] what terminals[i] still needs; never dead
  private final @Nullable LexerState core;
  private final @Nullable LexerContext context;
  @Nullable Absorption absorption;
  LongestMatch.@Nullable Loops looping;
  @Nullable LexerContext ended; // what holds after the lexeme that is complete here
  LongestMatch.@Nullable Prospect prospect;
  final BitSet asked; // [i] whether it is known of terminals[i]
  final BitSet wins; // [i] whether a lexeme that goes on may be of it
  private final int[] accepted;
  private final boolean continues;
  private @Nullable ByteSet first;
  private @Nullable ByteSet loops;

  /**
   * @param longest whether the terminals are rules that compete, the first one being preferred
   */
  LexerState(int id, int[] terminals, Expression[] residuals, boolean longest) {
    this.id = id;
    this.terminals = terminals;
    this.residuals = residuals;
    this.core = null;
    this.context = null;
    this.asked = longest ? new BitSet() : NO_BITS;
    this.wins = longest ? new BitSet() : NO_BITS;
    int count = 0;
    boolean goesOn = false;
    for (Expression residual : residuals) {
      count += residual.isNullable() ? 1 : 0;
      goesOn |= !residual.isEmptyText();
    }
    this.continues = goesOn;
    this.accepted =
        count == 0
            ? NONE
            : count == terminals.length && (count == 1 || !longest)
                ? terminals
                : nullable(longest ? 1 : count);
  }

  /** {@code core} within {@code context}. */
  LexerState(int id, LexerState core, LexerContext context) {
    this.id = id;
    this.terminals = core.terminals;
    this.residuals = core.residuals;
    this.accepted = core.accepted;
    this.core = core;
    boolean pending = context.longer.length > 0;
    this.asked = pending ? new BitSet() : core.asked;
    this.wins = pending ? new BitSet() : core.wins;
    this.context = context;
    this.continues = core.continues && !core.first().minus(context.killed).isEmpty();
  }

  /** Whether it is one of a grammar with lexicons. */
  public boolean hasContext() {
    return context != null;
  }

  LexerContext context() {
    assert context != null : "a state of a grammar without lexicons";
    return context;
  }

  /** What lexemes that were taken to end earlier could still become; see {@link LexerContext}. */
  LexerState[] longer() {
    return context == null ? NO_STATES : context.longer;
  }

  /** The same without what holds around it. */
  public LexerState core() {
    assert core != null : "a state of a grammar without lexicons";
    return core;
  }

  private int[] nullable(int count) {
    int[] nullable = new int[count];
    int n = 0;
    for (int i = 0; n < count; i++) {
      if (residuals[i].isNullable()) {
        nullable[n++] = terminals[i];
      }
    }
    return nullable;
  }

  boolean isOf(int[] otherTerminals, Expression[] otherResiduals, int count) {
    return residuals.length == count
        && Arrays.equals(terminals, 0, count, otherTerminals, 0, count)
        && Arrays.equals(residuals, 0, count, otherResiduals, 0, count);
  }

  @Nullable LexerState knownNext(int byteClass) {
    return successor(byteClass);
  }

  void rememberNext(int byteClass, LexerState next, int classes) {
    remember(byteClass, next, classes);
  }

  void forgetNext() {
    forgetSuccessors();
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

  /** The bytes that may come next; none beyond them do. O(1) once known. */
  public ByteSet first() {
    ByteSet known = first;
    if (known == null) {
      known = residuals.length == 0 ? ByteSet.NONE : residuals[0].first();
      for (int i = 1; i < residuals.length; i++) {
        known = known.union(residuals[i].first());
      }
      known = context == null ? known : known.minus(context.killed);
      first = known;
    }
    return known;
  }

  /**
   * Bytes that lead back to this state, and complete nothing; perhaps not all of them. O(1) once
   * known.
   */
  public ByteSet loops() {
    ByteSet known = loops;
    if (known == null) {
      boolean never =
          accepted.length > 0 || residuals.length == 0 || context != null && !context.isFree();
      known = never ? ByteSet.NONE : residuals[0].loops();
      for (int i = 1; i < residuals.length && !known.isEmpty(); i++) {
        known = known.intersect(residuals[i].loops());
      }
      loops = known;
    }
    return known;
  }

  /** What {@code terminals()[i]} still needs. */
  public Expression residual(int i) {
    return residuals[i];
  }
}
