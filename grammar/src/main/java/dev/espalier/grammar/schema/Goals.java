package dev.espalier.grammar.schema;

import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The goals of one document, one per list of claims. All work is counted against {@link
 * Limits#maxSymbols}. Owned by one thread.
 */
final class Goals {
  private final Limits limits;
  private final Map<List<Claim>, Goal> goals = new HashMap<>();
  private long work;

  Goals(Limits limits) {
    this.limits = limits;
  }

  /**
   * The goal that all of {@code claims} are true.
   *
   * @throws LimitExceededException if that makes too many goals
   */
  Goal all(Collection<Claim> claims) {
    Set<Claim> distinct = new LinkedHashSet<>();
    for (Claim claim : claims) {
      Claim plain = withoutAliases(claim);
      if (!plain.holds() || plain.schema().asserts()) {
        distinct.add(plain);
      }
    }
    spend(distinct.size());
    return goals.computeIfAbsent(List.copyOf(distinct), Goal::new);
  }

  private static Claim withoutAliases(Claim claim) {
    Schema schema = claim.schema();
    for (Schema next = schema.alias(); next != null; next = schema.alias()) {
      schema = next;
    }
    return schema == claim.schema() ? claim : new Claim(schema, claim.holds());
  }

  /** Some of both lists. */
  Goal all(List<Claim> claims, List<Claim> more) {
    List<Claim> both = new ArrayList<>(claims);
    both.addAll(more);
    return all(both);
  }

  private void spend(int steps) {
    work += steps + 1;
    if (work > limits.maxSymbols()) {
      throw new LimitExceededException(
          JsonPointer.ROOT,
          "joining the schemas takes more than Limits.maxSymbols "
              + limits.maxSymbols()
              + " steps");
    }
  }
}
