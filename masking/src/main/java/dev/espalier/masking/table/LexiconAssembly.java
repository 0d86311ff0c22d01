package dev.espalier.masking.table;

import dev.espalier.automata.Configuration;
import dev.espalier.automata.Decomposition;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.lexer.LexerState;
import dev.espalier.automata.parser.Expected;
import dev.espalier.automata.parser.Stacks;
import dev.espalier.automata.table.LongMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts masks together for grammars with lexicons: what a lexer state does to the vocabulary is a
 * {@link LexiconTable}; what is left of it where the parser can read certain terminals is a {@link
 * LexiconView}; where lexemes end, the parser is asked what begins then. So it is asked once for
 * each sequence of lexemes that it can read and tokens spell.
 *
 * <p>One for a constraint; to be used within {@link Decomposition#exclusively}.
 */
public final class LexiconAssembly {
  private final Decomposition decomposition;
  private final LexiconTables tables;
  private final int words;
  private final List<MaskBuilder> builders = new ArrayList<>(); // scratch, by depth
  private final MaskBuilder viewed; // scratch, of a view that is being made
  private final LongMap<LexiconView> views = new LongMap<>(); // by table and what is expected
  private final LongMap<AssembledMask> reached = new LongMap<>(); // by table and stacks
  private Work work = Work.unlimited();
  private int epoch;
  private volatile LexemeStatistics statistics = new LexemeStatistics(0, 0, 0, 0);

  public LexiconAssembly(Passages passages, Decomposition decomposition) {
    this.decomposition = decomposition;
    this.tables = new LexiconTables(passages.trie(), decomposition, passages.words());
    this.words = passages.words();
    this.viewed = MaskBuilder.ofParts(words);
  }

  /**
   * The tokens that may follow {@code configuration}, end tokens aside; null where that takes more
   * work than is left.
   *
   * @throws dev.espalier.grammar.LimitExceededException if a limit of the recogniser is met
   */
  public @Nullable AssembledMask assemble(Configuration configuration, Work allowedWork) {
    work = allowedWork;
    tables.begin(work);
    if (epoch != tables.epoch()) {
      views.clear();
      reached.clear();
      epoch = tables.epoch();
    }
    MaskBuilder mask = builder(0);
    Standing root = tables.root();
    boolean done = work.spend(1);
    for (int head = 0; head < decomposition.heads(configuration) && done; head++) {
      LexerState state = decomposition.lexer(configuration, head);
      done =
          state.first().isEmpty()
              || add(root, state, decomposition.stacks(configuration, head), mask, 1);
    }
    statistics = tables.statistics();
    return done ? mask.build() : null;
  }

  /** What is remembered of lexer states. Any thread; perhaps a little late. */
  public LexemeStatistics lexemes() {
    return statistics;
  }

  /**
   * Allows the tokens at {@code at} that go on with {@code state} over {@code stacks}; false if
   * that takes too much work. What they are is remembered: the same lexemes often come next where
   * those before them differ.
   *
   * @param depth of the recursion, each level of which is at least a byte deeper in the trie
   */
  private boolean add(
      Standing at, LexerState state, Stacks stacks, MaskBuilder allowed, int depth) {
    if (isRun(at, state, stacks)) {
      allowed.allow(tables.below(at));
      return true;
    }
    LexiconTable table = work.spend(1) ? tables.table(state, at) : null;
    if (table == null) {
      return false;
    }
    long key = LongMap.key(table.id(), stacks.id());
    AssembledMask known = reached.get(key);
    if (known == null) {
      known = reach(table, stacks, depth);
      if (known == null) {
        return false;
      }
      reached.put(key, known);
      tables.hold(known);
    }
    allowed.allow(known);
    return true;
  }

  /**
   * Whether each byte below {@code at} is a lexeme after which the text stands where it stood, as
   * the blanks of a run are in some grammars. Then every token below is allowed, and need not be
   * followed from border to border.
   */
  private boolean isRun(Standing at, LexerState state, Stacks stacks) {
    ByteSet bytes = tables.bytesOfRuns(at);
    if (bytes.isEmpty()) {
      return false;
    }
    for (long left = bytes.w0(); left != 0; left &= left - 1) {
      if (!leadsBack(state, Long.numberOfTrailingZeros(left), stacks)) {
        return false;
      }
    }
    for (long left = bytes.w1(); left != 0; left &= left - 1) {
      if (!leadsBack(state, 64 + Long.numberOfTrailingZeros(left), stacks)) {
        return false;
      }
    }
    return true;
  }

  private boolean leadsBack(LexerState state, int b, Stacks stacks) {
    LexerState ended = decomposition.next(state, b);
    if (ended.accepted().length != 1) {
      return false;
    }
    int completed = ended.accepted()[0];
    if (decomposition.afterLexeme(stacks, completed) != stacks) {
      return false;
    }
    LexerState[] begun = decomposition.begun(ended, completed, decomposition.expected(stacks));
    return begun != null && begun.length == 1 && begun[0] == state;
  }

  private @Nullable AssembledMask reach(LexiconTable table, Stacks stacks, int depth) {
    LexiconView view = view(table, decomposition.expected(stacks));
    MaskBuilder allowed = builder(depth);
    allowed.allow(view.allowed());
    for (LexiconView.Border border : view.borders()) {
      Stacks read = decomposition.afterLexeme(stacks, border.completed());
      if (!read.isEmpty() && !cross(border, read, allowed, depth)) {
        return null;
      }
    }
    return allowed.build();
  }

  /** Goes on beyond a border over {@code read}; false if that takes too much work. */
  private boolean cross(LexiconView.Border border, Stacks read, MaskBuilder allowed, int depth) {
    LexerState[] begun =
        decomposition.begun(border.ended(), border.completed(), decomposition.expected(read));
    if (begun == null || begun.length == 0 && !read.isAccepting()) {
      return true;
    }
    allowed.allow(border.tokens());
    Standing next = border.at();
    for (int i = 0; next != null && i < begun.length; i++) {
      if (begun[i].first().intersects(next.bytes)
          && !add(next, begun[i], read, allowed, depth + 1)) {
        return false;
      }
    }
    return true;
  }

  /** An empty builder for a level of the recursion. */
  private MaskBuilder builder(int depth) {
    while (builders.size() <= depth) {
      builders.add(builders.isEmpty() ? new MaskBuilder(words) : MaskBuilder.ofParts(words));
    }
    MaskBuilder builder = builders.get(depth);
    builder.clear();
    return builder;
  }

  private LexiconView view(LexiconTable table, Expected expected) {
    long key = LongMap.key(table.id(), expected.id());
    LexiconView known = views.get(key);
    if (known == null) {
      known = newView(table, expected);
      views.put(key, known);
      tables.hold(known);
    }
    return known;
  }

  private LexiconView newView(LexiconTable table, Expected expected) {
    viewed.clear();
    Map<Long, TokenCollector> ending = new LinkedHashMap<>(); // by boundary and completed
    Map<Long, LexerState> ended = new LinkedHashMap<>();
    for (int i = 0; i < table.outcomes().length; i++) {
      LexerState state = table.outcomes()[i].state();
      if (decomposition.goesOn(state, expected)) {
        viewed.allow(table.tokens()[i]);
      } else {
        for (int completed : state.accepted()) {
          int boundary = decomposition.boundary(state, completed);
          if (boundary >= 0 && decomposition.canRead(completed, expected)) {
            long key = LongMap.key(boundary, completed);
            ended.putIfAbsent(key, state);
            ending.computeIfAbsent(key, k -> new TokenCollector(words)).add(table.tokens()[i]);
          }
        }
      }
    }
    List<LexiconView.Border> borders = new ArrayList<>();
    for (LexiconTable.Exit exit : table.exits()) {
      if (decomposition.canRead(exit.completed(), expected)) {
        long key =
            LongMap.key(decomposition.boundary(exit.ended(), exit.completed()), exit.completed());
        TokenCollector tokens = ending.remove(key);
        TokenSet set = tokens == null ? TokenSet.NONE : tokens.build();
        borders.add(new LexiconView.Border(exit.ended(), exit.completed(), set, exit.at()));
      }
    }
    ending.forEach(
        (key, tokens) ->
            borders.add(
                new LexiconView.Border(ended.get(key), (int) (long) key, tokens.build(), null)));
    return new LexiconView(viewed.build(), borders.toArray(LexiconView.Border[]::new));
  }
}
