package dev.espalier.grammar.schema;

/** How numbers are written. Every number that a schema allows has a text in either style. */
public enum NumberStyle {
  /**
   * As programs write them: integers, where only integers or given numbers are allowed, as digits
   * alone; a model has no fraction of zeros to get lost in, and readers into an {@code int} no
   * surprise.
   */
  PLAIN,
  /** In every usual spelling: 1.0, 1e0 and 10e-1 are spellings of 1. */
  ANY
}
