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
import org.jspecify.annotations.Nullable;

/**
 * Reads off the form of an expression what it absorbs. Sound, not complete: what is not plain is
 * left out. Not thread-safe; the owner holds a lock.
 */
public final class Absorptions {
  private static final long UNKNOWN_LENGTH = LengthHorizon.UNKNOWN;

  private final Expressions expressions;
  private final Liveness liveness;
  private final ByteClasses classes;

  public Absorptions(Expressions expressions, Liveness liveness, ByteClasses classes) {
    this.expressions = expressions;
    this.liveness = liveness;
    this.classes = classes;
  }

  /** What {@code e} absorbs, nothing if it is dead; see {@link Absorption}. */
  public Absorption of(Expression e) {
    Absorption known = e.absorption;
    if (known == null) {
      known = liveness.isDead(e) ? Absorption.NONE : read(e);
      e.absorption = known;
    }
    return known;
  }

  private Absorption read(Expression e) {
    return switch (e) {
      case Repeat repeat -> absorbedBy(repeat);
      case Concat concat -> of(concat.head);
      case Or or -> {
        Absorption best = Absorption.NONE;
        for (Expression operand : or.operands) {
          best = best.orBetter(of(operand));
        }
        yield best;
      }
      case And and -> {
        Absorption underLength = underLength(and);
        yield underLength == Absorption.NONE ? selfLoop(and) : underLength;
      }
      case Not not -> selfLoop(not);
      case Nothing n -> Absorption.NONE;
      case Empty n -> Absorption.NONE;
      case Literals l -> Absorption.NONE;
      case OneOf o -> Absorption.NONE;
      case Tail t -> Absorption.NONE;
      case Multiple m -> Absorption.NONE;
      case JsonOneOf o -> Absorption.NONE;
      case JsonEscape o -> Absorption.NONE;
    };
  }

  private Absorption absorbedBy(Repeat repeat) {
    CodePoints chars = rawChars(repeat.body);
    if (chars == null && repeat.body instanceof Or or) {
      for (Expression operand : or.operands) {
        CodePoints raw = rawChars(operand);
        chars = raw == null ? chars : raw;
      }
    }
    return chars == null
        ? Absorption.NONE
        : new Absorption(chars.asciiLow, chars.asciiHigh, chars.leads, repeat.max);
  }

  /**
   * What an intersection with a length absorbs: {@code x{m,} rest & any{k,n}}, say. After {@code j}
   * characters of {@code x} the shortest completion has {@code max(0, m - j)} more and those of the
   * rest, and any greater length is possible too, so some length up to {@code n - j} is, as long as
   * the shortest one fits.
   */
  private Absorption underLength(And and) {
    if (and.operands.length != 2) {
      return Absorption.NONE;
    }
    Expression text = and.operands[isLength(and.operands[0]) ? 1 : 0];
    Expression length = and.operands[isLength(and.operands[0]) ? 0 : 1];
    if (!isLength(length)) {
      return Absorption.NONE;
    }
    boolean json = ((Repeat) length).body instanceof JsonOneOf;
    return underLength(text, 0, json, ((Repeat) length).max);
  }

  /** Whether {@code e} says no more than how many characters there are. */
  private boolean isLength(Expression e) {
    return e instanceof Repeat repeat
        && (repeat.body instanceof OneOf o && o.set.isAll()
            || repeat.body instanceof JsonOneOf j && j.set.isAll());
  }

  private Absorption underLength(Expression text, long restLength, boolean json, int longest) {
    return switch (text) {
      case Concat c -> underLength(c.head, restLength + shortest(c.rest, json), json, longest);
      case Or or -> {
        Absorption best = Absorption.NONE;
        for (Expression operand : or.operands) {
          best = best.orBetter(underLength(operand, restLength, json, longest));
        }
        yield best;
      }
      case Repeat loop when loop.max == Regex.UNBOUNDED -> {
        CodePoints chars = rawChars(loop.body);
        if (chars == null
            || (longest == Regex.UNBOUNDED
                ? restLength >= UNKNOWN_LENGTH
                : loop.min + restLength > longest)) {
          yield Absorption.NONE;
        }
        CodePoints taken = json ? expressions.rawOf(chars) : chars;
        int most = longest == Regex.UNBOUNDED ? longest : (int) (longest - restLength);
        yield new Absorption(taken.asciiLow, taken.asciiHigh, taken.leads, most);
      }
      default -> Absorption.NONE;
    };
  }

