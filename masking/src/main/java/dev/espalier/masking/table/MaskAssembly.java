package dev.espalier.masking.table;

import dev.espalier.automata.Configuration;
import dev.espalier.automata.Decomposition;
import dev.espalier.automata.derivative.Expression;
import dev.espalier.automata.derivative.LiteralTexts;
import dev.espalier.automata.derivative.Parts;
import dev.espalier.automata.parser.Stacks;
import dev.espalier.masking.trie.TokenTrie;
import org.jspecify.annotations.Nullable;

/**
 * Puts masks together: lexemes, and what the parser begins when they are complete.
 *
 * <p>Each component of a configuration allows the tokens that end within it; where others stand
 * when it is complete, the parser is asked what may come next, and each terminal it names is one
 * more {@link Lexeme} from there. So the parser is asked once for each sequence of terminals that
 * tokens spell, not for each token. Since tokens are finite and no place is visited twice, it ends.
 * Terminals that begin with a text, such as the keys of a large object, are followed through the
 * trie together.
 *
 * <p>One for a constraint; to be used within {@link Decomposition#exclusively}.
 */
public final class MaskAssembly {
  private static final int FEWEST_PLACES = 100;
  private static final int MOST_PLACES = 10_000;
  private static final int NODES_PER_PLACE = 32;

  private final Passages passages;
  private final TokenTrie trie;
  private final Decomposition decomposition;
  private final LiteralWalk literalWalk;
  private final LexemeAssembly lexemes;
  private final MaskBuilder mask;
  private final Places places = new Places();
  private final int maxPlaces;
  private final Fan fan = new Fan();
  private final FanVisitor fanVisitor = new FanVisitor();
  private Work work = Work.unlimited();
  private boolean failed;
  private boolean asks;

  public MaskAssembly(Passages passages, Decomposition decomposition) {
    this.passages = passages;
    this.trie = passages.trie();
    this.decomposition = decomposition;
    this.literalWalk = new LiteralWalk(passages);
    this.lexemes = new LexemeAssembly(passages, decomposition, literalWalk);
    this.mask = new MaskBuilder(passages.words());
    this.maxPlaces = Math.clamp(trie.nodes() / NODES_PER_PLACE, FEWEST_PLACES, MOST_PLACES);
  }

  /**
   * The tokens that may follow {@code configuration}, end tokens aside; null where tokens can be
   * read in so many ways that walking the vocabulary is better, and where it takes more work than
   * is left.
   *
   * @throws dev.espalier.grammar.LimitExceededException if a limit of the recogniser is met
   */
  public @Nullable AssembledMask assemble(Configuration configuration, Work allowedWork) {
    work = allowedWork;
    failed = !work.spend(1);
    asks = false;
    lexemes.begin(work);
    mask.clear();
    places.clear();
    if (!failed) {
      begin(configuration);
    }
    for (int i = 0; i < places.size() && !failed; i++) {
      goOn(places.frontier(i), places.stacks(i));
      failed |= !work.spend(1) || places.size() > maxPlaces;
    }
    failed |= work.isExhausted();
    lexemes.end();
    return failed ? null : mask.build();
  }

  /**
   * Whether the tokens of the last mask may complete terminals where something is asked that is not
   * about names.
   */
  public boolean mayAsk() {
    return asks;
  }

  /** What is remembered of terminals. Any thread; perhaps a little late. */
  public LexemeStatistics lexemes() {
    return lexemes.statistics();
  }

  private void begin(Configuration configuration) {
    Frontier root = passages.root();
    for (int head = 0; head < decomposition.heads(configuration); head++) {
      Stacks stacks = decomposition.stacks(configuration, head);
      int components = decomposition.components(configuration, head);
      fan.begin(stacks);
      for (int i = 0; i < components; i++) {
        int terminal = decomposition.terminal(configuration, head, i);
        @Nullable Expression needed = decomposition.needed(configuration, head, i);
        if (needed == null) {
          continue;
        }
        asks |= decomposition.asks(terminal);
        LiteralTexts text = Parts.leadingText(needed);
        if (text == null || !fan.add(text.texts()[text.low()], text.depth(), terminal, needed)) {
          read(lexemes.lexeme(root, needed), stacks, terminal);
        }
      }
      follow(root);
    }
  }

  /** Tokens at {@code at} go on with every terminal that the parser begins on {@code stacks}. */
  private void goOn(Frontier at, Stacks stacks) {
    int[] terminals = stacks.shiftable();
    work.spend(terminals.length);
    fan.begin(stacks);
    for (int terminal : terminals) {
      byte[] text = decomposition.leadingText(terminal);
      if (text != null) {
        if (at.bytes.contains(text[0] & 0xff)) {
          asks |= decomposition.asks(terminal);
          fan.add(text, terminal);
        }
      } else {
        Expression needed = decomposition.nonEmpty(terminal);
        if (needed != null && mayRead(needed, at)) {
          asks |= decomposition.asks(terminal);
          read(lexemes.rememberedLexeme(at, needed), stacks, terminal);
        }
      }
    }
    follow(at);
  }

  private static boolean mayRead(Expression needed, Frontier at) {
    return needed.first().intersects(at.bytes);
  }

  private void read(@Nullable Lexeme lexeme, Stacks stacks, int terminal) {
    if (lexeme == null) {
      failed = true;
      return;
    }
    mask.allow(lexeme.tokens());
    if (lexeme.exit() != null) {
      places.add(lexeme.exit(), decomposition.after(stacks, terminal));
    }
  }

  private void follow(Frontier at) {
    if (fan.size() > 0) {
      literalWalk.walk(at, fan.texts(), 0, fan.size(), fan.depth(), fanVisitor);
    }
  }

  /** Follows the texts of the fan; each goes on with what its own terminal needs. */
  private final class FanVisitor implements LiteralWalk.Visitor {
    @Override
    public void pass(int node) {
      work.spend(1);
      mask.allowEndingAt(node, trie);
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
        if (rest.isNullable() || trie.goesOn(node, rest.first())) {
          Frontier at = passages.frontier(new int[] {node});
          if (at != null) {
            read(lexemes.rememberedLexeme(at, rest), fan.stacks(), terminal);
          }
        }
      }
    }
  }
}
