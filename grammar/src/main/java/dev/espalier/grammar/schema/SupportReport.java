package dev.espalier.grammar.schema;

import dev.espalier.grammar.UnsupportedSchemaException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What becomes of each keyword of a schema, where the root schema reaches it. A value.
 *
 * @param uses in the order of the document
 * @param warnings parts of the schema that no value can use, although it allows some
 */
public record SupportReport(List<Use> uses, List<Warning> warnings) {

  /** What becomes of one use of a keyword. */
  public enum Status {
    /** The grammar says it. */
    ENFORCED_BY_MASK,
    /** The grammar allows more, and what closes a value against it is not let through. */
    ENFORCED_BY_CHECK,
    /** It constrains nothing, by the specification. */
    ANNOTATION,
    /** It would constrain, and no grammar is made. */
    REFUSED,
    /** It would constrain, and {@link SchemaOptions#ignoring} said to leave it out. */
    IGNORED_BY_OPTION
  }

  /**
   * One use of a keyword.
   *
   * @param pointer the schema that holds the keyword, such as {@code #/properties/a}
   * @param note why, or what to write instead; may be empty
   */
  public record Use(String pointer, String keyword, Status status, String note) {
    @Override
    public String toString() {
      return pointer + ": " + keyword + " " + status + (note.isEmpty() ? "" : " (" + note + ")");
    }
  }

  /**
   * A part of the schema that is probably not meant as it stands.
   *
   * @param pointer the schema, such as {@code #/anyOf/1}
   */
  public record Warning(String pointer, String problem) {
    @Override
    public String toString() {
      return pointer + ": " + problem;
    }
  }

  public SupportReport {
    uses = List.copyOf(uses);
    warnings = List.copyOf(warnings);
  }

  SupportReport(List<Use> uses) {
    this(uses, List.of());
  }

  /** The same with warnings. */
  SupportReport with(List<Warning> warnings) {
    return new SupportReport(uses, warnings);
  }

  /** Whether nothing is refused. */
  public boolean isSupported() {
    return refused().isEmpty();
  }

  /** The uses that are refused. */
  public List<Use> refused() {
    return uses.stream().filter(use -> use.status() == Status.REFUSED).toList();
  }

  /** The same, but for the uses that are enforced by a check. */
  SupportReport withChecks(Predicate<Use> checked) {
    return new SupportReport(
        uses.stream()
            .map(
                use ->
                    use.status() == Status.ENFORCED_BY_MASK && checked.test(use)
                        ? new Use(
                            use.pointer(), use.keyword(), Status.ENFORCED_BY_CHECK, use.note())
                        : use)
            .toList(),
        warnings);
  }

  /** The refusals as one exception; there must be some. */
  UnsupportedSchemaException refusal() {
    return new UnsupportedSchemaException(
        refused().stream()
            .map(
                use ->
                    new UnsupportedSchemaException.Use(
                        use.pointer(),
                        use.keyword(),
                        "'" + use.keyword() + "' is not supported",
                        use.note()))
            .toList());
  }

  /** One use a line. */
  @Override
  public String toString() {
    return uses.stream().map(use -> use + "\n").collect(Collectors.joining());
  }
}
