package dev.espalier.grammar.schema;

import java.util.HashSet;
import java.util.Set;
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
      if (!goal.conflicts.isEmpty()) {
        return goal.conflicts.getFirst();
      }
      goal = requiredInside(goal);
    }
    Goal last = goal == null ? root : goal;
    return new Conflict(
        last.pointer(),
        goal == null
            ? "no value is allowed, fewer names are possible than minProperties"
            : "no value is allowed, it would have to contain itself without end");
  }

  private static @Nullable Goal requiredInside(Goal goal) {
    for (Goal.ObjectShape object : goal.objects) {
      for (Goal.Member member : object.members.values()) {
        if (member.required() && !member.value().productive) {
          return member.value();
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
        return array.rest;
      }
    }
    return null;
  }
}
