package dev.espalier.masking;

/**
 * A tokenizer file that cannot be used: missing, truncated, broken, or of a kind whose tokens are
 * not known as bytes. The message reads {@code POSITION: PROBLEM[; REMEDY]}; the position is the
 * path of the file, with line and column where they are known.
 */
public final class VocabularyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String position;

  VocabularyException(String position, String problem) {
    super(position + ": " + problem);
    this.position = position;
  }

  /** Where the problem is. */
  public String position() {
    return position;
  }
}
