package dev.espalier.grammar.schema;

import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.schema.Schema.Applied;
import dev.espalier.grammar.schema.SupportReport.Warning;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of a schema that no value can use, although it allows some: branches, conditional
 * schemas, properties and items. A part is dead if it is wherever it is reached, together with all
 * that is said beside it there. {@code false} itself is no finding.
 *
 * <p>Each branch makes a goal of its own, so this costs about as much as the schema once more;
 * beyond a limit, and where choices are too many to be taken apart, the rest is left unsaid.
 */
final class DeadParts {
  private static final int MAX_TRIED = 2_000;

  private final GoalExpander.Result result;
  private final Set<Schema> live = new HashSet<>();
  private final Map<Schema, Warning> dead = new LinkedHashMap<>();
  private int tried;

  private DeadParts(GoalExpander.Result result) {
    this.result = result;
  }

  /**
   * @param result its root is productive
   */
  static List<Warning> of(GoalExpander.Result result) {
    DeadParts parts = new DeadParts(result);
    try {
      for (Goal goal : used(result.root())) {
        parts.addInside(goal);
        if (!goal.coarse) {
          parts.addChoices(goal.claims);
        }
      }
    } catch (LimitExceededException e) {
      // what has been found so far is so
    }
    parts.dead.keySet().removeAll(parts.live);
    return List.copyOf(parts.dead.values());
  }

  /** The goals that some value of the root comes to. */
  private static Collection<Goal> used(Goal root) {
    Set<Goal> used = new LinkedHashSet<>(List.of(root));
    Deque<Goal> open = new ArrayDeque<>(used);
    while (!open.isEmpty()) {
      for (Goal inside : inside(open.poll())) {
        if (inside.productive && used.add(inside)) {
          open.add(inside);
        }
      }
    }
    return used;
  }

  private static List<Goal> inside(Goal goal) {
    List<Goal> all = new ArrayList<>();
    for (Goal.ObjectShape object : goal.objects) {
      if (object.isProductive()) {
        object.members.values().forEach(member -> all.add(member.value()));
        object.others.forEach(others -> all.add(others.value()));
      }
    }
    for (Goal.ArrayShape array : goal.arrays) {
      if (array.isProductive()) {
        all.addAll(array.prefix);
        array.tail.forEach(item -> all.add(item.value()));
      }
    }
    return all;
  }

  private void addInside(Goal goal) {
    for (Goal value : inside(goal)) {
      for (Claim claim : value.claims) {
        if (claim.holds()) {
          note(claim.schema(), value, "no value can be here");
        }
      }
    }
  }

  private void note(Schema schema, Goal goal, String what) {
    if (goal.productive) {
      live.add(schema);
    } else if (!isFalse(schema) && !live.contains(schema) && !dead.containsKey(schema)) {
      Conflict why = Conflict.of(goal);
      String place = why.pointer().equals(schema.pointer) ? "" : " at " + why.pointer();
      dead.put(schema, new Warning(schema.pointer, what + ": " + why.problem() + place));
    }
  }

  /** Whether it is {@code false} in one spelling or another. */
  private static boolean isFalse(Schema schema) {
    return schema.types == 0
        || Stream.of(schema.inPlaceBefore, schema.inPlaceAfter)
            .flatMap(List::stream)
            .anyMatch(a -> a instanceof Applied.Not(Schema target) && !target.asserts());
  }

  private void addChoices(List<Claim> claims) {
    Deque<List<Claim>> open = new ArrayDeque<>(List.of(claims)); // what holds first, and beside it
    while (!open.isEmpty()) {
      List<Claim> beside = open.poll();
      for (Schema schema : Conflict.certain(beside)) {
        for (List<Applied> some : List.of(schema.inPlaceBefore, schema.inPlaceAfter)) {
          for (Applied applied : some) {
            addChoices(applied, beside, open);
          }
        }
      }
    }
  }

  private void addChoices(Applied applied, List<Claim> beside, Deque<List<Claim>> open) {
    switch (applied) {
      case Applied.All all -> {}
      case Applied.Not not -> {}
      case Applied.Any(List<Schema> schemas) -> {
        for (Schema schema : schemas) {
          tryOut(schema, beside, "this branch of 'anyOf' can never hold", open);
        }
      }
      case Applied.One(List<Schema> schemas) -> {
        for (Schema schema : schemas) {
          List<Claim> alone = new ArrayList<>(beside);
          schemas.stream().filter(s -> s != schema).forEach(s -> alone.add(Claim.fails(s)));
          tryOut(schema, alone, "this branch of 'oneOf' can never hold alone", open);
        }
      }
      case Applied.If(Schema test, Schema then, Schema otherwise) -> {
        tryOut(then, plus(beside, Claim.holds(test)), "this 'then' can never hold", open);
        tryOut(otherwise, plus(beside, Claim.fails(test)), "this 'else' can never hold", open);
      }
      case Applied.Dependent(String name, Schema schema) -> {}
    }
  }

  private void tryOut(
      @Nullable Schema schema, List<Claim> beside, String what, Deque<List<Claim>> open) {
    if (schema != null && !live.contains(schema) && tried++ < MAX_TRIED) {
      List<Claim> claims = plus(beside, Claim.holds(schema));
      Goal goal = result.expander().expanded(claims);
      note(schema, goal, what);
      if (goal.productive) {
        open.add(claims);
      }
    }
  }

  private static List<Claim> plus(List<Claim> claims, Claim claim) {
    List<Claim> all = new ArrayList<>(claims);
    all.add(claim);
    return all;
  }
}
