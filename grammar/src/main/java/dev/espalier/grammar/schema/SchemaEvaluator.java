package dev.espalier.grammar.schema;

import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.schema.Schema.Applied;
import dev.espalier.grammar.schema.Schema.PatternProperty;
import dev.espalier.grammar.schema.Schema.StringRule;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Whether values satisfy schemas, exactly: every keyword, with what the unevaluated ones need to
 * know of the others.
 *
 * <p>Asks for verdicts on pairs of a schema and a part of the value. A pair is tried; where that
 * wants verdicts that are not there yet, it waits on a stack until they are. So no depth of schema
 * or value costs Java stack, and no pair is judged twice: time is at most the product of both,
 * bounded by {@link Limits#maxSymbols} pairs. Immutable; any thread.
 */
final class SchemaEvaluator {
  private final Limits limits;

  SchemaEvaluator(Limits limits) {
    this.limits = limits;
  }

  /**
   * @throws LimitExceededException if it takes too much work
   */
  boolean isValid(Schema schema, Json value) {
    return new Run(limits).isValid(schema, value);
  }

  /** Whether all of {@code claims} are true of {@code value}. Throws as {@link #isValid} does. */
  boolean areTrue(List<Claim> claims, Json value) {
    return claims.stream().allMatch(claim -> isValid(claim.schema(), value) == claim.holds());
  }

  /** Whether {@code value} is {@code step} times an integer. Expands neither. */
  static boolean isMultiple(BigDecimal value, BigDecimal step) {
    BigDecimal plain = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
    BigDecimal unit = step.stripTrailingZeros();
    long shift = (long) unit.scale() - plain.scale();
    if (plain.signum() == 0 || shift < 0) {
      return plain.signum() == 0; // else its last digit, not 0, stands behind those of the step
    }
    BigInteger modulus = unit.unscaledValue().abs();
    return BigInteger.TEN
            .modPow(BigInteger.valueOf(shift), modulus)
            .multiply(plain.unscaledValue())
            .mod(modulus)
            .signum()
        == 0;
  }

  /** A schema and a part of the value; the same only if both are the same objects. */
  private record Pair(Schema schema, Json value) {
    @Override
    public boolean equals(Object o) {
      return o instanceof Pair other && schema == other.schema && value == other.value;
    }

    @Override
    public int hashCode() {
      return 31 * System.identityHashCode(schema) + System.identityHashCode(value);
    }
  }

  private enum Stage {
    ITSELF,
    IN_PLACE,
    BELOW,
    UNEVALUATED,
    DONE;

    private static final Stage[] ALL = values();

    Stage next() {
      return ALL[ordinal() + 1];
    }
  }

  private static final class Open {
    final Pair pair;
    Stage stage = Stage.ITSELF;

    Open(Pair pair) {
      this.pair = pair;
    }
  }

  private static final class Run {
    private final Limits limits;
    private final RegexMatcher matcher = new RegexMatcher();
    private final Map<Pair, Boolean> verdicts = new HashMap<>();
    private final List<Pair> missing = new ArrayList<>();
    private final Map<String, Json> names = new HashMap<>(); // as values, for 'propertyNames'
    private final Map<PatternProperty, Map<String, Boolean>> matches = new IdentityHashMap<>();

    Run(Limits limits) {
      this.limits = limits;
    }

    boolean isValid(Schema schema, Json value) {
      Pair asked = new Pair(schema, value);
      Deque<Open> stack = new ArrayDeque<>();
      stack.push(new Open(asked));
      while (!stack.isEmpty()) {
        Open open = stack.getFirst();
        if (verdicts.containsKey(open.pair)) {
          stack.pop();
          continue;
        }
        missing.clear();
        boolean passed = passes(open.stage, open.pair.schema, open.pair.value);
        if (passed && !missing.isEmpty()) {
          missing.forEach(pair -> stack.push(new Open(pair)));
          continue;
        }
        open.stage = open.stage.next();
        if (!passed || open.stage == Stage.DONE) {
          conclude(open.pair, passed);
          stack.pop();
        }
      }
      return Boolean.TRUE.equals(verdicts.get(asked));
    }

    private void conclude(Pair pair, boolean verdict) {
      verdicts.put(pair, verdict);
      if (verdicts.size() > limits.maxSymbols()) {
        throw new LimitExceededException(
            pair.schema.pointer,
            "evaluating the schema takes more than Limits.maxSymbols "
                + limits.maxSymbols()
                + " verdicts");
      }
    }

    /** The verdict on a pair; true, and noted as missing, if there is none yet. */
    private boolean holds(Schema schema, Json value) {
      Pair pair = new Pair(schema, value);
      Boolean verdict = verdicts.get(pair);
      if (verdict == null) {
        missing.add(pair);
        return true;
      }
      return verdict;
    }

    /** Whether nothing that is known speaks against the pair at this stage. */
    private boolean passes(Stage stage, Schema schema, Json value) {
      return switch (stage) {
        case ITSELF -> itself(schema, value);
        case IN_PLACE ->
            schema.inPlaceBefore.stream().allMatch(applied -> inPlace(applied, value))
                && schema.inPlaceAfter.stream().allMatch(applied -> inPlace(applied, value));
        case BELOW ->
            switch (value) {
              case Json.Arr array -> items(schema, array);
              case Json.Obj object -> members(schema, object);
              case Json.Null n -> true;
              case Json.Bool b -> true;
              case Json.Num n -> true;
              case Json.Str s -> true;
            };
        case UNEVALUATED ->
            switch (value) {
              case Json.Arr array -> unevaluatedItems(schema, array);
              case Json.Obj object -> unevaluatedProperties(schema, object);
              case Json.Null n -> true;
              case Json.Bool b -> true;
              case Json.Num n -> true;
              case Json.Str s -> true;
            };
        case DONE -> true;
      };
    }

    // ---- the value itself

    private boolean itself(Schema schema, Json value) {
      if ((schema.types & schema.typeOf(value)) == 0
          || (schema.values != null && !schema.values.contains(value))) {
        return false;
      }
      return switch (value) {
        case Json.Null n -> true;
        case Json.Bool b -> true;
        case Json.Num n ->
            schema.range.contains(n.value())
                && schema.multiples.stream().allMatch(step -> isMultiple(n.value(), step));
        case Json.Str s -> string(schema, s.value());
        case Json.Arr array -> {
          int size = array.items().size();
          yield schema.count.contains(size)
              && (!schema.uniqueItems || new HashSet<>(array.items()).size() == size);
        }
        case Json.Obj object -> {
          Set<String> present = object.members().keySet();
          yield schema.size.contains(present.size())
              && present.containsAll(schema.required)
              && schema.dependentRequired.entrySet().stream()
                  .allMatch(
                      d -> !present.contains(d.getKey()) || present.containsAll(d.getValue()));
        }
      };
    }

    private boolean string(Schema schema, String text) {
      if (!schema.length.contains(text.codePointCount(0, text.length()))) {
        return false;
      }
      for (StringRule rule : schema.strings) {
        if (!matcher.matches(rule.regex(), text, schema.pointer)
            || (rule.test() != null && !rule.test().holds().test(text))) {
          return false;
        }
      }
      return true;
    }

    // ---- schemas for the same value

    private boolean inPlace(Applied applied, Json value) {
      return switch (applied) {
        case Applied.All all -> holds(all.schema(), value);
        case Applied.Any any -> holding(any.schemas(), value) > 0;
        case Applied.One one -> {
          int before = missing.size();
          int holding = holding(one.schemas(), value);
          yield holding == 1 || missing.size() > before;
        }
        case Applied.Not not -> {
          int before = missing.size();
          yield !holds(not.schema(), value) || missing.size() > before;
        }
        case Applied.If branches -> {
          int before = missing.size();
          boolean tested = holds(branches.test(), value);
          Schema branch = tested ? branches.then() : branches.otherwise();
          yield missing.size() > before || branch == null || holds(branch, value);
        }
        case Applied.Dependent dependent ->
            !(value instanceof Json.Obj object)
                || !object.members().containsKey(dependent.name())
                || holds(dependent.schema(), value);
      };
    }

    /** How many hold. All are asked, since what they evaluate may matter. */
    private int holding(List<Schema> schemas, Json value) {
      int holding = 0;
      for (Schema schema : schemas) {
        holding += holds(schema, value) ? 1 : 0;
      }
      return holding;
    }

    // ---- parts of the value

    private boolean items(Schema schema, Json.Arr array) {
      int contained = 0;
      int before = missing.size();
      for (int i = 0; i < array.items().size(); i++) {
        Json item = array.items().get(i);
        Schema applied = i < schema.prefix.size() ? schema.prefix.get(i) : schema.items;
        if (applied != null && !holds(applied, item)) {
          return false;
        }
        contained += schema.contains != null && holds(schema.contains.schema(), item) ? 1 : 0;
      }
      return schema.contains == null
          || missing.size() > before
          || schema.contains.count().contains(contained);
    }

    private boolean members(Schema schema, Json.Obj object) {
      for (Map.Entry<String, Json> member : object.members().entrySet()) {
        String name = member.getKey();
        if (schema.propertyNames != null
            && !holds(schema.propertyNames, names.computeIfAbsent(name, Json.Str::new))) {
          return false;
        }
        for (Schema applied : properties(schema, name)) {
          if (!holds(applied, member.getValue())) {
            return false;
          }
        }
      }
      return true;
    }

    /** The schemas for the value of a property. */
    private List<Schema> properties(Schema schema, String name) {
      List<Schema> all = new ArrayList<>();
      Schema declared = schema.properties.get(name);
      if (declared != null) {
        all.add(declared);
      }
      for (PatternProperty pattern : schema.patternProperties) {
        if (matches(pattern, name, schema.pointer)) {
          all.add(pattern.schema());
        }
      }
      if (all.isEmpty() && schema.additional != null) {
        all.add(schema.additional);
      }
      return all;
    }

    private boolean matches(PatternProperty pattern, String name, String pointer) {
      return matches
          .computeIfAbsent(pattern, p -> new HashMap<>())
          .computeIfAbsent(name, n -> matcher.matches(pattern.names(), n, pointer));
    }

    // ---- what no other keyword has evaluated

    private boolean unevaluatedProperties(Schema schema, Json.Obj object) {
      if (schema.unevaluatedProperties == null) {
        return true;
      }
      Set<String> rest = new HashSet<>(object.members().keySet());
      for (Schema holding : holdingInPlace(schema, object)) {
        if (holding != schema && holding.unevaluatedProperties != null) {
          return true;
        }
        rest.removeIf(name -> !properties(holding, name).isEmpty());
      }
      for (String name : rest) {
        if (!holds(schema.unevaluatedProperties, object.members().get(name))) {
          return false;
        }
      }
      return true;
    }

    private boolean unevaluatedItems(Schema schema, Json.Arr array) {
      if (schema.unevaluatedItems == null) {
        return true;
      }
      BitSet rest = new BitSet();
      rest.set(0, array.items().size());
      for (Schema holding : holdingInPlace(schema, array)) {
        if (holding.items != null || (holding != schema && holding.unevaluatedItems != null)) {
          return true;
        }
        rest.clear(0, holding.prefix.size());
        Schema.Contains contains = holding.contains;
        for (int i = 0; contains != null && contains.evaluates() && i < rest.length(); i++) {
          if (holds(contains.schema(), array.items().get(i))) {
            rest.clear(i);
          }
        }
      }
      for (int i = rest.nextSetBit(0); i >= 0; i = rest.nextSetBit(i + 1)) {
        if (!holds(schema.unevaluatedItems, array.items().get(i))) {
          return false;
        }
      }
      return true;
    }

    /** The schema and those applied to the same value that hold, whose verdicts are all known. */
    private Set<Schema> holdingInPlace(Schema start, Json value) {
      Set<Schema> all = new HashSet<>();
      Deque<Schema> stack = new ArrayDeque<>();
      stack.push(start);
      while (!stack.isEmpty()) {
        Schema schema = stack.pop();
        if (all.add(schema)) {
          schema.inPlaceBefore.forEach(applied -> pushHolding(applied, value, stack));
          schema.inPlaceAfter.forEach(applied -> pushHolding(applied, value, stack));
        }
      }
      return all;
    }

    private void pushHolding(Applied applied, Json value, Deque<Schema> stack) {
      switch (applied) {
        case Applied.Not not -> {}
        case Applied.If branches -> {
          boolean tested = holds(branches.test(), value);
          push(tested ? branches.test() : null, stack);
          push(tested ? branches.then() : branches.otherwise(), stack);
        }
        case Applied.Dependent dependent -> {
          if (value instanceof Json.Obj object && object.members().containsKey(dependent.name())) {
            stack.push(dependent.schema());
          }
        }
        case Applied.All all -> stack.push(all.schema());
        case Applied.Any any -> pushHolding(any.schemas(), value, stack);
        case Applied.One one -> pushHolding(one.schemas(), value, stack);
      }
    }

    private void pushHolding(List<Schema> schemas, Json value, Deque<Schema> stack) {
      for (Schema schema : schemas) {
        push(holds(schema, value) ? schema : null, stack);
      }
    }

    private static void push(@Nullable Schema schema, Deque<Schema> stack) {
      if (schema != null) {
        stack.push(schema);
      }
    }
  }
}
