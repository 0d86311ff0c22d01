package dev.espalier.grammar.schema;

import dev.espalier.grammar.Regex;
import dev.espalier.grammar.schema.Schema.Applied;
import dev.espalier.grammar.schema.Schema.PatternProperty;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Takes claims about arrays or objects apart into {@link Case}s, of which at least one is so: a
 * disjunctive normal form, for one type at a time.
 *
 * <p>What holds without a choice is taken in first, then choices are made, and last come the
 * schemas that must fail, so that of their many ways to fail those are dropped which what is known
 * already excludes, and all of them where one is certain. {@code oneOf} asks the other branches to
 * fail only where they are not provably disjoint.
 *
 * <p>Where the forms would be too many, less is taken apart ({@link Precision}) and the case is
 * marked: the whole value is then checked when it closes. Iterative.
 */
final class CaseExpander {
  private static final int MAX_SUBSETS = 4; // branches of an anyOf that evaluate properties
  private static final int MAX_COMPARED = 100_000; // pairs of branches of a oneOf
  private static final int MAX_FAILING = 64; // branches of a oneOf that fail since another holds
  private static final int MAX_PAIRS = 8; // branches of a oneOf that fails
  private static final int MAX_NAMES = 8; // of such a property that are taken one by one
  private static final int MAX_SOME = 2; // properties, or items, that are only said to exist

  /** How much is said by shapes, rather than checked. */
  enum Precision {
    EXACT,
    /** No schema that must fail, no condition, and of {@code oneOf} any. */
    POSITIVE,
    /** Only what holds without a choice. */
    CERTAIN
  }

  /**
   * @param cases at least one is so; none if the value cannot be
   * @param constants values of some {@code enum} that may be, besides
   */
  record Result(List<Case> cases, Set<Json> constants, List<Conflict> conflicts) {}

  private record Branch(Schema owner, Applied applied, @Nullable Within scope) {}

  private record Pair(Schema one, Schema other, int type) {}

  private final Possibility possibility;
  private final RegexMatcher matcher;
  private final Map<Pair, Boolean> disjoint = new HashMap<>();

  CaseExpander(Possibility possibility) {
    this.possibility = possibility;
    this.matcher = possibility.scalars().matcher;
  }

  /** A case that is still being made. */
  private static final class Partial {
    final Case made;
    final Deque<Fact> facts;
    final Deque<Branch> branches;
    final Set<Schema> failing;
    final Set<Case.Held> seen;
    boolean chosen; // whether it was one of several
    boolean exists; // whether the properties only said to exist have been placed

    Partial(int type) {
      made = new Case(type);
      facts = new ArrayDeque<>();
      branches = new ArrayDeque<>();
      failing = new LinkedHashSet<>();
      seen = new HashSet<>();
      chosen = false;
    }

    Partial(Partial other, List<Fact> more) {
      made = new Case(other.made);
      facts = new ArrayDeque<>(other.facts);
      facts.addAll(more);
      branches = new ArrayDeque<>(other.branches);
      failing = new LinkedHashSet<>(other.failing);
      seen = new HashSet<>(other.seen);
      chosen = true;
      exists = other.exists;
    }

    /** The same with {@code more}, for the last of several ways. */
    Partial with(List<Fact> more) {
      facts.addAll(more);
      chosen = true;
      return this;
    }
  }

  /**
   * The cases of which {@code claims} allow the values of one type.
   *
   * @return null if there were more than {@code most} ways to choose
   */
  @Nullable Result expand(List<Claim> claims, int type, Precision precision, int most) {
    Map<Schema, Integer> ranks = null; // made for the first case of several schemas
    Map<List<Object>, Case> complete = new LinkedHashMap<>();
    Set<Json> constants = new LinkedHashSet<>();
    List<Conflict> conflicts = new ArrayList<>();
    Deque<Partial> partials = new ArrayDeque<>();
    Partial first = new Partial(type);
    claims.forEach(claim -> first.facts.add(new Fact.Itself(claim, null)));
    partials.push(first);
    int made = 0;
    while (!partials.isEmpty()) {
      Partial partial = partials.pop();
      Conflict conflict = settle(partial, precision, constants);
      if (conflict == CONSTANT) {
        continue;
      }
      if (conflict != null) {
        conflicts.add(conflict);
        continue;
      }
      List<List<Fact>> ways = ways(partial, precision);
      if (ways == null) {
        if (partial.made.held.size() > 1) {
          ranks = ranks == null ? ranks(claims) : ranks;
          partial.made.held.sort(byRank(ranks));
        }
        complete.putIfAbsent(partial.made.contents(), partial.made);
        continue;
      }
      made += ways.size();
      if (made > most) {
        return null;
      }
      for (int i = ways.size() - 1; i > 0; i--) {
        partials.push(new Partial(partial, ways.get(i)));
      }
      if (!ways.isEmpty()) {
        partials.push(partial.with(ways.getFirst()));
      }
    }
    return new Result(List.copyOf(complete.values()), constants, conflicts);
  }

