package dev.espalier.engine;

/**
 * A model or a tokenizer that cannot be loaded or asked: missing, truncated, of an unknown
 * architecture, with settings that are not supported, or given more than its context holds.
 *
 * <p>The message has the form {@code PLACE: PROBLEM[; REMEDY]}, where the place is a file, or a
 * file and a key in it.
 */
public class ModelException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ModelException(String message) {
    super(message);
  }

  public ModelException(String message, Throwable cause) {
    super(message, cause);
  }
}
