package dev.espalier.grammar.schema;

import dev.espalier.grammar.Regex;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing that is so for an array or object, of which a {@link Case} has many. */
sealed interface Fact {

  /** A claim about the value itself, to be taken apart. */
  record Itself(Claim claim, @Nullable Within scope) implements Fact {}

  /** The property is there, and {@code claims} are true of its value. */
  record Present(String name, List<Claim> claims) implements Fact {}

  /** The property is not there. */
  record Absent(String name) implements Fact {}

  /** So many properties. */
  record Size(Count count) implements Fact {}

  /** Some property that {@code names} matches has a value of which {@code claims} are true. */
  record SomeProperty(Regex names, List<Claim> claims) implements Fact {}

  /** So many items. */
  record Length(Count count) implements Fact {}

  /** The item is there, and {@code claims} are true of it. */
  record ItemAt(int index, List<Claim> claims) implements Fact {}

  /** Of so many items from an index on, {@code claim} is true. */
  record SomeItems(int from, Claim claim, Count count) implements Fact {}

  /**
   * Something that no shape says; the whole value is looked at when it closes.
   *
   * @param pointer the schema that says it; empty if that is not known
   * @param keyword that says it, or one of these
   */
  record Unsaid(String pointer, String keyword) implements Fact {
    static final String DEPENDENT = "a keyword of dependent schemas";
    static final String UNEVALUATED = "a keyword of what is unevaluated";
    static final String FAILURE = "what applies the schema, which must fail";
  }
}
