package dev.espalier.grammar.schema;

import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The goals of one document, one per list of schemas, and the ways through their {@code anyOf}.
 *
 * <p>{@code $ref} and {@code allOf} add to a list, in order of appearance; {@code anyOf} makes one
 * list per choice, and lists whose types exclude each other are dropped at once. All work is
 * counted against {@link Limits#maxSymbols}. Iterative.
 */
final class Goals {
  private final Limits limits;
  private final Map<List<Schema>, Goal> goals = new HashMap<>();
  private long work;

  Goals(Limits limits) {
    this.limits = limits;
  }

  /**
   * The goal that all of {@code schemas} hold.
   *
   * @throws LimitExceededException if that makes too many goals
   */
  Goal all(Collection<Schema> schemas) {
    Set<Schema> flat = new LinkedHashSet<>();
    schemas.forEach(schema -> flatten(schema, flat));
    spend(flat.size());
    return goals.computeIfAbsent(flat.stream().filter(Schema::asserts).toList(), Goal::new);
  }

  /** The goal for the value of a property. */
  Goal property(Joined owner, String name) {
    return part(owner, schema -> schema.property(name));
  }

  /** The goal for the values of properties that are not declared. */
  Goal additional(Joined owner) {
    return part(owner, schema -> schema.additional);
  }

  Goal item(Joined owner, int index) {
    return part(owner, schema -> schema.item(index));
  }

  private Goal part(Joined owner, Function<Schema, @Nullable Schema> part) {
    List<Schema> parts = new ArrayList<>();
    for (Schema schema : owner.schemas()) {
      Schema applied = part.apply(schema);
      if (applied != null) {
        parts.add(applied);
      }
    }
    return all(parts);
  }

  /** Adds a schema and all it refers to for the same value, in order of appearance. */
  private static void flatten(Schema schema, Set<Schema> into) {
    record Step(Schema schema, boolean itself) {}
    Set<Schema> entered = new HashSet<>();
    Deque<Step> stack = new ArrayDeque<>();
    stack.push(new Step(schema, false));
    while (!stack.isEmpty()) {
      Step step = stack.pop();
      if (step.itself) {
        into.add(step.schema);
      } else if (!into.contains(step.schema) && entered.add(step.schema)) {
        step.schema.after.reversed().forEach(next -> stack.push(new Step(next, false)));
        stack.push(new Step(step.schema, true));
        step.schema.before.reversed().forEach(next -> stack.push(new Step(next, false)));
      }
    }
  }

  /** A list on the way to a choice, and those of its schemas whose anyOf is decided. */
  private record Partial(List<Schema> schemas, Set<Schema> decided) {
    @Nullable Schema undecided() {
      for (Schema schema : schemas) {
        if (schema.anyOf != null && !decided.contains(schema)) {
          return schema;
        }
      }
      return null;
    }
  }

  /**
   * The ways to satisfy a goal. Its conflicts say why there are not more.
   *
   * @throws LimitExceededException if there are too many
   */
  List<Joined> choices(Goal goal) {
    if (goal.choices != null) {
      return goal.choices;
    }
    Set<Joined> complete = new LinkedHashSet<>();
    Deque<Partial> partials = new ArrayDeque<>();
    partials.push(new Partial(goal.schemas, Set.of()));
    int made = 0;
    while (!partials.isEmpty()) {
      Partial partial = partials.pop();
      Conflict conflict = conflictOfTypes(partial.schemas);
      if (conflict != null) {
        goal.conflicts.add(conflict);
        continue;
      }
      Schema open = partial.undecided();
      if (open == null) {
        complete.add(new Joined(partial.schemas));
        continue;
      }
      List<Partial> branches = branches(partial, open);
      made += branches.size();
      if (made > limits.maxAlternatives()) {
        throw new LimitExceededException(
            open.pointer,
            "'anyOf' gives more than Limits.maxAlternatives "
                + limits.maxAlternatives()
                + " combinations");
      }
      branches.reversed().forEach(partials::push);
    }
    goal.choices = List.copyOf(complete);
    return goal.choices;
  }

  private List<Partial> branches(Partial partial, Schema open) {
    Set<Schema> decided = new HashSet<>(partial.decided);
    decided.add(open);
    List<Partial> branches = new ArrayList<>();
    for (Schema branch : open.anyOf == null ? List.<Schema>of() : open.anyOf) {
      Set<Schema> flat = new LinkedHashSet<>();
      flatten(branch, flat);
      flat.removeIf(schema -> !schema.asserts());
      if (partial.schemas.containsAll(flat)) {
        return List.of(new Partial(partial.schemas, decided)); // the others only add to it
      }
      spend(partial.schemas.size() + flat.size());
      branches.add(new Partial(inserted(partial.schemas, open, flat), decided));
    }
    return branches;
  }

  private static List<Schema> inserted(List<Schema> schemas, Schema open, Set<Schema> flat) {
    Set<Schema> all = new LinkedHashSet<>();
    for (Schema schema : schemas) {
      if (schema == open && open.anyOfComesFirst) {
        all.addAll(flat);
      }
      all.add(schema);
      if (schema == open && !open.anyOfComesFirst) {
        all.addAll(flat);
      }
    }
    return List.copyOf(all);
  }

  private static @Nullable Conflict conflictOfTypes(List<Schema> schemas) {
    int types = JsonType.ALL;
    Schema before = null;
    for (Schema schema : schemas) {
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
    return null;
  }

  private void spend(int steps) {
    work += steps + 1;
    if (work > limits.maxSymbols()) {
      throw new LimitExceededException(
          JsonPointer.ROOT,
          "joining the schemas takes more than Limits.maxSymbols "
              + limits.maxSymbols()
              + " steps");
    }
  }
}
