package dev.espalier.masking;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.automata.Configuration;
import dev.espalier.automata.Decomposition;
import dev.espalier.automata.derivative.ByteSet;
import dev.espalier.grammar.Check;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import dev.espalier.masking.table.AssembledMask;
import dev.espalier.masking.table.LexemeStatistics;
import dev.espalier.masking.table.LexiconAssembly;
import dev.espalier.masking.table.MaskAssembly;
import dev.espalier.masking.table.Work;
import dev.espalier.masking.trie.TokenTrie;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A grammar compiled for a vocabulary: what a model may write, token by token.
 *
 * <p>Compile once, share: immutable to its users, any thread, and everything it learns (states,
 * masks) is learnt for all of them. Each text has its own {@link Matcher}. Compilation is lazy;
 * what no text visits costs nothing but its size.
 *
 * <p>The guarantee, for every token: the mask allows it, {@link Matcher#allows} says so and {@link
 * Matcher#advance} succeeds, all three or none; and they do if and only if the text so far with the
 * bytes of the token is a prefix of some text of the language. An end token is allowed if and only
 * if the text so far is in the language.
 *
 * <p>A {@link dev.espalier.grammar.Check} is asked where its terminal ends. So with checks, which
 * no grammar can look ahead of, "is a prefix" means: of some text of the grammar, all checks asked
 * so far being passed. Such a text may come to a place where no token is allowed.
 *
 * <p>
 *
 * {@snippet :
 * Constraint constraint = Constraint.compile(grammar, model.vocabulary());
 * Matcher matcher = constraint.newMatcher();
 * TokenMask mask = constraint.newMask();
 * matcher.fillMask(mask);
 * }
 */
public final class Constraint implements Caching {
  private static final long BASE_BYTES = 4_096;

  /** A token that a check may refuse is a few steps, and perhaps a value to look at. */
  private static final int WORK_PER_TEST = 10;

  private final Vocabulary vocabulary;
  private final ByteRecognizer recognizer;
  private final @Nullable NamedTokens named; // null where the grammar names no token
  private final Set<Check> checks;
  private final ByteSet askingBytes; // names aside
  private final MaskCache masks;
  private final Decomposition decomposition;
  private final MaskAssembly assembly;
  private final @Nullable LexiconAssembly lexicons; // in its place, if the grammar has some

  private Constraint(Grammar grammar, Vocabulary vocabulary, Limits limits) {
    this.vocabulary = vocabulary;
    Grammar resolved = TokenResolver.resolve(grammar, vocabulary);
    this.named = resolved == grammar ? null : new NamedTokens(vocabulary);
    this.recognizer = ByteRecognizer.compile(resolved, limits);
    this.checks = recognizer.checks();
    this.askingBytes = recognizer.askingBytes(check -> !check.isOfNames());
    this.masks = new MaskCache(limits.maxMaskBytes());
    TokenTrie trie = vocabulary.trie();
    this.decomposition = recognizer.decompose(trie.maxChars(trie.summaryOf(TokenTrie.ROOT)));
    this.assembly = new MaskAssembly(vocabulary.passages(), decomposition);
    this.lexicons =
        decomposition.hasLexicons()
            ? new LexiconAssembly(vocabulary.passages(), decomposition)
            : null;
  }

  /**
   * Compiles with the default limits.
   *
   * @throws dev.espalier.grammar.UnsatisfiableGrammarException if the grammar allows no text
   * @throws dev.espalier.grammar.UnsupportedGrammarException if it names a token that the
   *     vocabulary does not have
   * @throws dev.espalier.grammar.LimitExceededException if it is too large
   */
  public static Constraint compile(Grammar grammar, Vocabulary vocabulary) {
    return compile(grammar, vocabulary, Limits.defaults());
  }

  /** Compiles with the given limits; see {@link #compile(Grammar, Vocabulary)}. */
  public static Constraint compile(Grammar grammar, Vocabulary vocabulary, Limits limits) {
    return new Constraint(grammar, vocabulary, limits);
  }

  /** A matcher at the start of a text. */
  public Matcher newMatcher() {
    return new Matcher(this);
  }

  /** An empty mask of the vocabulary's size. */
  public TokenMask newMask() {
    return new TokenMask(vocabulary.size());
  }

  /** As many empty masks, all different; for drafts and batches. */
  public List<TokenMask> newMasks(int count) {
    return Stream.generate(this::newMask).limit(count).toList();
  }

  /** The vocabulary it was compiled for. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * About how many bytes it holds now, the vocabulary and what is shared with other constraints not
   * counted. Grows as texts are read, up to what its limits allow. O(1).
   */
  public long estimatedBytes() {
    long bytes = BASE_BYTES;
    for (CacheStatistics cache : caches()) {
      bytes += cache.bytes();
    }
    return bytes;
  }

  /**
   * What it has learnt: {@code "configurations"}, the places that its texts have come to; {@code
   * "masks"}, what may follow there; {@code "lexemes"}, what its terminals do to the vocabulary.
   */
  @Override
  public List<CacheStatistics> caches() {
    ByteRecognizer.Tables tables = recognizer.tables();
    CacheStatistics configurations =
        new CacheStatistics(
            "configurations",
            Math.max(0, tables.steps() - tables.made()),
            tables.made(),
            tables.held(),
            tables.bytes(),
            Math.max(0, tables.made() - tables.held()));
    LexemeStatistics lexemes = lexicons == null ? assembly.lexemes() : lexicons.lexemes();
    return List.of(
        configurations,
        masks.statistics(),
        new CacheStatistics(
            "lexemes",
            lexemes.hits(),
            lexemes.made(),
            lexemes.held(),
            lexemes.bytes(),
            lexemes.made() - lexemes.held()));
  }

  /** What the bytes of a text are kept in; null where nothing has to be asked of them. */
  @Nullable CheckedText newText() {
    return CheckedText.of(vocabulary, named, checks, askingBytes);
  }

  Configuration start() {
    return recognizer.start();
  }

  /** The configuration after {@code token}, checks aside; dead if it is refused. */
  Configuration after(Configuration from, int token) {
    if (named != null) {
      return named.after(from, token);
    }
    return vocabulary.length(token) == 0 ? Configuration.dead() : vocabulary.after(from, token);
  }

  /** Whether {@code token} ends texts, and is not read at {@code at} as one that is named. */
  boolean ends(Configuration at, int token) {
    return vocabulary.isEnd(token) && (named == null || !named.isNamed(at, token));
  }

  /** The only token that may come at {@code at}, if it is read as such; else -1. */
  int onlyNamed(Configuration at) {
    return named == null ? -1 : named.only(at);
  }

  MaskWalk newWalk() {
    return new MaskWalk(vocabulary.trie());
  }

  /**
   * Fills {@code mask} for a text that stands at {@code configuration}.
   *
   * @param text its bytes, if there are checks
   */
  void fillMask(
      Configuration configuration, MaskWalk walk, TokenMask mask, @Nullable CheckedText text) {
    if (!fillKnownMask(configuration, mask, text)) {
      fillMask(configuration, walk, mask, text, Work.unlimited());
    }
  }

  /** As the other; if it takes more work than is left, false, and {@code mask} is unchanged. */
  boolean fillMask(
      Configuration configuration,
      MaskWalk walk,
      TokenMask mask,
      @Nullable CheckedText text,
      Work work) {
    AssembledMask known = masks.get(configuration);
    if (known != null) {
      return copy(known, configuration, mask, text, work);
    }
    boolean[] mayAsk = {true};
    AssembledMask assembled =
        decomposition.exclusively(
            () -> {
              AssembledMask made =
                  lexicons == null
                      ? assembly.assemble(configuration, work)
                      : lexicons.assemble(configuration, work);
              mayAsk[0] = made == null || lexicons != null || assembly.mayAsk();
              return made;
            });
    if (assembled == null && !work.isExhausted()) {
      long[] words = new long[mask.words().length];
      if (walk.fill(configuration, words, work)) {
        assembled = AssembledMask.of(words);
      }
    }
    AssembledMask made =
        assembled == null || text == null
            ? assembled
            : text.withQuestions(assembled, configuration, mayAsk[0], work);
    if (made == null) {
      return false;
    }
    masks.put(configuration, made);
    return copy(made, configuration, mask, text, work);
  }

  /**
   * As {@link #fillMask} where the mask is known and of no token something must be asked but its
   * names; if not, false, and {@code mask} is unchanged.
   */
  boolean fillKnownMask(Configuration configuration, TokenMask mask, @Nullable CheckedText text) {
    AssembledMask known = masks.get(configuration);
    if (known == null) {
      return false;
    }
    if (known.asked().length > 0) {
      return false;
    }
    copy(known, configuration, mask, text);
    return true;
  }

  private boolean copy(
      AssembledMask known,
      Configuration configuration,
      TokenMask mask,
      @Nullable CheckedText text,
      Work work) {
    if (known.asked().length > 0 && !work.spend(WORK_PER_TEST * (long) known.asked().length)) {
      return false;
    }
    copy(known, configuration, mask, text);
    return true;
  }

  private void copy(
      AssembledMask known,
      Configuration configuration,
      TokenMask mask,
      @Nullable CheckedText text) {
    known.fill(mask.words());
    if (text != null) {
      text.refine(configuration, mask, known);
    }
    if (named != null) {
      named.refine(configuration, mask);
    }
    if (configuration.isComplete()) {
      vocabulary.allowEndTokens(mask);
    }
  }
}
