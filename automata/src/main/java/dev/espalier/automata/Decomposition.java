package dev.espalier.automata;

import dev.espalier.automata.derivative.Absorption;
import dev.espalier.automata.derivative.Expression;
import dev.espalier.automata.derivative.IntKey;
import dev.espalier.automata.derivative.Parts;
import dev.espalier.automata.lexer.Lexer;
import dev.espalier.automata.lexer.LexerState;
import dev.espalier.automata.lexer.LongestMatch;
import dev.espalier.automata.parser.Expected;
import dev.espalier.automata.parser.Parser;
import dev.espalier.automata.parser.Stacks;
import dev.espalier.grammar.Check;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A recogniser taken apart, for those who put together what it does to a whole vocabulary instead
 * of asking it byte by byte: the components of a configuration, the parts of their expressions, and
 * what the parser makes of a terminal.
 *
 * <p>A configuration is a set of components (terminal, what it still needs, the stacks below), and
 * what may follow it is the union of what may follow each. When a component has read its
 * expression, the components of {@link #after} begin.
 *
 * <p>One for a recogniser. All methods but {@link #exclusively} must be called within it.
 */
public final class Decomposition {
  private final ByteRecognizer recognizer;
  private final Lexer lexer;
  private final Parser parser;
  private final int horizon;

  Decomposition(ByteRecognizer recognizer, Lexer lexer, Parser parser, int horizon) {
    this.recognizer = recognizer;
    this.lexer = lexer;
    this.parser = parser;
    this.horizon = horizon;
  }

  /** Runs {@code work} while no other thread uses the recogniser's tables. */
  public <T> T exclusively(Supplier<T> work) {
    return recognizer.exclusively(work);
  }

  /** Whether terminals of lexicons are among those of the grammar. */
  public boolean hasLexicons() {
    return recognizer.hasLexicons();
  }

  /** The number of heads of {@code configuration}; see {@link Configuration}. */
  public int heads(Configuration configuration) {
    return configuration.lexers.length;
  }

  /** The stacks below all components of head {@code head}. */
  public Stacks stacks(Configuration configuration, int head) {
    return configuration.stacks[head];
  }

  /** The number of components of head {@code head}. */
  public int components(Configuration configuration, int head) {
    return configuration.lexers[head].terminals().length;
  }

  /** The terminal of component {@code i} of head {@code head}; ascending with {@code i}. */
  public int terminal(Configuration configuration, int head, int i) {
    return configuration.lexers[head].terminals()[i];
  }

  /**
   * What component {@code i} of head {@code head} still needs of its terminal. It may be nothing
   * more where the terminal is complete already; but a checked one may have been refused here, so
   * that it needs a text that is not empty, and null is what it needs if there is none.
   */
  public @Nullable Expression needed(Configuration configuration, int head, int i) {
    Expression needed = configuration.lexers[head].residual(i);
    return needed.isNullable() && parser.check(terminal(configuration, head, i)) != null
        ? lexer.rest(needed)
        : needed;
  }

  /** The stacks after {@code terminal}, which they can read. */
  public Stacks after(Stacks stacks, int terminal) {
    return parser.after(stacks, terminal);
  }

  /** Whether something is asked where {@code terminal} ends that is not about names. */
  public boolean asks(int terminal) {
    Check check = parser.check(terminal);
    return check != null && !check.isOfNames();
  }

  /**
   * What {@code terminal} needs to match a text that is not empty, or null if it matches none. The
   * parser passes over terminals that match the empty text by itself.
   */
  public @Nullable Expression nonEmpty(int terminal) {
    return lexer.nonEmpty(terminal);
  }

  /** What {@code terminal} needs, or null if it matches nothing. */
  public @Nullable Expression expression(int terminal) {
    return lexer.isSatisfiable(terminal) ? lexer.expression(terminal) : null;
  }

  /**
   * The text that {@code terminal} begins with, in UTF-8, or null if it does not begin with one;
   * ascending with the terminals that have one. Not to be written to. O(1).
   */
  public byte @Nullable [] leadingText(int terminal) {
    return parser.leadingText(terminal);
  }

  /** The ways in which {@code e}, which is alive, may begin; null if there are too many. */
  public Parts.Part @Nullable [] parts(Expression e) {
    return lexer.parts().of(e, horizon);
  }

  /** What {@code e} needs after byte {@code b}; null if it cannot go on. */
  public @Nullable Expression after(Expression e, int b) {
    return lexer.derivative(e, b);
  }

  /** Whether {@code e} can go on with byte {@code b}; may cost less than what it then needs. */
  public boolean goesOn(Expression e, int b) {
    return e.hasExactFirst() ? e.first().contains(b) : after(e, b) != null;
  }

  /** The characters that {@code e} takes without further question. */
  public Absorption absorption(Expression e) {
    return lexer.absorption(e);
  }

  /** {@code e} as a bounded repetition of one character; null if it is none. */
  public Parts.@Nullable Counter counter(Expression e) {
    return lexer.parts().counter(e);
  }

  /**
   * What says for all recognisers which language {@code e} has, as far as a token of at most {@code
   * horizon} characters can tell; null if that would be too long.
   */
  public @Nullable String signature(Expression e) {
    return lexer.signature(e, horizon);
  }

  /** How far the lexeme of head {@code head} has come. */
  public LexerState lexer(Configuration configuration, int head) {
    return configuration.lexers[head];
  }

  /** The state after byte {@code b}; one without terminals if nothing goes on. */
  public LexerState next(LexerState state, int b) {
    return recognizer.next(state, recognizer.classes().of(b));
  }

  /** The stacks after what {@link LexerState#accepted} names, where there are lexicons. */
  public Stacks afterLexeme(Stacks stacks, int completed) {
    return recognizer.after(stacks, completed);
  }

  /** What {@code stacks} can read. O(1) once known. */
  public Expected expected(Stacks stacks) {
    return parser.expected(stacks);
  }

  /** See {@link LongestMatch#begin}. */
  public LexerState @Nullable [] begun(LexerState ended, int completed, Expected expected) {
    return recognizer.longestMatch().begin(ended, completed, expected);
  }

  /** Whether the lexeme under way in {@code state} goes on to what can be read. */
  public boolean goesOn(LexerState state, Expected expected) {
    return state.continues() && recognizer.longestMatch().mayEnd(state, expected);
  }

  /**
   * Whether what {@link LexerState#accepted} names is hidden, or can be read; where there are
   * lexicons.
   */
  public boolean canRead(int completed, Expected expected) {
    return recognizer.canRead(completed, expected);
  }

  /** See {@link LongestMatch#loops}. */
  public boolean loops(LexerState state, long asciiLow, long asciiHigh, long leads) {
    return recognizer.longestMatch().loops(state, asciiLow, asciiHigh, leads);
  }

  /** See {@link LongestMatch#outcome}. */
  public IntKey outcome(LexerState state) {
    return recognizer.longestMatch().outcome(state);
  }

  /** See {@link LongestMatch#boundary}. */
  public int boundary(LexerState ended, int completed) {
    return recognizer.longestMatch().boundary(ended, completed);
  }
}
