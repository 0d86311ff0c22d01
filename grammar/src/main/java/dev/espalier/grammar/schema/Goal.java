package dev.espalier.grammar.schema;

import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The values for which a list of schemas all hold, as a union of scalars, arrays and objects.
 * {@link GoalExpander} fills it; there is one goal per list, so identity is equality.
 */
final class Goal {
  /** In order of appearance, each once; each asserts something. None: any value. */
  final List<Schema> schemas;

  /** The ways through {@code anyOf}. */
  @Nullable List<Joined> choices;

  boolean reached;

  /** JSON texts of scalars. */
  final List<Regex> scalars = new ArrayList<>();

  /** Strings that are allowed one by one. */
  final Set<String> strings = new LinkedHashSet<>();

  /** Arrays and objects that are allowed one by one. */
  final List<Json> constants = new ArrayList<>();

  final List<ArrayShape> arrays = new ArrayList<>();
  final List<ObjectShape> objects = new ArrayList<>();

  /** Whether some finite value satisfies it. */
  boolean productive;

  /** Shapes that have this goal inside, one entry per place. */
  final List<Place> places = new ArrayList<>();

  /** Why there are not more values. */
  final List<Conflict> conflicts = new ArrayList<>();

  Goal(List<Schema> schemas) {
    this.schemas = schemas;
  }

  String pointer() {
    return schemas.isEmpty() ? JsonPointer.ROOT : schemas.getFirst().pointer;
  }

  /** A place inside a shape of {@code owner}: one that must be filled, or not. */
  record Place(Goal owner, Shape shape, boolean required) {}

  /** An array or object with goals inside. */
  abstract static sealed class Shape permits ArrayShape, ObjectShape {
    /** How many required places are not yet known to be productive. */
    int missing;

    /** How many optional places are known to be productive; enough means no bound. */
    int available;

    abstract boolean isProductive();
  }

  /** Arrays. */
  static final class ArrayShape extends Shape {
    final List<Goal> prefix;
    final Goal rest;
    final Count count;

    ArrayShape(List<Goal> prefix, Goal rest, Count count) {
      this.prefix = prefix;
      this.rest = rest;
      this.count = count;
    }

    @Override
    boolean isProductive() {
      return missing == 0;
    }
  }

  /** Objects; the size counts names. */
  static final class ObjectShape extends Shape {
    final Map<String, Member> members;
    final Goal additional;
    final Count size;
    final String counting; // pointer of the schema that bounds the size
    private final int required;

    ObjectShape(Map<String, Member> members, Goal additional, Count size, String counting) {
      this.members = members;
      this.additional = additional;
      this.size = size;
      this.counting = counting;
      this.required = (int) members.values().stream().filter(Member::required).count();
    }

    /** How many members are required. */
    int required() {
      return required;
    }

    @Override
    boolean isProductive() {
      return missing == 0 && (additional.productive || required + available >= size.min());
    }
  }

  /** The value of a declared property. */
  record Member(Goal value, boolean required) {}
}
