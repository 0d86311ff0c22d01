package dev.espalier.grammar;

import java.util.function.Predicate;

/**
 * What a context-free grammar cannot say about a JSON text: asked when bytes complete a {@link
 * Checked} terminal, on the text so far. A text is in the language only if each check that its
 * derivation asks is passed. Whitespace before and after what a terminal is said to be may be part
 * of it.
 */
public sealed interface Check {

  /**
   * The terminal is a property name in quotes: no earlier property of the same object has the same
   * name, byte for byte. (Checked names have but one spelling.)
   */
  record DistinctNames() implements Check {}

  /**
   * The terminal is the comma after an item, or the bracket that closes an array: the last item
   * differs from every one before it in the same array.
   *
   * @param sameness maps the JSON text of an item to what is equal for equal values; not asked
   *     about strings without escapes, which are equal if they are written alike
   */
  record DistinctItems(Sameness sameness) implements Check {}

  /**
   * The terminal closes a JSON value: a string by its last quote, an array or object by its
   * bracket, a number by a digit (and perhaps again by the next). The value passes the test.
   *
   * @param name for reports, such as {@code #/properties/a: oneOf}; equal checks have equal names
   * @param test asked with the JSON text of the closed value; pure, any thread
   */
  record Value(String name, Predicate<String> test) implements Check {
    @Override
    public boolean equals(Object o) {
      return o instanceof Value other && name.equals(other.name);
    }

    @Override
    public int hashCode() {
      return name.hashCode();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /**
   * Passed always: behind the terminal a JSON text begins, the part of the whole that {@link
   * Within} asks about. Where it begins again, only the last time counts.
   *
   * @param part its name
   */
  record Start(String part) implements Check {}

  /**
   * The same as {@code check}, asked about a part of the text instead of the whole.
   *
   * @param part its name, which some {@link Start} has
   * @param check no such one itself
   */
  record Within(String part, Check check) implements Check {
    public Within {
      if (check instanceof Start || check instanceof Within) {
        throw new IllegalArgumentException("no check of a part: " + check);
      }
    }
  }

  /** What is asked, wherever the JSON text begins. */
  default Check bare() {
    return this instanceof Within(String part, Check check) ? check : this;
  }

  /** Whether it asks of names. */
  default boolean isOfNames() {
    return bare() instanceof DistinctNames;
  }

  /** When two JSON texts are the same value. */
  interface Sameness {
    /** Equal, by {@code equals}, for texts of equal values only. Pure, any thread. */
    Object key(String json);
  }
}
