package dev.espalier.automata.lexer;

import dev.espalier.automata.derivative.Absorption;
import dev.espalier.automata.derivative.ByteClasses;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.derivative.IntKey;
import dev.espalier.automata.parser.Expected;
import dev.espalier.automata.table.Interner;
import dev.espalier.automata.table.LongMap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads lexemes of lexicons by the longest match: among states of a {@link Lexer}, those with a
 * {@link LexerContext}.
 *
 * <p>Where a lexeme may end, the text goes on in two ways, one in which it does and one in which it
 * does not. The way in which it ends carries an obligation: what the rules that competed could
 * still match from there must not be completed by what follows, or else that lexeme would have been
 * longer. It is followed beside the next lexemes until nothing is left of it; mostly that is with
 * the next byte. So at each moment at most one way of dividing the text is right, and which one it
 * is shows when the obligations of the others are broken; there is no look at following bytes that
 * would fail where a longer match needs more than one of them.
 *
 * <p>Cost: O(1) for a step that is known. Not thread-safe; the owner holds a lock.
 */
public final class LongestMatch {
  private static final int CONTEXTUAL_GOES_ON = -3; // beside terminals and rules, in outcomes
  private static final int ENDS = -4;

  private final Lexer lexer;
  private final LexiconRules rules;
  private final ByteClasses classes;
  private final ModesTable modes = new ModesTable();
  private final Interner<LexerContext> contexts = new Interner<>();
  private final LongMap<LexerState> states = new LongMap<>(); // by lexer state and context
  private final LongMap<LexerState[]> begun = new LongMap<>(); // by context and what is expected
  private @Nullable LexerState @Nullable [] wholeModes; // [mode] all rules at their start
  private int nextContext;
  private int held;

  public LongestMatch(Lexer lexer, LexiconRules rules, ByteClasses classes) {
    this.lexer = lexer;
    this.rules = rules;
    this.classes = classes;
  }

  /** The number of states and contexts held. */
  public int size() {
    return held + contexts.size() + modes.size();
  }

  /** Forgets everything; states still in use elsewhere stay valid. */
  public void forget() {
    contexts.forEach(context -> context.free = null);
    contexts.clear();
    states.clear();
    begun.clear();
    modes.forget();
    wholeModes = null;
    held = 0;
  }

  /** The states at the start of a text, where the parser can read {@code expected}. */
  public LexerState[] start(Expected expected) {
    return begin(context(0, modes.initial(rules), ByteSet.NONE, List.of()), expected);
  }

  /**
   * The states in which the text goes on where a lexeme ends, those that {@linkplain #mayEnd may}
   * come to something. O(1) once known.
   *
   * @param completed what {@link LexerState#accepted} of {@code ended} names
   * @param expected what the parser can read after it
   * @return null where the lexeme leaves a mode below which there is none
   */
  public LexerState @Nullable [] begin(LexerState ended, int completed, Expected expected) {
    LexerContext after = after(ended, completed);
    return after == null ? null : begin(after, expected);
  }

  private LexerState[] begin(LexerContext context, Expected expected) {
    long key = LongMap.key(context.id, expected.id());
    LexerState[] known = begun.get(key);
    if (known == null) {
      known = newlyBegun(context, expected);
      begun.put(key, known);
      held++;
    }
    return known;
  }

  private LexerState[] newlyBegun(LexerContext context, Expected expected) {
    List<LexerState> all = new ArrayList<>(2);
    for (int lexicon = 0; lexicon < rules.lexicons(); lexicon++) {
      if (lexicon == context.lexicon
          || expected.isAccepting() && lexicon == 0
          || reads(lexicon, expected)) {
        LexerState core = startOf(lexicon, context.modes, expected);
        add(state(core, with(context, lexicon)), expected, all);
      }
    }
    if (reads(LexerContext.CONTEXTUAL, expected)) {
      LexerState core = lexer.start(expected.terminals());
      add(state(core, with(context, LexerContext.CONTEXTUAL)), expected, all);
    }
    return all.toArray(LexerState[]::new);
  }

  private void add(LexerState state, Expected expected, List<LexerState> begun) {
    if (state.continues() && mayEnd(state, expected)) {
      begun.add(state);
    }
  }

  private boolean reads(int lexicon, Expected expected) {
    for (int terminal : expected.terminals()) {
      if (rules.lexiconOfTerminal(terminal) == lexicon) {
        return true;
      }
    }
    return false;
  }

  private LexerState startOf(int lexicon, Modes present, Expected expected) {
    int mode = present.mode(lexicon);
    int[] all = rules.rulesOfMode(mode);
    if (rules.isExpectedOnly(lexicon)) {
      int[] competing = new int[all.length];
      int n = 0;
      for (int rule : all) {
        if (canRead(rule, expected)) {
          competing[n++] = rule;
        }
      }
      return lexer.startOfRules(Arrays.copyOf(competing, n));
    }
    if (wholeModes == null) {
      wholeModes = new LexerState[rules.modes()];
    }
    LexerState known = wholeModes[mode];
    if (known == null) {
      known = lexer.startOfRules(all);
      wholeModes[mode] = known;
    }
    return known;
  }

