package dev.espalier.masking.table;

import dev.espalier.automata.Decomposition;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.derivative.Expression;
import dev.espalier.automata.derivative.LiteralTexts;
import dev.espalier.automata.derivative.Parts;
import dev.espalier.automata.table.LongMap;
import dev.espalier.masking.trie.TokenTrie;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what expressions do to the vocabulary from what their heads do.
 *
 * <p>The work is a set of tasks: the tokens at a frontier go on with an expression. It is taken
 * apart; the tokens that end within a head are allowed, and where others stand when it is complete,
 * the rest of the expression is a new task. Since tokens are finite and tasks are met only once, it
 * ends. Literals are followed through the trie; every other head is a {@link Passage}, shared by
 * all grammars.
 *
 * <p>What terminals do from their start is remembered, so that the parser is all that is left to
 * ask. One for a constraint; to be used within {@link Decomposition#exclusively}.
 */
final class LexemeAssembly {
  private static final int MAX_TASKS = 1_000;
  private static final int MAX_HEADS = 10_000;
  private static final long MAX_LEXEME_BYTES = 4L << 20;

  private final Passages passages;
  private final TokenTrie trie;
  private final Decomposition decomposition;
  private final LiteralWalk literalWalk;
  private final Literals literals = new Literals();
  private final Tasks tasks = new Tasks();
  private final MaskBuilder tokens;
  private final IntList exits = new IntList();
  private final Map<Parts.Part, Head> heads = new IdentityHashMap<>();
  private final LongMap<Lexeme> lexemes = new LongMap<>(); // by frontier and expression
  private long lexemeBytes;
  private long hits;
  private long made;
  private long held;
  private volatile LexemeStatistics statistics = new LexemeStatistics(0, 0, 0, 0);
  private int epoch;
  private Work work = Work.unlimited();

  LexemeAssembly(Passages passages, Decomposition decomposition, LiteralWalk literalWalk) {
    this.passages = passages;
    this.trie = passages.trie();
    this.decomposition = decomposition;
    this.literalWalk = literalWalk;
    this.tokens = new MaskBuilder(passages.words());
  }

  /** To be called before each mask. */
  void begin(Work allowedWork) {
    work = allowedWork;
    if (epoch != passages.epoch() || heads.size() > MAX_HEADS || lexemeBytes > MAX_LEXEME_BYTES) {
      heads.clear();
      lexemes.clear();
      lexemeBytes = 0;
      held = 0;
      epoch = passages.epoch();
    }
  }

  /** What is remembered. Any thread; perhaps a little late. */
  LexemeStatistics statistics() {
    return statistics;
  }

  /** As {@link #lexeme}, remembered: for expressions that come again. */
  @Nullable Lexeme rememberedLexeme(Frontier at, Expression needed) {
    long key = LongMap.key(at.id, needed.id());
    Lexeme known = lexemes.get(key);
    if (known != null) {
      hits++;
      return known;
    }
    known = lexeme(at, needed);
    if (known != null && lexemeBytes <= MAX_LEXEME_BYTES) {
      lexemes.put(key, known);
      made++;
      held++;
      lexemeBytes += known.bytes();
    }
    return known;
  }

  /** To be called after each mask. */
  void end() {
    statistics = new LexemeStatistics(hits, made, held, lexemeBytes);
  }

  /**
   * What becomes of the tokens at {@code at} that read on in {@code needed}; null where that falls
   * into more than {@value #MAX_TASKS} tasks or takes more work than is left.
   */
  @Nullable Lexeme lexeme(Frontier at, Expression needed) {
    tasks.clear();
    tokens.clear();
    exits.truncate(0);
    add(at, needed);
    for (int i = 0; i < tasks.size(); i++) {
      if (!work.spend(1)
          || !perform(tasks.frontier(i), tasks.needed(i))
          || tasks.size() > MAX_TASKS) {
        return null;
      }
    }
    return new Lexeme(tokens.build(), passages.frontier(exits.toSortedSet()));
  }

  private void add(Frontier at, Expression needed) {
    if (needed.isNullable() || needed.first().intersects(at.bytes)) {
      tasks.add(at, needed);
    }
  }

  private boolean perform(Frontier at, Expression needed) {
    if (needed.isNullable()) {
      exits.addAll(at.nodes);
    }
    Parts.Part[] parts = decomposition.parts(needed);
    if (parts == null) {
      return false;
    }
    work.spend(parts.length);
    for (Parts.Part part : parts) {
      if (part.first().intersects(at.bytes)) {
        Frontier rest = pass(at, part);
        if (rest != null) {
          add(rest, part.rest());
        }
      }
    }
    return !work.isExhausted();
  }

  /** Allows the tokens that end within the head of {@code part}; where the others stand then. */
  private @Nullable Frontier pass(Frontier at, Parts.Part part) {
    ByteSet next = part.rest().isNullable() ? ByteSet.ALL : part.rest().first();
    LiteralTexts texts = part.literals();
    if (texts != null) {
      return passages.frontier(literals.walk(at, texts, next, true));
    }
    Passage passage =
        passages.passage(head(part, next), part.head(), next, at, decomposition, work);
    if (passage == null) {
      return null;
    }
    tokens.allow(passage.tokens());
    LiteralTexts except = part.except();
    if (except == null || passage.rest() == null) {
      return passage.rest();
    }
    return at.nodes.length == 1
        ? passages.without(passage.rest(), literals.walk(at, except, next, false))
        : joined(at, part);
  }

  /** As {@link #pass}, node by node: what is excepted from one may be right from another. */
  private @Nullable Frontier joined(Frontier at, Parts.Part part) {
    IntList nodes = new IntList();
    for (int node : at.nodes) {
      Frontier one = passages.frontier(new int[] {node});
      Frontier rest = one == null ? null : pass(one, part);
      if (rest != null) {
        nodes.addAll(rest.nodes);
      }
    }
    return passages.frontier(nodes.toSortedSet());
  }

  private @Nullable Head head(Parts.Part part, ByteSet next) {
    Head known = heads.get(part);
    if (known == null || known.dropped) {
      String signature = decomposition.signature(part.head());
      if (signature == null) {
        return null;
      }
      known = passages.head(signature, next);
      heads.put(part, known);
    }
    return known;
  }

  /** Follows the texts of one head. */
  private final class Literals implements LiteralWalk.Visitor {
    private final IntList ends = new IntList();
    private ByteSet next = ByteSet.NONE;
    private boolean allows;

    /**
     * The nodes where one of {@code texts} is complete and a byte of {@code goOn} goes on.
     *
     * @param allow whether the tokens that end before are allowed
     */
    int[] walk(Frontier from, LiteralTexts texts, ByteSet goOn, boolean allow) {
      ends.truncate(0);
      next = goOn;
      allows = allow;
      literalWalk.walk(from, texts.texts(), texts.low(), texts.high(), texts.depth(), this);
      return ends.toSortedSet();
    }

    @Override
    public void pass(int node) {
      if (allows) {
        work.spend(1);
        tokens.allowEndingAt(node, trie);
      }
    }

    @Override
    public void pass(TokenSet set) {
      if (allows) {
        tokens.allow(set);
      }
    }

    @Override
    public void end(int text, int node) {
      if (trie.goesOn(node, next)) {
        ends.add(node);
      }
    }
  }
}
