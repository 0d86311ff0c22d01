package dev.espalier.grammar.schema;

import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The values of which certain claims are true, as a union of scalars, arrays and objects. {@link
 * GoalExpander} fills it; there is one goal per list of claims, so identity is equality.
 */
final class Goal {
  private static final Count SOME = new Count(1, Regex.UNBOUNDED);

  /** In order of appearance, each once; each asserts something. None: any value. */
  final List<Claim> claims;

  boolean reached;

  /** Whether choices were left to checks, being too many. */
  boolean coarse;

  Scalars scalars = Scalars.NONE;

  /** Arrays and objects that are allowed one by one. */
  final List<Json> constants = new ArrayList<>();

  final List<ArrayShape> arrays = new ArrayList<>();
  final List<ObjectShape> objects = new ArrayList<>();

  /** Whether some finite value satisfies it, the checks aside. */
  boolean productive;

  /** Shapes that have this goal inside, one entry per place. */
  final List<Place> places = new ArrayList<>();

  /** Why there are not more values. */
  final List<Conflict> conflicts = new ArrayList<>();

  Goal(List<Claim> claims) {
    this.claims = claims;
  }

  String pointer() {
    return claims.isEmpty() ? JsonPointer.ROOT : claims.getFirst().schema().pointer;
  }

  boolean hasProductiveShape() {
    return !constants.isEmpty()
        || arrays.stream().anyMatch(Shape::isProductive)
        || objects.stream().anyMatch(Shape::isProductive);
  }

  /**
   * A place inside a shape of {@code owner}.
   *
   * @param required whether it must be filled
   * @param capacity how often it may be
   */
  record Place(Goal owner, Shape shape, boolean required, int capacity) {}

  /** An array or object with goals inside. */
  abstract static sealed class Shape permits ArrayShape, ObjectShape {
    /** How many, of items or properties. */
    final Count count;

    /** What no shape says; the closed value is checked where there is any. */
    final Set<Fact.Unsaid> unsaid;

    /** How many required places are not yet known to be productive. */
    int missing;

    /** How many items or properties the places known to be productive take. */
    private long available;

    Shape(Count count, Set<Fact.Unsaid> unsaid) {
      this.count = count;
      this.unsaid = new LinkedHashSet<>(unsaid);
    }

    /** All that is checked, in the value or when it closes. */
    Set<Fact.Unsaid> checked() {
      return unsaid;
    }

    boolean isChecked() {
      return !unsaid.isEmpty();
    }

    boolean isProductive() {
      return missing == 0 && available >= count.min();
    }

    /** Whether its places, filled as they must be, are too few. */
    boolean isShort() {
      return missing == 0 && available < count.min();
    }

    /** Notes that a place is productive. */
    void filled(Place place) {
      missing -= place.required ? 1 : 0;
      available += place.capacity;
    }
  }

  /** Arrays: the items of the prefix, then those of the tail, in any order. */
  static final class ArrayShape extends Shape {
    final List<Goal> prefix;
    final List<Item> tail;

    /** What says that no two items are the same; each item is checked where there is any. */
    final Set<Fact.Unsaid> unique;

    ArrayShape(
        List<Goal> prefix,
        List<Item> tail,
        Count count,
        Set<Fact.Unsaid> unique,
        Set<Fact.Unsaid> unsaid) {
      super(count, unsaid);
      this.prefix = prefix;
      this.tail = tail;
      this.unique = unique;
    }

    @Override
    Set<Fact.Unsaid> checked() {
      Set<Fact.Unsaid> all = new LinkedHashSet<>(unsaid);
      all.addAll(unique);
      return all;
    }

    /** The same arrays but the empty one. */
    ArrayShape notEmpty() {
      return new ArrayShape(prefix, tail, count.and(SOME), unique, unsaid);
    }
  }

  /** Items behind the prefix, so many of them. */
  record Item(Goal value, Count count) {}

  /** Objects: the properties that have a name, then the others, in any order. */
  static final class ObjectShape extends Shape {
    final Map<String, Member> members;
    final List<Others> others;

    ObjectShape(
        Map<String, Member> members, List<Others> others, Count count, Set<Fact.Unsaid> unsaid) {
      super(count, unsaid);
      this.members = members;
      this.others = others;
    }

    /** The same objects but the empty one. */
    ObjectShape notEmpty() {
      return new ObjectShape(members, others, count.and(SOME), unsaid);
    }
  }

  /** The value of a property that has a name. */
  record Member(Goal value, boolean required) {}

  /**
   * Properties by what their names match.
   *
   * @param names over the name
   */
  record Others(Regex names, Goal value, Count count) {}
}
