package dev.espalier.grammar.schema;

import dev.espalier.grammar.Regex;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One schema of the document with what it asserts itself and links to those it applies. {@link
 * SchemaReader} fills it once; nothing writes to it afterwards. Equality is identity.
 */
final class Schema {
  final String pointer;

  int types = JsonType.ALL;
  @Nullable Set<Json> values; // of enum and const
  NumberRange range = NumberRange.ALL;
  Count length = Count.ANY;

  final Map<String, Schema> properties = new LinkedHashMap<>();
  @Nullable Schema additional;
  final Set<String> required = new LinkedHashSet<>();
  Count size = Count.ANY; // of an object

  final List<Schema> prefix = new ArrayList<>();
  @Nullable Schema items;
  Count count = Count.ANY; // of an array

  /** What it applies to the same value, in order of appearance, written before 'properties' ... */
  final List<Applied> inPlaceBefore = new ArrayList<>();

  /** ... and after it. */
  final List<Applied> inPlaceAfter = new ArrayList<>();

  /** The number is a multiple of each of these; all above zero. */
  final List<BigDecimal> multiples = new ArrayList<>();

  /** 'integer' means a text without fraction and exponent, as in draft-04. */
  boolean integersArePlain;

  final List<StringRule> strings = new ArrayList<>(); // of pattern and format

  final List<PatternProperty> patternProperties = new ArrayList<>();
  @Nullable Schema propertyNames;
  final Map<String, Set<String>> dependentRequired = new LinkedHashMap<>();
  @Nullable Schema unevaluatedProperties;

  @Nullable Contains contains;
  boolean uniqueItems;
  @Nullable Schema unevaluatedItems;

  private final Map<Set<String>, Schema> requiring = new HashMap<>(0); // made for the algebra
  private final Map<List<Schema>, Schema> alternatives = new HashMap<>(0); // likewise

  /** Allows everything. */
  static final Schema ANYTHING = new Schema(JsonPointer.ROOT);

  Schema(String pointer) {
    this.pointer = pointer;
  }

  /** Whether it asserts anything, what it applies to the same value included. */
  boolean asserts() {
    return types != JsonType.ALL
        || values != null
        || !range.equals(NumberRange.ALL)
        || !multiples.isEmpty()
        || !length.equals(Count.ANY)
        || !strings.isEmpty()
        || assertsAboutObjects()
        || assertsAboutArrays()
        || appliesInPlace();
  }

  /**
   * Whether it asserts anything about arrays, or objects, perhaps.
   *
   * @param type {@link JsonType#ARRAY} or {@link JsonType#OBJECT}
   */
  boolean assertsAbout(int type) {
    return (types & type) == 0
        || values != null
        || (type == JsonType.OBJECT ? assertsAboutObjects() : assertsAboutArrays())
        || appliesInPlace();
  }

  private boolean assertsAboutObjects() {
    return !properties.isEmpty()
        || !patternProperties.isEmpty()
        || additional != null
        || propertyNames != null
        || !required.isEmpty()
        || !dependentRequired.isEmpty()
        || !size.equals(Count.ANY)
        || unevaluatedProperties != null;
  }

  private boolean assertsAboutArrays() {
    return !prefix.isEmpty()
        || items != null
        || contains != null
        || uniqueItems
        || !count.equals(Count.ANY)
        || unevaluatedItems != null;
  }

  private boolean appliesInPlace() {
    return !inPlaceBefore.isEmpty() || !inPlaceAfter.isEmpty();
  }

  /** The one schema that it is another name for; null if it says more. */
  @Nullable Schema alias() {
    if (inPlaceBefore.size() + inPlaceAfter.size() != 1
        || types != JsonType.ALL
        || values != null
        || !range.equals(NumberRange.ALL)
        || !multiples.isEmpty()
        || !length.equals(Count.ANY)
        || !strings.isEmpty()
        || assertsAboutObjects()
        || assertsAboutArrays()) {
      return null;
    }
    Applied only = inPlaceBefore.isEmpty() ? inPlaceAfter.getFirst() : inPlaceBefore.getFirst();
    return only instanceof Applied.All(Schema schema) ? schema : null;
  }

  /** A schema for one value alone. */
  static Schema only(Json value) {
    Schema schema = new Schema(JsonPointer.ROOT);
    schema.values = Set.of(value);
    return schema;
  }

  /** A schema for an object with all of {@code names}; the same for the same names. */
  Schema requiring(Set<String> names) {
    return requiring.computeIfAbsent(
        names,
        n -> {
          Schema schema = new Schema(pointer);
          schema.required.addAll(n);
          return schema;
        });
  }

  /** A schema that holds where this or one of {@code others} does; the same for the same others. */
  Schema or(List<Schema> others) {
    return alternatives.computeIfAbsent(
        others,
        o -> {
          Schema schema = new Schema(pointer);
          List<Schema> all = new ArrayList<>(List.of(this));
          all.addAll(o);
          schema.inPlaceBefore.add(new Applied.Any(all));
          return schema;
        });
  }

  /** The one bit of a value's type, as this schema's dialect sees it. */
  int typeOf(Json value) {
    boolean fraction =
        integersArePlain
            && value instanceof Json.Num number
            && !number.text().chars().allMatch(c -> c == '-' || Character.isDigit(c));
    return fraction ? JsonType.NUMBER & ~JsonType.INTEGER : JsonType.of(value);
  }

  @Override
  public String toString() {
    return pointer;
  }

  /** Schemas applied to the same value, and how. */
  sealed interface Applied {

    /** All that it applies, on whatever condition. */
    default List<Schema> schemas() {
      return switch (this) {
        case All all -> List.of(all.schema);
        case Any any -> any.schemas;
        case One one -> one.schemas;
        case Not not -> List.of(not.schema);
        case If branches ->
            Stream.of(branches.test, branches.then, branches.otherwise)
                .filter(Objects::nonNull)
                .toList();
        case Dependent dependent -> List.of(dependent.schema);
      };
    }

    /** It holds: {@code $ref} and its kin, each of {@code allOf}. */
    record All(Schema schema) implements Applied {}

    /** At least one holds. */
    record Any(List<Schema> schemas) implements Applied {}

    /** Exactly one holds. */
    record One(List<Schema> schemas) implements Applied {}

    /** It does not hold. */
    record Not(Schema schema) implements Applied {}

    /** {@code then} holds where {@code test} does, {@code otherwise} where it does not. */
    record If(Schema test, @Nullable Schema then, @Nullable Schema otherwise) implements Applied {}

    /** It holds where the value is an object with that property. */
    record Dependent(String name, Schema schema) implements Applied {}
  }

  /**
   * What a string must be: a regular expression over its value, and where that says too little, a
   * test besides.
   *
   * @param regex matches at least the strings that are allowed
   * @param test null where the expression is exact
   */
  record StringRule(String keyword, Regex regex, @Nullable StringTest test) {}

  /**
   * What no expression can say about a string. Equal by name.
   *
   * @param name such as {@code format regex}
   */
  record StringTest(String name, Predicate<String> holds) {
    @Override
    public boolean equals(Object o) {
      return o instanceof StringTest other && name.equals(other.name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }
  }

  /** The values of the properties whose names the expression, an unanchored search, matches. */
  record PatternProperty(String source, Regex names, Schema schema) {}

  /**
   * From {@code count.min} to {@code count.max} items satisfy {@code schema}.
   *
   * @param evaluates whether these items are no business of {@code unevaluatedItems}, as since
   *     2020-12
   */
  record Contains(Schema schema, Count count, boolean evaluates) {}
}
