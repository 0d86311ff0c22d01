package dev.espalier.automata.derivative;

import dev.espalier.automata.table.Successors;
import dev.espalier.grammar.Regex;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A regular expression over bytes, hash-consed by {@link Expressions}: within one epoch of it,
 * equal expressions are the same object.
 *
 * <p>The structure is immutable; the memos of derivatives, liveness and absorption are filled under
 * the lock of the recogniser that owns the factory. Expressions are made by {@link Expressions}
 * only.
 */
public abstract sealed class Expression extends Successors<Expression> {

  /** Whether some text matches; UNKNOWN only where an intersection or a complement is involved. */
  enum Life {
    UNKNOWN,
    ALIVE,
    DEAD
  }

  final int id;

  /** Whether the empty text matches. */
  final boolean nullable;

  /** Whether every match is valid UTF-8 that starts and ends between code points. */
  final boolean textual;

  /** Whether liveness needs a search: an intersection or complement occurs. */
  final boolean searched;

  /** How many characters a match has at least, see {@link Lengths}. */
  final int leastLength;

  Life life = Life.UNKNOWN;
  @Nullable Absorption absorption;
  private @Nullable ByteSet first;
  private @Nullable ByteSet loops;

  Expression(int id, boolean nullable, boolean textual, boolean searched, int leastLength) {
    this.id = id;
    this.leastLength = leastLength;
    this.nullable = nullable;
    this.textual = textual;
    this.searched = searched;
  }

  /** A number unique within the factory; the order in which expressions were made. */
  public final int id() {
    return id;
  }

  /** Whether the empty text matches. O(1). */
  public final boolean isNullable() {
    return nullable;
  }

  /** Whether only a search can tell whether some text matches. O(1). */
  public final boolean isSearched() {
    return searched;
  }

  /** Whether this is the expression of the empty text alone. O(1). */
  public final boolean isEmptyText() {
    return this instanceof Empty;
  }

  /**
   * The bytes that may begin a match; none beyond them do. O(1) once known. May be called by any
   * thread.
   */
  public final ByteSet first() {
    ByteSet known = first;
    if (known == null) {
      known = FirstBytes.of(this);
      first = known;
    }
    return known;
  }

  /** Whether each of the {@link #first} bytes begins a match, as is known without a search. */
  public final boolean hasExactFirst() {
    return this instanceof Multiple;
  }

  /**
   * Bytes after which this is again what is needed, perhaps not all of them. O(1) once known. May
   * be called by any thread.
   */
  public final ByteSet loops() {
    ByteSet known = loops;
    if (known == null) {
      known = LoopBytes.of(this);
      loops = known;
    }
    return known;
  }

  final @Nullable Expression knownDerivative(int byteClass) {
    return successor(byteClass);
  }

  final void rememberDerivative(int byteClass, Expression derivative, int classes) {
    remember(byteClass, derivative, classes);
  }

  final void forgetDerivatives() {
    forgetSuccessors();
  }

  private static boolean any(Expression[] operands, Predicate<Expression> property) {
    for (Expression operand : operands) {
      if (property.test(operand)) {
        return true;
      }
    }
    return false;
  }

  /** No text at all. */
  static final class Nothing extends Expression {
    Nothing(int id) {
      super(id, false, true, false, Lengths.NONE);
      life = Life.DEAD;
    }
  }

  /** The empty text. */
  static final class Empty extends Expression {
    Empty(int id) {
      super(id, true, true, false, Lengths.NONE);
    }
  }

  /**
   * The texts {@code texts[low .. high)}, each without its first {@code depth} bytes, which they
   * share. A set of literals is one sorted array; its derivative is a narrower slice, found by
   * binary search.
   */
  static final class Literals extends Expression {
    final byte[][] texts; // sorted by unsigned bytes, distinct
    final int root; // id of the expression of all the texts
    final int low;
    final int high;
    final int depth;

    Literals(int id, byte[][] texts, int root, int low, int high, int depth, int leastLength) {
      super(id, texts[low].length == depth, isBoundary(texts[high - 1], depth), false, leastLength);
      this.root = root;
      this.texts = texts;
      this.low = low;
      this.high = high;
      this.depth = depth;
    }