  /** Whether a lexeme of {@code rule} is hidden, or read where {@code expected} can be. */
  public boolean canRead(int rule, Expected expected) {
    return rules.isHidden(rule) || expected.contains(rules.terminal(rule));
  }

  /**
   * The state after a byte of class {@code byteClass}; one without terminals if nothing goes on.
   */
  public LexerState next(LexerState state, int byteClass) {
    LexerState known = state.knownNext(byteClass);
    if (known == null) {
      LexerContext context = state.context();
      LexerState core = lexer.next(state.core(), byteClass);
      known =
          context.killed.contains(classes.representative(byteClass))
              ? lexer.dead()
              : core.terminals.length == 0 ? core : state(core, after(context, byteClass));
      state.rememberNext(byteClass, known, classes.count());
    }
    return known;
  }

  /** {@code state} without the terminals that {@code dropped} names. Linear in its terminals. */
  public LexerState without(LexerState state, IntPredicate dropped) {
    LexerState core = lexer.without(state.core(), dropped);
    return core.terminals.length == 0 ? core : state(core, state.context());
  }

  /**
   * Whether the lexeme under way in {@code state} may come to something that the parser can read.
   * Linear in its rules, less where some are hidden.
   *
   * @param expected what the parser can read there
   */
  public boolean mayEnd(LexerState state, Expected expected) {
    if (state.terminals.length == 0 || !rules.isRule(state.terminals[0])) {
      return true;
    }
    for (int i = 0; i < state.terminals.length; i++) {
      if (canRead(state.terminals[i], expected) && goesOn(state, i)) {
        return true;
      }
    }
    return false;
  }

  /** Whether more bytes may complete a lexeme of the rule {@code state.terminals[i]}. */
  private boolean goesOn(LexerState state, int i) {
    return !state.residuals[i].isEmptyText() && mayBegin(state, i) && lexer.wins(state, i);
  }

