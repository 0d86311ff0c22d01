package dev.espalier.masking.table;

import dev.espalier.automata.Configuration;
import dev.espalier.automata.Decomposition;
import dev.espalier.automata.derivative.IntKey;
import dev.espalier.automata.lexer.LexerState;
import dev.espalier.automata.parser.Stacks;
import dev.espalier.automata.table.LongMap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts masks together for grammars with lexicons: what a lexer state does to the vocabulary is a
 * {@link LexiconTable}; the parser is asked which of its outcomes it can read, and where lexemes
 * end what begins then. So it is asked once for each sequence of terminals that tokens spell.
 *
 * <p>One for a constraint; to be used within {@link Decomposition#exclusively}.
 */
public final class LexiconAssembly {
  private static final int MOST_PLACES = 100_000;

  private final Decomposition decomposition;
  private final LexiconTables tables;
  private final MaskBuilder mask;
  private final List<Place> places = new ArrayList<>();
  private final Set<IntKey> met = new HashSet<>();
  private final LongMap<Boolean> readable = new LongMap<>(); // by outcome and stacks
  private volatile LexemeStatistics statistics = new LexemeStatistics(0, 0, 0, 0);

  private record Place(Standing at, LexerState state, Stacks stacks) {}

  public LexiconAssembly(Passages passages, Decomposition decomposition) {
    this.decomposition = decomposition;
    this.tables = new LexiconTables(passages.trie(), decomposition, passages.words());
    this.mask = new MaskBuilder(passages.words());
  }

  /**
   * The tokens that may follow {@code configuration}, end tokens aside; null where that takes more
   * work than is left, or tokens can be read in so many ways that walking the vocabulary is better.
   *
   * @throws dev.espalier.grammar.LimitExceededException if a limit of the recogniser is met
   */
  public @Nullable AssembledMask assemble(Configuration configuration, Work work) {
    tables.begin(work);
    mask.clear();
    places.clear();
    met.clear();
    Standing root = tables.root();
    for (int head = 0; head < decomposition.heads(configuration); head++) {
      add(
          root,
          decomposition.lexer(configuration, head),
          decomposition.stacks(configuration, head));
    }
    boolean done = work.spend(1);
    for (int i = 0; i < places.size() && done; i++) {
      done = goOn(places.get(i)) && work.spend(1) && places.size() <= MOST_PLACES;
    }
    statistics = tables.statistics();
    return done ? mask.build() : null;
  }

  /** What is remembered of lexer states. Any thread; perhaps a little late. */
  public LexemeStatistics lexemes() {
    return statistics;
  }

  private void add(Standing at, LexerState state, Stacks stacks) {
    if (state.first().intersects(at.bytes) && met.add(IntKey.of(at.id, state.id(), stacks.id()))) {
      places.add(new Place(at, state, stacks));
    }
  }

  private boolean goOn(Place place) {
    LexiconTable table = tables.table(place.state, place.at);
    if (table == null) {
      return false;
    }
    for (int i = 0; i < table.outcomes().length; i++) {
      if (isReadable(table.outcomes()[i], place.stacks)) {
        mask.allow(table.tokens()[i]);
      }
    }
    for (LexiconTable.Exit exit : table.exits()) {
      Stacks read = decomposition.afterLexeme(place.stacks, exit.completed());
      if (!read.isEmpty()) {
        LexerState[] begun = decomposition.begun(exit.ended(), exit.completed(), read);
        if (begun != null) {
          for (LexerState state : begun) {
            if (decomposition.goesOn(state, read)) {
              add(exit.at(), state, read);
            }
          }
        }
      }
    }
    return true;
  }

  private boolean isReadable(LexiconOutcome outcome, Stacks stacks) {
    long key = LongMap.key(outcome.id(), stacks.id());
    Boolean known = readable.get(key);
    if (known == null) {
      known = decomposition.goesOn(outcome.state(), stacks) || ends(outcome.state(), stacks);
      readable.put(key, known);
    }
    return known;
  }

  /** Whether the lexeme that is complete can be read, and something can follow or nothing must. */
  private boolean ends(LexerState ended, Stacks stacks) {
    for (int completed : ended.accepted()) {
      Stacks read = decomposition.afterLexeme(stacks, completed);
      LexerState[] begun = read.isEmpty() ? null : decomposition.begun(ended, completed, read);
      if (begun != null) {
        if (read.isAccepting()) {
          return true;
        }
        for (LexerState state : begun) {
          if (decomposition.goesOn(state, read)) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
