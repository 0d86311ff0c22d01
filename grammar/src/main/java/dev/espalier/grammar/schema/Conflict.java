package dev.espalier.grammar.schema;

import dev.espalier.grammar.schema.Schema.Applied;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why some value cannot be.
 *
 * @param pointer the schema that is at fault, the first of several
 * @param problem names the others
 */
record Conflict(String pointer, String problem) {

  /** No value, for a reason. */
  static Conflict at(String pointer, String why) {
    return new Conflict(pointer, "no value is allowed, " + why);
  }

  /** A conflict of several schemas; there is at least one. */
  static Conflict of(List<Schema> schemas, String why) {
    List<String> pointers = schemas.stream().map(s -> s.pointer).distinct().toList();
    String others = pointers.stream().skip(1).collect(Collectors.joining(", "));
    return at(pointers.getFirst(), why + (others.isEmpty() ? "" : " (" + others + ")"));
  }

  /** A conflict of the first that has the one part with the first that has the other. */
  static Conflict between(
      List<Schema> schemas, Predicate<Schema> one, Predicate<Schema> other, String why) {
    Schema first = schemas.stream().filter(one).findFirst().orElse(null);
    Schema second = schemas.stream().filter(other).findFirst().orElse(null);
    return of(having(schemas, s -> s == first || s == second), why);
  }

  /** Why a goal is not productive: the first conflict on the way down through what is required. */
  static Conflict of(Goal root) {
    Set<Goal> seen = new HashSet<>();
    Goal goal = root;
    while (goal != null && seen.add(goal)) {
      Conflict own = own(goal);
      if (own != null) {
        return own;
      }
      goal = requiredInside(goal);
    }
    return goal == null
        ? at(root.pointer(), "nothing satisfies all that is applied to it")
        : at(goal.pointer(), "it would have to contain itself without end");
  }

  private static @Nullable Conflict own(Goal goal) {
    List<Schema> certain = certain(goal.claims);
    int types = JsonType.ALL;
    Schema before = null;
    for (Schema schema : certain) {
      int both = types & schema.types;
      if (schema.types == 0) {
        return new Conflict(schema.pointer, "no value is allowed by 'false'");
      }
      if (both == 0) {
        return at(
            schema.pointer,
            JsonType.describe(types)
                + (before == null ? "" : " (" + before.pointer + ")")
                + " is not "
                + JsonType.describe(schema.types));
      }
      before = both == types ? before : schema;
      types = both;
    }
    for (Schema schema : certain) {
      if (schema.values != null) {
        return at(schema.pointer, "none of 'enum' or 'const' satisfies all the rest");
      }
    }
    Conflict ofScalars = ofScalars(certain, types);
    if (ofScalars != null) {
      return ofScalars;
    }
    for (Conflict conflict : goal.conflicts) {
      if (!conflict.problem.contains(", it is not ")) {
        return conflict;
      }
    }
    return goal.arrays.isEmpty() && goal.objects.isEmpty()
        ? ofChoices(goal, certain)
        : ofSizes(goal, certain);
  }

  private static @Nullable Conflict ofScalars(List<Schema> certain, int types) {
    Conflict ofNumbers = (types & JsonType.NUMBER) == 0 ? null : ofNumbers(certain, types);
    return ofNumbers != null || (types & JsonType.STRING) == 0 ? ofNumbers : ofStrings(certain);
  }

  private static @Nullable Conflict ofNumbers(List<Schema> certain, int types) {
    NumberRange range =
        certain.stream().map(s -> s.range).reduce(NumberRange.ALL, NumberRange::and);
    if (range.isEmpty()) {
      return between(
          certain,
          s -> Objects.equals(s.range.lower(), range.lower()),
          s -> Objects.equals(s.range.upper(), range.upper()),
          range.conflict());
    }
    boolean multiples = certain.stream().anyMatch(s -> !s.multiples.isEmpty());
    boolean integers = (types & JsonType.NUMBER) == JsonType.INTEGER;
    List<Schema> parts =
        having(certain, s -> !s.range.equals(NumberRange.ALL) || !s.multiples.isEmpty());
    return parts.isEmpty()
        ? null
        : of(
            parts,
            multiples
                ? "no multiple lies between the bounds"
                : integers ? "no integer lies between the bounds" : "no number is left");
  }

  private static @Nullable Conflict ofStrings(List<Schema> certain) {
    Count length = joined(certain, s -> s.length);
    if (length.isEmpty()) {
      return between(
          certain,
          s -> s.length.min() == length.min(),
          s -> s.length.max() == length.max(),
          "minLength " + length.min() + " > maxLength " + length.max());
    }
    List<Schema.StringRule> rules = certain.stream().flatMap(s -> s.strings.stream()).toList();
    if (rules.isEmpty()) {
      return null;
    }
    String keywords =
        rules.stream()
            .map(r -> "'" + r.keyword() + "'")
            .distinct()
            .collect(Collectors.joining(", "));
    boolean alone = rules.size() == 1 && length.equals(Count.ANY);
    return of(
        having(certain, s -> !s.strings.isEmpty() || !s.length.equals(Count.ANY)),
        alone ? keywords + " matches nothing" : "no text of that length matches every " + keywords);
  }

