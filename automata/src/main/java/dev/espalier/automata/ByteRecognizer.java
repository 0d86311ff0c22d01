package dev.espalier.automata;

import dev.espalier.automata.derivative.ByteClasses;
import dev.espalier.automata.derivative.IntKey;
import dev.espalier.automata.lexer.Lexer;
import dev.espalier.automata.lexer.LexerState;
import dev.espalier.automata.parser.Parser;
import dev.espalier.automata.parser.Stacks;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A grammar as a machine over bytes, made while texts are read: a lexer by derivatives for each set
 * of terminals that the parser allows, over a generalised LR parser on persistent stacks.
 *
 * <p>Every segmentation into lexemes lives on: wherever a lexeme may end, a new head begins beside
 * the lexeme that goes on. No terminal is preferred.
 *
 * <p>Shared by all threads. A step that is known takes no lock; a new one is computed under the one
 * lock of this recogniser. Tables that outgrow the {@link Limits} are dropped and made again as
 * needed; configurations in use stay valid.
 */
public final class ByteRecognizer {
  private static final Comparator<LexerState> BY_ID = Comparator.comparingInt(LexerState::id);

  // bytes of one of each, with its share of the tables it is in, as measured
  private static final int CONFIGURATION_BYTES = 320;
  private static final int LEXER_STATE_BYTES = 300;
  private static final int EXPRESSION_BYTES = 200;
  private static final int PARSER_ENTRY_BYTES = 450;

  private final Limits limits;
  private final ByteClasses classes;
  private final byte[] classOf;
  private final Parser parser;
  private final Lexer lexer;
  private final Map<IntKey, Configuration> interned = new HashMap<>();
  private final Map<Stacks, LexerState> starts = new HashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Configuration start;
  private long steps = 1; // as below: written under the lock, read without
  private long made;

  private ByteRecognizer(Parser parser, Limits limits) {
    this.limits = limits;
    this.parser = parser;
    this.classes = ByteClasses.of(parser.terminals());
    this.classOf = classes.table();
    this.lexer = new Lexer(parser.terminals(), classes, limits);
    parser.findNullable(lexer::isNullable);
    this.start = begin();
  }

  /**
   * Compiles a grammar; what the text never visits costs nothing but its size.
   *
   * @throws dev.espalier.grammar.UnsatisfiableGrammarException if it allows no text
   * @throws LimitExceededException if it is larger than the limits allow
   */
  public static ByteRecognizer compile(Grammar grammar, Limits limits) {
    return new ByteRecognizer(new Parser(Productive.of(grammar, limits), limits), limits);
  }

  /** The configuration of the empty text. */
  public Configuration start() {
    return start;
  }

  private Configuration begin() {
    Stacks stacks = parser.start();
    return configuration(new TreeMap<>(BY_ID), stacks);
  }

  /** Computes and remembers the step of {@code from} by {@code byteClass}. */
  Configuration step(Configuration from, int byteClass) {
    lock.lock();
    try {
      forgetIfTooLarge();
      steps++;
      Configuration to = newStep(from, byteClass);
      from.memo()[byteClass] = to;
      return to;
    } finally {
      lock.unlock();
    }
  }

  private Configuration newStep(Configuration from, int byteClass) {
    Stacks fresh = parser.none();
    @Nullable TreeMap<LexerState, Stacks> heads = null;
    for (int i = 0; i < from.lexers.length; i++) {
      LexerState after = lexer.next(from.lexers[i], byteClass);
      for (int terminal : after.accepted()) {
        fresh = parser.union(fresh, parser.after(from.stacks[i], terminal));
      }
      if (after.continues()) {
        heads = heads == null ? new TreeMap<>(BY_ID) : heads;
        heads.merge(after, from.stacks[i], parser::union);
      }
    }
    if (heads == null) {
      if (fresh.isEmpty()) {
        return Configuration.DEAD;
      }
      heads = new TreeMap<>(BY_ID);
    }
    return configuration(heads, fresh);
  }

  private Configuration configuration(TreeMap<LexerState, Stacks> heads, Stacks fresh) {
    if (!fresh.isEmpty()) {
      LexerState begun = starts.computeIfAbsent(fresh, stacks -> lexer.start(stacks.shiftable()));
      if (begun.continues()) {
        heads.merge(begun, fresh, parser::union);
      }
    }
    boolean complete = fresh.isAccepting();
    if (heads.isEmpty() && !complete) {
      return Configuration.DEAD;
    }
    if (heads.size() > limits.maxHeads()) {
      throw new LimitExceededException(
          "grammar",
          heads.size()
              + " lexemes under way at once > Limits.maxHeads "
              + limits.maxHeads()
              + "; make its terminals less ambiguous");
    }
    Stacks[] stacks = heads.values().toArray(Stacks[]::new);
    LexerState[] lexers = heads.keySet().toArray(LexerState[]::new);
    int[] ids = new int[2 * lexers.length + 1];
    ids[0] = complete ? 1 : 0;
    for (int i = 0; i < lexers.length; i++) {
      ids[2 * i + 1] = stacks[i].id();
      ids[2 * i + 2] = lexers[i].id();
    }
    IntKey key = IntKey.of(ids);
    Configuration known = interned.get(key);
    if (known == null) {
      known = new Configuration(this, stacks, lexers, complete);
      interned.put(key, known);
      made++;
    }
    return known;
  }

  private void forgetIfTooLarge() {
    if (interned.size() > limits.maxConfigurations()
        || lexer.size() > limits.maxLexerStates()
        || lexer.expressionCount() > limits.maxRegexNodes()
        || parser.size() > limits.maxConfigurations() * 4L) {
      interned.values().forEach(Configuration::forget);
      interned.clear();
      starts.clear();
      lexer.forget();
      parser.forget();
      start.forget();
    }
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
    return (CONFIGURATION_BYTES + 4L * classes.count()) * interned.size()
        + (LEXER_STATE_BYTES + 4L * classes.count()) * lexer.size()
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
