package dev.espalier.engine.training;

import org.jspecify.annotations.Nullable;

/**
 * One stated value: how the prompt says it and what stands in the JSON, in the terms of {@link
 * JsonText}.
 */
record Value(String text, @Nullable Object json) {
  static Value ofText(String text) {
    return new Value(text, text);
  }

  static Value ofNumber(String digits) {
    return new Value(digits, new JsonText.Literal(digits));
  }

  static Value ofNumber(long number) {
    return ofNumber(Long.toString(number));
  }
}
