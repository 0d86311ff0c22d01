package dev.espalier.automata;

import dev.espalier.automata.derivative.Absorption;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.derivative.LastBytes;
import dev.espalier.automata.derivative.TokenBytes;
import dev.espalier.automata.lexer.LexerState;
import dev.espalier.automata.parser.Stacks;
import dev.espalier.automata.table.Successors;
import dev.espalier.grammar.CodePointSet;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a text stands: after these bytes, which lexemes are under way over which parser stacks.
 *
 * <pre>
 *   stacks | head i: the parser stacks before its lexeme
 *   lexers | head i: how far the lexeme has come; distinct, by ascending id
 *   loops  | bytes that lead back here, perhaps not all of them; they need no successor
 * </pre>
 *
 * A head stands for one place where the lexeme under way may have begun. Heads with the same lexer
 * state are one head over the union of their stacks, so there are at most as many as lexemes can
 * overlap; in JSON one or two.
 *
 * <p>Immutable but for its memos; any thread. Equal configurations are the same object within one
 * epoch of the recogniser. A step costs a few loads once known. Memory: about 100 bytes, and 4
 * bytes for each byte class where more than one successor has been met.
 */
public final class Configuration extends Successors<Configuration> {
  private static final Stacks[] NO_STACKS = {};
  private static final LexerState[] NO_LEXERS = {};

  /** The bytes that may stand within a number, or another value without an end of its own. */
  private static final ByteSet GROWS = ByteSet.ALL.minus(LastBytes.ENDING);

  /** After a text that nothing completes. */
  static final Configuration DEAD = new Configuration();

  final Stacks[] stacks;
  final LexerState[] lexers;
  private final boolean complete;
  private final ByteRecognizer recognizer;
  private final byte[] classOf;
  private final ByteSet loops;
  private @Nullable ByteSet first; // racing threads find the same, as for those below
  private @Nullable Absorption absorption;
  private @Nullable Absorption firmAbsorption;
  private @Nullable ByteSet lastBytes;
  private @Nullable CodePointSet tokens;
  private @Nullable Object note;
  private ByteSet asking = ByteSet.NONE; // byte classes, not bytes; set before their successor
  private @Nullable AskedStep @Nullable [] askedSteps; // [2 class + 1 if it may grow]

  @SuppressWarnings("NullAway") // the dead configuration is never stepped
  private Configuration() {
    this.stacks = NO_STACKS;
    this.lexers = NO_LEXERS;
    this.complete = false;
    this.absorption = Absorption.NONE;
    this.firmAbsorption = Absorption.NONE;
    this.lastBytes = ByteSet.NONE;
    this.recognizer = null;
    this.classOf = new byte[256];
    this.loops = ByteSet.ALL;
  }

  Configuration(ByteRecognizer recognizer, Stacks[] stacks, LexerState[] lexers, boolean complete) {
    this.recognizer = recognizer;
    this.stacks = stacks;
    this.lexers = lexers;
    this.complete = complete;
    this.classOf = recognizer.classOf();
    ByteSet common = complete || lexers.length == 0 ? ByteSet.NONE : lexers[0].loops();
    for (int i = 1; i < lexers.length && !common.isEmpty(); i++) {
      common = common.intersect(lexers[i].loops());
    }
    this.loops = common;
  }

  /** The configuration after a text that nothing completes. */
  public static Configuration dead() {
    return DEAD;
  }

  /** What {@link #note(Object)} left here last, or nothing. O(1). */
  public @Nullable Object note() {
    return note;
  }

  /**
   * Leaves something here for whoever uses the recogniser, who is one. It must be immutable: any
   * thread may find it, and one that does not yet will find nothing, or what was there before.
   */
  public void note(@Nullable Object value) {
    note = value;
  }

  /**
   * The configuration after {@code b} (0..255); {@linkplain #isDead dead} if no text of the
   * language goes on so.
   *
   * @throws dev.espalier.grammar.LimitExceededException if the step exceeds a limit
   */
  public Configuration after(int b) {
    Configuration known = known(b);
    return known != null ? known : recognizer.step(this, b);
  }

  /** The configuration after all of {@code bytes}. */
  public Configuration after(byte[] bytes) {
    return after(bytes, 0, bytes.length);
  }

  /**
   * The configuration after {@code bytes[from .. to)}. What is not known is computed in one go,
   * which costs less than to do so byte by byte.
   *
   * @throws dev.espalier.grammar.LimitExceededException if a step exceeds a limit
   */
  public Configuration after(byte[] bytes, int from, int to) {
    Configuration c = this;
    for (int i = from; i < to; i++) {
      Configuration known = c.known(bytes[i] & 0xff);
      if (known == null) {
        return c.recognizer.steps(c, bytes, i, to);
      }
      c = known;
    }
    return c;
  }

  /**
   * The configuration after {@code token}, read as such, not by its bytes; {@linkplain #isDead
   * dead} if no text of the language goes on so.
   *
   * @throws dev.espalier.grammar.LimitExceededException if a step exceeds a limit
   */
  public Configuration afterToken(int token) {
    Configuration c = this;
    for (int i = 0; i < TokenBytes.COUNT && !c.isDead(); i++) {
      c = token > CodePointSet.MAX_TOKEN ? DEAD : c.after(TokenBytes.of(token, i));
    }
    return c;
  }

  /** The tokens that may come next, read as such: none for most grammars. O(1) once known. */
  public CodePointSet tokens() {
    CodePointSet known = tokens;
    if (known == null) {
      known =
          first().intersects(TokenBytes.LEADS)
              ? recognizer.tokens(lexers, stacks)
              : CodePointSet.EMPTY;
      tokens = known;
    }
    return known;
  }

