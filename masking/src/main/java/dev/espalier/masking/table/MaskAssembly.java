package dev.espalier.masking.table;

import dev.espalier.automata.Configuration;
import dev.espalier.automata.Decomposition;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.derivative.Expression;
import dev.espalier.automata.derivative.LiteralTexts;
import dev.espalier.automata.derivative.Parts;
import dev.espalier.automata.parser.Stacks;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts masks together from what heads do to the vocabulary.
 *
 * <p>The work is a set of tasks: the tokens at a frontier go on with a component. A component's
 * expression is taken apart; the tokens that end within a head are allowed, and where others stand
 * when it is complete, the rest of the expression is a new task, or, when nothing is left of it,
 * each component that the parser then begins. Since tokens are finite and tasks are met only once,
 * it ends. A literal is followed through the trie; every other head is a {@link Passage}, shared by
 * all grammars. Within a JSON text a mask takes some ten tasks.
 *
 * <p>One for a constraint; to be used within {@link Decomposition#exclusively}.
 */
public final class MaskAssembly {
  private static final int MAX_TASKS = 2_000;
  private static final int MAX_SHARED = 4;
  private static final int MAX_HEADS = 10_000;

  private final Passages passages;
  private final Decomposition decomposition;
  private final Tasks tasks = new Tasks();
  private final LiteralWalk literalWalk;
  private final Map<Expression, Passages.Head> heads = new IdentityHashMap<>();
  private int headsEpoch;

  // the mask under construction
  private final IntList own = new IntList();
  private long[][] shared = new long[4][];
  private int sharedCount;

  public MaskAssembly(Passages passages, Decomposition decomposition) {
    this.passages = passages;
    this.decomposition = decomposition;
    this.literalWalk = new LiteralWalk(passages, this::allow, own);
  }

  /**
   * The tokens that may follow {@code configuration}, end tokens aside; null where it falls into
   * more tasks than {@value #MAX_TASKS}, so that walking the vocabulary is better.
   *
   * @throws dev.espalier.grammar.LimitExceededException if a limit of the recogniser is met
   */
  public @Nullable AssembledMask assemble(Configuration configuration) {
    tasks.clear();
    own.truncate(0);
    sharedCount = 0;
    if (headsEpoch != passages.epoch() || heads.size() > MAX_HEADS) {
      heads.clear();
      headsEpoch = passages.epoch();
    }
    Frontier root = passages.root();
    decomposition.components(
        configuration, (stacks, terminal, needed) -> add(root, stacks, terminal, needed));
    for (int i = 0; i < tasks.size(); i++) {
      if (!perform(tasks.frontier(i), tasks.stacks(i), tasks.terminal(i), tasks.needed(i))
          || tasks.size() > MAX_TASKS) {
        return null;
      }
    }
    return result();
  }

  private void add(Frontier at, Stacks stacks, int terminal, Expression needed) {
    if (needed.isNullable() || needed.first().intersects(at.bytes)) {
      tasks.add(at, stacks, terminal, needed);
    }
  }

  private boolean perform(Frontier at, Stacks stacks, int terminal, Expression needed) {
    if (needed.isNullable()) {
      Stacks after = decomposition.after(stacks, terminal);
      for (int next : after.shiftable()) {
        Expression expression = decomposition.expression(next);
        if (expression != null) {
          add(at, after, next, expression);
        }
      }
    }
    Parts.Part[] parts = decomposition.parts(needed);
    if (parts == null) {
      return false;
    }
    for (Parts.Part part : parts) {
      if (part.first().intersects(at.bytes)) {
        Frontier rest = pass(at, part);
        if (rest != null) {
          add(rest, stacks, terminal, part.rest());
        }
      }
    }
    return true;
  }

  /** Allows the tokens that end within the head of {@code part}; where the others stand then. */
  private @Nullable Frontier pass(Frontier at, Parts.Part part) {
    LiteralTexts literals = part.literals();
    if (literals != null) {
      ByteSet next = part.rest().isNullable() ? ByteSet.ALL : part.rest().first();
      return literalWalk.walk(at, literals, next);
    }
    Passage passage = passages.passage(head(part.head()), part.head(), at, decomposition);
    allow(passage.tokens());
    return passage.rest();
  }

  private Passages.@Nullable Head head(Expression expression) {
    Passages.Head known = heads.get(expression);
    if (known == null) {
      String signature = decomposition.signature(expression);
      if (signature == null) {
        return null;
      }
      known = passages.head(signature);
      heads.put(expression, known);
    }
    return known;
  }

  private void allow(TokenSet tokens) {
    if (!tokens.isDense()) {
      own.addAll(tokens.ids());
      return;
    }
    for (int i = 0; i < sharedCount; i++) {
      if (shared[i] == tokens.words()) {
        return;
      }
    }
    if (sharedCount == shared.length) {
      shared = Arrays.copyOf(shared, 2 * sharedCount);
    }
    shared[sharedCount++] = tokens.words();
  }

  private AssembledMask result() {
    int kept = 0;
    int[] ids = own.array();
    for (int i = 0; i < own.size(); i++) {
      int token = ids[i];
      boolean allowed = false;
      for (int s = 0; s < sharedCount && !allowed; s++) {
        allowed = (shared[s][token >>> 6] >>> token & 1) != 0;
      }
      if (!allowed) {
        ids[kept++] = token;
      }
    }
    own.truncate(kept);
    AssembledMask mask =
        new AssembledMask(Arrays.copyOf(shared, sharedCount), own.toArray());
    Arrays.fill(shared, 0, sharedCount, null);
    if (sharedCount <= MAX_SHARED && kept <= TokenSet.MOST_LISTED) {
      return mask;
    }
    long[] words = new long[passages.words()];
    mask.fill(words);
    return AssembledMask.of(words);
  }
}
