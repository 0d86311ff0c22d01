package dev.espalier.grammar.schema;

import dev.espalier.grammar.Regex;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a list of schemas says together when all of them hold. A value.
 *
 * @param schemas their anyOf are decided: the branch that was chosen is in the list
 */
record Joined(List<Schema> schemas) {

  int types() {
    int types = JsonType.ALL;
    for (Schema schema : schemas) {
      types &= schema.types;
    }
    return types;
  }

  /** What enum and const leave; null if there are none. */
  @Nullable Set<Json> values() {
    Set<Json> values = null;
    for (Schema schema : schemas) {
      if (schema.values != null) {
        values = values == null ? new LinkedHashSet<>(schema.values) : values;
        values.retainAll(schema.values);
      }
    }
    return values;
  }

  NumberRange range() {
    NumberRange range = NumberRange.ALL;
    for (Schema schema : schemas) {
      range = range.and(schema.range);
    }
    return range;
  }

  Count length() {
    return count(schema -> schema.length);
  }

  Count count() {
    return count(schema -> schema.count);
  }

  Count size() {
    return count(schema -> schema.size);
  }

  private Count count(Function<Schema, Count> part) {
    Count count = Count.ANY;
    for (Schema schema : schemas) {
      count = count.and(part.apply(schema));
    }
    return count;
  }

  Set<Regex> patterns() {
    Set<Regex> patterns = new LinkedHashSet<>();
    for (Schema schema : schemas) {
      if (schema.pattern != null) {
        patterns.add(schema.pattern);
      }
    }
    return patterns;
  }

  Set<String> required() {
    Set<String> required = new LinkedHashSet<>();
    schemas.forEach(schema -> required.addAll(schema.required));
    return required;
  }

  /** A conflict at the first schema that has a part in it. */
  Conflict conflict(Predicate<Schema> part, String why) {
    String pointer =
        schemas.stream().filter(part).map(s -> s.pointer).findFirst().orElse(JsonPointer.ROOT);
    return new Conflict(pointer, "no value is allowed, " + why);
  }
}
