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
import dev.espalier.grammar.Regex;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Takes expressions apart at the front: {@code e = head1 rest1 | head2 rest2 | ...}, where a head
 * is small and the same in many grammars: literals, one character, one repeated character.
 *
 * <p>With heads, what a vocabulary does to an expression can be put together from what it does to a
 * few of them. An intersection or complement is a head as a whole. Remembers what it is asked for;
 * not thread-safe, the owner holds a lock.
 */
public final class Parts {
  /**
   * One way to begin.
   *
   * @param head matches the first part
   * @param rest what follows it
   * @param literals the head as texts, if it is that
   * @param except texts that the head must not match as a whole; only beside an unbounded
   *     repetition, so that each of them may still become something else
   * @param first the bytes that may come first
   */
  public record Part(
      Expression head,
      Expression rest,
      @Nullable LiteralTexts literals,
      @Nullable LiteralTexts except,
      ByteSet first) {}

  private static final int MAX_PARTS = 10_000;
  private static final int MAX_CHAR_SIZE = 40;
  private static final int MAX_HELD = 200_000;

  private final Expressions expressions;
  private final Liveness liveness;
  private int horizon = Integer.MAX_VALUE;
  private int held; // parts of all that is known
  private final Map<Expression, Part[]> known = new IdentityHashMap<>();

  public Parts(Expressions expressions, Liveness liveness) {
    this.expressions = expressions;
    this.liveness = liveness;
  }

  /** Forgets everything. */
  public void forget() {
    known.clear();
    held = 0;
  }

  /**
   * The parts of {@code e}, which is alive; they match all its texts, except perhaps the empty one.
   * Null if there are more than {@value #MAX_PARTS}. Not to be written to.
   *
   * @param horizon the most characters that the caller reads; the parts may differ from {@code e}
   *     where longer texts are concerned. Changing it forgets everything
   */
  public Part @Nullable [] of(Expression e, int horizon) {
    if (horizon != this.horizon) {
      forget();
      this.horizon = horizon;
    }
    Part[] parts = known.get(e);
    if (parts == null) {
      List<Part> found = new ArrayList<>(2);
      collect(e, expressions.empty(), found);
      if (found.size() > MAX_PARTS) {
        return null;
      }
      parts = found.toArray(Part[]::new);
      held += parts.length;
      if (held > MAX_HELD) {
        forget();
      }
      known.put(e, parts);
    }
    return parts;
  }

  /**
   * One character, {@code min} to {@code max} times.
   *
   * @param loop the same, any number of times
   */
  public record Counter(Expression loop, int min, int max) {}

  /** {@code e} as a bounded repetition of one character; null if it is none. */
  public @Nullable Counter counter(Expression e) {
    return e instanceof Repeat repeat
            && repeat.max != Regex.UNBOUNDED
            && (repeat.body instanceof OneOf || repeat.body instanceof JsonOneOf)
        ? new Counter(expressions.repeat(repeat.body, 0, Regex.UNBOUNDED), repeat.min, repeat.max)
        : null;
  }

  /**
   * Whether {@code wide} matches all texts of {@code e}, as is plain: they are the same, or repeat
   * the same.
   */
  public static boolean covers(Expression wide, Expression e) {
    return wide == e
        || wide instanceof Repeat all
            && e instanceof Repeat some
            && all.body == some.body
            && all.min <= some.min
            && (all.max == Regex.UNBOUNDED || some.max != Regex.UNBOUNDED && all.max >= some.max);
  }

  /** The text that all of {@code e} begins with, if it begins with one; O(1). */
  public static @Nullable LiteralTexts leadingText(Expression e) {
    Expression head = e;
    while (head instanceof Concat concat) {
      head = concat.head;
    }
    return head instanceof Literals l && l.high - l.low == 1 ? texts(l) : null;
  }

