package dev.espalier.grammar.schema;

import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
}
