package dev.espalier.grammar.schema;

import dev.espalier.grammar.InvalidSchemaException;
import dev.espalier.grammar.LimitExceededException;

/** Bounds and {@code multipleOf}. */
final class NumberKeywords {
  private NumberKeywords() {}

  static void read(Site site, String name, Json value) {
    String at = site.at(name);
    if (name.equals("multipleOf")) {
      Json.Num step = Expected.number(at, value);
      if (step.value().signum() <= 0) {
        throw Expected.found(at, "a number above 0", value);
      }
      site.schema.multiples.add(step.value());
    } else if (site.dialect() == Dialect.DRAFT_4 && name.startsWith("exclusive")) {
      exclude(site, name, at, value);
    } else if (name.startsWith("exclusive") && value instanceof Json.Bool) {
      throw new InvalidSchemaException(
          at, "expected a number but found '" + value + "'; only draft-04 has booleans here");
    } else {
      bound(site, name, Expected.number(at, value), at);
    }
  }

  /** As in draft-04: a boolean about the bound beside. */
  private static void exclude(Site site, String name, String at, Json value) {
    if (!(value instanceof Json.Bool exclusive)) {
      throw Expected.found(at, "a boolean in draft-04", value);
    }
    String sibling = name.equals("exclusiveMinimum") ? "minimum" : "maximum";
    Json bound = site.members.get(sibling);
    if (bound == null) {
      throw new InvalidSchemaException(at, "'" + name + "' without '" + sibling + "'");
    }
    if (exclusive.value()) {
      bound(site, name, Expected.number(site.at(sibling), bound), at);
    }
  }

  private static void bound(Site site, String name, Json.Num number, String at) {
    NumberRange range =
        switch (name) {
          case "minimum" -> NumberRange.atLeast(number.value());
          case "maximum" -> NumberRange.atMost(number.value());
          case "exclusiveMinimum" -> NumberRange.above(number.value());
          case "exclusiveMaximum" -> NumberRange.below(number.value());
          default -> throw new AssertionError("a keyword that is not read: " + name);
        };
    int limit = site.reader.limits().maxAlternatives();
    if (site.applies() && range.digits() > limit) {
      throw new LimitExceededException(
          at, range.digits() + " digits > Limits.maxAlternatives " + limit);
    }
    site.schema.range = site.schema.range.and(range);
  }
}
