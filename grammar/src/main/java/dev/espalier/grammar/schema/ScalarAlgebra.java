package dev.espalier.grammar.schema;

import dev.espalier.grammar.LimitExceededException;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The scalars that a schema allows, all keywords that apply to them together: exactly, and without
 * a normal form, for sets of scalars are closed under all that JSON Schema can say. Each schema is
 * worked out once. Owned by one thread.
 */
final class ScalarAlgebra {
  private static final int MAX_OVERLAPS = 3_000; // pairs of branches of one oneOf
  private static final int PLAIN_OVERLAPS = 4; // pairs of plain intervals that cost what one does

  final RegexMatcher matcher = new RegexMatcher();
  final RegexEmptiness emptiness = new RegexEmptiness();
  private final Map<Schema, Scalars> known = new IdentityHashMap<>();

  /** The scalars for which all of {@code claims} are true. */
  Scalars of(Collection<Claim> claims) {
    Scalars all = Scalars.ALL;
    for (Claim claim : claims) {
      Scalars one = of(claim.schema());
      all = all.and(claim.holds() ? one : one.not(matcher), matcher);
    }
    return all;
  }

  /**
   * @throws LimitExceededException if combining the schemas takes too much
   */
  Scalars of(Schema schema) {
    Deque<Schema> stack = new ArrayDeque<>(List.of(schema)); // each after what it needs
    while (!stack.isEmpty()) {
      Schema next = stack.getFirst();
      if (!known.containsKey(next) && !pushUnknown(next, stack)) {
        known.put(next, made(next));
      }
      if (known.containsKey(next)) {
        stack.pop();
      }
    }
    return known.get(schema);
  }

  /** Pushes what must be known of other schemas first; whether there is any. */
  private boolean pushUnknown(Schema schema, Deque<Schema> stack) {
    int before = stack.size();
    for (List<Schema.Applied> some : List.of(schema.inPlaceBefore, schema.inPlaceAfter)) {
      for (Schema.Applied applied : some) {
        if (!(applied instanceof Schema.Applied.Dependent)) {
          applied.schemas().stream().filter(s -> !known.containsKey(s)).forEach(stack::push);
        }
      }
    }
    return stack.size() > before;
  }

  private Scalars made(Schema schema) {
    Scalars scalars = own(schema);
    for (List<Schema.Applied> some : List.of(schema.inPlaceBefore, schema.inPlaceAfter)) {
      for (Schema.Applied applied : some) {
        scalars = scalars.and(of(applied), matcher);
      }
    }
    return scalars;
  }

  private Scalars of(Schema.Applied applied) {
    return switch (applied) {
      case Schema.Applied.All(Schema schema) -> of(schema);
      case Schema.Applied.Any(List<Schema> schemas) -> {
        Scalars any = Scalars.NONE;
        for (Schema schema : schemas) {
          any = any.or(of(schema));
        }
        yield any;
      }
      case Schema.Applied.One(List<Schema> schemas) -> exactlyOne(schemas);
      case Schema.Applied.Not(Schema schema) -> of(schema).not(matcher);
      case Schema.Applied.If(Schema test, Schema then, Schema otherwise) ->
          orAll(of(test), then).or(orAll(of(test).not(matcher), otherwise));
      case Schema.Applied.Dependent dependent -> Scalars.ALL;
    };
  }

  private Scalars orAll(Scalars where, @Nullable Schema schema) {
    return schema == null ? where : where.and(of(schema), matcher);
  }

  /** Each of them without those others that it is not disjoint from. */
  private Scalars exactlyOne(List<Schema> schemas) {
    List<Scalars> all = schemas.stream().map(this::of).toList();
    Scalars one = Scalars.NONE;
    int overlaps = 0;
    for (Scalars some : all) {
      if (some.isNothing()) {
        continue;
      }
      Scalars others = Scalars.NONE;
      boolean passed = false;
      for (Scalars other : all) {
        if (other == some && !passed) {
          passed = true; // the same schema may be listed twice
          continue;
        }
        Scalars both = others.isAll() ? Scalars.NONE : some.and(other, matcher);
        if (!both.isEmpty(emptiness)) {
          others = others.or(other);
          overlaps += isPlain(both) ? 1 : PLAIN_OVERLAPS;
          if (overlaps > PLAIN_OVERLAPS * MAX_OVERLAPS) {
            throw new LimitExceededException(
                schemas.getFirst().pointer,
                "more than " + MAX_OVERLAPS + " pairs of schemas of 'oneOf' may hold together");
          }
        }
      }
      one = one.or(others == Scalars.NONE ? some : some.and(others.not(matcher), matcher));
    }
    return one;
  }

  /**
   * Whether its numbers are all, or all integers, between bounds, and its strings all or listed.
   */
  private static boolean isPlain(Scalars scalars) {
    return (scalars.strings().isAll() || scalars.strings().patterns().isEmpty())
        && scalars.numbers().parts().stream()
            .map(Numbers.Part::clause)
            .allMatch(
                clause ->
                    clause.others().isEmpty()
                        && (clause.step() == null || clause.step().equals(BigDecimal.ONE)));
  }

  private Scalars own(Schema schema) {
    int types = schema.types;
    Set<Json> values = schema.values;
    int literals = 0;
    Numbers numbers = Numbers.NONE;
    Strings strings = Strings.NONE;
    if (values != null) {
      Set<String> texts = new LinkedHashSet<>();
      List<BigDecimal> points = new ArrayList<>();
      for (Json value : values) {
        switch (value) {
          case Json.Null n -> literals |= Scalars.NULL;
          case Json.Bool b -> literals |= b.value() ? Scalars.TRUE : Scalars.FALSE;
          case Json.Num n -> points.add(n.value());
          case Json.Str s -> texts.add(s.value());
          case Json.Arr a -> {}
          case Json.Obj o -> {}
        }
      }
      numbers = Numbers.points(points);
      strings = Strings.of(texts);
    } else {
      literals = Scalars.ALL.literals();
      numbers = Numbers.ALL;
      strings = Strings.ALL;
    }
    literals &= (types & JsonType.NULL) != 0 ? ~0 : ~Scalars.NULL;
    literals &= (types & JsonType.BOOLEAN) != 0 ? ~0 : ~(Scalars.TRUE | Scalars.FALSE);
    boolean integers = (types & JsonType.NUMBER) == JsonType.INTEGER;
    numbers = (types & JsonType.NUMBER) == 0 ? Numbers.NONE : numbers(schema, numbers, integers);
    return new Scalars(
        literals,
        numbers,
        integers && schema.integersArePlain ? Numbers.NONE : numbers,
        (types & JsonType.STRING) == 0 ? Strings.NONE : strings(schema, strings));
  }

  private static Numbers numbers(Schema schema, Numbers among, boolean integers) {
    Numbers numbers = integers ? among.and(Numbers.integers()) : among;
    if (!schema.range.equals(NumberRange.ALL)) {
      numbers = numbers.and(Numbers.of(schema.range));
    }
    for (var multiple : schema.multiples) {
      numbers = numbers.and(Numbers.multipleOf(multiple));
    }
    return numbers;
  }

  private Strings strings(Schema schema, Strings among) {
    Strings strings = among;
    for (Schema.StringRule rule : schema.strings) {
      strings = strings.and(Strings.of(rule), matcher);
    }
    return schema.length.equals(Count.ANY)
        ? strings
        : strings.and(Strings.ofLength(schema.length), matcher);
  }
}
