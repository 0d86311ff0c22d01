package dev.espalier.automata.derivative;

import dev.espalier.automata.derivative.Expression.And;
import dev.espalier.automata.derivative.Expression.Concat;
import dev.espalier.automata.derivative.Expression.Empty;
import dev.espalier.automata.derivative.Expression.JsonEscape;
import dev.espalier.automata.derivative.Expression.JsonOneOf;
import dev.espalier.automata.derivative.Expression.Literals;
import dev.espalier.automata.derivative.Expression.Multiple;
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
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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

  private record CounterKey(int body, int rest) {}

  private final ByteClasses classes;
  private final ExpressionTable table = new ExpressionTable();
  private final Map<List<String>, Literals> literals = new HashMap<>();
  private final Map<String, Literals> singleLiterals = new HashMap<>();
  private final Map<CodePointSet, CodePoints> sets = new HashMap<>();

  private final Expression nothing = new Nothing(table.newId());
  private final Expression empty = new Empty(table.newId());
  private final Expression everything = new Not(table.newId(), nothing);
  private Expression text; // any; made anew when forgotten

  public Expressions(ByteClasses classes) {
    this.classes = classes;
    this.text = newText();
  }

  private Expression newText() {
    return repeat(oneOf(CodePoints.ALL), 0, Regex.UNBOUNDED);
  }

  /** The number of expressions held. */
  public int size() {
    return table.size();
  }

  /** Forgets every expression; those still in use elsewhere stay valid. */
  public void forget() {
    table.forget();
    literals.clear();
    singleLiterals.clear();
    sets.clear();
    text = newText();
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
      case Regex.Literal(String literal) -> literal.isEmpty() ? empty : literal(literal);
      case Regex.Concat(List<Regex> operands) -> {
        Expression rest = empty;
        for (int i = operands.size() - 1; i >= 0; i--) {
          rest = concat(of(operands.get(i), depth + 1), rest);
        }
        yield rest;
      }
      case Regex.Alternation(List<Regex> operands) -> {
        List<Expression> alternatives = new ArrayList<>();
        TreeSet<String> literals = new TreeSet<>();
        for (Regex operand : operands) {
          if (operand instanceof Regex.Literal(String literal)) {
            literals.add(literal);
          } else {
            alternatives.add(of(operand, depth + 1));
          }
        }
        if (!literals.isEmpty()) {
          alternatives.add(
              literals.size() == 1 ? literal(literals.first()) : literals(List.copyOf(literals)));
        }
        yield or(alternatives.toArray(Expression[]::new));
      }
      case Regex.Intersection(List<Regex> operands) ->
          and(operands.stream().map(operand -> of(operand, depth + 1)).toArray(Expression[]::new));
      case Regex.Complement(Regex operand) -> and(text, not(of(operand, depth + 1)));
      case Regex.Multiple multiple -> table.multiple(multiple);
      case Regex.Repeat(Regex operand, int min, int max) ->
          repeat(of(operand, depth + 1), min, max);
    };
  }

  /**
   * What may follow byte class {@code byteClass} in {@code e}; {@link #isDead} if nothing may.
   * Amortised O(1), as it is remembered; the first time, linear in the operands of {@code e}.
   */
  public Expression derivative(Expression e, int byteClass) {
    int b = classes.representative(byteClass);
    if (!e.first().contains(b)) {
      return nothing;
    }
    Expression known = e.knownDerivative(byteClass);
    if (known == null) {
      known = derive(e, b, byteClass);
      e.rememberDerivative(byteClass, known, classes.count());
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
              : derivative(oneOf(rawOf(json.set)), byteClass);
      case JsonEscape escape -> deriveEscape(escape, b);
      case Multiple multiple -> of(multiple.regex.after(b));
      case Concat concat -> {
        Expression first = concat(derivative(concat.head, byteClass), concat.rest);
        yield concat.head.nullable && concat.rest.first().contains(b)
            ? or(first, derivative(concat.rest, byteClass))
            : first;
      }
      case Repeat repeat -> {
        Expression first = derivative(repeat.body, byteClass);
        int max = repeat.max == Regex.UNBOUNDED ? repeat.max : repeat.max - 1;
        yield first == nothing
            ? nothing
            : concat(first, repeat(repeat.body, Math.max(0, repeat.min - 1), max));
      }
      case Or or -> or(derivatives(or.operands, byteClass));
      case And and -> and(derivatives(and.operands, byteClass));
      case Not not -> not(derivative(not.operand, byteClass));
    };
  }

  private Expression[] derivatives(Expression[] operands, int byteClass) {
    Expression[] derived = new Expression[operands.length];
    for (int i = 0; i < operands.length; i++) {
      derived[i] = derivative(operands[i], byteClass);
    }
    return derived;
  }

  private Expression deriveLiterals(Literals e, int b) {
    if (e.high - e.low == 1) {
      return literals(e, e.low, e.high); // its one first byte is b
    }
    int from = e.firstWithByteAtLeast(e.low, b);
    int to = e.firstWithByteAtLeast(from, b + 1);
    return from == to ? nothing : literals(e, from, to);
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
    if (TokenBytes.LEADS.contains(b)) {
      int base = (b & 0x07) << 18;
      return tail(set, base, base + 0x3FFFF, 3);
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
    CodePoints points = canonical == place ? set : CodePoints.ALL;
    return table.jsonEscape(points, canonical);
  }

  private Expression jsonOneOf(CodePointSet set) {
    if (set.isEmpty()) {
      return nothing;
    }
    return table.jsonOneOf(setOf(set));
  }

  private Expression tail(CodePoints set, int first, int last, int remaining) {
    if (!set.intersects(first, last)) {
      return nothing;
    }
    if (remaining == 0) {
      return empty;
    }
    if (!set.containsAll(first, last)) {
      return table.tail(set, first, last, remaining);
    }
    boolean wholeBlock = last - first + 1 == 1 << (6 * remaining);
    boolean surrogates = first <= 0xDFFF && last >= 0xD800;
    if (wholeBlock && !surrogates) {
      return switch (remaining) {
        case 1 -> table.tail(CodePoints.ALL, 0x80, 0xBF, 1);
        case 2 -> table.tail(CodePoints.ALL, 0x1000, 0x1FFF, 2);
        default -> table.tail(CodePoints.ALL, 0x40000, 0x7FFFF, 3);
      };
    }
    return table.tail(CodePoints.ALL, first, last, remaining);
  }

  private Expression oneOf(CodePointSet set) {
    if (set.isEmpty()) {
      return nothing;
    }
    return oneOf(setOf(set));
  }

  private Expression oneOf(CodePoints set) {
    return set.set.isEmpty() ? nothing : table.oneOf(set);
  }

  private Expression literal(String text) {
    Literals known = singleLiterals.get(text);
    if (known == null) {
      known = table.newLiterals(new byte[][] {text.getBytes(StandardCharsets.UTF_8)});
      singleLiterals.put(text, known);
    }
    return known;
  }

  private Expression literals(List<String> texts) {
    return literals.computeIfAbsent(
        texts,
        key -> {
          byte[][] bytes = new byte[key.size()][];
          Arrays.setAll(bytes, i -> key.get(i).getBytes(StandardCharsets.UTF_8));
          Arrays.sort(bytes, Arrays::compareUnsigned);
          return table.newLiterals(bytes);
        });
  }

  private Expression literals(Literals e, int low, int high) {
    return high - low == 1 && e.texts[low].length == e.depth + 1
        ? empty
        : table.literals(e, low, high);
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
    return table.concat(head, rest);
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
    return table.repeat(body, body.nullable ? 0 : min, max);
  }

  Expression not(Expression operand) {
    if (operand instanceof Not inner) {
      return inner.operand;
    }
    return operand == nothing ? everything : table.not(operand);
  }

  /** Any of the operands. */
  Expression or(Expression... operands) {
    Operands flat = new Operands(operands.length);
    for (Expression operand : operands) {
      if (operand == everything) {
        return everything;
      }
      if (operand instanceof Or inner) {
        flat.addAll(inner.operands);
      } else if (operand != nothing) {
        flat.add(operand);
      }
    }
    flat.sort();
    dropRepeated(flat);
    if (flat.size() > 1 && mayBeFactored(flat)) {
      flat = factored(flat);
    }
    if (flat.size() > 1 && flat.contains(empty) && flat.any(e -> e.nullable && !e.isEmptyText())) {
      flat.remove(empty);
    }
    return flat.size() == 0 ? nothing : flat.size() == 1 ? flat.get(0) : table.or(flat.toArray());
  }

  /** Drops what consists of characters of which another operand is any number. */
  private static void dropRepeated(Operands operands) {
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i) instanceof Repeat all && all.min == 0 && all.max == Regex.UNBOUNDED) {
        operands.keep(e -> e == all || !Contradictions.isRepeated(all.body, e));
        i = operands.indexOf(all);
      }
    }
  }

  /** Whether {@link #factored} might change something. Sure for few operands alone. */
  private static boolean mayBeFactored(Operands operands) {
    if (operands.size() > 8) {
      return true;
    }
    for (int i = 1; i < operands.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (haveCommonFactor(operands.get(i), operands.get(j))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean haveCommonFactor(Expression a, Expression b) {
    Expression headOfA = a instanceof Concat c ? c.head : a;
    Expression headOfB = b instanceof Concat c ? c.head : b;
    return headOfA == headOfB
        || a instanceof OneOf && b instanceof OneOf
        || a instanceof JsonOneOf && b instanceof JsonOneOf
        || headOfA instanceof Repeat r && headOfB instanceof Repeat s && r.body == s.body;
  }

  /**
   * Joins single characters into one set, equal heads into one head before the alternation of their
   * rests, and counters that overlap into one counter.
   */
  private Operands factored(Operands operands) {
    CodePointSet chars = CodePointSet.EMPTY;
    CodePointSet jsonChars = CodePointSet.EMPTY;
    Map<Expression, List<Expression>> restsByHead = new LinkedHashMap<>();
    for (int i = 0; i < operands.size(); i++) {
      Expression operand = operands.get(i);
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
    Operands result = new Operands(operands.size());
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
          Expression rest = or(rests.toArray(Expression[]::new));
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
    result.sort();
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
  Expression and(Expression... operands) {
    Operands flat = new Operands(operands.length);
    for (Expression operand : operands) {
      if (operand == nothing) {
        return nothing;
      }
      if (operand instanceof And inner) {
        flat.addAll(inner.operands);
      } else if (operand != everything) {
        flat.add(operand);
      }
    }
    flat.sort();
    if (flat.contains(empty)) {
      return flat.any(e -> !e.nullable) ? nothing : empty;
    }
    if (flat.contains(text) && flat.size() > 1) {
      flat.remove(text);
      if (!flat.any(e -> e.textual)) {
        flat.add(text);
        flat.sort();
      }
    }
    if (flat.size() < 2) {
      return flat.size() == 0 ? everything : flat.get(0);
    }
    if (!flat.any(e -> !(e instanceof OneOf))) {
      return oneOf(common(flat));
    }
    if (Contradictions.excludeAll(flat, text)) {
      return nothing;
    }
    if (flat.size() == 2) {
      Expression counted = countedMultiple(flat.get(0), flat.get(1));
      if (counted != null) {
        return counted;
      }
    }
    if (!flat.any(e -> !(e instanceof JsonOneOf))) {
      return jsonOneOf(common(flat));
    }
    return flat.any(e -> !isCountedChars(e)) ? table.and(flat.toArray()) : countedChars(flat);
  }

  private static CodePointSet common(Operands characters) {
    CodePointSet common = CodePointSet.ALL;
    for (int i = 0; i < characters.size(); i++) {
      common = common.intersect(setOf(characters.get(i)));
    }
    return common;
  }

  private static CodePointSet setOf(Expression character) {
    return character instanceof OneOf oneOf ? oneOf.set.set : ((JsonOneOf) character).set.set;
  }

  /** Whether {@code e} repeats one character, so that a text of it has one reading. */
  private static boolean isCountedChars(Expression e) {
    return e instanceof Repeat repeat
        && (repeat.body instanceof OneOf || repeat.body instanceof JsonOneOf);
  }

  /** A multiple in digits and a repetition that allows all of them, as one; else null. */
  private @Nullable Expression countedMultiple(Expression a, Expression b) {
    Expression other = a instanceof Multiple ? b : a;
    return (other == a ? b : a) instanceof Multiple multiple
            && multiple.regex.places() == 0
            && other instanceof Repeat repeat
            && repeat.body instanceof OneOf oneOf
            && oneOf.set.containsAll('0', '9')
        ? counted(multiple.regex, repeat.min, repeat.max)
        : null;
  }

  private Expression counted(Regex.Multiple e, int min, int max) {
    int least = Math.max(e.min(), min);
    int most = Math.min(e.max(), max);
    return least > most
        ? nothing
        : of(Regex.multiple(e.modulus(), e.remainder(), least, most, e.places()));
  }

  /** The intersection of repeated characters: common characters, counts that all allow. */
  private Expression countedChars(Operands repeats) {
    Expression[] bodies = new Expression[repeats.size()];
    int min = 0;
    int max = Regex.UNBOUNDED;
    for (int i = 0; i < bodies.length; i++) {
      Repeat repeat = (Repeat) repeats.get(i);
      bodies[i] = repeat.body;
      min = Math.max(min, repeat.min);
      max = Math.min(max, repeat.max);
    }
    return min > max ? nothing : repeat(and(bodies), min, max);
  }

  /**
   * The structure of {@code e} as a string: equal signatures, equal languages, whichever factory
   * made them, as far as readers of at most {@code horizon} characters can tell. Null for an
   * expression too large to have one. Linear in its size.
   */
  public @Nullable String signature(Expression e, int horizon) {
    return Signature.of(e, horizon);
  }

  /**
   * {@code e} without the empty text, as far as that is plain: an intersection, a complement and a
   * set of literals keep it. Linear in the operands that match it.
   */
  public Expression nonEmpty(Expression e) {
    if (!e.nullable) {
      return e;
    }
    return switch (e) {
      case Empty n -> nothing;
      case Repeat repeat when !repeat.body.nullable -> repeat(repeat.body, 1, repeat.max);
      case Repeat repeat -> {
        int max = repeat.max == Regex.UNBOUNDED ? repeat.max : repeat.max - 1;
        yield concat(nonEmpty(repeat.body), repeat(repeat.body, 0, max));
      }
      case Multiple multiple when multiple.regex.places() == 0 ->
          counted(multiple.regex, 1, Regex.UNBOUNDED);
      case Concat concat -> or(concat(nonEmpty(concat.head), concat.rest), nonEmpty(concat.rest));
      case Or or -> {
        Expression[] operands = new Expression[or.operands.length];
        for (int i = 0; i < operands.length; i++) {
          operands[i] = nonEmpty(or.operands[i]);
        }
        yield or(operands);
      }
      default -> e;
    };
  }

  /** The empty text alone. */
  Expression empty() {
    return empty;
  }

  /** {@code e}, which begins with a whole character, without the empty text, whatever its form. */
  public Expression withoutEmpty(Expression e) {
    Expression rest = nonEmpty(e);
    return rest.nullable ? and(rest, repeat(anyChar(), 1, Regex.UNBOUNDED)) : rest;
  }

  /** One code point, any. */
  Expression anyChar() {
    return ((Repeat) text).body;
  }

  /** The texts of {@code e} followed by {@code least} or more characters. */
  public Expression withMore(Expression e, int least) {
    return concat(e, repeat(anyChar(), least, Regex.UNBOUNDED));
  }

  /** The texts of {@code e} that are not empty and that none of {@code others} matches. */
  public Expression matchedBeyond(Expression e, Expression... others) {
    return withoutEmpty(and(e, not(or(others))));
  }

  /** The characters of {@code set} that a JSON string may hold as themselves. */
  CodePoints rawOf(CodePoints set) {
    CodePoints known = set.raw;
    if (known == null) {
      known = setOf(set.set.intersect(JsonEscapes.RAW));
      set.raw = known;
    }
    return known;
  }

  CodePoints setOf(CodePointSet set) {
    return sets.computeIfAbsent(set, CodePoints::new);
  }
}