  private static Comparator<Case.Held> byRank(Map<Schema, Integer> ranks) {
    return Comparator.comparingInt(held -> ranks.getOrDefault(held.schema(), Integer.MAX_VALUE));
  }

  /** The schemas that the claims apply to the value itself, numbered in order of appearance. */
  private static Map<Schema, Integer> ranks(List<Claim> claims) {
    record Step(Schema schema, boolean itself) {}
    Map<Schema, Integer> ranks = new IdentityHashMap<>();
    Set<Schema> entered = new HashSet<>();
    Deque<Step> stack = new ArrayDeque<>();
    claims.reversed().forEach(claim -> stack.push(new Step(claim.schema(), false)));
    while (!stack.isEmpty()) {
      Step step = stack.pop();
      if (step.itself) {
        ranks.put(step.schema, ranks.size());
      } else if (entered.add(step.schema)) {
        applied(step.schema.inPlaceAfter).reversed().forEach(s -> stack.push(new Step(s, false)));
        stack.push(new Step(step.schema, true));
        applied(step.schema.inPlaceBefore).reversed().forEach(s -> stack.push(new Step(s, false)));
      }
    }
    return ranks;
  }

  private static List<Schema> applied(List<Applied> all) {
    List<Schema> schemas = new ArrayList<>();
    all.forEach(applied -> schemas.addAll(applied.schemas()));
    return schemas;
  }

  private static final Conflict CONSTANT = new Conflict("", "");

  /**
   * Takes in all that leaves no choice.
   *
   * @return why it cannot be; {@link #CONSTANT} if only some of {@code constants} can be
   */
  private @Nullable Conflict settle(Partial partial, Precision precision, Set<Json> constants) {
    Case made = partial.made;
    while (!partial.facts.isEmpty()) {
      switch (partial.facts.poll()) {
        case Fact.Itself(Claim claim, Within scope) -> {
          if (claim.holds()) {
            Conflict conflict = hold(partial, claim.schema(), scope, precision, constants);
            if (conflict != null) {
              return conflict;
            }
          } else if ((claim.schema().types & made.type) != 0) {
            if (precision == Precision.EXACT) {
              partial.failing.add(claim.schema());
            } else if (claim.schema().asserts()) {
              made.unsaid.add(new Fact.Unsaid(claim.schema().pointer, Fact.Unsaid.FAILURE));
            } else {
              return new Conflict(claim.schema().pointer, "no value is allowed by 'not'");
            }
          }
        }
        case Fact.Present(String name, List<Claim> claims) -> made.present(name, claims);
        case Fact.Absent(String name) -> made.absent.add(name);
        case Fact.Size(Count count) -> made.size = made.size.and(count);
        case Fact.SomeProperty some -> made.someProperties.add(some);
        case Fact.Length(Count count) -> made.length = made.length.and(count);
        case Fact.ItemAt(int index, List<Claim> claims) -> made.item(index, claims);
        case Fact.SomeItems some -> made.someItems.add(some);
        case Fact.Unsaid unsaid -> made.unsaid.add(unsaid);
      }
    }
    made.unfinished = !partial.branches.isEmpty();
    return partial.chosen ? possibility.conflict(made) : Possibility.conflictOfCounts(made);
  }

