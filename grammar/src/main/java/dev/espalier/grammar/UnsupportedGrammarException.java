package dev.espalier.grammar;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A grammar with constructs that would have to be ignored, since they are code of another program
 * or have no place in a {@link Grammar}. Carries every such use, not the first.
 */
public final class UnsupportedGrammarException extends GrammarException {
  private static final long serialVersionUID = 1L;

  /**
   * One construct that is not supported where it stands.
   *
   * @param position {@code file:line:column}
   * @param construct what kind of construct, the same for all of a kind, such as {@code predicate}
   * @param problem what it is and where, for a reader
   * @param remedy what to do instead; empty if there is nothing to say
   */
  public record Use(String position, String construct, String problem, String remedy) {
    @Override
    public String toString() {
      return position + ": " + problem + (remedy.isEmpty() ? "" : "; " + remedy);
    }
  }

  private final transient List<Use> uses;

  /**
   * @param uses not empty
   */
  public UnsupportedGrammarException(List<Use> uses) {
    super(uses.getFirst().position(), message(uses));
    this.uses = List.copyOf(uses);
  }

  /** Every use, in the order of the grammar. */
  public List<Use> uses() {
    return uses;
  }

  private static String message(List<Use> uses) {
    Use first = uses.getFirst();
    return first.toString().substring(first.position().length() + 2)
        + uses.stream().skip(1).map(use -> "\n" + use).collect(Collectors.joining());
  }
}
