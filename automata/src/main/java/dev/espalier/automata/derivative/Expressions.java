package dev.espalier.automata.derivative;

import dev.espalier.automata.derivative.Expression.And;
import dev.espalier.automata.derivative.Expression.Concat;
import dev.espalier.automata.derivative.Expression.Empty;
import dev.espalier.automata.derivative.Expression.JsonEscape;
import dev.espalier.automata.derivative.Expression.JsonOneOf;
import dev.espalier.automata.derivative.Expression.Literals;
import dev.espalier.automata.derivative.Expression.Not;
import dev.espalier.automata.derivative.Expression.Nothing;
import dev.espalier.automata.derivative.Expression.OneOf;
import dev.espalier.automata.derivative.Expression.Or;
import dev.espalier.automata.derivative.Expression.Repeat;
import dev.espalier.automata.derivative.Expression.Tail;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Regex;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes expressions, each at most once, and derives them byte by byte.
 *
 * <p>The derivative of <i>e</i> by a byte <i>b</i> matches the rest of every text of <i>e</i> that
 * starts with <i>b</i>, so the expressions reached from a terminal are the states of its automaton,
 * made only when a text visits them. Smart constructors keep equal languages equal objects where
 * that is cheap: alternatives and intersections are sets, literals are slices of one sorted array,
 * common heads are factored out, and overlapping counters ({@code x{2,5} | x{3,9}}) join into one,
 * so that a counted repetition stays one state per count. Unlike classical derivative engines, code
 * points are not compiled to byte sequences up front: what remains of a multi-byte character is a
 * {@link Tail} that intersects the set with the range the bytes so far leave.
 *
 * <p>Not thread-safe; the owner holds a lock. {@link #forget} drops all tables when they exceed the
 * limits; expressions made before stay valid and are made again when met.
 *
 * <p>Sources: Brzozowski 1964; Owens, Reppy, Turon 2009, "Regular-expression derivatives
 * re-examined" (weak equivalence, byte classes).
 */
public final class Expressions {
  private static final int MAX_DEPTH = 2_000;
  private static final Comparator<Expression> BY_ID = Comparator.comparingInt(e -> e.id);

  private record TailKey(CodePoints set, int first, int last, int remaining) {}

  private record JsonKey(CodePoints set) {}

  private record JsonEscapeKey(CodePoints set, JsonEscapes.Place place) {}

  private record LiteralsKey(byte[][] texts, int low, int high, int depth) {}

  private record ConcatKey(int head, int rest) {}

  private record RepeatKey(int body, int min, int max) {}

  private record NotKey(int operand) {}

  private record CounterKey(int body, int rest) {}

  private final ByteClasses classes;
  private final Map<Object, Expression> interned = new HashMap<>();
  private final Map<List<String>, byte[][]> literalArrays = new HashMap<>();
  private final Map<CodePointSet, CodePoints> sets = new HashMap<>();
  private int nextId;

  private final Expression nothing = new Nothing(nextId++);
  private final Expression empty = new Empty(nextId++);
  private final Expression everything = new Not(nextId++, nothing);
  private final CodePoints all = new CodePoints(CodePointSet.ALL);
  private final Expression text =
      new Repeat(nextId++, new OneOf(nextId++, all), 0, Regex.UNBOUNDED);

  public Expressions(ByteClasses classes) {
    this.classes = classes;
    seed();
  }

  private void seed() {
    sets.put(CodePointSet.ALL, all);
    Expression any = ((Repeat) text).body;
    interned.put(all, any);
    interned.put(new RepeatKey(any.id, 0, Regex.UNBOUNDED), text);
  }

  /** The number of expressions held. */
  public int size() {
    return interned.size();
  }

  /** Forgets every expression; those still in use elsewhere stay valid. */
  public void forget() {
    interned.values().forEach(Expression::forgetDerivatives);
    interned.clear();
    literalArrays.clear();
    sets.clear();
    seed();
  }

  /**
   * The expression of a terminal.
   *
   * @throws LimitExceededException if it nests deeper than {@value #MAX_DEPTH}
   */
  public Expression of(Regex regex) {
    return of(regex, 0);
  }

  private Expression of(Regex regex, int depth) {
    if (depth > MAX_DEPTH) {
      throw new LimitExceededException(
          "regular expression", "nests deeper than " + MAX_DEPTH + "; flatten it");
    }
    return switch (regex) {
      case Regex.Nothing n -> nothing;
      case Regex.Chars(CodePointSet set) -> oneOf(set);
      case Regex.JsonChars(CodePointSet set) -> jsonOneOf(set);
      case Regex.Literal(String literal) -> literal.isEmpty() ? empty : literals(List.of(literal));
      case Regex.Concat(List<Regex> operands) -> {
        Expression rest = empty;
        for (int i = operands.size() - 1; i >= 0; i--) {
          rest = concat(of(operands.get(i), depth + 1), rest);
        }
        yield rest;
      }
      case Regex.Alternation(List<Regex> operands) -> {
        List<Expression> alternatives = new ArrayList<>();
        Set<String> literals = new TreeSet<>();
        for (Regex operand : operands) {
          if (operand instanceof Regex.Literal(String literal)) {
            literals.add(literal);
          } else {
            alternatives.add(of(operand, depth + 1));
          }
        }
        if (!literals.isEmpty()) {
          alternatives.add(literals(List.copyOf(literals)));
        }
        yield or(alternatives);
      }
      case Regex.Intersection(List<Regex> operands) ->
          and(operands.stream().map(operand -> of(operand, depth + 1)).toList());
      case Regex.Complement(Regex operand) -> and(List.of(text, not(of(operand, depth + 1))));
      case Regex.Repeat(Regex operand, int min, int max) ->
          repeat(of(operand, depth + 1), min, max);
    };
  }

  /**
   * What may follow byte class {@code byteClass} in {@code e}; {@link #isDead} if nothing may.
   * Amortised O(1), as it is remembered; the first time, linear in the operands of {@code e}.
   */
  public Expression derivative(Expression e, int byteClass) {
    if (e.derivatives.length == 0) {
      e.derivatives = new Expression[classes.count()];
    }
    Expression known = e.derivatives[byteClass];
    if (known == null) {
      known = derive(e, classes.representative(byteClass), byteClass);
      e.derivatives[byteClass] = known;
    }
    return known;
  }

  private Expression derive(Expression e, int b, int byteClass) {
    return switch (e) {
      case Nothing n -> nothing;
      case Empty n -> nothing;
      case Literals literals -> deriveLiterals(literals, b);
      case OneOf oneOf -> deriveOneOf(oneOf.set, b);
      case Tail tail -> deriveTail(tail, b);
      case JsonOneOf json ->
          b == '\\'
              ? jsonEscape(json.set, new JsonEscapes.AfterBackslash())
              : derivative(oneOf(json.set.set.intersect(JsonEscapes.RAW)), byteClass);
      case JsonEscape escape -> deriveEscape(escape, b);
      case Concat concat -> {
        Expression first = concat(derivative(concat.head, byteClass), concat.rest);
        yield concat.head.nullable ? or(List.of(first, derivative(concat.rest, byteClass))) : first;
      }
      case Repeat repeat -> {
        int max = repeat.max == Regex.UNBOUNDED ? repeat.max : repeat.max - 1;
        yield concat(
            derivative(repeat.body, byteClass),
            repeat(repeat.body, Math.max(0, repeat.min - 1), max));
      }
      case Or or -> {
        List<Expression> derived = new ArrayList<>(or.operands.length);
        for (Expression operand : or.operands) {
          derived.add(derivative(operand, byteClass));
        }
        yield or(derived);
      }
      case And and -> {
        List<Expression> derived = new ArrayList<>(and.operands.length);
        for (Expression operand : and.operands) {
          derived.add(derivative(operand, byteClass));
        }
        yield and(derived);
      }
      case Not not -> not(derivative(not.operand, byteClass));
    };
  }

  private Expression deriveLiterals(Literals e, int b) {
    int from = firstWithByteAtLeast(e, b);
    int to = firstWithByteAtLeast(e, b + 1);
    return from == to ? nothing : literals(e.texts, from, to, e.depth + 1);
  }

  private static int firstWithByteAtLeast(Literals e, int b) {
    int low = e.low;
    int high = e.high;
    while (low < high) {
      int mid = (low + high) >>> 1;
      byte[] candidate = e.texts[mid];
      if (candidate.length == e.depth || (candidate[e.depth] & 0xff) < b) {
        low = mid + 1;
      } else {
        high = mid;
      }
    }
    return low;
  }

  private Expression deriveOneOf(CodePoints set, int b) {
    if (b < 0x80) {
      return set.containsAscii(b) ? empty : nothing;
    }
    if (b >= 0xC2 && b <= 0xDF) {
      int base = (b & 0x1F) << 6;
      return tail(set, base, base + 0x3F, 1);
    }
    if (b >= 0xE0 && b <= 0xEF) {
      int base = (b & 0x0F) << 12;
      return tail(set, Math.max(base, 0x800), base + 0xFFF, 2);
    }
    if (b >= 0xF0 && b <= 0xF4) {
      int base = (b & 0x07) << 18;
      return tail(set, Math.max(base, 0x10000), Math.min(base + 0x3FFFF, CodePointSet.MAX), 3);
    }
    return nothing;
  }

  private Expression deriveTail(Tail e, int b) {
    if ((b & 0xC0) != 0x80) {
      return nothing;
    }
    int blockBits = 6 * e.remaining;
    int block = e.first >>> blockBits << blockBits;
    int low = block + ((b & 0x3F) << (blockBits - 6));
    int high = low + (1 << (blockBits - 6)) - 1;
    low = Math.max(low, e.first);
    high = Math.min(high, e.last);
    return low > high ? nothing : tail(e.set, low, high, e.remaining - 1);
  }

  private Expression deriveEscape(JsonEscape e, int b) {
    int completed = JsonEscapes.completed(e.place, b);
    if (completed >= 0) {
      return e.set.intersects(completed, completed) ? empty : nothing;
    }
    JsonEscapes.Place next = JsonEscapes.next(e.place, b);
    return next == null ? nothing : jsonEscape(e.set, next);
  }

  private Expression jsonEscape(CodePoints set, JsonEscapes.Place place) {
    if (!JsonEscapes.mayComplete(place, set)) {
      return nothing;
    }
    JsonEscapes.Place canonical = JsonEscapes.canonical(place, set);
    CodePoints points = canonical == place ? set : all;
    return interned.computeIfAbsent(
        new JsonEscapeKey(points, canonical), key -> new JsonEscape(nextId++, points, canonical));
  }

  private Expression jsonOneOf(CodePointSet set) {
    if (set.isEmpty()) {
      return nothing;
    }
    CodePoints points = setOf(set);
    return interned.computeIfAbsent(new JsonKey(points), key -> new JsonOneOf(nextId++, points));
  }

  private Expression tail(CodePoints set, int first, int last, int remaining) {
    if (!set.intersects(first, last)) {
      return nothing;
    }
    if (remaining == 0) {
      return empty;
    }
    if (!set.containsAll(first, last)) {
      return tailOf(set, first, last, remaining);
    }
    boolean wholeBlock = last - first + 1 == 1 << (6 * remaining);
    boolean surrogates = first <= 0xDFFF && last >= 0xD800;
    if (wholeBlock && !surrogates) {
      return switch (remaining) {
        case 1 -> tailOf(all, 0x80, 0xBF, 1);
        case 2 -> tailOf(all, 0x1000, 0x1FFF, 2);
        default -> tailOf(all, 0x40000, 0x7FFFF, 3);
      };
    }
    return tailOf(all, first, last, remaining);
  }

  private Expression tailOf(CodePoints set, int first, int last, int remaining) {
    return interned.computeIfAbsent(
        new TailKey(set, first, last, remaining),
        key -> new Tail(nextId++, set, first, last, remaining));
  }

  private Expression oneOf(CodePointSet set) {
    if (set.isEmpty()) {
      return nothing;
    }
    CodePoints points = setOf(set);
    return interned.computeIfAbsent(points, key -> new OneOf(nextId++, points));
  }

  private Expression literals(List<String> texts) {
    byte[][] array =
        literalArrays.computeIfAbsent(
            texts,
            key ->
                key.stream()
                    .map(s -> s.getBytes(StandardCharsets.UTF_8))
                    .sorted(Arrays::compareUnsigned)
                    .toArray(byte[][]::new));
    return literals(array, 0, array.length, 0);
  }

  private Expression literals(byte[][] texts, int low, int high, int depth) {
    if (high - low == 1 && texts[low].length == depth) {
      return empty;
    }
    return interned.computeIfAbsent(
        new LiteralsKey(texts, low, high, depth),
        key -> new Literals(nextId++, texts, low, high, depth));
  }

  /** {@code head}, then {@code rest}. */
  Expression concat(Expression head, Expression rest) {
    if (head == nothing || rest == nothing) {
      return nothing;
    }
    if (head == empty) {
      return rest;
    }
    if (rest == empty) {
      return head;
    }
    return interned.computeIfAbsent(
        new ConcatKey(head.id, rest.id), key -> new Concat(nextId++, head, rest));
  }

  /** {@code body}, {@code min} to {@code max} times. */
  Expression repeat(Expression body, int min, int max) {
    if (max == 0 || body == empty) {
      return empty;
    }
    if (body == nothing) {
      return min == 0 ? empty : nothing;
    }
    if (min == 1 && max == 1) {
      return body;
    }
    if (body instanceof Repeat inner && inner.min <= 1 && inner.max == Regex.UNBOUNDED) {
      return repeat(inner.body, inner.min * min, Regex.UNBOUNDED);
    }
    int least = body.nullable ? 0 : min;
    return interned.computeIfAbsent(
        new RepeatKey(body.id, least, max), key -> new Repeat(nextId++, body, least, max));
  }

  Expression not(Expression operand) {
    if (operand instanceof Not inner) {
      return inner.operand;
    }
    return operand == nothing
        ? everything
        : interned.computeIfAbsent(new NotKey(operand.id), key -> new Not(nextId++, operand));
  }

  /** Any of the operands. */
  Expression or(List<Expression> operands) {
    Set<Expression> flat = new LinkedHashSet<>();
    for (Expression operand : operands) {
      if (operand == everything) {
        return everything;
      }
      if (operand instanceof Or inner) {
        flat.addAll(Arrays.asList(inner.operands));
      } else if (operand != nothing) {
        flat.add(operand);
      }
    }
    if (flat.size() > 1) {
      flat = factored(flat);
    }
    if (flat.size() > 1 && flat.contains(empty)) {
      boolean covered = flat.stream().anyMatch(e -> e != empty && e.nullable);
      if (covered) {
        flat.remove(empty);
      }
    }
    if (flat.size() < 2) {
      return flat.isEmpty() ? nothing : flat.iterator().next();
    }
    Expression[] sorted = flat.toArray(Expression[]::new);
    Arrays.sort(sorted, BY_ID);
    return interned.computeIfAbsent(operandsKey(false, sorted), key -> new Or(nextId++, sorted));
  }

  /**
   * Joins single characters into one set, equal heads into one head before the alternation of their
   * rests, and counters that overlap into one counter.
   */
  private Set<Expression> factored(Set<Expression> operands) {
    CodePointSet chars = CodePointSet.EMPTY;
    CodePointSet jsonChars = CodePointSet.EMPTY;
    Map<Expression, List<Expression>> restsByHead = new LinkedHashMap<>();
    for (Expression operand : operands) {
      if (operand instanceof OneOf oneOf) {
        chars = chars.union(oneOf.set.set);
      } else if (operand instanceof JsonOneOf oneOf) {
        jsonChars = jsonChars.union(oneOf.set.set);
      } else if (operand instanceof Concat concat) {
        restsByHead.computeIfAbsent(concat.head, head -> new ArrayList<>()).add(concat.rest);
      } else {
        restsByHead.computeIfAbsent(operand, head -> new ArrayList<>()).add(empty);
      }
    }
    Set<Expression> result = new LinkedHashSet<>();
    if (!chars.isEmpty()) {
      result.add(oneOf(chars));
    }
    if (!jsonChars.isEmpty()) {
      result.add(jsonOneOf(jsonChars));
    }
    Map<CounterKey, List<Repeat>> counters = new LinkedHashMap<>();
    Map<Integer, Expression> restsById = new HashMap<>();
    restsByHead.forEach(
        (head, rests) -> {
          Expression rest = rests.size() == 1 ? rests.getFirst() : or(rests);
          if (head instanceof Repeat repeat) {
            restsById.put(rest.id, rest);
            counters
                .computeIfAbsent(new CounterKey(repeat.body.id, rest.id), k -> new ArrayList<>())
                .add(repeat);
          } else {
            result.add(concat(head, rest));
          }
        });
    counters.forEach(
        (key, repeats) -> {
          for (Expression joined : joined(repeats)) {
            result.add(concat(joined, restsById.get(key.rest)));
          }
        });
    return result;
  }

  private List<Expression> joined(List<Repeat> repeats) {
    repeats.sort(Comparator.comparingInt((Repeat r) -> r.min).thenComparingInt(r -> r.max));
    List<Expression> result = new ArrayList<>();
    Expression body = repeats.getFirst().body;
    int min = repeats.getFirst().min;
    int max = repeats.getFirst().max;
    for (Repeat next : repeats) {
      if (max == Regex.UNBOUNDED || next.min <= max + 1) {
        max = Math.max(max, next.max);
      } else {
        result.add(repeat(body, min, max));
        min = next.min;
        max = next.max;
      }
    }
    result.add(repeat(body, min, max));
    return result;
  }

  /** All of the operands. */
  Expression and(List<Expression> operands) {
    Set<Expression> flat = new LinkedHashSet<>();
    for (Expression operand : operands) {
      if (operand == nothing) {
        return nothing;
      }
      if (operand instanceof And inner) {
        flat.addAll(Arrays.asList(inner.operands));
      } else if (operand != everything) {
        flat.add(operand);
      }
    }
    if (flat.contains(empty)) {
      return flat.stream().allMatch(e -> e.nullable) ? empty : nothing;
    }
    if (flat.size() > 1 && flat.stream().anyMatch(e -> e != text && e.textual)) {
      flat.remove(text);
    }
    if (flat.size() > 1 && flat.stream().allMatch(e -> e instanceof OneOf)) {
      CodePointSet common = CodePointSet.ALL;
      for (Expression e : flat) {
        common = common.intersect(((OneOf) e).set.set);
      }
      return oneOf(common);
    }
    if (flat.size() > 1 && flat.stream().allMatch(e -> e instanceof JsonOneOf)) {
      CodePointSet common = CodePointSet.ALL;
      for (Expression e : flat) {
        common = common.intersect(((JsonOneOf) e).set.set);
      }
      return jsonOneOf(common);
    }
    if (flat.size() > 1 && flat.stream().allMatch(Expressions::isCountedChars)) {
      return countedChars(flat);
    }
    if (flat.size() < 2) {
      return flat.isEmpty() ? everything : flat.iterator().next();
    }
    Expression[] sorted = flat.toArray(Expression[]::new);
    Arrays.sort(sorted, BY_ID);
    return interned.computeIfAbsent(operandsKey(true, sorted), key -> new And(nextId++, sorted));
  }

  /** Whether {@code e} repeats one character, so that a text of it has one reading. */
  private static boolean isCountedChars(Expression e) {
    return e instanceof Repeat repeat
        && (repeat.body instanceof OneOf || repeat.body instanceof JsonOneOf);
  }

  /** The intersection of repeated characters: common characters, counts that all allow. */
  private Expression countedChars(Set<Expression> repeats) {
    List<Expression> bodies = new ArrayList<>();
    int min = 0;
    int max = Regex.UNBOUNDED;
    for (Expression e : repeats) {
      Repeat repeat = (Repeat) e;
      bodies.add(repeat.body);
      min = Math.max(min, repeat.min);
      max = Math.min(max, repeat.max);
    }
    return min > max ? nothing : repeat(and(bodies), min, max);
  }

  private static IntKey operandsKey(boolean and, Expression[] operands) {
    int[] ids = new int[operands.length + 1];
    ids[0] = and ? 1 : 0;
    for (int i = 0; i < operands.length; i++) {
      ids[i + 1] = operands[i].id;
    }
    return IntKey.of(ids);
  }

  /** One code point, any. */
  Expression anyChar() {
    return ((Repeat) text).body;
  }

  CodePoints setOf(CodePointSet set) {
    return sets.computeIfAbsent(set, CodePoints::new);
  }
}
