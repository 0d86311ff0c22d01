package dev.espalier.grammar.schema;

import dev.espalier.grammar.Regex;
import dev.espalier.grammar.schema.Schema.Applied;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Quick proofs that no value can be: by types, by scalars, by counts, and a few levels down by the
 * properties and items that must be there. "No" always means no; "perhaps" may be wrong.
 */
final class Possibility {
  /** How many levels down to look. */
  static final int DEPTH = 3;

  private static final int MAX_ITEMS = 16;

  private final ScalarAlgebra scalars;
  private final Map<Asked, Boolean> known = new HashMap<>();

  private record Asked(Collection<Claim> claims, int depth) {}

  Possibility(ScalarAlgebra scalars) {
    this.scalars = scalars;
  }

  ScalarAlgebra scalars() {
    return scalars;
  }

  /** Whether no value at all satisfies {@code claims}. */
  boolean none(Collection<Claim> claims) {
    return none(claims, DEPTH);
  }

  private boolean none(Collection<Claim> claims, int depth) {
    Asked asked = new Asked(claims, depth);
    Boolean verdict = known.get(asked);
    if (verdict == null) {
      verdict = isProvedNone(claims, depth);
      known.put(asked, verdict);
    }
    return verdict;
  }

  private boolean isProvedNone(Collection<Claim> claims, int depth) {
    int types = JsonType.ALL;
    for (Claim claim : claims) {
      if (claim.holds()) {
        types &= claim.schema().types;
      } else if (!claim.schema().asserts() || claims.contains(claim.not())) {
        return true;
      }
    }
    int scalarTypes = types & ~(JsonType.ARRAY | JsonType.OBJECT);
    return (scalarTypes == 0 || scalars.of(claims).isEmpty(scalars.emptiness))
        && ((types & JsonType.ARRAY) == 0 || none(claims, JsonType.ARRAY, depth))
        && ((types & JsonType.OBJECT) == 0 || none(claims, JsonType.OBJECT, depth));
  }

  /** Whether no array, or no object, satisfies {@code claims}. */
  boolean none(Collection<Claim> claims, int type, int depth) {
    Case certain = new Case(type);
    Set<Schema> seen = new HashSet<>();
    Deque<Schema> held = new ArrayDeque<>();
    for (Claim claim : claims) {
      if (claim.holds()) {
        held.add(claim.schema());
      } else if (!claim.schema().assertsAbout(type)) {
        return true;
      }
    }
    while (!held.isEmpty()) {
      Schema schema = held.poll();
      if (!seen.add(schema)) {
        continue;
      }
      if ((schema.types & type) == 0) {
        return true;
      }
      if (schema.values != null) {
        return schema.values.stream().noneMatch(value -> (JsonType.of(value) & type) != 0);
      }
      certain.hold(schema, null);
      for (List<Applied> some : List.of(schema.inPlaceBefore, schema.inPlaceAfter)) {
        for (Applied applied : some) {
          if (applied instanceof Applied.All(Schema target)) {
            held.add(target);
          }
        }
      }
    }
    return depth > 0 && conflict(certain, depth - 1) != null;
  }

  /** Why a case cannot be; null if perhaps it can. */
  @Nullable Conflict conflict(Case made) {
    Supplier<Conflict> why = conflict(made, DEPTH);
    return why == null ? null : why.get();
  }

  private @Nullable Supplier<Conflict> conflict(Case made, int depth) {
    if (haveCountsConflict(made)) {
      return () -> Objects.requireNonNull(conflictOfCounts(made));
    }
    if (made.type == JsonType.OBJECT) {
      List<Case.NameRule> rules = made.nameRules();
      for (String name : made.required) {
        if (made.absent.contains(name)) {
          return () -> requiring(made, name, "is required, and must not be there");
        }
        if (none(made.property(name, rules, scalars.matcher), depth)) {
          return () -> requiring(made, name, "is required and can have no value");
        }
      }
      return null;
    }
    for (int i = 0; i < Math.min(made.length.min(), MAX_ITEMS); i++) {
      int least = i;
      if (none(made.item(i), depth)) {
        return () ->
            between(
                made,
                schema -> schema.count.min() > least,
                schema -> false,
                "item " + least + " must be there and can have no value");
      }
    }
    return null;
  }

  private static Conflict requiring(Case made, String name, String why) {
    return between(
        made,
        schema -> schema.required.contains(name),
        schema -> false,
        "property '" + name + "' " + why);
  }

