package dev.espalier.masking.table;

import dev.espalier.automata.Decomposition;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.derivative.IntKey;
import dev.espalier.automata.lexer.LexerState;
import dev.espalier.automata.table.LongMap;
import dev.espalier.masking.trie.TokenTrie;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the lexer states of a grammar with lexicons do to the vocabulary, found by walking the trie
 * and remembered: a {@link LexiconTable} for each state and place where tokens stand.
 *
 * <p>Tables do not depend on the parser, so one is made for each way in which a lexeme can stand,
 * not for each place in a grammar. A large subtree has a table of its own, which all tables above
 * it are joined from: from most states most bytes lead to the same few states. Where all characters
 * below a node lead back to the state, the subtree is taken whole.
 *
 * <p>Memory is bounded; beyond it all is forgotten. Cost of a table: one known lexer step for each
 * node visited. To be used within {@link Decomposition#exclusively}.
 */
final class LexiconTables {
  private static final long MAX_BYTES = 64L << 20;
  private static final int BYTES_PER_MASK = 40;

  /** Subtrees of so many nodes have tables of their own. */
  private static final int LARGE = 256;

  private static final int MOST_BYTES_OF_RUNS = 4;

  private final TokenTrie trie;
  private final Decomposition decomposition;
  private final int words;
  private final LongMap<LexiconTable> tables = new LongMap<>(); // by state and standing
  private final Map<IntKey, Standing> standings = new HashMap<>();
  private final LongMap<LexiconOutcome> outcomeOf = new LongMap<>(); // by state
  private final Map<IntKey, LexiconOutcome> outcomes = new HashMap<>();
  private int nextId = 1;
  private long held;
  private int epoch;
  private long hits;
  private long made;
  private long kept;
  private Work work = Work.unlimited();

  LexiconTables(TokenTrie trie, Decomposition decomposition, int words) {
    this.trie = trie;
    this.decomposition = decomposition;
    this.words = words;
  }

  /** To be called before each mask. */
  void begin(Work allowedWork) {
    work = allowedWork;
    if (held > MAX_BYTES) {
      tables.clear();
      standings.clear();
      outcomes.clear();
      outcomeOf.clear();
      held = 0;
      kept = 0;
      epoch++;
    }
  }

  /** How often all has been forgotten. */
  int epoch() {
    return epoch;
  }

  /** Counts a view among what is held, until all is forgotten. */
  void hold(LexiconView view) {
    held += 64 + view.allowed().bytes() + 40L * view.borders().length;
    for (LexiconView.Border border : view.borders()) {
      held += border.tokens().bytes();
    }
  }

  /** Counts a mask among what is held, until all is forgotten. */
  void hold(AssembledMask mask) {
    held += BYTES_PER_MASK + mask.bytes();
  }

  /** What is remembered, and has been. */
  LexemeStatistics statistics() {
    return new LexemeStatistics(hits, made, kept, held);
  }

  /** No byte of any token read. */
  Standing root() {
    return at(new int[] {TokenTrie.ROOT});
  }

  /**
   * The bytes below the one node of {@code at}, if they are few, all ASCII and all tokens below are
   * made of them; empty otherwise.
   */
  ByteSet bytesOfRuns(Standing at) {
    if (at.nodes.length != 1) {
      return ByteSet.NONE;
    }
    int summary = trie.summaryOf(at.nodes[0]);
    long low = trie.asciiLow(summary);
    long high = trie.asciiHigh(summary);
    return trie.clean(summary)
            && trie.leads(summary) == 0
            && Long.bitCount(low) + Long.bitCount(high) <= MOST_BYTES_OF_RUNS
        ? new ByteSet(low, high, 0, 0)
        : ByteSet.NONE;
  }

  /** The tokens below the one node of {@code at}. */
  TokenSet below(Standing at) {
    int node = at.nodes[0];
    TokenCollector tokens = new TokenCollector(words);
    int last = trie.firstRank(trie.end(node));
    for (int rank = trie.firstRank(node + 1); rank < last; rank++) {
      tokens.add(trie.tokenAt(rank));
    }
    return tokens.build();
  }

  /** What {@code state} does to the tokens at {@code at}; null if that takes too much work. */
  @Nullable LexiconTable table(LexerState state, Standing at) {
    if (!state.first().intersects(at.bytes)) {
      return LexiconTable.EMPTY;
    }
    long key = LongMap.key(state.id(), at.id);
    LexiconTable known = tables.get(key);
    if (known != null) {
      hits++;
      return known;
    }
    Joined joined = new Joined();
    for (Standing part : at.parts) {
      LexiconTable table = table(state, part);
      if (table == null) {
        return null;
      }
      joined.add(table);
    }
    for (int node : at.nodes) {
      if (!walk(state, node, joined)) {
        return null;
      }
    }
    LexiconTable table = joined.table();
    tables.put(key, table);
    made++;
    kept++;
    held += table.bytesHeld();
    return table;
  }

  /** Walks below {@code top}; false if that takes too much work. */
  private boolean walk(LexerState state, int top, Joined joined) {
    int base = trie.depth(top);
    LexerState[] open = new LexerState[8];
    open[0] = state;
    int end = trie.end(top);
    int node = top + 1;
    while (node < end) {
      if (!work.spend(1)) {
        return false;
      }
      int depth = trie.depth(node) - base;
      LexerState after = decomposition.next(open[depth - 1], trie.byteOf(node));
      if (after.terminals().length == 0) {
        node = trie.end(node);
        continue;
      }
      int next = node + 1;
      LexiconOutcome outcome =
          trie.hasToken(node) || trie.hasChildren(node) ? outcome(after) : null;
      if (outcome != null) {
        joined.add(outcome, node, next);
      }
      if (trie.hasChildren(node)) {
        if (leadsBack(after, trie.summaryOf(node))) {
          if (outcome != null) {
            joined.add(outcome, next, trie.end(node));
          }
          next = trie.end(node);
        } else {
          joined.addExits(after, node);
          if (trie.end(node) - node > LARGE) {
            LexiconTable below = table(after, at(new int[] {node}));
            if (below == null) {
              return false;
            }
            joined.add(below);
            next = trie.end(node);
          } else {
            if (depth == open.length) {
              open = Arrays.copyOf(open, 2 * depth);
            }
            open[depth] = after;
          }
        }
      }
      node = next;
    }
    return true;
  }

  /** Whether all characters below a node lead back to {@code state}. */
  private boolean leadsBack(LexerState state, int summary) {
    return trie.clean(summary)
        && decomposition.loops(
            state, trie.asciiLow(summary), trie.asciiHigh(summary), trie.leads(summary));
  }

  private LexiconOutcome outcome(LexerState state) {
    LexiconOutcome known = outcomeOf.get(state.id());
    if (known == null) {
      known =
          outcomes.computeIfAbsent(
              decomposition.outcome(state), key -> new LexiconOutcome(nextId++, state));
      outcomeOf.put(state.id(), known);
    }
    return known;
  }

  /** The tokens at {@code nodes}, ascending, distinct, all with children. */
  private Standing at(int[] nodes) {
    Standing known = standings.get(IntKey.of(nodes));
    if (known == null) {
      known = Standing.at(nextId++, nodes, trie);
      standings.put(IntKey.of(nodes), known);
      held += known.bytesHeld();
    }
    return known;
  }

  private Standing together(List<Standing> parts) {
    if (parts.size() == 1) {
      return parts.getFirst();
    }
    int[] key = new int[parts.size() + 1];
    key[0] = -1; // no node
    for (int i = 0; i < parts.size(); i++) {
      key[i + 1] = parts.get(i).id;
    }
    Arrays.sort(key, 1, key.length);
    Standing known = standings.get(IntKey.of(key));
    if (known == null) {
      known = Standing.of(nextId++, parts.toArray(Standing[]::new));
      standings.put(IntKey.of(key), known);
      held += known.bytesHeld();
    }
    return known;
  }

  /** A table that is being put together. */
  private final class Joined {
    private final Map<LexiconOutcome, TokenCollector> byOutcome = new LinkedHashMap<>();
    private final Map<Long, Border> borders = new LinkedHashMap<>(); // by boundary and completed

    /** The tokens that end at nodes {@code from .. to} have {@code outcome}. */
    void add(LexiconOutcome outcome, int from, int to) {
      int first = trie.firstRank(from);
      int last = trie.firstRank(to);
      if (first < last) {
        TokenCollector collector = collector(outcome);
        for (int rank = first; rank < last; rank++) {
          collector.add(trie.tokenAt(rank));
        }
      }
    }

    void add(LexiconTable table) {
      for (int i = 0; i < table.outcomes().length; i++) {
        collector(table.outcomes()[i]).add(table.tokens()[i]);
      }
      for (LexiconTable.Exit exit : table.exits()) {
        border(exit.ended(), exit.completed()).parts.add(exit.at());
      }
    }

    void addExits(LexerState after, int node) {
      for (int completed : after.accepted()) {
        if (decomposition.boundary(after, completed) >= 0) {
          border(after, completed).nodes.add(node);
        }
      }
    }

    private TokenCollector collector(LexiconOutcome outcome) {
      return byOutcome.computeIfAbsent(outcome, o -> new TokenCollector(words));
    }

    private Border border(LexerState ended, int completed) {
      long key = LongMap.key(decomposition.boundary(ended, completed), completed);
      return borders.computeIfAbsent(key, k -> new Border(ended, completed));
    }

    LexiconTable table() {
      if (byOutcome.isEmpty() && borders.isEmpty()) {
        return LexiconTable.EMPTY;
      }
      LexiconOutcome[] outcomes = byOutcome.keySet().toArray(LexiconOutcome[]::new);
      TokenSet[] tokens = new TokenSet[outcomes.length];
      for (int i = 0; i < outcomes.length; i++) {
        tokens[i] = byOutcome.get(outcomes[i]).build();
      }
      List<LexiconTable.Exit> exits = new ArrayList<>(borders.size());
      for (Border border : borders.values()) {
        List<Standing> parts = new ArrayList<>(border.parts);
        if (!border.nodes.isEmpty()) {
          parts.add(at(border.nodes.toSortedSet()));
        }
        exits.add(new LexiconTable.Exit(border.ended, border.completed, together(parts)));
      }
      return new LexiconTable(nextId++, outcomes, tokens, exits.toArray(LexiconTable.Exit[]::new));
    }
  }

  /** Where tokens stand at one kind of border. */
  private static final class Border {
    final LexerState ended;
    final int completed;
    final IntList nodes = new IntList();
    final List<Standing> parts = new ArrayList<>();

    Border(LexerState ended, int completed) {
      this.ended = ended;
      this.completed = completed;
    }
  }
}