  /** Where what is chosen or excluded leaves nothing, not even a shape. */
  private static @Nullable Conflict ofChoices(Goal goal, List<Schema> certain) {
    for (Schema schema : certain) {
      for (List<Applied> some : List.of(schema.inPlaceBefore, schema.inPlaceAfter)) {
        for (Applied applied : some) {
          String keyword =
              switch (applied) {
                case Applied.All all -> null;
                case Applied.Any any -> "'anyOf'";
                case Applied.One one -> "'oneOf'";
                case Applied.Not not -> "'not'";
                case Applied.If branches -> "'if'";
                case Applied.Dependent dependent -> "a dependent schema";
              };
          if (keyword != null) {
            return at(schema.pointer, "nothing satisfies " + keyword + " and all the rest");
          }
        }
      }
    }
    if (!goal.claims.stream().allMatch(Claim::holds)) {
      return at(goal.pointer(), "nothing is left by what must not hold");
    }
    if (certain.stream().anyMatch(s -> s.propertyNames != null)) {
      return of(
          having(certain, s -> s.propertyNames != null || !s.required.isEmpty()),
          "a required property has a name that 'propertyNames' excludes");
    }
    return certain.stream().anyMatch(s -> s.contains != null)
        ? of(
            having(certain, s -> s.contains != null || !s.count.equals(Count.ANY)),
            "fewer items are possible than 'contains' asks for")
        : null;
  }

  private static @Nullable Conflict ofSizes(Goal goal, List<Schema> certain) {
    if (requiredInside(goal) != null) {
      return null;
    }
    if (goal.objects.stream().anyMatch(Goal.Shape::isShort)) {
      return ofSize(
          goal,
          having(certain, s -> s.size.min() > 0),
          "fewer names are possible than minProperties");
    }
    if (goal.arrays.stream().anyMatch(Goal.Shape::isShort)) {
      return ofSize(
          goal, having(certain, s -> s.count.min() > 0), "fewer items are possible than minItems");
    }
    return null;
  }

  private static Conflict ofSize(Goal goal, List<Schema> schemas, String why) {
    return schemas.isEmpty() ? at(goal.pointer(), why) : of(schemas, why);
  }

  /** The schemas that hold without a choice, in order of appearance. */
  static List<Schema> certain(List<Claim> claims) {
    record Step(Schema schema, boolean itself) {}
    Set<Schema> certain = new LinkedHashSet<>();
    Set<Schema> entered = new HashSet<>();
    Deque<Step> stack = new ArrayDeque<>();
    for (Claim claim : claims.reversed()) {
      if (claim.holds()) {
        stack.push(new Step(claim.schema(), false));
      }
    }
    while (!stack.isEmpty()) {
      Step step = stack.pop();
      if (step.itself) {
        certain.add(step.schema);
      } else if (entered.add(step.schema)) {
        applied(step.schema.inPlaceAfter).forEach(s -> stack.push(new Step(s, false)));
        stack.push(new Step(step.schema, true));
        applied(step.schema.inPlaceBefore).forEach(s -> stack.push(new Step(s, false)));
      }
    }
    return new ArrayList<>(certain);
  }

  /** The last first. */
  private static List<Schema> applied(List<Applied> some) {
    List<Schema> all = new ArrayList<>();
    for (Applied applied : some.reversed()) {
      if (applied instanceof Applied.All(Schema target)) {
        all.add(target);
      }
    }
    return all;
  }

  private static List<Schema> having(List<Schema> schemas, Predicate<Schema> part) {
    return schemas.stream().filter(part).toList();
  }

  private static Count joined(List<Schema> schemas, Function<Schema, Count> part) {
    return schemas.stream().map(part).reduce(Count.ANY, Count::and);
  }

  private static @Nullable Goal requiredInside(Goal goal) {
    for (Goal.ObjectShape object : goal.objects) {
      for (Goal.Member member : object.members.values()) {
        if (member.required() && !member.value().productive) {
          return member.value();
        }
      }
      for (Goal.Others others : object.others) {
        if (others.count().min() > 0 && !others.value().productive) {
          return others.value();
        }
      }
    }
    for (Goal.ArrayShape array : goal.arrays) {
      for (int i = 0; i < array.count.min() && i < array.prefix.size(); i++) {
        if (!array.prefix.get(i).productive) {
          return array.prefix.get(i);
        }
      }
      if (array.count.min() > array.prefix.size()) {
        for (Goal.Item item : array.tail) {
          if (!item.value().productive) {
            return item.value();
          }
        }
      }
    }
    return null;
  }
}
