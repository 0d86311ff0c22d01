package dev.espalier.engine;

/**
 * One sequence that a model continues: the tokens so far and what the model has computed for them.
 * Mutable; one thread. Close it: it holds memory outside the heap.
 *
 * <p>Appending is cheap; the model computes when {@link #logits()} is asked for, all tokens
 * appended since the last time at once.
 */
public interface Session extends AutoCloseable {
  /**
   * Adds a token.
   *
   * @throws IllegalArgumentException for a token outside the vocabulary
   * @throws ModelException when the context is full
   */
  void append(int token);

  /** Adds tokens: all of them, or none where one is refused. */
  void append(int[] tokens);

  /**
   * The unnormalised log probabilities of the token that follows.
   *
   * @return {@code [vocabulary size]} an array that the session refills: it may be written to, and
   *     holds until the next call of this method
   * @throws IllegalStateException when there are no tokens
   */
  float[] logits();

  /** The number of tokens so far, the prompt included. */
  int length();

  /**
   * Takes tokens back. O(1), but for one forward step when {@link #logits()} is asked for next.
   *
   * @param length the number of tokens to keep, 0..{@link #length()}
   */
  void truncate(int length);

  /** An independent session with the same tokens. Copies what was computed: O(length). */
  Session fork();

  @Override
  void close();
}
