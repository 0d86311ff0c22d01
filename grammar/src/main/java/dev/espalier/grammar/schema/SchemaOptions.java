package dev.espalier.grammar.schema;

import dev.espalier.grammar.Limits;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How a schema is read and becomes a grammar. A value.
 *
 * @param dialect what a document is read as that has no {@code $schema}
 * @param resolver knows the documents that the schema refers to
 * @param formats whether {@code format} asserts something
 * @param ignored names of keywords that are not enforced, wherever they stand; the report says so
 */
public record SchemaOptions(
    Whitespace whitespace,
    PropertyOrder propertyOrder,
    NumberStyle numbers,
    Dialect dialect,
    SchemaResolver resolver,
    FormatPolicy formats,
    Set<String> ignored,
    Limits limits) {

  public SchemaOptions {
    ignored = Set.copyOf(ignored);
  }

  /**
   * Bounded whitespace, properties in schema order, plain numbers, 2020-12, no other documents,
   * formats enforced, nothing ignored, default limits.
   */
  public static SchemaOptions defaults() {
    return new SchemaOptions(
        Whitespace.BOUNDED,
        PropertyOrder.SCHEMA,
        NumberStyle.PLAIN,
        Dialect.DRAFT_2020_12,
        SchemaResolver.none(),
        FormatPolicy.ENFORCED,
        Set.of(),
        Limits.defaults());
  }

  public SchemaOptions withWhitespace(Whitespace whitespace) {
    return new SchemaOptions(
        whitespace, propertyOrder, numbers, dialect, resolver, formats, ignored, limits);
  }

  public SchemaOptions withPropertyOrder(PropertyOrder propertyOrder) {
    return new SchemaOptions(
        whitespace, propertyOrder, numbers, dialect, resolver, formats, ignored, limits);
  }

  public SchemaOptions withNumbers(NumberStyle numbers) {
    return new SchemaOptions(
        whitespace, propertyOrder, numbers, dialect, resolver, formats, ignored, limits);
  }

  /** What {@code $schema} says goes before this. */
  public SchemaOptions withDialect(Dialect dialect) {
    return new SchemaOptions(
        whitespace, propertyOrder, numbers, dialect, resolver, formats, ignored, limits);
  }

  public SchemaOptions withResolver(SchemaResolver resolver) {
    return new SchemaOptions(
        whitespace, propertyOrder, numbers, dialect, resolver, formats, ignored, limits);
  }

  public SchemaOptions withFormats(FormatPolicy formats) {
    return new SchemaOptions(
        whitespace, propertyOrder, numbers, dialect, resolver, formats, ignored, limits);
  }

  public SchemaOptions withLimits(Limits limits) {
    return new SchemaOptions(
        whitespace, propertyOrder, numbers, dialect, resolver, formats, ignored, limits);
  }

  /** Leniency, asked for by name: these keywords do nothing, such as {@code "format"}. */
  public SchemaOptions ignoring(String... keywords) {
    Set<String> all = new HashSet<>(ignored);
    all.addAll(List.of(keywords));
    return new SchemaOptions(
        whitespace, propertyOrder, numbers, dialect, resolver, formats, all, limits);
  }
}
