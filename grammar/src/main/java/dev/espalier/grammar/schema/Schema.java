package dev.espalier.grammar.schema;

import dev.espalier.grammar.Regex;
import java.math.BigDecimal;
import java.util.ArrayList;
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
  @Nullable Regex pattern; // over the value of the string

  final Map<String, Schema> properties = new LinkedHashMap<>();
  @Nullable Schema additional;
  final Set<String> required = new LinkedHashSet<>();
  Count size = Count.ANY; // of an object

  final List<Schema> prefix = new ArrayList<>();
  @Nullable Schema items;
  Count count = Count.ANY; // of an array

  /** Schemas for the same value, by {@code $ref} and {@code allOf}: those written before ... */
  final List<Schema> before = new ArrayList<>();

  /** ... and those written after {@code properties}. */
  final List<Schema> after = new ArrayList<>();

  /** At least one of these holds for the same value. */
  @Nullable List<Schema> anyOf;

  boolean anyOfComesFirst; // before 'properties'

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

  Schema(String pointer) {
    this.pointer = pointer;
  }

  /** Whether it says something itself, not counting the schemas it refers to. */
  boolean asserts() {
    return types != JsonType.ALL
        || values != null
        || !range.equals(NumberRange.ALL)
        || !length.equals(Count.ANY)
        || pattern != null
        || !properties.isEmpty()
        || additional != null
        || !required.isEmpty()
        || !size.equals(Count.ANY)
        || !prefix.isEmpty()
        || items != null
        || !count.equals(Count.ANY)
        || anyOf != null;
  }

  /** The one bit of a value's type, as this schema's dialect sees it. */
  int typeOf(Json value) {
    boolean fraction =
        integersArePlain
            && value instanceof Json.Num number
            && !number.text().chars().allMatch(c -> c == '-' || Character.isDigit(c));
    return fraction ? JsonType.NUMBER & ~JsonType.INTEGER : JsonType.of(value);
  }

  /** The schema for the value of a property. */
  @Nullable Schema property(String name) {
    Schema declared = properties.get(name);
    return declared != null ? declared : additional;
  }

  /** The schema for the item at {@code index}. */
  @Nullable Schema item(int index) {
    return index < prefix.size() ? prefix.get(index) : items;
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
