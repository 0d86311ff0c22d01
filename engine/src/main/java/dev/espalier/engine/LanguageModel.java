package dev.espalier.engine;

import dev.espalier.masking.ConstraintCache;
import dev.espalier.masking.Vocabulary;
import dev.espalier.masking.WarmUp;
import java.util.Set;

/**
 * A model that gives the law of the next token: the only face that decoding sees. Immutable; any
 * thread, where each {@link Session} belongs to one.
 */
public interface LanguageModel extends AutoCloseable {
  /**
   * Opens a sequence with a prompt. The tokens that the model's tokenizer puts before every text, a
   * beginning-of-text token for many, are put before it.
   *
   * @throws ModelException when the prompt is longer than the context
   */
  Session open(String prompt);

  /**
   * Opens a sequence with tokens, exactly these.
   *
   * @throws ModelException when there are more than the context holds
   */
  Session open(int[] tokens);

  Tokenizer tokenizer();

  /** The bytes of each token, with {@link #endTokens()} as its end tokens. */
  Vocabulary vocabulary();

  /**
   * The constraints of all requests to this model, by the text of their schema or grammar; the same
   * cache at every call, for {@link #vocabulary()}. An implementation has one made by {@link
   * ConstraintCache#of(Vocabulary)}; its size is bounded.
   */
  ConstraintCache constraints();

  /**
   * Makes the first constrained request as fast as the later ones; see {@link WarmUp}. For servers,
   * before they listen: it takes seconds, which a program that ends soon would not win back.
   */
  default void warmUp() {
    WarmUp.run(vocabulary());
  }

  /** The number of logits; at least the size of {@link #vocabulary()}, often a little more. */
  int vocabularySize();

  /** The most tokens that a sequence may have. */
  int contextLength();

  /** The tokens that end a text. */
  Set<Integer> endTokens();

  /**
   * A user's text in the form of the prompts that the model was trained on. The text itself where a
   * model has no such form.
   */
  default String promptFor(String text) {
    return text;
  }

  @Override
  void close();
}