  private @Nullable Conflict hold(
      Partial partial,
      Schema schema,
      @Nullable Within scope,
      Precision precision,
      Set<Json> constants) {
    int type = partial.made.type;
    if (!partial.seen.add(new Case.Held(schema, scope))) {
      return null;
    }
    if ((schema.types & type) == 0) {
      return new Conflict(
          schema.pointer,
          schema.types == 0
              ? "no value is allowed by 'false'"
              : "no value is allowed, it is not " + JsonType.describe(type));
    }
    if (schema.values != null) {
      List<Json> same =
          schema.values.stream().filter(value -> (JsonType.of(value) & type) != 0).toList();
      constants.addAll(same);
      return CONSTANT;
    }
    partial.made.hold(schema, scope);
    boolean evaluates =
        type == JsonType.OBJECT
            ? schema.unevaluatedProperties != null
            : schema.unevaluatedItems != null;
    Within inside = evaluates ? new Within(schema, scope) : scope;
    List<Fact> all = new ArrayList<>();
    for (List<Applied> some : List.of(schema.inPlaceBefore, schema.inPlaceAfter)) {
      for (Applied applied : some) {
        switch (applied) {
          case Applied.All(Schema target) -> all.add(new Fact.Itself(Claim.holds(target), inside));
          case Applied.Not(Schema target) -> {
            boolean sayable = precision == Precision.EXACT || !target.assertsAbout(type);
            all.add(
                sayable
                    ? new Fact.Itself(Claim.fails(target), inside)
                    : new Fact.Unsaid(schema.pointer, "not"));
          }
          case Applied.Any any -> partial.branches.add(new Branch(schema, any, inside));
          case Applied.One one -> partial.branches.add(new Branch(schema, one, inside));
          case Applied.If test -> {
            if (inside != null || test.then() != null || test.otherwise() != null) {
              partial.branches.add(new Branch(schema, test, inside));
            }
          }
          case Applied.Dependent dependent -> {
            if (type == JsonType.OBJECT) {
              partial.branches.add(new Branch(schema, dependent, inside));
            }
          }
        }
      }
    }
    all.reversed().forEach(partial.facts::addFirst);
    if (type == JsonType.OBJECT) {
      schema.dependentRequired.forEach(
          (name, others) ->
              partial.branches.add(
                  new Branch(
                      schema, new Applied.Dependent(name, schema.requiring(others)), inside)));
    }
    return null;
  }

  /** The ways to go on, of which one is to be chosen; null if all is said. */
  private @Nullable List<List<Fact>> ways(Partial partial, Precision precision) {
    Case made = partial.made;
    while (true) {
      List<List<Fact>> ways;
      boolean eachCounts = false;
      made.unfinished = !partial.branches.isEmpty();
      if (made.unfinished) {
        Branch branch = partial.branches.poll();
        ways = branches(made, branch, precision);
        eachCounts = branch.scope != null && branch.applied instanceof Applied.Any;
      } else if (!partial.failing.isEmpty()) {
        Schema next = partial.failing.iterator().next();
        partial.failing.remove(next);
        ways = failures(made, next);
      } else if (!partial.exists && !made.someProperties.isEmpty()) {
        partial.exists = true;
        ways = places(made);
      } else {
        return null;
      }
      List<List<Fact>> possible = new ArrayList<>();
      boolean certain = false;
      for (List<Fact> way : ways) {
        if (!eachCounts && areImplied(partial, way)) {
          certain = true;
          break;
        }
        if (!isExcluded(made, way)) {
          possible.add(way);
        }
      }
      if (!certain) {
        return possible;
      }
    }
  }

  private boolean areImplied(Partial partial, List<Fact> way) {
    for (Fact fact : way) {
      if (!implied(partial, fact)) {
        return false;
      }
    }
    return true;
  }

  private boolean isExcluded(Case made, List<Fact> way) {
    for (Fact fact : way) {
      if (possibility.excludes(made, fact)) {
        return true;
      }
    }
    return false;
  }

  private boolean implied(Partial partial, Fact fact) {
    return fact instanceof Fact.Itself(Claim claim, Within scope) && claim.holds()
        ? partial.seen.contains(new Case.Held(claim.schema(), scope))
        : possibility.implies(partial.made, fact);
  }

