package dev.espalier.engine;

/** A value was asked for, but its text is cut off. */
public final class TruncatedGenerationException extends GenerationException {
  private static final long serialVersionUID = 1L;

  TruncatedGenerationException(Generation generation) {
    super(
        "generation: "
            + generation.finish().label()
            + " after "
            + generation.tokens().size()
            + " tokens, the text is not complete"
            + (generation.finish() == FinishReason.MAX_TOKENS ? "; raise maxTokens" : ""),
        generation);
  }
}
