package dev.espalier.engine;

import java.util.Locale;

/** Why a generation ended. Only {@link #COMPLETE} text is in the language of the constraint. */
public enum FinishReason {
  /** The text is in the language, and the model ended it or nothing could follow. */
  COMPLETE,
  /** The budget of tokens or the context ran out: the text is cut off. */
  MAX_TOKENS,
  /**
   * No token was allowed although the text was not complete, and going back found no other way, or
   * none within {@link Generator#MAX_TAKEN_BACK}. The text is the first that came to such an end.
   */
  DEAD_END;

  /** As it is written in reports: {@code complete}, {@code max_tokens}, {@code dead_end}. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