  /** Where a text stands that stands here or at {@code other}, of the same recogniser. */
  public Configuration or(Configuration other) {
    return other.isDead() || other == this
        ? this
        : isDead() ? other : recognizer.union(this, other);
  }

  /**
   * Whether something must be asked of the text with {@code b} before the step to {@link
   * #after(int)}, which has been taken, is right. O(1).
   */
  public boolean asks(int b) {
    VarHandle.acquireFence();
    return asking.contains(classOf[b] & 0xff);
  }

  /**
   * What must be asked of the text with {@code b}, by which something {@linkplain #asks is}. O(1)
   * once known.
   */
  public AskedStep asked(int b) {
    Configuration passed = after(b);
    int byteClass = classOf[b] & 0xff;
    boolean grows = GROWS.contains(b);
    int index = 2 * byteClass + (grows ? 1 : 0);
    @Nullable AskedStep[] steps = askedSteps;
    AskedStep known = steps == null ? null : steps[index];
    if (known == null) {
      known = recognizer.askedStep(this, byteClass, grows, passed);
      rememberAsked(index, known);
    }
    return known;
  }

  private synchronized void rememberAsked(int index, AskedStep step) {
    @Nullable AskedStep[] steps = askedSteps;
    if (steps == null) {
      steps = new AskedStep[2 * recognizer.classes().count()];
    }
    steps[index] = step;
    askedSteps = steps;
  }

  /** What is known to come after {@code b}, without a lock; null if nothing is. */
  @Nullable Configuration known(int b) {
    if (loops.contains(b)) {
      return this;
    }
    Configuration known = successor(classOf[b] & 0xff);
    return known != null ? known : first().contains(b) ? null : DEAD;
  }

  /** The bytes that may come next; none beyond them do. */
  private ByteSet first() {
    ByteSet known = first;
    if (known == null) {
      known = lexers.length == 0 ? ByteSet.NONE : lexers[0].first();
      for (int i = 1; i < lexers.length; i++) {
        known = known.union(lexers[i].first());
      }
      first = known;
    }
    return known;
  }

  /** Whether no continuation is in the language. O(1). */
  public boolean isDead() {
    return this == DEAD;
  }

  /** Whether the text so far is in the language. O(1). */
  public boolean isComplete() {
    return complete;
  }

  /** Whether some continuation that is not empty is in the language. O(1). */
  public boolean continues() {
    return lexers.length > 0;
  }

  /** The characters that may follow without a further question. O(1) once known. */
  public Absorption absorption() {
    Absorption known = absorption;
    if (known == null) {
      known = recognizer.absorption(lexers);
      absorption = known;
    }
    return known;
  }

  /** As {@link #absorption}, whatever the checks asked on the way say. */
  public Absorption firmAbsorption() {
    Absorption known = firmAbsorption;
    if (known == null) {
      known = recognizer.firmAbsorption(lexers);
      firmAbsorption = known;
    }
    return known;
  }

  /** The bytes with which lexemes under way may be complete, perhaps too many. O(1) once known. */
  public ByteSet lastBytes() {
    ByteSet known = lastBytes;
    if (known == null) {
      known = recognizer.lastBytes(lexers);
      lastBytes = known;
    }
    return known;
  }

  /**
   * The bytes that may follow, {@linkplain #tokens tokens} aside. At most one step for each byte
   * class.
   */
  public BitSet allowedBytes() {
    BitSet allowed = new BitSet(256);
    for (int b = 0; b < TokenBytes.LEAST_LEAD; b++) {
      allowed.set(b, !after(b).isDead());
    }
    return allowed;
  }

  /**
   * The one byte that every completion goes on with; -1 if the text may end, or go on with a
   * {@linkplain #tokens token}, or there are more.
   */
  public int onlyByte() {
    if (complete || isDead() || !tokens().isEmpty()) {
      return -1;
    }
    int only = -1;
    for (int b = 0; b < TokenBytes.LEAST_LEAD; b++) {
      if (!after(b).isDead()) {
        if (only >= 0) {
          return -1;
        }
        only = b;
      }
    }
    return only;
  }

  /** The terminals under way or expected, as regular expressions, for messages. */
  public List<String> expectedTerminals() {
    return recognizer.terminalsOf(lexers, stacks);
  }

  boolean isOf(Stacks[] otherStacks, LexerState[] otherLexers, int heads, boolean isComplete) {
    return complete == isComplete
        && lexers.length == heads
        && Arrays.equals(lexers, 0, heads, otherLexers, 0, heads)
        && Arrays.equals(stacks, 0, heads, otherStacks, 0, heads);
  }

  void rememberNext(int byteClass, Configuration next, int classes) {
    remember(byteClass, next, classes);
  }

  /** Notes that steps by {@code byteClass} ask something; before they are remembered. */
  void rememberAsking(int byteClass) {
    asking = asking.union(ByteSet.of(byteClass));
    VarHandle.releaseFence();
  }

  void forget() {
    forgetSuccessors();
    askedSteps = null;
  }

  @Override
  public String toString() {
    if (isDead()) {
      return "dead";
    }
    StringBuilder out = new StringBuilder(complete ? "complete" : "");
    for (int i = 0; i < lexers.length; i++) {
      out.append(out.isEmpty() ? "" : ", ")
          .append(lexers[i].id())
          .append(" over [")
          .append(stacks[i])
          .append(']');
    }
    return out.toString();
  }
}
