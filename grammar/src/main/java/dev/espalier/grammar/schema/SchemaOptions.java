package dev.espalier.grammar.schema;

import dev.espalier.grammar.Limits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a schema becomes a grammar. A value.
 *
 * @param ignored names of keywords that are not enforced, wherever they stand; the report says so
 */
public record SchemaOptions(
    Whitespace whitespace, PropertyOrder propertyOrder, Set<String> ignored, Limits limits) {

  public SchemaOptions {
    ignored = Set.copyOf(ignored);
  }

  /** Bounded whitespace, properties in schema order, nothing ignored, default limits. */
  public static SchemaOptions defaults() {
    return new SchemaOptions(Whitespace.BOUNDED, PropertyOrder.SCHEMA, Set.of(), Limits.defaults());
  }

  public SchemaOptions withWhitespace(Whitespace whitespace) {
    return new SchemaOptions(whitespace, propertyOrder, ignored, limits);
  }

  public SchemaOptions withPropertyOrder(PropertyOrder propertyOrder) {
    return new SchemaOptions(whitespace, propertyOrder, ignored, limits);
  }

  public SchemaOptions withLimits(Limits limits) {
    return new SchemaOptions(whitespace, propertyOrder, ignored, limits);
  }

  /** Leniency, asked for by name: these keywords do nothing, such as {@code "format"}. */
  public SchemaOptions ignoring(String... keywords) {
    Set<String> all = new HashSet<>(ignored);
    all.addAll(List.of(keywords));
    return new SchemaOptions(whitespace, propertyOrder, all, limits);
  }
}