  private static boolean haveCountsConflict(Case made) {
    return made.type == JsonType.ARRAY
        ? made.length.isEmpty()
        : made.size.and(new Count(made.required.size(), Regex.UNBOUNDED)).isEmpty();
  }

  /** Why the numbers of properties or items contradict each other; null if they do not. */
  static @Nullable Conflict conflictOfCounts(Case made) {
    if (made.type == JsonType.ARRAY) {
      Count length = made.length;
      return length.isEmpty()
          ? between(
              made,
              schema -> schema.count.min() == length.min(),
              schema -> schema.count.max() == length.max(),
              "minItems " + length.min() + " > maxItems " + length.max())
          : null;
    }
    Count size = made.size.and(new Count(made.required.size(), Regex.UNBOUNDED));
    if (!size.isEmpty()) {
      return null;
    }
    String why = "at least " + size.min() + " properties > maxProperties " + size.max();
    if (made.size.isEmpty()) {
      return between(
          made,
          schema -> schema.size.min() == size.min(),
          schema -> schema.size.max() == size.max(),
          why);
    }
    List<Schema> parts =
        made.schemas().stream()
            .filter(schema -> !schema.required.isEmpty() || schema.size.max() == size.max())
            .toList();
    return parts.isEmpty() ? Conflict.at(JsonPointer.ROOT, why) : Conflict.of(parts, why);
  }

  private static Conflict between(
      Case made, Predicate<Schema> one, Predicate<Schema> other, String why) {
    List<Schema> schemas = made.schemas();
    return schemas.stream().anyMatch(one.or(other))
        ? Conflict.between(schemas, one, other, why)
        : Conflict.at(schemas.isEmpty() ? JsonPointer.ROOT : schemas.getFirst().pointer, why);
  }

  /** Whether {@code fact} certainly contradicts a case. */
  boolean excludes(Case made, Fact fact) {
    return switch (fact) {
      case Fact.Itself(Claim claim, Within scope) ->
          claim.holds()
              ? (claim.schema().types & made.type) == 0
              : !claim.schema().assertsAbout(made.type);
      case Fact.Present(String name, List<Claim> claims) ->
          made.absent.contains(name) || none(plus(made.property(name, scalars.matcher), claims));
      case Fact.Absent(String name) -> made.required.contains(name);
      case Fact.Size(Count count) ->
          made.size.and(count).and(new Count(made.required.size(), Regex.UNBOUNDED)).isEmpty();
      case Fact.SomeProperty(Regex names, List<Claim> claims) -> none(claims);
      case Fact.Length(Count count) -> made.length.and(count).isEmpty();
      case Fact.ItemAt(int index, List<Claim> claims) ->
          made.length.max() <= index || none(plus(made.item(index), claims));
      case Fact.SomeItems(int from, Claim claim, Count count) ->
          count.min() > 0 && (made.length.max() <= from || none(List.of(claim)));
      case Fact.Unsaid unsaid -> false;
    };
  }

  /** Whether {@code fact} certainly follows from a case. */
  boolean implies(Case made, Fact fact) {
    return switch (fact) {
      case Fact.Itself(Claim claim, Within scope) ->
          !claim.holds() && (claim.schema().types & made.type) == 0;
      case Fact.Present(String name, List<Claim> claims) -> {
        if (!made.required.contains(name)) {
          yield false;
        }
        List<Claim> known = made.property(name, scalars.matcher);
        yield claims.stream().allMatch(claim -> none(plus(known, List.of(claim.not()))));
      }
      case Fact.Absent(String name) ->
          made.absent.contains(name) || none(made.property(name, scalars.matcher));
      case Fact.Size(Count count) ->
          count.min() <= Math.max(made.size.min(), made.required.size())
              && made.size.max() <= count.max();
      case Fact.Length(Count count) ->
          count.min() <= made.length.min() && made.length.max() <= count.max();
      case Fact.ItemAt(int index, List<Claim> claims) -> {
        List<Claim> known = made.item(index);
        yield made.length.min() > index
            && claims.stream().allMatch(claim -> none(plus(known, List.of(claim.not()))));
      }
      case Fact.SomeProperty some -> false;
      case Fact.SomeItems some -> false;
      case Fact.Unsaid unsaid -> made.unsaid.contains(unsaid);
    };
  }

  private static List<Claim> plus(List<Claim> claims, List<Claim> more) {
    List<Claim> all = new ArrayList<>(claims);
    all.addAll(more);
    return all;
  }
}