  private List<List<Fact>> branches(Case made, Branch branch, Precision precision) {
    Within scope = branch.scope;
    boolean exact = precision == Precision.EXACT;
    return switch (branch.applied) {
      case Applied.All(Schema schema) -> throw new AssertionError(schema);
      case Applied.Not(Schema schema) -> throw new AssertionError(schema);
      case Applied.Any(List<Schema> schemas) -> {
        if (precision == Precision.CERTAIN) {
          yield unsaid(branch, "anyOf");
        }
        yield scope != null && exact && schemas.size() <= MAX_SUBSETS
            ? subsets(schemas, scope)
            : withUnevaluated(each(schemas, scope), scope);
      }
      case Applied.One(List<Schema> schemas) -> {
        if (precision == Precision.CERTAIN) {
          yield unsaid(branch, "oneOf");
        }
        List<List<Fact>> ways = each(schemas, scope);
        for (int i = 0; i < ways.size(); i++) {
          List<Fact> others = new ArrayList<>();
          for (int j = 0; j < schemas.size() && others.size() <= MAX_FAILING; j++) {
            if (i != j && !disjoint(schemas.get(i), schemas.get(j), made.type)) {
              others.add(new Fact.Itself(Claim.fails(schemas.get(j)), null));
            }
          }
          boolean few = exact && others.size() <= MAX_FAILING;
          ways.get(i)
              .addAll(
                  few || others.isEmpty()
                      ? others
                      : List.of(new Fact.Unsaid(branch.owner.pointer, "oneOf")));
        }
        yield ways;
      }
      case Applied.If(Schema test, Schema then, Schema otherwise) -> {
        if (!exact) {
          yield unsaid(branch, "if");
        }
        List<Fact> yes = new ArrayList<>(List.of(new Fact.Itself(Claim.holds(test), scope)));
        if (then != null) {
          yes.add(new Fact.Itself(Claim.holds(then), scope));
        }
        List<Fact> no = new ArrayList<>(List.of(new Fact.Itself(Claim.fails(test), null)));
        if (otherwise != null) {
          no.add(new Fact.Itself(Claim.holds(otherwise), scope));
        }
        yield List.of(yes, no);
      }
      case Applied.Dependent(String name, Schema schema) ->
          exact
              ? List.of(
                  List.of(new Fact.Absent(name)),
                  List.of(
                      new Fact.Present(name, List.of()),
                      new Fact.Itself(Claim.holds(schema), scope)))
              : unsaid(branch, Fact.Unsaid.DEPENDENT);
    };
  }

  private static List<List<Fact>> each(List<Schema> schemas, @Nullable Within scope) {
    List<List<Fact>> ways = new ArrayList<>();
    for (Schema schema : schemas) {
      ways.add(new ArrayList<>(List.of(new Fact.Itself(Claim.holds(schema), scope))));
    }
    return ways;
  }

  /** All branches that hold evaluate something, so each set of them is a way of its own. */
  private static List<List<Fact>> subsets(List<Schema> schemas, Within scope) {
    List<List<Fact>> ways = new ArrayList<>();
    for (int set = 1; set < 1 << schemas.size(); set++) {
      List<Fact> way = new ArrayList<>();
      for (int i = 0; i < schemas.size(); i++) {
        if ((set >> i & 1) != 0) {
          way.add(new Fact.Itself(Claim.holds(schemas.get(i)), scope));
        }
      }
      ways.add(way);
    }
    return ways;
  }

  /** The same ways, where schemas besides these may hold and evaluate something. */
  private static List<List<Fact>> withUnevaluated(List<List<Fact>> ways, @Nullable Within scope) {
    for (Within at = scope; at != null; at = at.outer()) {
      Fact unknown = new Fact.Unsaid(at.owner().pointer, Fact.Unsaid.UNEVALUATED);
      ways.forEach(way -> way.add(unknown));
    }
    return ways;
  }

  private static List<List<Fact>> unsaid(Branch branch, String keyword) {
    List<Fact> way = new ArrayList<>(List.of(new Fact.Unsaid(branch.owner.pointer, keyword)));
    return withUnevaluated(List.of(way), branch.scope);
  }

  private static List<List<Fact>> unsaid(Schema schema, String keyword) {
    return List.of(List.of(new Fact.Unsaid(schema.pointer, keyword)));
  }

  /** Whether certainly no value of the type satisfies both; after so many questions, perhaps. */
  private boolean disjoint(Schema one, Schema other, int type) {
    Pair asked = new Pair(one, other, type);
    if (disjoint.size() >= MAX_COMPARED && !disjoint.containsKey(asked)) {
      return false;
    }
    return disjoint.computeIfAbsent(
        asked,
        pair ->
            possibility.none(
                List.of(Claim.holds(one), Claim.holds(other)), type, Possibility.DEPTH));
  }

