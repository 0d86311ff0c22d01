package dev.espalier.grammar.schema;

import dev.espalier.grammar.UnsupportedSchemaException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What becomes of each keyword of a schema, where the root schema reaches it. A value.
 *
 * @param uses in the order of the document
 */
public record SupportReport(List<Use> uses) {

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

  public SupportReport {
    uses = List.copyOf(uses);
  }

  /** Whether nothing is refused. */
  public boolean isSupported() {
    return refused().isEmpty();
  }

  /** The uses that are refused. */
  public List<Use> refused() {
    return uses.stream().filter(use -> use.status() == Status.REFUSED).toList();
  }

  /** What the shapes of {@code goals} leave to checks is enforced by them. */
  SupportReport with(List<Goal> goals) {
    Map<String, Set<Fact.Unsaid>> checked = new HashMap<>(); // by pointer
    for (Goal goal : goals) {
      List<Goal.Shape> shapes = new ArrayList<>(goal.objects);
      shapes.addAll(goal.arrays);
      for (Goal.Shape shape : shapes) {
        for (Fact.Unsaid unsaid : shape.checked()) {
          checked.computeIfAbsent(unsaid.pointer(), p -> new HashSet<>()).add(unsaid);
        }
      }
    }
    return new SupportReport(
        uses.stream()
            .map(
                use ->
                    checked.getOrDefault(use.pointer(), Set.of()).stream()
                            .anyMatch(unsaid -> unsaid.isSaidBy(use))
                        ? new Use(
                            use.pointer(), use.keyword(), Status.ENFORCED_BY_CHECK, use.note())
                        : use)
            .toList());
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