  /**
   * A number of characters that some text of {@code e} has; {@link #UNKNOWN_LENGTH} or more where
   * that is not plain.
   *
   * @param json whether what JSON spells as an escape counts as one character
   */
  private static long shortest(Expression e, boolean json) {
    return switch (e) {
      case Empty n -> 0;
      case OneOf o -> !json || JsonEscapes.RAW.containsAll(o.set.set) ? 1 : UNKNOWN_LENGTH;
      case JsonOneOf o ->
          json || !o.set.set.intersect(JsonEscapes.RAW).isEmpty() ? 1 : UNKNOWN_LENGTH;
      case Concat c -> LengthHorizon.capped(shortest(c.head, json) + shortest(c.rest, json));
      case Repeat r -> LengthHorizon.times(r.min, shortest(r.body, json));
      case Literals l -> literalLength(l, json);
      case Or o -> {
        long least = Long.MAX_VALUE;
        for (Expression operand : o.operands) {
          least = Math.min(least, shortest(operand, json));
        }
        yield least;
      }
      case Nothing n -> UNKNOWN_LENGTH;
      case Tail t -> UNKNOWN_LENGTH;
      case Multiple m -> UNKNOWN_LENGTH;
      case JsonEscape j -> UNKNOWN_LENGTH;
      case And a -> UNKNOWN_LENGTH;
      case Not n -> UNKNOWN_LENGTH;
    };
  }

  private static long literalLength(Literals e, boolean json) {
    byte[] text = e.texts[e.low];
    long length = 0;
    for (int i = e.depth; i < text.length; i++) {
      int b = text[i];
      if (b < 0 || json && !JsonEscapes.RAW.contains(b)) {
        return UNKNOWN_LENGTH;
      }
      length++;
    }
    return length;
  }

  private @Nullable CodePoints rawChars(Expression e) {
    return switch (e) {
      case OneOf oneOf -> oneOf.set;
      case JsonOneOf json -> expressions.rawOf(json.set);
      default -> null;
    };
  }

  /** The characters that lead from {@code e} back to itself. */
  private Absorption selfLoop(Expression e) {
    long low = 0;
    long high = 0;
    for (int b = 0; b < 0x80; b++) {
      if (expressions.derivative(e, classes.of(b)) == e) {
        low |= b < 64 ? 1L << b : 0;
        high |= b >= 64 ? 1L << (b - 64) : 0;
      }
    }
    long leads = (low | high) != 0 ? leadsThatLoop(e) : 0;
    return new Absorption(low, high, leads, Regex.UNBOUNDED);
  }

  private long leadsThatLoop(Expression e) {
    Expression any = expressions.anyChar();
    int[] budget = {4_096};
    long leads = 0;
    int previousClass = -1;
    boolean loops = false;
    for (int b = Absorption.FIRST_LEAD; b <= Absorption.LAST_LEAD; b++) {
      int c = classes.of(b);
      if (c != previousClass) {
        loops = loops(expressions.derivative(e, c), e, expressions.derivative(any, c), budget);
        previousClass = c;
      }
      leads |= loops ? 1L << (b - Absorption.FIRST_LEAD) : 0;
    }
    return leads;
  }

  /** Whether every text of {@code text} leads from {@code from} to {@code target}, in few steps. */
  private boolean loops(Expression from, Expression target, Expression text, int[] budget) {
    if (text.isEmptyText()) {
      return from == target;
    }
    for (int c = classes.of(0x80); c < classes.count(); c++) {
      Expression rest = expressions.derivative(text, c);
      if (!(rest instanceof Nothing)
          && (--budget[0] < 0 || !loops(expressions.derivative(from, c), target, rest, budget))) {
        return false;
      }
    }
    return true;
  }
}
