package dev.espalier.engine;

/** A generation that gave no usable result. What was generated is not lost. */
public class GenerationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Generation generation;

  public GenerationException(String message, Generation generation, Throwable cause) {
    super(message, cause);
    this.generation = generation;
  }

  GenerationException(String message, Generation generation) {
    super(message);
    this.generation = generation;
  }

  /** What was generated. */
  public Generation generation() {
    return generation;
  }
}
