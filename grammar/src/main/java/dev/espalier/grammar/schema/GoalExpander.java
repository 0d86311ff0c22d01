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
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Fills {@link Goal}s, type by type, from what their schemas say together.
 *
 * <p>A goal is a list of schemas that all hold for one value; a property or an item has the list of
 * what each schema says about it. Lists are memoised by {@link Goals}, so a recursive schema has
 * finitely many goals, and goals are expanded from a work list, so nesting costs no Java stack.
 * Afterwards a goal is productive if a finite value satisfies it; counters, notified once per
 * place, find that in linear time.
 */
final class GoalExpander {
  private final Goals goals;
  private final Admission admission;
  private final RegexEmptiness emptiness = new RegexEmptiness();
  private final List<Goal> reached = new ArrayList<>(); // in order, also those still to do
  private final Map<Regex, Regex> encodedPatterns = new HashMap<>();
  private final Map<Regex, Boolean> inhabited = new HashMap<>();
  private final Map<NumberRange, Regex> integerTexts = new HashMap<>();
  private final Map<NumberRange, Regex> numberTexts = new HashMap<>();

  private GoalExpander(Limits limits) {
    this.goals = new Goals(limits);
    this.admission = new Admission(goals);
  }

  /**
   * What a schema allows.
   *
   * @param refused what only joined schemas show to be unsupported; then the goal is not exact
   */
  record Result(Goal root, Set<SupportReport.Use> refused) {}

  /**
   * @throws LimitExceededException if there are too many goals or choices
   */
  static Result expand(Schema root, Limits limits) {
    GoalExpander expander = new GoalExpander(limits);
    Goal goal = expander.reach(expander.goals.all(List.of(root)));
    for (int i = 0; i < expander.reached.size(); i++) {
      Goal next = expander.reached.get(i);
      for (Joined choice : expander.goals.choices(next)) {
        expander.addShapes(next, choice);
      }
    }
    expander.findProductive();
    return new Result(goal, expander.refusals());
  }

  private Goal reach(Goal goal) {
    if (!goal.reached) {
      goal.reached = true;
      reached.add(goal);
    }
    return goal;
  }

  private void addShapes(Goal goal, Joined schemas) {
    Set<Json> values = schemas.values();
    if (values != null) {
      addValues(goal, schemas, values);
      return;
    }
    int types = schemas.types();
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

  private void addValues(Goal goal, Joined schemas, Set<Json> values) {
    List<Regex> scalars = new ArrayList<>();
    boolean anyAdmitted = false;
    for (Json value : values) {
      if (!admission.admits(schemas, value)) {
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
      goal.conflicts.add(
          schemas.conflict(
              s -> s.values != null, "none of 'enum' or 'const' satisfies all the rest"));
    }
  }

  private void addNumbers(Goal goal, Joined schemas, boolean fractions) {
    NumberRange range = schemas.range();
    Regex regex =
        fractions
            ? numberTexts.computeIfAbsent(range, NumberText::numbers)
            : integerTexts.computeIfAbsent(range, NumberText::integers);
    if (regex.equals(Regex.NOTHING)) {
      goal.conflicts.add(
          schemas.conflict(
              s -> !s.range.equals(NumberRange.ALL),
              range.isEmpty() ? range.conflict() : "no integer lies between the bounds"));
    } else {
      goal.scalars.add(regex);
    }
  }

  private void addStrings(Goal goal, Joined schemas) {
    Count length = schemas.length();
    if (length.isEmpty()) {
      goal.conflicts.add(
          schemas.conflict(
              s -> !s.length.equals(Count.ANY),
              "minLength " + length.min() + " > maxLength " + length.max()));
      return;
    }
    Set<Regex> patterns = schemas.patterns();
    if (!patterns.isEmpty() && !inhabited(patterns, length)) {
      goal.conflicts.add(
          schemas.conflict(
              s -> s.pattern != null,
              patterns.size() == 1 && length.equals(Count.ANY)
                  ? "'pattern' matches nothing"
                  : "no text of that length matches every 'pattern'"));
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
    return inhabited.computeIfAbsent(Regex.allOf(all), regex -> !emptiness.isEmpty(regex));
  }

  private void addArrays(Goal goal, Joined schemas) {
    Count count = schemas.count();
    if (count.isEmpty()) {
      goal.conflicts.add(
          schemas.conflict(
              s -> !s.count.equals(Count.ANY),
              "minItems " + count.min() + " > maxItems " + count.max()));
      return;
    }
    int longest = schemas.schemas().stream().mapToInt(s -> s.prefix.size()).max().orElse(0);
    List<Goal> prefix = new ArrayList<>();
    for (int i = 0; i < Math.min(longest, count.max()); i++) {
      prefix.add(reach(goals.item(schemas, i)));
    }
    ArrayShape shape = new ArrayShape(prefix, reach(goals.item(schemas, longest)), count);
    for (int i = 0; i < prefix.size(); i++) {
      place(goal, shape, prefix.get(i), i < count.min());
    }
    place(goal, shape, shape.rest, prefix.size() < count.min());
    goal.arrays.add(shape);
  }

  private void addObjects(Goal goal, Joined schemas) {
    Set<String> required = schemas.required();
    Set<String> names = new LinkedHashSet<>();
    String counting = goal.pointer();
    for (Schema schema : schemas.schemas()) {
      names.addAll(schema.properties.keySet());
      counting = schema.size.equals(Count.ANY) ? counting : schema.pointer;
    }
    names.addAll(required);
    Count size = schemas.size().and(new Count(required.size(), Regex.UNBOUNDED));
    if (size.isEmpty()) {
      goal.conflicts.add(
          schemas.conflict(
              s -> !s.size.equals(Count.ANY),
              "at least " + size.min() + " properties > maxProperties " + size.max()));
      return;
    }
    Map<String, Member> members = new LinkedHashMap<>();
    for (String name : names) {
      Goal value = reach(goals.property(schemas, name));
      members.put(name, new Member(value, required.contains(name)));
    }
    ObjectShape shape = new ObjectShape(members, reach(goals.additional(schemas)), size, counting);
    members.values().forEach(member -> place(goal, shape, member.value(), member.required()));
    place(goal, shape, shape.additional, false);
    goal.objects.add(shape);
  }

  /** Additional names may repeat in the text, so no more than one of them can be required. */
  private Set<SupportReport.Use> refusals() {
    Set<SupportReport.Use> refused = new LinkedHashSet<>();
    for (Goal goal : reached) {
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
    return refused;
  }

  private static void place(Goal owner, Shape shape, Goal inside, boolean required) {
    inside.places.add(new Place(owner, shape, required));
    if (required) {
      shape.missing++;
    }
  }

  private void findProductive() {
    Deque<Goal> news = new ArrayDeque<>();
    for (Goal goal : reached) {
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
