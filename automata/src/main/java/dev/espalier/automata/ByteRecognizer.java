package dev.espalier.automata;

import dev.espalier.automata.derivative.Absorption;
import dev.espalier.automata.derivative.ByteClasses;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.derivative.LastBytes;
import dev.espalier.automata.derivative.TokenBytes;
import dev.espalier.automata.lexer.Lexer;
import dev.espalier.automata.lexer.LexerState;
import dev.espalier.automata.lexer.LexiconRules;
import dev.espalier.automata.lexer.LongestMatch;
import dev.espalier.automata.parser.Expected;
import dev.espalier.automata.parser.Parser;
import dev.espalier.automata.parser.Stacks;
import dev.espalier.automata.table.Interner;
import dev.espalier.automata.table.LongMap;
import dev.espalier.grammar.Check;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A grammar as a machine over bytes, made while texts are read: a lexer by derivatives for each set
 * of terminals that the parser allows, over a generalised LR parser on persistent stacks.
 *
 * <p>Of contextual terminals every segmentation into lexemes lives on: wherever a lexeme may end, a
 * new head begins beside the lexeme that goes on, and no terminal is preferred. Terminals of a
 * lexicon are read by the {@linkplain LongestMatch longest match}; there, too, both heads live on,
 * but the new one dies where what follows shows that the lexeme would have been longer.
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
  private final List<Regex> regexes; // the terminals of the parser, then the rules of lexicons
  private final Lexer lexer;
  private final @Nullable LexiconRules rules; // null without lexicons
  private final @Nullable LongestMatch longest;
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

  private ByteRecognizer(Parser parser, List<Lexicon> lexicons, Limits limits) {
    this.limits = limits;
    this.parser = parser;
    int terminals = parser.terminals().size();
    this.regexes = new ArrayList<>(parser.terminals());
    List<String> places = new ArrayList<>(parser.origins());
    this.rules =
        lexicons.isEmpty() ? null : new LexiconRules(lexicons, terminals, parser::terminal);
    if (rules != null) {
      regexes.addAll(rules.regexes());
      places.addAll(rules.names());
    }
    this.classes = ByteClasses.of(regexes);
    this.classOf = classes.table();
    this.lexer =
        new Lexer(
            regexes,
            places,
            terminals,
            rules == null ? new BitSet() : rules.endingFirst(),
            classes,
            limits);
    this.longest = rules == null ? null : new LongestMatch(lexer, rules, classes);
    this.heads = new Heads(parser);
    this.hasChecks = !checks().isEmpty();
    this.lastBytes = new ByteSet[regexes.size()];
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
      Grammar productive = Productive.of(grammar, limits);
      return new ByteRecognizer(new Parser(productive, limits), productive.lexicons(), limits);
    } catch (StackOverflowError e) {
      throw tooDeep();
    }
  }

  boolean hasLexicons() {
    return longest != null;
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
    Stacks first = parser.start();
    if (longest == null) {
      return configuration(first, new Stacks[0]);
    }
    addAll(longest.start(parser.expected(first)), first);
    return configuration(first.isAccepting(), new Stacks[0]);
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
    boolean complete = false;
    for (int i = 0; i < from.lexers.length; i++) {
      LexerState after = next(from.lexers[i], byteClass);
      for (int terminal : after.accepted()) {
        asking |= hasChecks && asked(from.lexers[i], terminal, byteClass) != null;
        Stacks read = after(from.stacks[i], terminal);
        if (longest == null) {
          fresh = parser.union(fresh, read);
        } else if (!read.isEmpty()) {
          complete |= begin(after, terminal, read);
        }
      }
      add(after, from.stacks[i]);
    }
    return longest == null
        ? configuration(fresh, from.stacks)
        : configuration(complete, from.stacks);
  }

  LexerState next(LexerState state, int byteClass) {
    return longest == null ? lexer.next(state, byteClass) : longest.next(state, byteClass);
  }

  /** The stacks after a terminal of the parser, or a rule of a lexicon. */
  Stacks after(Stacks stacks, int completed) {
    if (rules == null || !rules.isRule(completed)) {
      return parser.after(stacks, completed);
    }
    int terminal = rules.terminal(completed);
    return rules.isHidden(completed)
        ? stacks
        : terminal < 0 ? parser.none() : parser.after(stacks, terminal);
  }

  /** Lexemes of a grammar with lexicons. */
  LongestMatch longestMatch() {
    assert longest != null : "a grammar without lexicons";
    return longest;
  }

  /** Adds the head of a lexeme that goes on, if it does. */
  private void add(LexerState state, Stacks stacks) {
    if (goesOn(state, stacks)) {
      heads.add(state, stacks);
    }
  }

  /** Whether a terminal, or a lexeme of a rule, is hidden or can be read. */
  boolean canRead(int completed, Expected expected) {
    return rules != null && rules.isRule(completed)
        ? longestMatch().canRead(completed, expected)
        : expected.contains(completed);
  }

  /** Whether a lexeme goes on to what {@code stacks} can read. */
  private boolean goesOn(LexerState state, Stacks stacks) {
    return state.continues() && (longest == null || longest.mayEnd(state, parser.expected(stacks)));
  }

  private void addAll(LexerState[] begun, Stacks stacks) {
    for (LexerState state : begun) {
      heads.add(state, stacks);
    }
  }

  /** Adds what begins where a lexeme of a grammar with lexicons ends; whether the text may end. */
  private boolean begin(LexerState ended, int completed, Stacks stacks) {
    LexerState[] begun = begun(ended, completed, stacks);
    if (begun == null) {
      return false;
    }
    addAll(begun, stacks);
    return stacks.isAccepting();
  }

  /**
   * The states in which the text goes on where a lexeme ends, in a grammar with lexicons; those
   * that may come to something.
   *
   * @param stacks after it
   * @return null where the lexeme is an error
   */
  LexerState @Nullable [] begun(LexerState ended, int completed, Stacks stacks) {
    return longestMatch().begin(ended, completed, parser.expected(stacks));
  }

  /**
   * What is asked where a byte completes {@code terminal}, if anything is. Whitespace after a
   * comma, bracket or name changes nothing about it: what was passed before it is passed.
   */
  private @Nullable Check asked(LexerState before, int terminal, int byteClass) {
    Check check = check(terminal);
    return check == null
            || check.bare() instanceof Check.Value
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
        for (int terminal : next(before, byteClass).accepted()) {
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
      boolean complete = false;
      for (int i = 0; i < from.lexers.length; i++) {
        LexerState after = next(from.lexers[i], byteClass);
        int[] accepted = after.accepted();
        boolean anyRefused = false;
        for (int terminal : accepted) {
          if (isOneOf(refused, check(terminal))) {
            anyRefused = true;
            continue;
          }
          Stacks read = after(from.stacks[i], terminal);
          if (longest == null) {
            fresh = parser.union(fresh, read);
          } else if (!read.isEmpty()) {
            complete |= begin(after, terminal, read);
          }
        }
        IntPredicate given =
            terminal ->
                isOneOf(refused, check(terminal)) && Arrays.binarySearch(accepted, terminal) >= 0;
        add(anyRefused && !grows ? without(after, given) : after, from.stacks[i]);
      }
      return longest == null
          ? configuration(fresh, from.stacks)
          : configuration(complete, from.stacks);
    } catch (StackOverflowError e) {
      forget();
      throw tooDeep();
    } finally {
      lock.unlock();
    }
  }

  private LexerState without(LexerState state, IntPredicate dropped) {
    return longest == null ? lexer.without(state, dropped) : longest.without(state, dropped);
  }

  /** What is asked where {@code completed} ends, which may be a rule of a lexicon. */
  private @Nullable Check check(int completed) {
    return rules != null && rules.isRule(completed) ? null : parser.check(completed);
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
    return configuration(fresh.isAccepting(), before);
  }

  /** The configuration of the heads collected. */
  private Configuration configuration(boolean complete, Stacks[] before) {
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
    if (longest != null) {
      return Absorption.NONE;
    }
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
    if (longest != null) {
      return Absorption.NONE;
    }
    lock.lock();
    try {
      Absorption best = Absorption.NONE;
      for (LexerState state : lexers) {
        int[] terminals = state.terminals();
        for (int i = 0; i < terminals.length; i++) {
          Absorption absorption = lexer.absorption(state.residual(i));
          best =
              best.orBetter(
                  check(terminals[i]) == null
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
      known = LastBytes.of(regexes.get(terminal));
      lastBytes[terminal] = known;
    }
    return known;
  }

  /** The tokens that may come next at {@code lexers}, none of which is in the midst of one. */
  CodePointSet tokens(LexerState[] lexers, Stacks[] stacks) {
    return exclusively(
        () -> {
          List<CodePointSet> tokens = new ArrayList<>();
          for (int i = 0; i < lexers.length; i++) {
            for (int terminal : lexers[i].terminals()) {
              if (regexes.get(terminal) instanceof Regex.Chars(CodePointSet set)
                  && set.hasTokens()
                  && (longest == null || leadsOn(lexers[i], stacks[i], terminal, set))) {
                tokens.add(set);
              }
            }
          }
          return CodePointSet.union(tokens);
        });
  }

  /**
   * Whether a text can go on or end after any token of {@code terminal}: in the mode of a lexicon
   * there may be nothing of what the parser can read.
   */
  private boolean leadsOn(LexerState state, Stacks stacks, int terminal, CodePointSet tokens) {
    LexerState ended = state;
    for (int i = 0; i < TokenBytes.COUNT; i++) {
      int b = TokenBytes.of(tokens.first(0) - CodePointSet.FIRST_TOKEN, i);
      ended = next(ended, classes.of(b));
    }
    Stacks read = after(stacks, terminal);
    LexerState[] begun = begun(ended, terminal, read);
    return begun != null
        && (read.isAccepting() || Arrays.stream(begun).anyMatch(next -> goesOn(next, read)));
  }

  /** The configuration with the heads of both. */
  Configuration union(Configuration a, Configuration b) {
    lock.lock();
    try {
      forgetIfTooLarge();
      heads.clear();
      for (Configuration each : List.of(a, b)) {
        for (int i = 0; i < each.lexers.length; i++) {
          heads.add(each.lexers[i], each.stacks[i]);
        }
      }
      return configuration(a.isComplete() || b.isComplete(), a.stacks);
    } catch (StackOverflowError e) {
      forget();
      throw tooDeep();
    } finally {
      lock.unlock();
    }
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
        || lexer.size() + (longest == null ? 0 : longest.size()) > limits.maxLexerStates()
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
    if (longest != null) {
      longest.forget();
    }
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

  List<String> terminalsOf(LexerState[] lexers, Stacks[] stacks) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < lexers.length; i++) {
      for (int terminal : lexers[i].terminals()) {
        if (longest == null || rules == null || !rules.isRule(terminal)) {
          names.add(regexes.get(terminal).toString());
        } else if (longest.canRead(terminal, parser.expected(stacks[i]))
            && !rules.isHidden(terminal)) {
          names.add(rules.name(terminal));
        }
      }
    }
    return names.stream().distinct().toList();
  }
}
