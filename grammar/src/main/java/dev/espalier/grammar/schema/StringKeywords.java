package dev.espalier.grammar.schema;

import dev.espalier.grammar.schema.Schema.StringRule;
import org.jspecify.annotations.Nullable;

/** Lengths, {@code pattern} and {@code format}. */
final class StringKeywords {
  private StringKeywords() {}

  /** Reads one; why it is refused, or null. */
  static @Nullable String read(Site site, String name, Json value) {
    String at = site.at(name);
    Schema schema = site.schema;
    switch (name) {
      case "minLength" -> schema.length = schema.length.and(Expected.least(at, value));
      case "maxLength" -> schema.length = schema.length.and(Expected.most(at, value));
      case "pattern" -> {
        Patterns.Pattern pattern = site.reader.patterns().search(Expected.string(at, value), at);
        if (pattern.regex() != null) {
          schema.strings.add(new StringRule(name, pattern.regex(), null));
        }
        return pattern.refusal();
      }
      case "format" -> {
        StringRule rule = Formats.rule(Expected.string(at, value));
        if (rule != null && site.reader.formatsAssert(site)) {
          schema.strings.add(rule);
        }
      }
      default -> throw new AssertionError("a keyword that is not read: " + name);
    }
    return null;
  }

  /** Why a format asserts nothing, or null if it does. */
  static @Nullable String annotates(Site site, Json format) {
    if (!(format instanceof Json.Str name) || Formats.rule(name.value()) == null) {
      return "an unknown format";
    }
    return site.reader.formatsAssert(site) ? null : "by SchemaOptions.formats";
  }

  /** Whether no expression says a format that is known. */
  static boolean isChecked(Json format) {
    return format instanceof Json.Str name
        && Formats.rule(name.value()) instanceof StringRule rule
        && rule.test() != null;
  }
}
