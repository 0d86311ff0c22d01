package dev.espalier.grammar.schema;

import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.schema.CaseExpander.Precision;
import dev.espalier.grammar.schema.Goal.ArrayShape;
import dev.espalier.grammar.schema.Goal.Item;
import dev.espalier.grammar.schema.Goal.Member;
import dev.espalier.grammar.schema.Goal.ObjectShape;
import dev.espalier.grammar.schema.Goal.Others;
import dev.espalier.grammar.schema.Goal.Place;
import dev.espalier.grammar.schema.Goal.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/**
 * Fills {@link Goal}s, type by type, from what is claimed of a value.
 *
 * <p>A goal is a list of claims that are true of one value; a property or an item has the list of
 * what is claimed of it. Lists are memoised by {@link Goals}, so a recursive schema has finitely
 * many goals, and goals are expanded from a work list, so nesting costs no Java stack. Afterwards a
 * goal is productive if a finite value satisfies it; counters, notified once per place, find that
 * in linear time.
 */
final class GoalExpander {
  private static final int MAX_EXACT_CASES = 128; // of one goal; beyond, checks say the rest

  private static final Json EMPTY_ARRAY = new Json.Arr(List.of());
  private static final Json EMPTY_OBJECT = new Json.Obj(Map.of(), 0);

  private final Limits limits;
  private final Precision precision;
  private final Goals goals;
  private final ScalarAlgebra scalars;
  private final Possibility possibility;
  private final CaseExpander cases;
  private final ObjectShapes objectShapes;
  private final ArrayShapes arrayShapes;
  private final SchemaEvaluator evaluator;
  private final List<Goal> reached = new ArrayList<>(); // in order, also those still to do
  private int filled; // how many of these are done

  private GoalExpander(Limits limits, Precision precision, ScalarAlgebra scalars) {
    this.limits = limits;
    this.precision = precision;
    this.scalars = scalars;
    this.possibility = new Possibility(scalars);
    this.goals = new Goals(limits);
    this.cases = new CaseExpander(possibility);
    this.objectShapes = new ObjectShapes(goals, scalars, limits);
    this.evaluator = new SchemaEvaluator(limits);
    this.arrayShapes = new ArrayShapes(goals, possibility, evaluator);
  }

  /**
   * What a schema allows.
   *
   * @param goals all that the root reaches
   * @param expander for more goals of the same schema
   */
  record Result(Goal root, List<Goal> goals, GoalExpander expander) {}

  /**
   * @throws LimitExceededException if there are too many goals or choices, however much is left to
   *     checks
   */
  static Result expand(Schema root, Limits limits) {
    ScalarAlgebra scalars = new ScalarAlgebra(); // the same however much is left to checks
    for (Precision precision : Precision.values()) {
      try {
        return new GoalExpander(limits, precision, scalars).expand(root);
      } catch (LimitExceededException e) {
        if (precision == Precision.CERTAIN) {
          throw e;
        }
      }
    }
    throw new AssertionError();
  }

  private Result expand(Schema root) {
    Goal goal = expanded(List.of(Claim.holds(root)));
    return new Result(goal, List.copyOf(reached), this);
  }

  /**
   * The goal that all of {@code claims} are true, worked out.
   *
   * @throws LimitExceededException if that makes too many goals or choices
   */
  Goal expanded(List<Claim> claims) {
    Goal goal = reach(goals.all(claims));
    int first = filled;
    while (filled < reached.size()) {
      fill(reached.get(filled++));
    }
    findProductive(reached.subList(first, filled));
    return goal;
  }

  private Goal reach(Goal goal) {
    if (!goal.reached) {
      goal.reached = true;
      reached.add(goal);
    }
    return goal;
  }

  private void fill(Goal goal) {
    goal.scalars = scalars.of(goal.claims);
    for (int type : new int[] {JsonType.ARRAY, JsonType.OBJECT}) {
      CaseExpander.Result result = cases(goal, type);
      goal.conflicts.addAll(result.conflicts());
      for (Json constant : result.constants()) {
        if (evaluator.areTrue(goal.claims, constant)) {
          goal.constants.add(constant);
        }
      }
      for (Case made : result.cases()) {
        if (type == JsonType.ARRAY) {
          for (ArrayShape shape : arrayShapes.of(made)) {
            if (mayBeEmpty(goal, shape, EMPTY_ARRAY)) {
              add(goal, shape);
            } else if (shape.count.max() > 0) {
              add(goal, shape.notEmpty());
            }
          }
        } else {
          for (ObjectShape shape : objectShapes.of(made)) {
            if (mayBeEmpty(goal, shape, EMPTY_OBJECT)) {
              add(goal, shape);
            } else if (shape.count.max() > 0) {
              add(goal, shape.notEmpty());
            }
          }
        }
      }
    }
  }

  private CaseExpander.Result cases(Goal goal, int type) {
    for (Precision each : Precision.values()) {
      if (each.compareTo(precision) >= 0) {
        int most = each == Precision.EXACT ? MAX_EXACT_CASES : limits.maxAlternatives();
        CaseExpander.Result result = cases.expand(goal.claims, type, each, most);
        if (result != null) {
          goal.coarse |= each != Precision.EXACT;
          return result;
        }
      }
    }
    throw new LimitExceededException(
        goal.pointer(),
        "the choices of what it applies to one value give more than Limits.maxAlternatives "
            + limits.maxAlternatives()
            + " combinations");
  }

  /** Whether a check that can tell at once has nothing against it. */
  private boolean mayBeEmpty(Goal goal, Shape shape, Json empty) {
    return shape.count.min() > 0 || !shape.isChecked() || evaluator.areTrue(goal.claims, empty);
  }

  private void add(Goal goal, ArrayShape shape) {
    boolean allRequired = shape.tail.stream().anyMatch(item -> item.count().min() > 0);
    for (int i = 0; i < shape.prefix.size(); i++) {
      place(goal, shape, shape.prefix.get(i), allRequired || i < shape.count.min(), 1);
    }
    for (Item item : shape.tail) {
      place(goal, shape, item.value(), item.count().min() > 0, item.count().max());
    }
    goal.arrays.add(shape);
  }

  private void add(Goal goal, ObjectShape shape) {
    for (Member member : shape.members.values()) {
      place(goal, shape, member.value(), member.required(), 1);
    }
    for (Others others : shape.others) {
      place(goal, shape, others.value(), others.count().min() > 0, others.count().max());
    }
    goal.objects.add(shape);
  }

  private void place(Goal owner, Shape shape, Goal inside, boolean required, int capacity) {
    Place place = new Place(owner, shape, required, capacity);
    shape.missing += required ? 1 : 0;
    if (reach(inside).productive) {
      shape.filled(place);
    } else {
      inside.places.add(place);
    }
  }

  private void findProductive(List<Goal> added) {
    Deque<Goal> news = new ArrayDeque<>();
    for (Goal goal : added) {
      if (goal.hasProductiveShape() || !goal.scalars.isEmpty(scalars.emptiness)) {
        goal.productive = true;
        news.add(goal);
      }
    }
    while (!news.isEmpty()) {
      for (Place place : news.poll().places) {
        place.shape().filled(place);
        if (!place.owner().productive && place.shape().isProductive()) {
          place.owner().productive = true;
          news.add(place.owner());
        }
      }
    }
  }
}
