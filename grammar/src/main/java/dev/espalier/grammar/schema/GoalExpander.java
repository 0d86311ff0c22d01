package dev.espalier.grammar.schema;

import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.schema.Goal.ArrayShape;
import dev.espalier.grammar.schema.Goal.Member;
import dev.espalier.grammar.schema.Goal.ObjectShape;
import dev.espalier.grammar.schema.Goal.Place;
import dev.espalier.grammar.schema.Goal.Shape;
import dev.espalier.grammar.schema.SupportReport.Status;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns schemas into {@link Goal}s: intersections and unions of them, type by type.
 *
 * <p>A goal is a list of schemas that all hold for one value. {@code $ref} and {@code allOf} add to
 * the list; {@code anyOf} makes one list per choice; a property or an item has the list of what
 * each schema says about it. Lists are memoised, so a recursive schema has finitely many goals, and
 * goals are expanded from a work list, so nesting costs no Java stack. Afterwards a goal is
 * productive if a finite value satisfies it; counters, notified once per place, find that in linear
 * time.
 */
final class GoalExpander {
  private final Limits limits;
  private final Map<List<Schema>, Goal> goals = new HashMap<>();
  private final List<Goal> expanded = new ArrayList<>(); // in order, also those still to do
  private final Map<Regex, Regex> encodedPatterns = new HashMap<>();
  private final Map<Regex, Boolean> inhabited = new HashMap<>();
  private final Map<NumberRange, Regex> integerTexts = new HashMap<>();
  private final Map<NumberRange, Regex> numberTexts = new HashMap<>();
  private final RegexMatcher matcher = new RegexMatcher();
  private final Set<SupportReport.Use> refused = new LinkedHashSet<>();
  private long work;

  private GoalExpander(Limits limits) {
    this.limits = limits;
  }

  /**
   * What a schema allows.
   *
   * @param refused what only joined schemas show to be unsupported; then the goal is not exact
   */
  record Result(Goal root, List<SupportReport.Use> refused) {}

  /**
   * @throws LimitExceededException if there are too many goals or choices
   */
  static Result expand(Schema root, Limits limits) {
    GoalExpander expander = new GoalExpander(limits);
    Goal goal = expander.reached(expander.goal(List.of(root)));
    for (int i = 0; i < expander.expanded.size(); i++) {
      Goal next = expander.expanded.get(i);
      for (List<Schema> choice : expander.choices(next)) {
        expander.addShapes(next, choice);
      }
    }
    expander.findProductive();
    expander.refuseManyAdditional();
    return new Result(goal, List.copyOf(expander.refused));
  }

  private Goal reached(Goal goal) {
    if (!goal.reached) {
      goal.reached = true;
      expanded.add(goal);
    }
    return goal;
  }

  private Goal goal(Collection<Schema> schemas) {
    Set<Schema> flat = new LinkedHashSet<>();
    schemas.forEach(schema -> flatten(schema, flat));
    List<Schema> key = flat.stream().filter(Schema::asserts).toList();
    spend(key.size());
    return goals.computeIfAbsent(key, Goal::new);
  }

