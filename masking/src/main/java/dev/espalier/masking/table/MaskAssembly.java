package dev.espalier.masking.table;

import dev.espalier.automata.Configuration;
import dev.espalier.automata.Decomposition;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.automata.derivative.Expression;
import dev.espalier.automata.derivative.LiteralTexts;
import dev.espalier.automata.derivative.Parts;
import dev.espalier.automata.parser.Stacks;
import dev.espalier.masking.trie.TokenTrie;
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
 * it ends. Literals are followed through the trie, many at once where many may come; every other
 * head is a {@link Passage}, shared by all grammars. Within a JSON text a mask takes some ten
 * tasks.
 *
 * <p>One for a constraint; to be used within {@link Decomposition#exclusively}.
 */
public final class MaskAssembly {
  private static final int MAX_TASKS = 2_000;
  private static final int MAX_HEADS = 10_000;
  private static final int FEW = 4;

  private final Passages passages;
  private final TokenTrie trie;
  private final Decomposition decomposition;
  private final Tasks tasks = new Tasks();
  private final MaskBuilder mask;
  private final LiteralWalk literalWalk;
  private final Literals literals = new Literals();
  private final Fan fan = new Fan();
  private final FanVisitor fanVisitor = new FanVisitor();
  private final Map<Expression, Passages.Head> heads = new IdentityHashMap<>();
  private int headsEpoch;
  private Work work = Work.unlimited();

  public MaskAssembly(Passages passages, Decomposition decomposition) {
    this.passages = passages;
    this.trie = passages.trie();
    this.decomposition = decomposition;
    this.mask = new MaskBuilder(passages.words());
    this.literalWalk = new LiteralWalk(passages);
  }

  /**
   * The tokens that may follow {@code configuration}, end tokens aside; null where it falls into
   * more tasks than {@value #MAX_TASKS}, so that walking the vocabulary is better, and where it
   * takes more work than is left.
   *
   * @throws dev.espalier.grammar.LimitExceededException if a limit of the recogniser is met
   */
  public @Nullable AssembledMask assemble(Configuration configuration, Work allowedWork) {
    work = allowedWork;
    tasks.clear();
    mask.clear();
    if (headsEpoch != passages.epoch() || heads.size() > MAX_HEADS) {
      heads.clear();
      headsEpoch = passages.epoch();
    }
    begin(configuration);
    for (int i = 0; i < tasks.size(); i++) {
      if (!work.spend(1)
          || !perform(tasks.frontier(i), tasks.stacks(i), tasks.terminal(i), tasks.needed(i))
          || tasks.size() > MAX_TASKS) {
        return null;
      }
    }
    return mask.build();
  }

  private void begin(Configuration configuration) {
    Frontier root = passages.root();
    for (int head = 0; head < decomposition.heads(configuration); head++) {
      Stacks stacks = decomposition.stacks(configuration, head);
      int components = decomposition.components(configuration, head);
      fan.begin(stacks);
      for (int i = 0; i < components; i++) {
        int terminal = decomposition.terminal(configuration, head, i);
        Expression needed = decomposition.needed(configuration, head, i);
        LiteralTexts text = components <= FEW ? null : Parts.leadingText(needed);
        if (text == null || !fan.add(text.texts()[text.low()], text.depth(), terminal, needed)) {
          add(root, stacks, terminal, needed);
        }
      }
      follow(root);
    }
  }

  private void add(Frontier at, Stacks stacks, int terminal, Expression needed) {
    if (needed.isNullable() || needed.first().intersects(at.bytes)) {
      tasks.add(at, stacks, terminal, needed);
    }
  }

  private boolean perform(Frontier at, Stacks stacks, int terminal, Expression needed) {
    if (needed.isNullable()) {
      beginAll(at, decomposition.after(stacks, terminal));
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
    return !work.isExhausted();
  }

  /** Adds tasks for every component that the parser begins on top of {@code stacks}. */
  private void beginAll(Frontier at, Stacks stacks) {
    int[] terminals = stacks.shiftable();
    fan.begin(stacks);
    for (int terminal : terminals) {
      byte[] text = terminals.length <= FEW ? null : decomposition.leadingText(terminal);
      if (text == null || !fan.add(text, 0, terminal, null)) {
        Expression expression = decomposition.expression(terminal);
        if (expression != null) {
          add(at, stacks, terminal, expression);
        }
      }
    }
    follow(at);
  }

  private void follow(Frontier at) {
    if (fan.size() > 0) {
      literalWalk.walk(at, fan.texts(), 0, fan.size(), fan.depth(), fanVisitor);
    }
  }

  /** Allows the tokens that end within the head of {@code part}; where the others stand then. */
  private @Nullable Frontier pass(Frontier at, Parts.Part part) {
    ByteSet next = part.rest().isNullable() ? ByteSet.ALL : part.rest().first();
    LiteralTexts texts = part.literals();
    if (texts != null) {
      return passages.frontier(literals.walk(at, texts, next, true));
    }
    Passage passage = passages.passage(head(part.head()), part.head(), at, decomposition, work);
    if (passage == null) {
      return null;
    }
    mask.allow(passage.tokens());
    LiteralTexts except = part.except();
    return except == null || passage.rest() == null
        ? passage.rest()
        : passages.without(passage.rest(), literals.walk(at, except, next, false));
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

  /** Whether some byte of {@code bytes} goes on from {@code node}. */
  private boolean goesOn(int node, ByteSet bytes) {
    return (trie.childBytes(node, 0) & bytes.w0()) != 0
        || (trie.childBytes(node, 1) & bytes.w1()) != 0
        || (trie.childBytes(node, 2) & bytes.w2()) != 0
        || (trie.childBytes(node, 3) & bytes.w3()) != 0;
  }

  private void allowEndingAt(int node) {
    work.spend(1);
    for (int rank = trie.firstRank(node); rank < trie.firstRank(node + 1); rank++) {
      mask.allow(trie.tokenAt(rank));
    }
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
        allowEndingAt(node);
      }
    }

    @Override
    public void pass(TokenSet tokens) {
      if (allows) {
        mask.allow(tokens);
      }
    }

    @Override
    public void end(int text, int node) {
      if (goesOn(node, next)) {
        ends.add(node);
      }
    }
  }

  /** Follows the texts of the fan; each goes on with its own component. */
  private final class FanVisitor implements LiteralWalk.Visitor {
    @Override
    public void pass(int node) {
      allowEndingAt(node);
    }

    @Override
    public void pass(TokenSet tokens) {
      mask.allow(tokens);
    }

    @Override
    public void end(int text, int node) {
      int terminal = fan.terminal(text);
      Expression needed = fan.needed(text);
      if (needed == null) {
        needed = decomposition.expression(terminal);
      }
      Parts.Part[] parts = needed == null ? null : decomposition.parts(needed);
      if (parts != null) {
        Expression rest = parts[0].rest();
        if (rest.isNullable() || goesOn(node, rest.first())) {
          Frontier at = passages.frontier(new int[] {node});
          if (at != null) {
            add(at, fan.stacks(), terminal, rest);
          }
        }
      }
    }
  }
}
