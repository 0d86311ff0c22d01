package dev.espalier.grammar.schema;

import dev.espalier.grammar.Regex;
import dev.espalier.grammar.schema.Fact.SomeItems;
import dev.espalier.grammar.schema.Goal.ArrayShape;
import dev.espalier.grammar.schema.Goal.Item;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * From a {@link Case} to shapes of arrays: a goal for each item of the prefix, and for the items
 * behind it one, or several with counts where {@code contains} and its like ask for them.
 */
final class ArrayShapes {
  private static final int MAX_LISTED = 64; // values of unique items that are taken one by one
  private static final int MAX_PLACES = 4; // items of a prefix that may be those asked for

  private final Goals goals;
  private final Possibility possibility;
  private final SchemaEvaluator evaluator;

  ArrayShapes(Goals goals, Possibility possibility, SchemaEvaluator evaluator) {
    this.goals = goals;
    this.possibility = possibility;
    this.evaluator = evaluator;
  }

  /** The shapes of a case that has no conflict. */
  List<ArrayShape> of(Case made) {
    int most = made.length.max();
    int length = Math.min(made.prefixLength(), most);
    List<List<Claim>> prefix = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      prefix.add(made.item(i));
    }
    List<Claim> rest = made.item(made.prefixLength());
    Set<Fact.Unsaid> unique = new LinkedHashSet<>();
    Set<Fact.Unsaid> containing = new LinkedHashSet<>();
    for (Schema schema : made.schemas()) {
      if (schema.uniqueItems && most > 1) {
        unique.add(new Fact.Unsaid(schema.pointer, "uniqueItems"));
      }
      if (schema.contains != null) {
        containing.add(new Fact.Unsaid(schema.pointer, "contains"));
      }
    }
    if (containing.isEmpty()) {
      containing.add(new Fact.Unsaid("", Fact.Unsaid.FAILURE));
    }
    Set<SomeItems> some = new LinkedHashSet<>();
    for (SomeItems one : made.someItems) {
      if (one.count().isEmpty()) {
        return List.of();
      }
      if (one.count().min() > 0 || one.count().max() < most) {
        some.add(one);
      }
    }
    Outline plain = new Outline(prefix, rest, made.length, unique, made.unsaid, containing);
    return switch (some.size()) {
      case 0 -> List.of(!unique.isEmpty() && length == 0 ? plain.listed() : plain.shape());
      case 1 -> with(plain, some.iterator().next());
      default -> {
        boolean exist =
            some.size() == 2
                && length == 0
                && some.stream().allMatch(s -> s.count().equals(new Count(1, Regex.UNBOUNDED)));
        yield exist ? withBoth(plain, List.copyOf(some)) : List.of(plain.unsaid().shape());
      }
    };
  }

  /** What a shape is made of. */
  private final class Outline {
    final List<List<Claim>> prefix;
    final List<Claim> rest;
    final Count count;
    final Set<Fact.Unsaid> unique;
    final Set<Fact.Unsaid> unsaid;
    final Set<Fact.Unsaid> containing;

    Outline(
        List<List<Claim>> prefix,
        List<Claim> rest,
        Count count,
        Set<Fact.Unsaid> unique,
        Set<Fact.Unsaid> unsaid,
        Set<Fact.Unsaid> containing) {
      this.prefix = prefix;
      this.rest = rest;
      this.count = count;
      this.unique = unique;
      this.unsaid = unsaid;
      this.containing = containing;
    }

    Outline unsaid() {
      Set<Fact.Unsaid> more = new LinkedHashSet<>(unsaid);
      more.addAll(containing);
      return new Outline(prefix, rest, count, unique, more, containing);
    }

    ArrayShape shape() {
      return shape(prefix, count, List.of(new Item(goals.all(rest), Count.ANY)));
    }

    /** Unique items out of few values are these, each at most once. */
    ArrayShape listed() {
      List<Json> values = values(rest);
      if (values == null) {
        return shape();
      }
      List<Item> tail = new ArrayList<>();
      for (Json value : values) {
        tail.add(new Item(goals.all(List.of(Claim.holds(Schema.only(value)))), new Count(0, 1)));
      }
      return new ArrayShape(List.of(), tail, count, Set.of(), unsaid);
    }

    ArrayShape shape(List<List<Claim>> items, Count length, List<Item> tail) {
      return new ArrayShape(items.stream().map(goals::all).toList(), tail, length, unique, unsaid);
    }
  }

  /** The values that {@code claims} allow, if they are but a few, all scalars or all listed. */
  private @Nullable List<Json> values(List<Claim> claims) {
    for (Claim claim : claims) {
      if (claim.holds() && claim.schema().values != null) {
        List<Json> valid =
            claim.schema().values.stream().filter(v -> evaluator.areTrue(claims, v)).toList();
        return valid.size() <= MAX_LISTED ? valid : null;
      }
    }
    boolean scalar =
        !claims.isEmpty()
            && possibility.none(claims, JsonType.ARRAY, Possibility.DEPTH)
            && possibility.none(claims, JsonType.OBJECT, Possibility.DEPTH);
    return scalar ? possibility.scalars().of(claims).values(MAX_LISTED) : null;
  }

  /** Arrays of which {@code some.count} items from an index on satisfy a claim. */
  private List<ArrayShape> with(Outline plain, SomeItems some) {
    int first = some.from();
    int places = Math.max(0, plain.prefix.size() - first);
    if (places > MAX_PLACES) {
      return List.of(plain.unsaid().shape());
    }
    boolean bounded = some.count().max() != Regex.UNBOUNDED;
    List<ArrayShape> shapes = new ArrayList<>();
    for (int set = 0; set < 1 << places; set++) {
      int hits = Integer.bitCount(set);
      if (hits > some.count().max() || (!bounded && hits > some.count().min())) {
        continue;
      }
      List<List<Claim>> prefix = new ArrayList<>(plain.prefix);
      int least = 0;
      for (int i = 0; i < places; i++) {
        boolean hit = (set >> i & 1) != 0;
        if (hit || bounded) {
          Claim claim = hit ? some.claim() : some.claim().not();
          prefix.set(first + i, plus(prefix.get(first + i), claim));
        }
        least = hit ? first + i + 1 : least;
      }
      Count still = some.count().minus(hits);
      List<Item> tail = new ArrayList<>();
      if (still.max() > 0 && (bounded || still.min() > 0)) {
        tail.add(new Item(goals.all(plus(plain.rest, some.claim())), still));
      }
      List<Claim> others = bounded ? plus(plain.rest, some.claim().not()) : plain.rest;
      tail.add(new Item(goals.all(others), Count.ANY));
      if (still.min() > 0) {
        least = prefix.size() + still.min();
      }
      Count count = plain.count.and(new Count(least, Regex.UNBOUNDED));
      if (!count.isEmpty() && least >= 0) {
        shapes.add(plain.shape(prefix, count, tail));
      }
    }
    return shapes;
  }

  /** Arrays with an item for each of two claims, or one for both. */
  private List<ArrayShape> withBoth(Outline plain, List<SomeItems> two) {
    Count some = new Count(1, Regex.UNBOUNDED);
    Item one = new Item(goals.all(plus(plain.rest, two.get(0).claim())), some);
    Item other = new Item(goals.all(plus(plain.rest, two.get(1).claim())), some);
    Item both =
        new Item(goals.all(plus(plus(plain.rest, two.get(0).claim()), two.get(1).claim())), some);
    Item any = new Item(goals.all(plain.rest), Count.ANY);
    List<ArrayShape> shapes = new ArrayList<>();
    for (List<Item> tail : List.of(List.of(one, other, any), List.of(both, any))) {
      Count count = plain.count.and(new Count(tail.size() - 1, Regex.UNBOUNDED));
      if (!count.isEmpty()) {
        shapes.add(plain.shape(plain.prefix, count, tail));
      }
    }
    return shapes;
  }

  private static List<Claim> plus(List<Claim> claims, Claim claim) {
    List<Claim> all = new ArrayList<>(claims);
    all.add(claim);
    return all;
  }
}