    /** The first text from {@code from} on whose byte at {@code depth} is {@code b} or more. */
    int firstWithByteAtLeast(int from, int b) {
      int least = from;
      int greatest = high;
      while (least < greatest) {
        int mid = (least + greatest) >>> 1;
        byte[] candidate = texts[mid];
        if (candidate.length == depth || (candidate[depth] & 0xff) < b) {
          least = mid + 1;
        } else {
          greatest = mid;
        }
      }
      return least;
    }

    private static boolean isBoundary(byte[] text, int depth) {
      return depth == text.length || (text[depth] & 0xC0) != 0x80;
    }
  }

  /** One code point of a set, as UTF-8. */
  static final class OneOf extends Expression {
    final CodePoints set;

    OneOf(int id, CodePoints set) {
      super(id, false, true, false, Lengths.ONE_PLAIN);
      this.set = set;
    }
  }

  /**
   * The last {@code remaining} bytes of a code point of {@code set} that lies in {@code first ..
   * last}; the bytes before decided those bounds.
   */
  static final class Tail extends Expression {
    final CodePoints set;
    final int first;
    final int last;
    final int remaining;

    Tail(int id, CodePoints set, int first, int last, int remaining) {
      super(id, false, false, false, Lengths.ONE);
      this.set = set;
      this.first = first;
      this.last = last;
      this.remaining = remaining;
    }
  }

  /** One code point of a set, in any spelling inside a JSON string. */
  static final class JsonOneOf extends Expression {
    final CodePoints set;

    JsonOneOf(int id, CodePoints set) {
      super(id, false, true, false, Lengths.ONE_JSON);
      this.set = set;
    }
  }

  /** The rest of an escape inside a JSON string that spells a code point of a set. */
  static final class JsonEscape extends Expression {
    final CodePoints set;
    final JsonEscapes.Place place;

    JsonEscape(int id, CodePoints set, JsonEscapes.Place place) {
      super(id, false, true, false, Lengths.ONE_BEGUN);
      this.set = set;
      this.place = place;
    }
  }

  /** Digits that make a multiple; some text matches. */
  static final class Multiple extends Expression {
    final Regex.Multiple regex;

    Multiple(int id, Regex.Multiple regex) {
      super(id, regex.isNullable(), true, false, Lengths.ofBytes(regex.leastLength()));
      this.regex = regex;
    }
  }

  /** {@code head}, then {@code rest}. */
  static final class Concat extends Expression {
    final Expression head;
    final Expression rest;

    Concat(int id, Expression head, Expression rest) {
      super(
          id,
          head.nullable && rest.nullable,
          head.textual && rest.textual,
          head.searched || rest.searched,
          Lengths.sum(head.leastLength, rest.leastLength));
      this.head = head;
      this.rest = rest;
    }
  }

  /** {@code body}, {@code min} to {@code max} times; {@code min} is 0 if the body is nullable. */
  static final class Repeat extends Expression {
    final Expression body;
    final int min;
    final int max;

    Repeat(int id, Expression body, int min, int max) {
      super(id, min == 0, body.textual, body.searched, Lengths.times(body.leastLength, min));
      this.body = body;
      this.min = min;
      this.max = max;
    }
  }

  /** Any of at least two operands, sorted by id. */
  static final class Or extends Expression {
    final Expression[] operands;

    Or(int id, Expression[] operands) {
      super(
          id,
          any(operands, e -> e.nullable),
          !any(operands, e -> !e.textual),
          any(operands, e -> e.searched),
          Lengths.leastOf(operands));
      this.operands = operands;
    }
  }

  /** All of at least two operands, sorted by id. */
  static final class And extends Expression {
    final Expression[] operands;

    And(int id, Expression[] operands) {
      super(
          id,
          !any(operands, e -> !e.nullable),
          any(operands, e -> e.textual),
          true,
          Lengths.greatestOf(operands));
      this.operands = operands;
    }
  }

  /** Every byte string that the operand does not match. */
  static final class Not extends Expression {
    final Expression operand;

    Not(int id, Expression operand) {
      super(id, !operand.nullable, false, true, Lengths.NONE);
      this.operand = operand;
    }
  }

  /** The text of the expression, for messages and dumps. */
  @Override
  public final String toString() {
    return ExpressionPrinter.print(this);
  }
}
