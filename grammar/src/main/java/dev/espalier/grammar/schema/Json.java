package dev.espalier.grammar.schema;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * A JSON value. A value: equal as JSON Schema says, so numbers by their mathematical value and
 * objects whatever the order of their members.
 */
sealed interface Json {

  record Null() implements Json {
    @Override
    public String toString() {
      return "null";
    }
  }

  record Bool(boolean value) implements Json {
    @Override
    public String toString() {
      return Boolean.toString(value);
    }
  }

  /**
   * A number of any size, never expanded.
   *
   * @param value without trailing zeros
   * @param text as it was written
   */
  record Num(BigDecimal value, String text) implements Json {
    public Num {
      value = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    }

    boolean isInteger() {
      return value.scale() <= 0;
    }

    @Override
    public boolean equals(Object o) {
      return o instanceof Num other && value.equals(other.value);
    }

    @Override
    public int hashCode() {
      return value.hashCode();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  record Str(String value) implements Json {
    @Override
    public String toString() {
      return JsonStrings.quoted(value);
    }
  }

  record Arr(List<Json> items) implements Json {
    @Override
    public String toString() {
      return items.toString();
    }
  }

  /**
   * An object.
   *
   * @param members in the order of the text
   * @param place ordinal in the document, by start
   */
  record Obj(Map<String, Json> members, int place) implements Json {
    @Override
    public boolean equals(Object o) {
      return o instanceof Obj other && members.equals(other.members);
    }

    @Override
    public int hashCode() {
      return members.hashCode();
    }

    @Override
    public String toString() {
      StringBuilder out = new StringBuilder("{");
      members.forEach(
          (name, value) ->
              out.append(out.length() == 1 ? "" : ", ")
                  .append(JsonStrings.quoted(name))
                  .append(": ")
                  .append(value));
      return out.append('}').toString();
    }
  }
}
