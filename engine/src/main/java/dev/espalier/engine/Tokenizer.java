package dev.espalier.engine;

/**
 * Text to tokens and back. Implementations are immutable and usable from any thread.
 *
 * <p>The bytes of single tokens are the business of {@link dev.espalier.masking.Vocabulary}: {@link
 * #decode} is meant for whole texts, where no character is cut.
 */
public interface Tokenizer {
  /**
   * The tokens of a text, as it stands: nothing is added, truncated or padded. Text that looks like
   * a special token becomes that token.
   */
  int[] encode(String text);

  /** The text of tokens; special tokens are left out. */
  String decode(int[] tokens);
}