  /** The ways in which {@code schema} may fail for a value of the type. */
  private List<List<Fact>> failures(Case made, Schema schema) {
    int type = made.type;
    if ((schema.types & type) == 0) {
      return List.of(List.of());
    }
    boolean object = type == JsonType.OBJECT;
    if (schema.values != null) {
      boolean some = schema.values.stream().anyMatch(v -> (JsonType.of(v) & type) != 0);
      return some ? unsaid(schema, Fact.Unsaid.FAILURE) : List.of(List.of());
    }
    if (object ? schema.unevaluatedProperties != null : schema.unevaluatedItems != null) {
      return unsaid(schema, Fact.Unsaid.FAILURE);
    }
    List<List<Fact>> ways = new ArrayList<>();
    if (object) {
      addObjectFailures(schema, ways);
    } else {
      addArrayFailures(schema, ways);
    }
    for (List<Applied> some : List.of(schema.inPlaceBefore, schema.inPlaceAfter)) {
      for (Applied applied : some) {
        addFailures(schema, applied, type, ways);
      }
    }
    return ways;
  }

  private void addFailures(Schema owner, Applied applied, int type, List<List<Fact>> ways) {
    switch (applied) {
      case Applied.All(Schema target) -> ways.add(itself(Claim.fails(target)));
      case Applied.Not(Schema target) -> ways.add(itself(Claim.holds(target)));
      case Applied.Any(List<Schema> schemas) -> ways.add(allFail(schemas));
      case Applied.One(List<Schema> schemas) -> {
        ways.add(allFail(schemas));
        if (schemas.size() > MAX_PAIRS) {
          ways.addAll(unsaid(owner, Fact.Unsaid.FAILURE));
          return;
        }
        for (int i = 0; i < schemas.size(); i++) {
          for (int j = i + 1; j < schemas.size(); j++) {
            if (!disjoint(schemas.get(i), schemas.get(j), type)) {
              ways.add(itself(Claim.holds(schemas.get(i)), Claim.holds(schemas.get(j))));
            }
          }
        }
      }
      case Applied.If(Schema test, Schema then, Schema otherwise) -> {
        if (then != null) {
          ways.add(itself(Claim.holds(test), Claim.fails(then)));
        }
        if (otherwise != null) {
          ways.add(itself(Claim.fails(test), Claim.fails(otherwise)));
        }
      }
      case Applied.Dependent(String name, Schema schema) -> {
        if (type == JsonType.OBJECT) {
          ways.add(
              List.of(
                  new Fact.Present(name, List.of()), new Fact.Itself(Claim.fails(schema), null)));
        }
      }
    }
  }

  private static List<Fact> itself(Claim... claims) {
    List<Fact> facts = new ArrayList<>();
    for (Claim claim : claims) {
      facts.add(new Fact.Itself(claim, null));
    }
    return facts;
  }

  private static List<Fact> allFail(List<Schema> schemas) {
    List<Fact> facts = new ArrayList<>();
    schemas.forEach(schema -> facts.add(new Fact.Itself(Claim.fails(schema), null)));
    return facts;
  }

  private void addObjectFailures(Schema schema, List<List<Fact>> ways) {
    schema.required.forEach(name -> ways.add(List.of(new Fact.Absent(name))));
    addOutside(schema.size, Fact.Size::new, ways);
    schema.properties.forEach(
        (name, value) -> ways.add(List.of(new Fact.Present(name, List.of(Claim.fails(value))))));
    for (PatternProperty pattern : schema.patternProperties) {
      ways.add(
          List.of(new Fact.SomeProperty(pattern.names(), List.of(Claim.fails(pattern.schema())))));
    }
    if (schema.additional != null) {
      List<Regex> known = new ArrayList<>();
      schema.properties.keySet().forEach(name -> known.add(Regex.literal(name)));
      schema.patternProperties.forEach(pattern -> known.add(pattern.names()));
      Regex others = known.isEmpty() ? Regex.ANY_TEXT : Regex.not(Regex.anyOf(known));
      ways.add(List.of(new Fact.SomeProperty(others, List.of(Claim.fails(schema.additional)))));
    }
    if (schema.propertyNames != null) {
      Strings outside = possibility.scalars().of(schema.propertyNames).strings().not(matcher);
      List<Fact> way = new ArrayList<>();
      way.add(new Fact.SomeProperty(outside.regex(), List.of()));
      if (!outside.isExact()) {
        way.add(new Fact.Unsaid(schema.pointer, Fact.Unsaid.FAILURE));
      }
      ways.add(way);
    }
    schema.dependentRequired.forEach(
        (name, others) ->
            others.forEach(
                other ->
                    ways.add(List.of(new Fact.Present(name, List.of()), new Fact.Absent(other)))));
  }

