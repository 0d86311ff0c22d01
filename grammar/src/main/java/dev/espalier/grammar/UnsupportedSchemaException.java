package dev.espalier.grammar;

import java.util.List;
import java.util.stream.Collectors;

/** A schema with keywords that would have to be ignored. Carries every such use, not the first. */
public final class UnsupportedSchemaException extends GrammarException {
  private static final long serialVersionUID = 1L;

  /**
   * One keyword that is not supported where it stands.
   *
   * @param pointer the schema that holds the keyword, such as {@code #/properties/a}
   * @param remedy what to write instead; empty if there is nothing to say
   */
  public record Use(String pointer, String keyword, String problem, String remedy) {
    @Override
    public String toString() {
      return pointer + ": " + problem + (remedy.isEmpty() ? "" : "; " + remedy);
    }
  }

  private final transient List<Use> uses;

  /**
   * @param uses not empty
   */
  public UnsupportedSchemaException(List<Use> uses) {
    super(uses.getFirst().pointer(), message(uses));
    this.uses = List.copyOf(uses);
  }

  /** Every use, in the order of the schema. */
  public List<Use> uses() {
    return uses;
  }

  private static String message(List<Use> uses) {
    Use first = uses.getFirst();
    String head = first.problem() + (first.remedy().isEmpty() ? "" : "; " + first.remedy());
    return uses.size() == 1
        ? head
        : head + uses.stream().skip(1).map(use -> "\n" + use).collect(Collectors.joining());
  }
}
