package dev.espalier.grammar.schema;

import dev.espalier.grammar.schema.Schema.Applied;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Why some value cannot be.
 *
 * @param pointer the schema that is at fault
 */
record Conflict(String pointer, String problem) {

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
    Goal last = goal == null ? root : goal;
    return new Conflict(
        last.pointer(),
        goal == null
            ? "no value is allowed, fewer items or names are possible than there must be"
            : "no value is allowed, it would have to contain itself without end");
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
        return new Conflict(
            schema.pointer,
            "no value is allowed, "
                + JsonType.describe(types)
                + (before == null ? "" : " (" + before.pointer + ")")
                + " is not "
                + JsonType.describe(schema.types));
      }
      before = both == types ? before : schema;
      types = both;
    }
    if (certain.stream().anyMatch(schema -> schema.values != null)) {
      return at(
          certain,
          schema -> schema.values != null,
          "none of 'enum' or 'const' satisfies all the rest");
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
    for (Claim claim : goal.claims) {
      if (!claim.holds() && goal.arrays.isEmpty() && goal.objects.isEmpty()) {
        return new Conflict(
            goal.pointer(), "no value is allowed, 'not' excludes all (" + claim.schema() + ")");
      }
    }
    return null;
  }

  private static @Nullable Conflict ofScalars(List<Schema> certain, int types) {
    if ((types & JsonType.NUMBER) != 0) {
      NumberRange range = NumberRange.ALL;
      for (Schema schema : certain) {
        range = range.and(schema.range);
      }
      if (!range.equals(NumberRange.ALL)
          || certain.stream().anyMatch(s -> !s.multiples.isEmpty())) {
        boolean integers = (types & JsonType.NUMBER) == JsonType.INTEGER;
        return at(
            certain,
            s -> !s.range.equals(NumberRange.ALL) || !s.multiples.isEmpty(),
            range.isEmpty()
                ? range.conflict()
                : certain.stream().anyMatch(s -> !s.multiples.isEmpty())
                    ? "no multiple lies between the bounds"
                    : integers ? "no integer lies between the bounds" : "no number is left");
      }
    }
    if ((types & JsonType.STRING) != 0) {
      Count length = Count.ANY;
      for (Schema schema : certain) {
        length = length.and(schema.length);
      }
      if (length.isEmpty()) {
        return at(
            certain,
            s -> !s.length.equals(Count.ANY),
            "minLength " + length.min() + " > maxLength " + length.max());
      }
      long rules = certain.stream().mapToLong(s -> s.strings.size()).sum();
      if (rules > 0) {
        Schema.StringRule first =
            certain.stream().flatMap(s -> s.strings.stream()).findFirst().orElseThrow();
        return at(
            certain,
            s -> !s.strings.isEmpty(),
            rules == 1 && length.equals(Count.ANY)
                ? "'" + first.keyword() + "' matches nothing"
                : "no text of that length matches every 'pattern'");
      }
    }
    return null;
  }

  /** The schemas that hold without a choice, in order of appearance. */
  private static List<Schema> certain(List<Claim> claims) {
    Set<Schema> certain = new LinkedHashSet<>();
    Deque<Schema> open = new ArrayDeque<>();
    claims.stream().filter(Claim::holds).forEach(claim -> open.add(claim.schema()));
    while (!open.isEmpty()) {
      Schema schema = open.poll();
      if (certain.add(schema)) {
        for (List<Applied> some : List.of(schema.inPlaceBefore, schema.inPlaceAfter)) {
          for (Applied applied : some) {
            if (applied instanceof Applied.All(Schema target)) {
              open.add(target);
            }
          }
        }
      }
    }
    return new ArrayList<>(certain);
  }

  /** A conflict at the first schema that has a part in it. */
  private static Conflict at(List<Schema> schemas, Predicate<Schema> part, String why) {
    String pointer =
        schemas.stream().filter(part).map(s -> s.pointer).findFirst().orElse(JsonPointer.ROOT);
    return new Conflict(pointer, "no value is allowed, " + why);
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
