package dev.espalier.automata;

import dev.espalier.automata.derivative.Absorption;
import dev.espalier.automata.lexer.LexerState;
import dev.espalier.automata.parser.Stacks;
import dev.espalier.grammar.Regex;
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
 *   next   | byte class -> the configuration after it, null where not yet known
 * </pre>
 *
 * A head stands for one place where the lexeme under way may have begun. Heads with the same lexer
 * state are one head over the union of their stacks, so there are at most as many as lexemes can
 * overlap; in JSON one or two.
 *
 * <p>Immutable but for the memo {@code next}; any thread. Equal configurations are the same object
 * within one epoch of the recogniser. A step costs two loads once known. Memory: about 100 bytes
 * and 4 bytes for each byte class.
 */
public final class Configuration {
  private static final Stacks[] NO_STACKS = {};
  private static final LexerState[] NO_LEXERS = {};
  private static final byte UNKNOWN = 0;
  private static final byte YES = 1;
  private static final byte NO = 2;

  /** After a text that nothing completes. */
  static final Configuration DEAD = new Configuration();

  final Stacks[] stacks;
  final LexerState[] lexers;
  private final boolean complete;
  private final Absorption absorption;
  private final ByteRecognizer recognizer;
  private final byte[] classOf;
  private final @Nullable Configuration[] next;
  private byte loops; // UNKNOWN, YES or NO; threads that race find the same

  @SuppressWarnings("NullAway") // the dead configuration is never stepped
  private Configuration() {
    this.stacks = NO_STACKS;
    this.lexers = NO_LEXERS;
    this.complete = false;
    this.absorption = Absorption.NONE;
    this.recognizer = null;
    this.classOf = new byte[256];
    this.next = new Configuration[] {this};
  }

  Configuration(ByteRecognizer recognizer, Stacks[] stacks, LexerState[] lexers, boolean complete) {
    this.recognizer = recognizer;
    this.stacks = stacks;
    this.lexers = lexers;
    this.complete = complete;
    this.classOf = recognizer.classOf();
    this.next = new Configuration[recognizer.classes().count()];
    Absorption best = Absorption.NONE;
    for (LexerState lexer : lexers) {
      best = best.orBetter(lexer.absorption());
    }
    this.absorption = best;
  }

  /**
   * The configuration after {@code b} (0..255); {@linkplain #isDead dead} if no text of the
   * language goes on so.
   *
   * @throws dev.espalier.grammar.LimitExceededException if the step exceeds a limit
   */
  public Configuration after(int b) {
    Configuration known = next[classOf[b] & 0xff];
    return known != null ? known : recognizer.step(this, classOf[b] & 0xff);
  }

  /** The configuration after all of {@code bytes}. */
  public Configuration after(byte[] bytes) {
    Configuration c = this;
    for (byte b : bytes) {
      c = c.after(b & 0xff);
    }
    return c;
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

  /** The characters that may follow without a further question. O(1). */
  public Absorption absorption() {
    return absorption;
  }

  /**
   * Whether every absorbed character leads back to this very configuration. Steps through each of
   * them once, by byte classes; then O(1).
   */
  public boolean loopsOnAbsorbed() {
    if (loops == UNKNOWN) {
      loops = absorption.maxChars() == Regex.UNBOUNDED && stepsBack() ? YES : NO;
    }
    return loops == YES;
  }

  private boolean stepsBack() {
    for (int b = 0; b < 0x80; b++) {
      if (absorption.takes(b) && after(b) != this) {
        return false;
      }
    }
    Configuration[] verified = new Configuration[4];
    int checkedClass = -1;
    for (int b = Absorption.FIRST_LEAD; b <= Absorption.LAST_LEAD; b++) {
      if (absorption.takes(b) && classOf[b] != checkedClass) {
        checkedClass = classOf[b];
        int low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
        int high = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
        int remaining = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
        if (!stepsBack(after(b), low, high, remaining, verified)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Whether all {@code remaining} continuation bytes, the first in low..high, lead back here.
   *
   * @param verified by number of bytes: a configuration from which all of them are known to
   */
  private boolean stepsBack(
      Configuration from, int low, int high, int remaining, Configuration[] verified) {
    if (remaining == 0 || from == verified[remaining]) {
      return remaining > 0 || from == this;
    }
    int checkedClass = -1;
    for (int b = low; b <= high; b++) {
      if (classOf[b] != checkedClass) {
        checkedClass = classOf[b];
        if (!stepsBack(from.after(b), 0x80, 0xBF, remaining - 1, verified)) {
          return false;
        }
      }
    }
    if (low == 0x80 && high == 0xBF) {
      verified[remaining] = from;
    }
    return true;
  }

  /** The bytes that may follow. At most one step for each byte class. */
  public BitSet allowedBytes() {
    BitSet allowed = new BitSet(256);
    for (int b = 0; b < 256; b++) {
      allowed.set(b, !after(b).isDead());
    }
    return allowed;
  }

  /** The one byte that every completion goes on with; -1 if the text may end or there are more. */
  public int onlyByte() {
    if (complete || isDead()) {
      return -1;
    }
    int only = -1;
    for (int b = 0; b < 256; b++) {
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
    return recognizer.terminalsOf(lexers);
  }

  @Nullable Configuration[] memo() {
    return next;
  }

  void forget() {
    Arrays.fill(next, null);
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
