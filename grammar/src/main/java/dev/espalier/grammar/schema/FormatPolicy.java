package dev.espalier.grammar.schema;

/** Whether {@code format} asserts something. */
public enum FormatPolicy {
  /** The formats that some draft defines are enforced, in every dialect. */
  ENFORCED,
  /** Only where the metaschema names a vocabulary by which formats assert. */
  ANNOTATION
}
