package dev.espalier.grammar.schema;

/** In which order an object's properties come. */
public enum PropertyOrder {
  /**
   * As the schema has them: first {@code properties}, then names that stand only in {@code
   * required}, then additional ones. Schemas that are joined keep the order of appearance.
   */
  SCHEMA,
  /** In any order. */
  ANY
}
