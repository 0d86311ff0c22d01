package dev.espalier.grammar.schema;

import dev.espalier.grammar.format.Format;
import org.jspecify.annotations.Nullable;

/**
 * The rules that {@code format} stands for. They are the same in all drafts: what an older one does
 * not define yet means there what the later ones say, as schemas expect.
 */
final class Formats {
  private Formats() {}

  /** Null if no specification defines the format, so that it is an annotation. */
  static Schema.@Nullable StringRule rule(String name) {
    return Format.named(name)
        .map(
            format ->
                new Schema.StringRule(
                    "format",
                    format.regex(),
                    format.test() == null
                        ? null
                        : new Schema.StringTest("format " + name, format.test())))
        .orElse(null);
  }
}
