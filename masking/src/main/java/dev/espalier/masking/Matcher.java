package dev.espalier.masking;

import dev.espalier.automata.Configuration;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.masking.table.Work;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One text under a {@link Constraint}: asks what may follow, and is told what did.
 *
 * <p>Cheap, mutable, owned by one thread. Remembers every token, so that any number can be undone;
 * under a constraint with checks also the text, to ask them about.
 */
public final class Matcher {
  static final int MAX_FORCED_BYTES = 4_096;

  private final Constraint constraint;
  private final Vocabulary vocabulary;
  private final MaskWalk walk;
  private final @Nullable CheckedText text; // null where nothing is asked of it
  private Configuration[] history; // [length + 1] the configuration after each token
  private int[] ends; // [length + 1] bytes of the text after each token; not without a text
  private int length;
  private boolean stopped;
  private @Nullable DraftMasks drafts; // made for the first draft

  Matcher(Constraint constraint) {
    this.constraint = constraint;
    this.vocabulary = constraint.vocabulary();
    this.walk = constraint.newWalk();
    this.text = constraint.newText();
    this.history = new Configuration[16];
    this.history[0] = constraint.start();
    this.ends = new int[text == null ? 0 : history.length];
  }

  private Matcher(Matcher other) {
    this.constraint = other.constraint;
    this.vocabulary = other.vocabulary;
    this.walk = constraint.newWalk();
    this.text = other.text == null ? null : new CheckedText(other.text);
    this.ends = other.ends.clone();
    this.history = Arrays.copyOf(other.history, other.history.length);
    this.length = other.length;
    this.stopped = other.stopped;
  }

  private Configuration current() {
    return history[length];
  }

  /**
   * Fills {@code mask} with the tokens that may come next; none once {@linkplain #isStopped
   * stopped}. A mask already known is copied; a new one is put together from what is known of the
   * vocabulary.
   *
   * @param mask of the vocabulary's size
   * @throws dev.espalier.grammar.LimitExceededException if a limit is met; the matcher is unchanged
   */
  public void fillMask(TokenMask mask) {
    mask.checkSize(vocabulary.size());
    if (stopped) {
      mask.clear();
    } else {
      constraint.fillMask(current(), walk, mask, text);
    }
  }

  /**
   * Fills {@code mask} as {@link #fillMask(TokenMask)}, unless that takes too much work. Where it
   * does, {@link #allows} still answers exactly, so that only the tokens that a sampler proposes
   * need to be tested. What was found out on the way is kept, so that another try needs less; a
   * walk that was cut off before is finished when it is met again, whatever the budget, so that no
   * place costs every text its budget.
   *
   * @param mask of the vocabulary's size
   * @param budget in nodes of the vocabulary's trie visited, or things of like cost: some ten
   *     nanoseconds each, counted the same on every machine. A known mask costs nothing but the
   *     tests of tokens that a check of items or values may refuse
   * @return whether {@code mask} is filled; if not, it is unchanged
   * @throws dev.espalier.grammar.LimitExceededException if a limit is met; the matcher is unchanged
   */
  public boolean fillMask(TokenMask mask, long budget) {
    mask.checkSize(vocabulary.size());
    if (stopped) {
      mask.clear();
      return true;
    }
    return constraint.fillMask(current(), walk, mask, text, Work.of(budget));
  }

  /** As {@link #fillMask(TokenMask)} if that takes no computation; if not, false. */
  boolean fillKnownMask(TokenMask mask) {
    if (stopped) {
      mask.clear();
      return true;
    }
    return constraint.fillKnownMask(current(), mask, text);
  }

  MaskFiller.Place place() {
    return new MaskFiller.Place(constraint, current(), text);
  }

  /**
   * Fills the masks along a draft: {@code masks[0]} with the tokens that may come next, {@code
   * masks[i + 1]} with those that may follow the first i + 1 draft tokens. Masks beyond the first
   * token that is refused are left empty, and so is the one after an end token. The matcher is
   * unchanged; each distinct state is computed once. Allocates nothing once warm.
   *
   * @param draft at most {@link DraftTree#MAX_NODES} tokens of the vocabulary
   * @param masks one more than there are tokens, all different; those beyond are not touched
   * @return how many draft tokens are allowed, from the first on
   * @throws dev.espalier.grammar.LimitExceededException if a limit is met; the matcher is
   *     unchanged, the masks are of no use
   */
  public int fillMasks(int[] draft, List<TokenMask> masks) {
    return drafts().fill(stopped ? null : current(), text, draft, null, masks, null);
  }