  private void spend(int size) {
    work += size + 1;
    if (work > limits.maxSymbols()) {
      throw new LimitExceededException(
          JsonPointer.ROOT,
          "joining the schemas takes more than Limits.maxSymbols "
              + limits.maxSymbols()
              + " steps");
    }
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

  /** A list on the way to a choice: the first {@code decided} schemas have no open anyOf. */
  private record Partial(List<Schema> schemas, Set<Schema> decided) {}

  private List<List<Schema>> choices(Goal goal) {
    if (goal.choices != null) {
      return goal.choices;
    }
    Set<List<Schema>> complete = new LinkedHashSet<>();
    Deque<Partial> partials = new ArrayDeque<>();
    partials.push(new Partial(goal.schemas, Set.of()));
    int made = 0;
    while (!partials.isEmpty()) {
      Partial partial = partials.pop();
      if (conflictOfTypes(goal, partial.schemas)) {
        continue;
      }
      Schema open =
          partial.schemas.stream()
              .filter(s -> s.anyOf != null && !partial.decided.contains(s))
              .findFirst()
              .orElse(null);
      if (open == null || open.anyOf == null) {
        complete.add(partial.schemas);
        continue;
      }
      Set<Schema> decided = new HashSet<>(partial.decided);
      decided.add(open);
      List<Partial> branches = new ArrayList<>();
      for (Schema branch : open.anyOf) {
        Set<Schema> flat = new LinkedHashSet<>();
        flatten(branch, flat);
        flat.removeIf(schema -> !schema.asserts());
        if (partial.schemas.containsAll(flat)) {
          branches = List.of(new Partial(partial.schemas, decided)); // the others only add to it
          break;
        }
        branches.add(new Partial(inserted(partial.schemas, open, flat), decided));
      }
      made += branches.size();
      if (made > limits.maxAlternatives()) {
        throw new LimitExceededException(
            open.pointer,
            "'anyOf' gives more than Limits.maxAlternatives "
                + limits.maxAlternatives()
                + " combinations");
      }
      for (Partial branch : branches.reversed()) {
        spend(branch.schemas.size());
        partials.push(branch);
      }
    }
    goal.choices = List.copyOf(complete);
    return goal.choices;
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

  private static boolean conflictOfTypes(Goal goal, List<Schema> schemas) {
    int types = JsonType.ALL;
    Schema before = null;
    for (Schema schema : schemas) {
      int both = types & schema.types;
      if (both == 0) {
        goal.conflicts.add(
            schema.types == 0
                ? new Conflict(schema.pointer, "no value is allowed by 'false'")
                : new Conflict(
                    schema.pointer,
                    "no value is allowed, "
                        + JsonType.describe(types)
                        + (before == null ? "" : " (" + before.pointer + ")")
                        + " is not "
                        + JsonType.describe(schema.types)));
        return true;
      }
      before = both == types ? before : schema;
      types = both;
    }
    return false;
  }

  private static int types(List<Schema> schemas) {
    int types = JsonType.ALL;
    for (Schema schema : schemas) {
      types &= schema.types;
    }
    return types;
  }

  private static Count joined(List<Schema> schemas, Function<Schema, Count> part) {
    Count count = Count.ANY;
    for (Schema schema : schemas) {
      count = count.and(part.apply(schema));
    }
    return count;
  }

  private static NumberRange range(List<Schema> schemas) {
    NumberRange range = NumberRange.ALL;
    for (Schema schema : schemas) {
      range = range.and(schema.range);
    }
    return range;
  }

  private void addShapes(Goal goal, List<Schema> schemas) {
    Set<Json> values = null;
    for (Schema schema : schemas) {
      if (schema.values != null) {
        values = values == null ? new LinkedHashSet<>(schema.values) : values;
        values.retainAll(schema.values);
      }
    }
    if (values != null) {
      addValues(goal, schemas, values);
      return;
    }
    int types = types(schemas);
    if ((types & JsonType.NULL) != 0) {
      goal.scalars.add(Regex.literal("null"));
    }
    if ((types & JsonType.BOOLEAN) != 0) {
      goal.scalars.add(Regex.anyOf(Regex.literal("true"), Regex.literal("false")));
    }
    if ((types & JsonType.NUMBER) != 0) {
      addNumbers(goal, schemas, (types & JsonType.NUMBER) == JsonType.NUMBER);
    }
    if ((types & JsonType.STRING) != 0) {
      addStrings(goal, schemas);
    }
    if ((types & JsonType.ARRAY) != 0) {
      addArrays(goal, schemas);
    }
    if ((types & JsonType.OBJECT) != 0) {
      addObjects(goal, schemas);
    }
  }

  private void addValues(Goal goal, List<Schema> schemas, Set<Json> values) {
    List<Regex> scalars = new ArrayList<>();
    boolean anyAdmitted = false;
    for (Json value : values) {
      if (!admits(schemas, value)) {
        continue;
      }
      anyAdmitted = true;
      switch (value) {
        case Json.Null n -> scalars.add(Regex.literal("null"));
        case Json.Bool b -> scalars.add(Regex.literal(b.toString()));
        case Json.Str s -> goal.strings.add(s.value());
        case Json.Num n -> scalars.add(JsonTokens.number(n));
        case Json.Arr a -> goal.constants.add(a);
        case Json.Obj o -> goal.constants.add(o);
      }
    }
    if (!scalars.isEmpty()) {
      goal.scalars.add(Regex.anyOf(scalars));
    }
    if (!anyAdmitted) {
      Schema listing = schemas.stream().filter(s -> s.values != null).findFirst().orElseThrow();
      goal.conflicts.add(
          new Conflict(
              listing.pointer,
              "no value is allowed, none of 'enum' or 'const' satisfies all the rest"));
    }
  }

  private void addNumbers(Goal goal, List<Schema> schemas, boolean fractions) {
    NumberRange range = range(schemas);
    Regex regex =
        fractions
            ? numberTexts.computeIfAbsent(range, NumberText::numbers)
            : integerTexts.computeIfAbsent(range, NumberText::integers);
    if (regex.equals(Regex.NOTHING)) {
      Schema bounding =
          schemas.stream().filter(s -> !s.range.equals(NumberRange.ALL)).findFirst().orElseThrow();
      goal.conflicts.add(
          new Conflict(
              bounding.pointer,
              "no value is allowed, "
                  + (range.isEmpty() ? range.conflict() : "no integer lies between the bounds")));
    } else {
      goal.scalars.add(regex);
    }
  }

  private void addStrings(Goal goal, List<Schema> schemas) {
    Count length = joined(schemas, s -> s.length);
    if (length.isEmpty()) {
      Schema bounding =
          schemas.stream().filter(s -> !s.length.equals(Count.ANY)).findFirst().orElseThrow();
      goal.conflicts.add(
          new Conflict(
              bounding.pointer,
              "no value is allowed, minLength " + length.min() + " > maxLength " + length.max()));
      return;
    }
    Set<Regex> patterns = new LinkedHashSet<>();
    for (Schema schema : schemas) {
      if (schema.pattern != null) {
        patterns.add(schema.pattern);
      }
    }
    if (!patterns.isEmpty() && !inhabited(patterns, length)) {
      Schema matching = schemas.stream().filter(s -> s.pattern != null).findFirst().orElseThrow();
      String problem =
          patterns.size() == 1 && length.equals(Count.ANY)
              ? "'pattern' matches nothing"
              : "no text of that length matches every 'pattern'";
      goal.conflicts.add(new Conflict(matching.pointer, "no value is allowed, " + problem));
      return;
    }
    List<Regex> parts = new ArrayList<>();
    for (Regex pattern : patterns) {
      parts.add(encodedPatterns.computeIfAbsent(pattern, JsonStrings::encode));
    }
    if (parts.isEmpty() || !length.equals(Count.ANY)) {
      parts.add(JsonStrings.ofLength(length));
    }
    goal.scalars.add(JsonTokens.inQuotes(Regex.allOf(parts)));
  }

  private boolean inhabited(Set<Regex> patterns, Count length) {
    List<Regex> all = new ArrayList<>(patterns);
    all.add(Regex.repeat(Regex.ANY_CHAR, length.min(), length.max()));
    return inhabited.computeIfAbsent(Regex.allOf(all), regex -> !RegexEmptiness.isEmpty(regex));
  }

  private void addArrays(Goal goal, List<Schema> schemas) {
    Count count = joined(schemas, s -> s.count);
    int longest = schemas.stream().mapToInt(s -> s.prefix.size()).max().orElse(0);
    Schema bounding =
        schemas.stream().filter(s -> !s.count.equals(Count.ANY)).findFirst().orElse(null);
    if (count.isEmpty() && bounding != null) {
      goal.conflicts.add(
          new Conflict(
              bounding.pointer,
              "no value is allowed, minItems " + count.min() + " > maxItems " + count.max()));
      return;
    }
    List<Goal> prefix = new ArrayList<>();
    for (int i = 0; i < Math.min(longest, count.max()); i++) {
      prefix.add(reached(itemGoal(schemas, i)));
    }
    ArrayShape shape =
        new ArrayShape(prefix, reached(itemGoal(schemas, Math.max(longest, 0))), count);
    for (int i = 0; i < prefix.size(); i++) {
      place(goal, shape, prefix.get(i), i < count.min());
    }
    place(goal, shape, shape.rest, prefix.size() < count.min());
    goal.arrays.add(shape);
  }

  private void addObjects(Goal goal, List<Schema> schemas) {
    Count size = joined(schemas, s -> s.size);
    Set<String> required = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    for (Schema schema : schemas) {
      names.addAll(schema.properties.keySet());
      required.addAll(schema.required);
    }
    names.addAll(required);
    String counting = goal.pointer();
    for (Schema schema : schemas) {
      counting = schema.size.equals(Count.ANY) ? counting : schema.pointer;
    }
    size = size.and(new Count(required.size(), Regex.UNBOUNDED));
    if (size.isEmpty()) {
      goal.conflicts.add(
          new Conflict(
              counting,
              "no value is allowed, at least "
                  + size.min()
                  + " properties > maxProperties "
                  + size.max()));
      return;
    }
    Map<String, Member> members = new LinkedHashMap<>();
    for (String name : names) {
      Goal value = reached(propertyGoal(schemas, name));
      members.put(name, new Member(value, required.contains(name)));
    }
    ObjectShape shape = new ObjectShape(members, reached(additionalGoal(schemas)), size, counting);
    members.values().forEach(member -> place(goal, shape, member.value(), member.required()));
    place(goal, shape, shape.additional, false);
    goal.objects.add(shape);
  }

  /** Additional names may repeat in the text, so no more than one of them can be required. */
  private void refuseManyAdditional() {
    for (Goal goal : expanded) {
      for (ObjectShape shape : goal.objects) {
        if (shape.additional.productive && shape.size.min() > shape.required() + 1) {
          refused.add(
              new SupportReport.Use(
                  shape.counting,
                  "minProperties",
                  Status.REFUSED,
                  "list the names in 'properties' and set 'additionalProperties': false"));
        }
      }
    }
  }

  private Goal propertyGoal(List<Schema> schemas, String name) {
    return joinedGoal(schemas, schema -> schema.property(name));
  }

  private Goal additionalGoal(List<Schema> schemas) {
    return joinedGoal(schemas, schema -> schema.additional);
  }

  private Goal itemGoal(List<Schema> schemas, int index) {
    return joinedGoal(schemas, schema -> schema.item(index));
  }

  private Goal joinedGoal(List<Schema> schemas, Function<Schema, @Nullable Schema> part) {
    List<Schema> parts = new ArrayList<>();
    for (Schema schema : schemas) {
      Schema applied = part.apply(schema);
      if (applied != null) {
        parts.add(applied);
      }
    }
    return goal(parts);
  }

  /** Whether one value satisfies all of {@code schemas}, whose anyOf are decided. */
  private boolean admits(List<Schema> schemas, Json value) {
    if ((types(schemas) & JsonType.of(value)) == 0) {
      return false;
    }
    for (Schema schema : schemas) {
      if (schema.values != null && !schema.values.contains(value)) {
        return false;
      }
    }
    return switch (value) {
      case Json.Null n -> true;
      case Json.Bool b -> true;
      case Json.Num n -> range(schemas).contains(n.value());
      case Json.Str s -> {
        int length = s.value().codePointCount(0, s.value().length());
        yield joined(schemas, schema -> schema.length).contains(length)
            && schemas.stream()
                .allMatch(
                    schema ->
                        schema.pattern == null
                            || matcher.matches(schema.pattern, s.value(), schema.pointer));
      }
      case Json.Arr array -> {
        boolean all = joined(schemas, schema -> schema.count).contains(array.items().size());
        for (int i = 0; all && i < array.items().size(); i++) {
          all = admits(itemGoal(schemas, i), array.items().get(i));
        }
        yield all;
      }
      case Json.Obj object -> {
        Map<String, Json> members = object.members();
        yield joined(schemas, schema -> schema.size).contains(members.size())
            && schemas.stream().allMatch(s -> members.keySet().containsAll(s.required))
            && members.entrySet().stream()
                .allMatch(m -> admits(propertyGoal(schemas, m.getKey()), m.getValue()));
      }
    };
  }

  private boolean admits(Goal goal, Json value) {
    return choices(goal).stream().anyMatch(schemas -> admits(schemas, value));
  }

  private static void place(Goal owner, Shape shape, Goal inside, boolean required) {
    inside.places.add(new Place(owner, shape, required));
    if (required) {
      shape.missing++;
    }
  }

  private void findProductive() {
    Deque<Goal> news = new ArrayDeque<>();
    for (Goal goal : expanded) {
      if (!goal.scalars.isEmpty()
          || !goal.strings.isEmpty()
          || !goal.constants.isEmpty()
          || goal.arrays.stream().anyMatch(Shape::isProductive)
          || goal.objects.stream().anyMatch(Shape::isProductive)) {
        goal.productive = true;
        news.add(goal);
      }
    }
    while (!news.isEmpty()) {
      for (Place place : news.poll().places) {
        if (place.required()) {
          place.shape().missing--;
        } else {
          place.shape().available++;
        }
        if (!place.owner().productive && place.shape().isProductive()) {
          place.owner().productive = true;
          news.add(place.owner());
        }
      }
    }
  }
}
