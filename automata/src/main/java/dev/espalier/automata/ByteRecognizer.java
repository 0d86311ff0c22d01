package dev.espalier.automata;

import dev.espalier.automata.derivative.Absorption;
import dev.espalier.automata.derivative.ByteClasses;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.derivative.LastBytes;
import dev.espalier.automata.lexer.Lexer;
import dev.espalier.automata.lexer.LexerState;
import dev.espalier.automata.parser.Parser;
import dev.espalier.automata.parser.Stacks;
import dev.espalier.automata.table.Interner;
import dev.espalier.automata.table.LongMap;
import dev.espalier.grammar.Check;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A grammar as a machine over bytes, made while texts are read: a lexer by derivatives for each set
 * of terminals that the parser allows, over a generalised LR parser on persistent stacks.
 *
 * <p>Every segmentation into lexemes lives on: wherever a lexeme may end, a new head begins beside
 * the lexeme that goes on. No terminal is preferred.
 *
 * <p>Steps take every {@link Check} for passed. Which ones a step asks, and where it leads if they
 * are refused, says {@link Configuration#asked}; a recogniser never sees the text they are about.
 *
 * <p>Shared by all threads. A step that is known takes no lock; a new one is computed under the one
 * lock of this recogniser. Tables that outgrow the {@link Limits} are dropped and made again as
 * needed; configurations in use stay valid.
 */
public final class ByteRecognizer {
  // bytes of one of each, with its share of the tables it is in, as measured
  private static final int CONFIGURATION_BYTES = 130;
  private static final int LEXER_STATE_BYTES = 100;
  private static final int EXPRESSION_BYTES = 100;
  private static final int PARSER_ENTRY_BYTES = 200;

  private final Limits limits;
  private final ByteClasses classes;
  private final byte[] classOf;
  private final Parser parser;
  private final Lexer lexer;
  private final Interner<Configuration> interned = new Interner<>();
  private final LongMap<LexerState> starts = new LongMap<>(); // by id of the stacks
  private final Heads heads; // scratch
  private final ReentrantLock lock = new ReentrantLock();
  private final Configuration start;
  private final boolean hasChecks;
  private boolean asking; // scratch: whether the step being made asks something
  private final @Nullable ByteSet[] lastBytes; // [terminal], null where not asked
  private long steps = 1; // as below: written under the lock, read without
  private long made;

  private ByteRecognizer(Parser parser, Limits limits) {
    this.limits = limits;
    this.parser = parser;
    this.classes = ByteClasses.of(parser.terminals());
    this.classOf = classes.table();
    this.lexer = new Lexer(parser.terminals(), parser.origins(), classes, limits);
    this.heads = new Heads(parser);
    this.hasChecks = !checks().isEmpty();
    this.lastBytes = new ByteSet[parser.terminals().size()];
    this.start = begin();
  }

  /**
   * Compiles a grammar; what the text never visits costs nothing but its size.
   *
   * @throws dev.espalier.grammar.UnsatisfiableGrammarException if it allows no text
   * @throws LimitExceededException if it is larger than the limits allow
   */
  public static ByteRecognizer compile(Grammar grammar, Limits limits) {
    try {
      return new ByteRecognizer(new Parser(Productive.of(grammar, limits), limits), limits);
    } catch (StackOverflowError e) {
      throw tooDeep();
    }
  }

  /** The configuration of the empty text. */
  public Configuration start() {
    return start;
  }

  /** All that its terminals ask, each once; none for most grammars. Linear in the terminals. */
  public Set<Check> checks() {
    Set<Check> checks = new LinkedHashSet<>();
    for (int t = 0; t < parser.terminals().size(); t++) {
      Check check = parser.check(t);
      if (check != null) {
        checks.add(check);
      }
    }
    return checks;
  }

  /** The bytes at which something may be asked that {@code such} says, perhaps too many. */
  public ByteSet askingBytes(Predicate<Check> such) {
    ByteSet bytes = ByteSet.NONE;
    for (int t = 0; t < parser.terminals().size(); t++) {
      Check check = parser.check(t);
      if (check != null && such.test(check)) {
        bytes = bytes.union(lastBytes(t));
      }
    }
    return bytes;
  }

  /**
   * This recogniser taken apart.
   *
   * @param horizon the most characters of a token
   */
  public Decomposition decompose(int horizon) {
    return new Decomposition(this, lexer, parser, horizon);
  }

  <T> T exclusively(Supplier<T> work) {
    lock.lock();
    try {
      forgetIfTooLarge();
      return work.get();
    } catch (StackOverflowError e) {
      forget();
      throw tooDeep();
    } finally {
      lock.unlock();
    }
  }

  private Configuration begin() {
    heads.clear();
    return configuration(parser.start(), new Stacks[0]);
  }

  /** Computes and remembers the step of {@code from} by {@code b}. */
  Configuration step(Configuration from, int b) {
    lock.lock();
    try {
      return newStep(from, b);
    } catch (StackOverflowError e) {
      forget();
      throw tooDeep();
    } finally {
      lock.unlock();
    }
  }

  /** The configuration after {@code bytes[at .. to)}; computes and remembers what is not known. */
  Configuration steps(Configuration from, byte[] bytes, int at, int to) {
    lock.lock();
    try {
      Configuration c = from;
      for (int i = at; i < to; i++) {
        Configuration known = c.known(bytes[i] & 0xff);
        c = known != null ? known : newStep(c, bytes[i] & 0xff);
      }
      return c;
    } catch (StackOverflowError e) {
      forget();
      throw tooDeep();
    } finally {
      lock.unlock();
    }
  }

  private Configuration newStep(Configuration from, int b) {
    forgetIfTooLarge();
    steps++;
    int byteClass = classes.of(b);
    Configuration to = computed(from, byteClass);
    if (asking) {
      from.rememberAsking(byteClass);
    }
    from.rememberNext(byteClass, to, classes.count());
    return to;
  }

  private Configuration computed(Configuration from, int byteClass) {
    Stacks fresh = parser.none();
    heads.clear();
    asking = false;
    for (int i = 0; i < from.lexers.length; i++) {
      LexerState after = lexer.next(from.lexers[i], byteClass);
      for (int terminal : after.accepted()) {
        asking |= hasChecks && asked(from.lexers[i], terminal, byteClass) != null;
        fresh = parser.union(fresh, parser.after(from.stacks[i], terminal));
      }
      if (after.continues()) {
        heads.add(after, from.stacks[i]);
      }
    }
    return configuration(fresh, from.stacks);
  }

  /**
   * What is asked where a byte completes {@code terminal}, if anything is. Whitespace after a
   * comma, bracket or name changes nothing about it: what was passed before it is passed.
   */
  private @Nullable Check asked(LexerState before, int terminal, int byteClass) {
    Check check = parser.check(terminal);
    return check == null
            || check instanceof Check.Value
            || !isWhitespace(byteClass)
            || Arrays.binarySearch(before.accepted(), terminal) < 0
        ? check
        : null;
  }

  private boolean isWhitespace(int byteClass) {
    for (int b = classes.representative(byteClass); b < 256 && classes.of(b) == byteClass; b++) {
      if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  /** The step of {@code from}, which asks something, by a byte of {@code byteClass}. */
  AskedStep askedStep(Configuration from, int byteClass, boolean grows, Configuration passed) {
    lock.lock();
    try {
      Set<Check> asked = new LinkedHashSet<>();
      for (LexerState before : from.lexers) {
        for (int terminal : lexer.next(before, byteClass).accepted()) {
          Check check = asked(before, terminal, byteClass);
          if (check != null) {
            asked.add(check);
          }
        }
      }
      return new AskedStep(this, from, byteClass, grows, List.copyOf(asked), passed);
    } catch (StackOverflowError e) {
      forget();
      throw tooDeep();
    } finally {
      lock.unlock();
    }
  }

  /**
   * The configuration after a byte of {@code byteClass} where some checks are refused: their
   * terminals do not end here, and unless {@code grows} they are given up.
   */
  Configuration refusedStep(Configuration from, int byteClass, List<Check> refused, boolean grows) {
    lock.lock();
    try {
      forgetIfTooLarge();
      steps++;
      Stacks fresh = parser.none();
      heads.clear();
      for (int i = 0; i < from.lexers.length; i++) {
        LexerState after = lexer.next(from.lexers[i], byteClass);
        int[] accepted = after.accepted();
        boolean anyRefused = false;
        for (int terminal : accepted) {
          if (isOneOf(refused, parser.check(terminal))) {
            anyRefused = true;
          } else {
            fresh = parser.union(fresh, parser.after(from.stacks[i], terminal));
          }
        }
        LexerState left =
            anyRefused && !grows
                ? lexer.without(
                    after,
                    terminal ->
                        isOneOf(refused, parser.check(terminal))
                            && Arrays.binarySearch(accepted, terminal) >= 0)
                : after;
        if (left.continues()) {
          heads.add(left, from.stacks[i]);
        }
      }
      return configuration(fresh, from.stacks);
    } catch (StackOverflowError e) {
      forget();
      throw tooDeep();
    } finally {
      lock.unlock();
    }
  }

  private static boolean isOneOf(List<Check> checks, @Nullable Check check) {
    return check != null && checks.contains(check);
  }

  /**
   * The configuration of the heads collected, and of those that begin on {@code fresh}.
   *
   * @param before the stacks of the one before it
   */
  private Configuration configuration(Stacks fresh, Stacks[] before) {
    if (!fresh.isEmpty()) {
      LexerState begun = startOn(fresh);
      if (begun.continues()) {
        heads.add(begun, fresh);
      }
    }
    boolean complete = fresh.isAccepting();
    if (heads.count() == 0 && !complete) {
      return Configuration.DEAD;
    }
    if (heads.count() > limits.maxHeads()) {
      throw new LimitExceededException(
          "grammar",
          heads.count()
              + " lexemes under way at once > Limits.maxHeads "
              + limits.maxHeads()
              + "; make its terminals less ambiguous");
    }
    int hash = heads.hash(complete);
    for (int at = interned.first(hash); at >= 0; at = interned.next(at, hash)) {
      Configuration known = interned.get(at);
      if (heads.areThoseOf(known, complete)) {
        return known;
      }
    }
    Configuration added = new Configuration(this, heads.stacks(before), heads.lexers(), complete);
    interned.add(hash, added);
    made++;
    return added;
  }

  private LexerState startOn(Stacks stacks) {
    LexerState known = starts.get(stacks.id());
    if (known == null) {
      known = lexer.start(stacks.shiftable());
      starts.put(stacks.id(), known);
    }
    return known;
  }

  /** What some text at one of {@code lexers} absorbs. */
  Absorption absorption(LexerState[] lexers) {
    lock.lock();
    try {
      Absorption best = Absorption.NONE;
      for (LexerState state : lexers) {
        best = best.orBetter(lexer.absorption(state));
      }
      return best;
    } finally {
      lock.unlock();
    }
  }

  /** What some text at one of {@code lexers} absorbs without completing what asks something. */
  Absorption firmAbsorption(LexerState[] lexers) {
    lock.lock();
    try {
      Absorption best = Absorption.NONE;
      for (LexerState state : lexers) {
        int[] terminals = state.terminals();
        for (int i = 0; i < terminals.length; i++) {
          Absorption absorption = lexer.absorption(state.residual(i));
          best =
              best.orBetter(
                  parser.check(terminals[i]) == null
                      ? absorption
                      : firm(absorption, lastBytes(terminals[i])));
        }
      }
      return best;
    } finally {
      lock.unlock();
    }
  }

  private ByteSet lastBytes(int terminal) {
    ByteSet known = lastBytes[terminal];
    if (known == null) {
      known = LastBytes.of(parser.terminals().get(terminal));
      lastBytes[terminal] = known;
    }
    return known;
  }

  /** The bytes with which terminals under way may be complete. */
  ByteSet lastBytes(LexerState[] lexers) {
    lock.lock();
    try {
      ByteSet bytes = ByteSet.NONE;
      for (LexerState state : lexers) {
        for (int terminal : state.terminals()) {
          bytes = bytes.union(lastBytes(terminal));
        }
      }
      return bytes;
    } finally {
      lock.unlock();
    }
  }

  /**
   * What of {@code absorption} is left of a checked terminal when checks are refused: nothing where
   * it may be given up on the way; and one character must be left for it to grow by.
   */
  private static Absorption firm(Absorption absorption, ByteSet last) {
    ByteSet ending = last.intersect(LastBytes.ENDING);
    boolean mayEnd =
        (absorption.asciiLow() & ending.w0()) != 0 || (absorption.asciiHigh() & ending.w1()) != 0;
    if (mayEnd || absorption.maxChars() <= 1) {
      return Absorption.NONE;
    }
    return absorption.maxChars() == Regex.UNBOUNDED
        ? absorption
        : new Absorption(
            absorption.asciiLow(),
            absorption.asciiHigh(),
            absorption.leads(),
            absorption.maxChars() - 1);
  }

  private void forgetIfTooLarge() {
    if (interned.size() > limits.maxConfigurations()
        || lexer.size() > limits.maxLexerStates()
        || lexer.expressionCount() > limits.maxRegexNodes()
        || parser.size() > limits.maxConfigurations() * 4L) {
      forget();
    }
  }

  private void forget() {
    interned.forEach(Configuration::forget);
    interned.clear();
    starts.clear();
    lexer.forget();
    parser.forget();
    start.forget();
  }

  private static LimitExceededException tooDeep() {
    return new LimitExceededException(
        "grammar",
        "an expression with too many parts for the stack of this thread; split it, or give the"
            + " thread a larger stack");
  }

  /**
   * What a recogniser has done, and what it holds.
   *
   * @param steps new steps computed, the start being one; each is remembered where it starts
   * @param made configurations that a step came to for the first time
   * @param held configurations held now
   * @param bytes estimated size of all tables
   */
  public record Tables(long steps, long made, long held, long bytes) {}

  /** What it has done, perhaps without what other threads do at this moment. O(1), no lock. */
  public Tables tables() {
    return new Tables(steps, made, interned.size(), bytes());
  }

  private long bytes() {
    return (CONFIGURATION_BYTES + (long) classes.count()) * interned.size()
        + LEXER_STATE_BYTES * (long) lexer.size()
        + EXPRESSION_BYTES * lexer.expressionCount()
        + PARSER_ENTRY_BYTES * parser.size();
  }

  ByteClasses classes() {
    return classes;
  }

  byte[] classOf() {
    return classOf;
  }

  List<String> terminalsOf(LexerState[] lexers) {
    List<String> names = new ArrayList<>();
    for (LexerState state : lexers) {
      for (int terminal : state.terminals()) {
        Regex regex = parser.terminals().get(terminal);
        names.add(regex.toString());
      }
    }
    return names.stream().distinct().toList();
  }
}
