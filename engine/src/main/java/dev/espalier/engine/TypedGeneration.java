package dev.espalier.engine;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A generation asked for as a value of a class. The text and why it ended are always there; the
 * value only where the text is complete.
 */
public final class TypedGeneration<T> {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private final Generation generation;
  private final Class<T> type;
  private final @Nullable T value;
  private final @Nullable JacksonException failure;

  private TypedGeneration(
      Generation generation, Class<T> type, @Nullable T value, @Nullable JacksonException failure) {
    this.generation = generation;
    this.type = type;
    this.value = value;
    this.failure = failure;
  }

  static <T> TypedGeneration<T> of(Generation generation, Class<T> type) {
    if (!generation.isComplete()) {
      return new TypedGeneration<>(generation, type, null, null);
    }
    try {
      T value = MAPPER.readValue(generation.text(), type);
      return new TypedGeneration<>(generation, type, value, null);
    } catch (JacksonException e) {
      return new TypedGeneration<>(generation, type, null, e);
    }
  }

  /**
   * The value.
   *
   * @throws TruncatedGenerationException if the text is not complete
   * @throws GenerationException if the text is valid, but the class refuses it: the 30th of
   *     February, or what a record's constructor checks
   */
  public T value() {
    if (!generation.isComplete()) {
      throw new TruncatedGenerationException(generation);
    }
    if (failure != null) {
      throw new GenerationException(
          "generation: no " + type.getSimpleName() + " (" + failure.getOriginalMessage() + ")",
          generation,
          failure);
    }
    return Objects.requireNonNull(value);
  }

  /** The text, whole or not. */
  public String text() {
    return generation.text();
  }

  public FinishReason finish() {
    return generation.finish();
  }

  /** The generation that the value was read from. */
  public Generation generation() {
    return generation;
  }
}
