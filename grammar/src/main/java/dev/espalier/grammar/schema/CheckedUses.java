package dev.espalier.grammar.schema;

import dev.espalier.grammar.schema.Schema.Applied;
import dev.espalier.grammar.schema.SupportReport.Use;
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
import java.util.function.Predicate;

/** Which uses of keywords the grammar of some goals leaves to checks, all or in part. */
final class CheckedUses implements Predicate<Use> {
  /** Keywords that are taken apart together, by the one that cases speak of. */
  private static final Map<String, Set<String>> FAMILIES =
      Map.of(
          "if",
          Set.of("if", "then", "else"),
          "contains",
          Set.of("contains", "minContains", "maxContains"),
          Fact.Unsaid.UNEVALUATED,
          Set.of("unevaluatedItems", "unevaluatedProperties"),
          Fact.Unsaid.DEPENDENT,
          Set.of("dependentSchemas", "dependentRequired", "dependencies"));

  private record Place(String pointer, String keyword) {}

  /** Where a schema is applied: by what of which. */
  private record Application(Schema owner, Applied applied) {}

  private final Set<Place> places = new HashSet<>();
  private final Set<Schema> seen = new HashSet<>();
  private final Map<Schema, List<Application>> applications = new HashMap<>();
  private final Map<String, List<Schema>> byPointer = new HashMap<>();

  private CheckedUses() {}

  static Predicate<Use> of(List<Goal> goals) {
    CheckedUses uses = new CheckedUses();
    goals.forEach(goal -> uses.applied(goal.claims));
    for (Goal goal : goals) {
      Set<Fact.Unsaid> unsaid = new LinkedHashSet<>();
      goal.objects.forEach(shape -> unsaid.addAll(shape.checked()));
      goal.arrays.forEach(shape -> unsaid.addAll(shape.checked()));
      unsaid.forEach(each -> uses.add(goal, each));
    }
    return uses;
  }

  /** All that is applied to the value itself, on whatever condition. */
  private Set<Schema> applied(List<Claim> claims) {
    Set<Schema> all = new LinkedHashSet<>();
    Deque<Schema> open = new ArrayDeque<>();
    claims.forEach(claim -> open.add(claim.schema()));
    while (!open.isEmpty()) {
      Schema schema = open.poll();
      if (!all.add(schema)) {
        continue;
      }
      boolean isNew = seen.add(schema);
      if (isNew) {
        addScalars(schema);
        byPointer.computeIfAbsent(schema.pointer, p -> new ArrayList<>()).add(schema);
      }
      for (List<Applied> some : List.of(schema.inPlaceBefore, schema.inPlaceAfter)) {
        for (Applied applied : some) {
          for (Schema target : applied.schemas()) {
            open.add(target);
            if (isNew) {
              applications
                  .computeIfAbsent(target, t -> new ArrayList<>())
                  .add(new Application(schema, applied));
            }
          }
        }
      }
    }
    return all;
  }

  private void add(Goal goal, Fact.Unsaid unsaid) {
    if (!unsaid.keyword().equals(Fact.Unsaid.FAILURE)) {
      addFamily(unsaid.pointer(), unsaid.keyword());
    } else if (unsaid.pointer().isEmpty()) {
      addExclusions(applied(goal.claims));
    } else {
      addExclusions(byPointer.getOrDefault(unsaid.pointer(), List.of()));
    }
  }

  /** The uses by which one of {@code schemas}, or what applies it, must not hold. */
  private void addExclusions(Collection<Schema> schemas) {
    Deque<Schema> open = new ArrayDeque<>(schemas);
    Set<Schema> done = new HashSet<>();
    while (!open.isEmpty()) {
      Schema schema = open.poll();
      if (!done.add(schema)) {
        continue;
      }
      for (Application by : applications.getOrDefault(schema, List.of())) {
        switch (by.applied) {
          case Applied.Not not -> addFamily(by.owner.pointer, "not");
          case Applied.One one -> addFamily(by.owner.pointer, "oneOf");
          case Applied.If test -> addFamily(by.owner.pointer, "if");
          case Applied.All all -> open.add(by.owner);
          case Applied.Any any -> open.add(by.owner);
          case Applied.Dependent dependent -> open.add(by.owner);
        }
      }
    }
  }

  private void addFamily(String pointer, String keyword) {
    FAMILIES
        .getOrDefault(keyword, Set.of(keyword))
        .forEach(each -> places.add(new Place(pointer, each)));
  }

  private void addScalars(Schema schema) {
    if (schema.multiples.stream().anyMatch(step -> !MultipleText.canSay(step))) {
      places.add(new Place(schema.pointer, "multipleOf"));
    }
  }

  @Override
  public boolean test(Use use) {
    return places.contains(new Place(use.pointer(), use.keyword()));
  }
}