  private void addArrayFailures(Schema schema, List<List<Fact>> ways) {
    addOutside(schema.count, Fact.Length::new, ways);
    for (int i = 0; i < schema.prefix.size(); i++) {
      ways.add(List.of(new Fact.ItemAt(i, List.of(Claim.fails(schema.prefix.get(i))))));
    }
    if (schema.items != null) {
      ways.add(
          List.of(
              new Fact.SomeItems(
                  schema.prefix.size(), Claim.fails(schema.items), new Count(1, Regex.UNBOUNDED))));
    }
    if (schema.contains != null) {
      Claim inside = Claim.holds(schema.contains.schema());
      addOutside(schema.contains.count(), count -> new Fact.SomeItems(0, inside, count), ways);
    }
    if (schema.uniqueItems) {
      ways.add(
          List.of(
              new Fact.Length(new Count(2, Regex.UNBOUNDED)),
              new Fact.Unsaid(schema.pointer, Fact.Unsaid.FAILURE)));
    }
  }

  private interface Counted {
    Fact of(Count count);
  }

  private static void addOutside(Count count, Counted fact, List<List<Fact>> ways) {
    if (count.min() > 0) {
      ways.add(List.of(fact.of(new Count(0, count.min() - 1))));
    }
    if (count.max() != Regex.UNBOUNDED) {
      ways.add(List.of(fact.of(new Count(count.max() + 1, Regex.UNBOUNDED))));
    }
  }

  /**
   * Where the properties that are only said to exist may be: at a name that is known, or is one of
   * few, or among the others, each on its own or several at one.
   */
  private List<List<Fact>> places(Case made) {
    List<Fact.SomeProperty> some = List.copyOf(made.someProperties);
    made.someProperties.clear();
    if (some.size() > MAX_SOME) {
      return List.of(List.of(new Fact.Unsaid("", Fact.Unsaid.FAILURE)));
    }
    List<List<Fact>> ways = new ArrayList<>();
    ways.add(List.of());
    for (Fact.SomeProperty one : some) {
      Set<String> names = new TreeSet<>();
      for (String name : made.names()) {
        if (matcher.matches(one.names(), name, "property name")) {
          names.add(name);
        }
      }
      Optional<List<String>> few = RegexEmptiness.finite(possibleNames(made, one), MAX_NAMES);
      few.ifPresent(names::addAll);
      names.removeAll(made.absent);
      List<List<Fact>> longer = new ArrayList<>();
      for (List<Fact> way : ways) {
        names.forEach(name -> longer.add(plus(way, new Fact.Present(name, one.claims()))));
        if (few.isEmpty()) {
          addOthers(way, one, longer);
        }
      }
      ways = longer;
    }
    return ways;
  }

  private Regex possibleNames(Case made, Fact.SomeProperty some) {
    List<Regex> all = new ArrayList<>(List.of(some.names()));
    for (Schema schema : made.schemas()) {
      if (schema.propertyNames != null) {
        all.add(possibility.scalars().of(schema.propertyNames).strings().regex());
      }
    }
    return Regex.allOf(all);
  }

  /** A property of its own, or one that is among those of {@code way}. */
  private static void addOthers(List<Fact> way, Fact.SomeProperty one, List<List<Fact>> longer) {
    longer.add(plus(way, one));
    for (Fact fact : way) {
      if (fact instanceof Fact.SomeProperty(Regex others, List<Claim> claims)) {
        Set<Claim> both = new LinkedHashSet<>(claims);
        both.addAll(one.claims());
        List<Fact> joined = new ArrayList<>(way);
        joined.remove(fact);
        joined.add(new Fact.SomeProperty(Regex.allOf(others, one.names()), List.copyOf(both)));
        longer.add(joined);
      }
    }
  }

  private static List<Fact> plus(List<Fact> way, Fact fact) {
    List<Fact> longer = new ArrayList<>(way);
    longer.add(fact);
    return longer;
  }
}