  /**
   * Fills the masks of a draft tree: {@code masks[0]} with the tokens that may come next, {@code
   * masks[i + 1]} with those that may follow node i. Masks of nodes that cannot be reached are left
   * empty, and so are those after end tokens. Otherwise as {@link #fillMasks(int[], List)}.
   *
   * @param masks one more than there are nodes, all different; those beyond are not touched
   * @param reachable becomes the set of the nodes whose token and all before it are allowed
   * @return the number of these nodes
   */
  public int fillMasks(DraftTree draft, List<TokenMask> masks, BitSet reachable) {
    reachable.clear();
    return drafts()
        .fill(stopped ? null : current(), text, draft.tokens(), draft.parents(), masks, reachable);
  }

  private DraftMasks drafts() {
    DraftMasks made = drafts;
    if (made == null) {
      made = new DraftMasks(constraint, walk);
      drafts = made;
    }
    return made;
  }

  /** Whether {@code token} may come next. Linear in its bytes. */
  public boolean allows(int token) {
    if (stopped) {
      return false;
    }
    if (constraint.ends(current(), token)) {
      return current().isComplete();
    }
    return !constraint.after(current(), token).isDead()
        && (text == null || text.allows(current(), token));
  }

  /**
   * Appends {@code token}, if it may come next. Linear in its bytes.
   *
   * @return whether it was allowed; if not, nothing has changed
   */
  public boolean advance(int token) {
    if (stopped) {
      return false;
    }
    @Nullable Configuration next;
    if (constraint.ends(current(), token)) {
      if (!current().isComplete()) {
        return false;
      }
      next = current();
      stopped = true;
    } else {
      next = appended(token);
      if (next == null) {
        return false;
      }
    }
    length++;
    if (length == history.length) {
      history = Arrays.copyOf(history, 2 * length);
      ends = text == null ? ends : Arrays.copyOf(ends, 2 * length);
    }
    history[length] = next;
    if (text != null) {
      ends[length] = text.length();
    }
    return true;
  }

  /** Where the text stands with {@code token}, whose bytes are kept; null if it is refused. */
  private @Nullable Configuration appended(int token) {
    if (text == null) {
      Configuration after = constraint.after(current(), token);
      return after.isDead() ? null : after;
    }
    Configuration after = Configuration.dead();
    try {
      after = text.appendToken(current(), token);
    } finally {
      if (after.isDead()) {
        text.truncate(ends[length]);
      }
    }
    return after.isDead() ? null : after;
  }

  /**
   * Undoes the last {@code tokens} tokens. O(1), with checks linear in their bytes.
   *
   * @throws IllegalArgumentException if there are fewer
   */
  public void rollback(int tokens) {
    if (tokens < 0 || tokens > length) {
      throw new IllegalArgumentException("cannot undo " + tokens + " of " + length + " tokens");
    }
    if (tokens > 0) {
      stopped = false;
      length -= tokens;
      if (text != null) {
        text.truncate(ends[length]);
      }
    }
  }

  /**
   * An independent matcher at the same place. Copies one reference for each token, and with checks
   * the text.
   */
  public Matcher fork() {
    return new Matcher(this);
  }

  /** What the text is under. */
  public Constraint constraint() {
    return constraint;
  }

  /** The number of tokens so far, an end token included. */
  public int length() {
    return length;
  }

  /** Whether the text so far is in the language. O(1). */
  public boolean isComplete() {
    return current().isComplete();
  }

  /** Whether an end token has been appended. O(1). */
  public boolean isStopped() {
    return stopped;
  }

  /**
   * Whether some token that is no end token may extend the text, bytes and checks taken for
   * granted. O(1).
   */
  public boolean canContinue() {
    return !stopped && current().continues();
  }

  /** The bytes that may come next, tokens aside; for messages. */
  public BitSet allowedBytes() {
    return text == null ? current().allowedBytes() : text.allowedBytes(current());
  }

  /** The tokens that the grammar names where the text stands; for messages. */
  public BitSet namedTokens() {
    BitSet named = new BitSet();
    CodePointSet tokens = current().tokens();
    for (int i = 0; i < tokens.rangeCount(); i++) {
      named.set(
          tokens.first(i) - CodePointSet.FIRST_TOKEN,
          tokens.last(i) - CodePointSet.FIRST_TOKEN + 1);
    }
    return named;
  }

  /** The terminals under way or expected, as regular expressions; for messages. */
  public List<String> expectedTerminals() {
    return current().expectedTerminals();
  }

  /**
   * The bytes that the grammar and its checks leave no choice about: the longest text that every
   * completion goes on with, at most {@value #MAX_FORCED_BYTES} bytes. Empty where the text may
   * end. A token that the grammar names is no bytes, and ends them.
   */
  public byte[] forcedBytes() {
    return stopped ? new byte[0] : new ForcedText(constraint, current(), text).bytes();
  }

  /**
   * Tokens for {@link #forcedBytes}, each the longest that fits, and beyond them those that the
   * grammar names and leaves no choice about. A token that the vocabulary could make longer with
   * bytes beyond the forced ones is left to the model, and so are those after it.
   */
  public int[] forcedTokens() {
    return stopped ? new int[0] : new ForcedText(constraint, current(), text).tokens();
  }
}