  /**
   * Adds the parts of {@code e rest} that begin in {@code e}.
   *
   * @return whether {@code e} may be empty and no part stands for that, so that what follows may
   *     begin; the head of a part may be empty itself
   */
  private boolean collect(Expression e, Expression rest, List<Part> found) {
    if (found.size() > MAX_PARTS || liveness.isDead(e)) {
      return false;
    }
    return switch (e) {
      case Nothing n -> false;
      case Empty n -> true;
      case Concat concat -> {
        Expression left = concat;
        boolean empty = true;
        while (empty && left instanceof Concat c) {
          empty = collect(c.head, expressions.concat(c.rest, rest), found);
          left = c.rest;
        }
        yield empty && collect(left, rest, found);
      }
      case Or or -> {
        boolean empty = false;
        for (Expression operand : or.operands) {
          empty |= collect(operand, rest, found);
        }
        yield empty;
      }
      case Repeat repeat when isChar(repeat.body) -> add(e, rest, found);
      case Repeat repeat -> {
        int max = repeat.max == Regex.UNBOUNDED ? repeat.max : repeat.max - 1;
        Expression more = expressions.repeat(repeat.body, Math.max(0, repeat.min - 1), max);
        collect(repeat.body, expressions.concat(more, rest), found);
        yield repeat.min == 0;
      }
      case Literals l -> add(e, rest, texts(l), null, found);
      case OneOf o -> add(e, rest, found);
      case JsonOneOf o -> add(e, rest, found);
      case Tail t -> add(e, rest, found);
      case Multiple m -> add(e, rest, found);
      case JsonEscape j -> add(e, rest, found);
      case And and -> {
        Expression text = LengthHorizon.withoutLength(and, horizon, expressions);
        if (text != null) {
          yield collect(text, rest, found);
        }
        Literals except = exception(and);
        yield except == null
            ? add(e, rest, found)
            : add(
                and.operands[and.operands[0] instanceof Not ? 1 : 0],
                rest,
                null,
                texts(except),
                found);
      }
      case Not n -> add(e, rest, found);
    };
  }

  private static boolean add(Expression head, Expression rest, List<Part> found) {
    return add(head, rest, null, null, found);
  }

  private static boolean add(
      Expression head,
      Expression rest,
      @Nullable LiteralTexts literals,
      @Nullable LiteralTexts except,
      List<Part> found) {
    ByteSet first = head.isNullable() ? head.first().union(rest.first()) : head.first();
    found.add(new Part(head, rest, literals, except, first));
    return false;
  }

  private static LiteralTexts texts(Literals e) {
    return new LiteralTexts(e.texts, e.low, e.high, e.depth);
  }

  /** The texts excepted in {@code x* & ~(text | text ...)}; null if {@code and} is not that. */
  private static @Nullable Literals exception(And and) {
    if (and.operands.length != 2) {
      return null;
    }
    int not = and.operands[0] instanceof Not ? 0 : 1;
    return and.operands[not] instanceof Not n
            && n.operand instanceof Literals literals
            && and.operands[1 - not] instanceof Repeat repeat
            && repeat.min == 0
            && repeat.max == Regex.UNBOUNDED
            && isChar(repeat.body)
        ? literals
        : null;
  }

  /**
   * Whether {@code e} is something like one character, with its escapes perhaps, so that repeating
   * it is a head.
   */
  private static boolean isChar(Expression e) {
    if (e instanceof OneOf || e instanceof JsonOneOf) {
      return true;
    }
    boolean hasChar = false;
    if (e instanceof Or or) {
      for (Expression operand : or.operands) {
        hasChar |= operand instanceof OneOf || operand instanceof JsonOneOf;
      }
    }
    return hasChar && size(e, MAX_CHAR_SIZE) < MAX_CHAR_SIZE;
  }

  /** The number of nodes and bytes of {@code e}, or {@code most} or more if it has more. */
  private static int size(Expression e, int most) {
    if (most <= 0) {
      return 1;
    }
    return switch (e) {
      case Nothing n -> 1;
      case Empty n -> 1;
      case OneOf o -> 1;
      case JsonOneOf j -> 1;
      case Tail t -> 1;
      case Multiple m -> 1;
      case JsonEscape j -> 1;
      case Literals l -> {
        int size = 1;
        for (int i = l.low; i < l.high && size < most; i++) {
          size += l.texts[i].length - l.depth;
        }
        yield size;
      }
      case Concat c -> {
        int head = 1 + size(c.head, most - 1);
        yield head + size(c.rest, most - head);
      }
      case Repeat r -> 1 + size(r.body, most - 1);
      case Or or -> sizeOf(or.operands, most);
      case And and -> sizeOf(and.operands, most);
      case Not n -> 1 + size(n.operand, most - 1);
    };
  }

  private static int sizeOf(Expression[] operands, int most) {
    int size = 1;
    for (Expression operand : operands) {
      size += size(operand, most - size);
    }
    return size;
  }
}