  /**
   * Whether some byte that is not killed goes on with {@code state.terminals[i]}. Inside of a
   * character the first bytes of an expression are too many, so one is tried; mostly it is the one.
   */
  private boolean mayBegin(LexerState state, int i) {
    ByteSet killed = state.context().killed;
    ByteSet open = state.residuals[i].first().minus(killed);
    if (killed.isEmpty() || open.isEmpty()) {
      return !open.isEmpty();
    }
    for (int c = 0; c < classes.count(); c++) {
      if (open.contains(classes.representative(c))
          && Arrays.binarySearch(lexer.next(state.core(), c).terminals, state.terminals[i]) >= 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether all characters of a set lead back to {@code state}, however many of them there are, so
   * that nowhere between them a lexeme may end. O(1) where that is known; asked of one character
   * after the other, so that mostly little has to be found out.
   *
   * @param asciiLow bit i = the byte i
   * @param asciiHigh bit i = the byte 64 + i
   * @param leads bit i = every code point whose UTF-8 begins with {@code Absorption.FIRST_LEAD + i}
   */
  public boolean loops(LexerState state, long asciiLow, long asciiHigh, long leads) {
    LexerState core = state.core();
    if (core.terminals.length == 0
        || !state.context().isFree()
        || core.accepted().length > 0 && !rules.isRule(core.terminals[0])) {
      return false;
    }
    Loops known = core.looping;
    if (known == null) {
      known = new Loops();
      core.looping = known;
    }
    return known.all(0, asciiLow, b -> lexer.next(core, classes.of(b)) == core)
        && known.all(1, asciiHigh, b -> lexer.next(core, classes.of(64 + b)) == core)
        && known.all(2, leads, b -> leadLoops(core, Absorption.FIRST_LEAD + b));
  }

  /** What is known of the characters that lead back to a state: ASCII in two words, and leads. */
  static final class Loops {
    private final long[] asked = new long[3];
    private final long[] loop = new long[3];

    boolean all(int word, long wanted, IntPredicate leadsBack) {
      if ((wanted & asked[word] & ~loop[word]) != 0) {
        return false;
      }
      for (long left = wanted & ~asked[word]; left != 0; left &= left - 1) {
        int bit = Long.numberOfTrailingZeros(left);
        asked[word] |= 1L << bit;
        if (!leadsBack.test(bit)) {
          return false;
        }
        loop[word] |= 1L << bit;
      }
      return true;
    }
  }

  private boolean leadLoops(LexerState core, int lead) {
    int least = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int greatest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    int more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    LexerState next = lexer.next(core, classes.of(lead));
    return next.terminals.length > 0 && leadsBack(next, core, least, greatest, more);
  }

  /** Whether all characters that go on with {@code more} bytes, the first in a range, do. */
  private boolean leadsBack(LexerState from, LexerState to, int least, int greatest, int more) {
    if (more == 0) {
      return from == to;
    }
    for (int b = least; b <= greatest; b++) {
      if (b == least || classes.of(b) != classes.of(b - 1)) {
        LexerState next = lexer.next(from, classes.of(b));
        if (next.terminals.length == 0 || !leadsBack(next, to, 0x80, 0xBF, more - 1)) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Tells apart what may come of a token that ends in {@code state}: where two states have equal
   * answers, it may for the same parser stacks.
   */
  public IntKey outcome(LexerState state) {
    int[] parts = new int[2 + state.terminals.length + 2 * state.accepted().length];
    int n = 0;
    if (state.continues() && !rules.isRule(state.terminals[0])) {
      parts[n++] = CONTEXTUAL_GOES_ON;
    } else if (state.continues()) {
      for (int i = 0; i < state.terminals.length; i++) {
        if (goesOn(state, i)) {
          parts[n++] = rules.terminal(state.terminals[i]);
        }
      }
    }
    Arrays.sort(parts, 0, n);
    parts[n++] = ENDS;
    for (int completed : state.accepted()) {
      parts[n++] = completed;
      parts[n++] = boundary(state, completed);
    }
    return IntKey.of(Arrays.copyOf(parts, n));
  }

  /**
   * A number for what holds where the lexeme of {@code ended} ends, equal if that is the same;
   * negative if it is an error.
   */
  public int boundary(LexerState ended, int completed) {
    LexerContext after = after(ended, completed);
    return after == null ? -1 : after.id;
  }

  private @Nullable LexerContext after(LexerState ended, int completed) {
    LexerContext context = ended.context();
    if (!rules.isRule(completed)) {
      return context;
    }
    LexerContext known = ended.ended;
    if (known == null) {
      Modes changed = rules.after(context.modes, completed, modes);
      if (changed == null) {
        return null;
      }
      LexerState core = ended.core();
      Prospect prospect = prospect(core);
      List<LexerState> longer = new ArrayList<>(Arrays.asList(context.longer));
      if (prospect.lingers && !longer.contains(core)) {
        longer.add(core);
      }
      known = context(context.lexicon, changed, context.killed.union(prospect.completing), longer);
      ended.ended = known;
    }
    return known;
  }

  /** What is left of the obligations of {@code context} after a byte that breaks none of them. */
  private LexerContext after(LexerContext context, int byteClass) {
    if (context.longer.length == 0) {
      LexerContext free = context.free;
      if (free == null) {
        free =
            context.isFree()
                ? context
                : context(context.lexicon, context.modes, ByteSet.NONE, List.of());
        context.free = free;
      }
      return free;
    }
    ByteSet killed = ByteSet.NONE;
    List<LexerState> longer = new ArrayList<>();
    for (LexerState core : context.longer) {
      LexerState next = lexer.next(core, byteClass);
      Prospect prospect = prospect(next);
      killed = killed.union(prospect.completing);
      if (prospect.lingers && !longer.contains(next)) {
        longer.add(next);
      }
    }
    return context(context.lexicon, context.modes, killed, longer);
  }

  /**
   * How a lexeme could go on.
   *
   * @param completing the bytes that complete a longer one
   * @param lingers whether some other byte could
   */
  record Prospect(ByteSet completing, boolean lingers) {}

  private Prospect prospect(LexerState core) {
    Prospect known = core.prospect;
    if (known == null) {
      ByteSet completing = ByteSet.NONE;
      boolean lingers = false;
      ByteSet first = core.first();
      for (int c = 0; c < classes.count(); c++) {
        int least = classes.representative(c);
        if (first.contains(least)) {
          LexerState next = lexer.next(core, c);
          if (next.accepted().length > 0) {
            int last = c + 1 < classes.count() ? classes.representative(c + 1) - 1 : 0xff;
            completing = completing.union(ByteSet.ofRange(least, last));
          } else {
            lingers |= next.terminals.length > 0;
          }
        }
      }
      known = new Prospect(completing, lingers);
      core.prospect = known;
    }
    return known;
  }

  private LexerContext with(LexerContext context, int lexicon) {
    return context.lexicon == lexicon
        ? context
        : context(lexicon, context.modes, context.killed, Arrays.asList(context.longer));
  }

  private LexerContext context(int lexicon, Modes modes, ByteSet killed, List<LexerState> longer) {
    LexerState[] sorted = longer.toArray(LexerState[]::new);
    Arrays.sort(sorted, Comparator.comparingInt(LexerState::id));
    int hash = Interner.hash(lexicon, modes.id(), killed.hashCode());
    for (LexerState state : sorted) {
      hash = Interner.hash(hash, state.id());
    }
    for (int at = contexts.first(hash); at >= 0; at = contexts.next(at, hash)) {
      LexerContext known = contexts.get(at);
      if (known.lexicon == lexicon
          && known.modes == modes
          && known.killed.equals(killed)
          && Arrays.equals(known.longer, sorted)) {
        return known;
      }
    }
    LexerContext made = new LexerContext(nextContext++, lexicon, modes, killed, sorted);
    contexts.add(hash, made);
    return made;
  }

  private LexerState state(LexerState core, LexerContext context) {
    long key = LongMap.key(core.id, context.id);
    LexerState known = states.get(key);
    if (known == null) {
      known = lexer.within(core, context);
      states.put(key, known);
      held++;
    }
    return known;
  }
}
