package dev.espalier.grammar;

import java.util.ArrayList;
import java.util.List;

/**
 * A regular expression over code points, with intersection, complement and counted repetition that
 * is never unrolled: the body of a {@link Terminal}.
 *
 * <p>Values; immutable, any thread. The factories apply only the laws that need no search (flatten,
 * drop neutral operands, absorb {@link Nothing}), so that {@code toString} still shows what was
 * written. Complement is relative to all texts of Unicode scalar values.
 */
public sealed interface Regex {
  int UNBOUNDED = Integer.MAX_VALUE;

  /** The empty set: no text at all. */
  record Nothing() implements Regex {
    @Override
    public String toString() {
      return "[]";
    }
  }

  /** One code point out of a set that is not empty. */
  record Chars(CodePointSet set) implements Regex {
    public Chars {
      if (set.isEmpty()) {
        throw new IllegalArgumentException("an empty set of characters; use Regex.NOTHING");
      }
    }

    @Override
    public String toString() {
      return set.toString();
    }
  }

  /**
   * One code point out of a set that is not empty, in any of its spellings inside a JSON string: as
   * itself where JSON allows that, as a short escape ({@code \n}), or as {@code \\uXXXX} with
   * digits of either case, in pairs above FFFF.
   */
  record JsonChars(CodePointSet set) implements Regex {
    public JsonChars {
      if (set.isEmpty()) {
        throw new IllegalArgumentException("an empty set of characters; use Regex.NOTHING");
      }
    }

    @Override
    public String toString() {
      return "json" + set;
    }
  }

  /** One given text; the empty one is {@link Regex#EMPTY}. No lone surrogates. */
  record Literal(String text) implements Regex {
    public Literal {
      for (int i = 0; i < text.length(); i++) {
        if (Character.isSurrogate(text.charAt(i))) {
          int codePoint = text.codePointAt(i);
          if (!Character.isSupplementaryCodePoint(codePoint)) {
            throw new IllegalArgumentException("a lone surrogate in a literal");
          }
          i++;
        }
      }
    }

    @Override
    public String toString() {
      StringBuilder out = new StringBuilder("\"");
      text.codePoints()
          .forEach(
              c -> {
                if (c == '"' || c == '\\') {
                  out.append('\\').append((char) c);
                } else if (c < 0x20 || c == 0x7F) {
                  out.append("\\u{").append(Integer.toHexString(c)).append('}');
                } else {
                  out.appendCodePoint(c);
                }
              });
      return out.append('"').toString();
    }
  }

  /** The operands one after the other; at least two. */
  record Concat(List<Regex> operands) implements Regex {
    public Concat {
      operands = atLeastTwo(operands);
    }

    @Override
    public String toString() {
      return join(" ", operands);
    }
  }

  /** Any one of the operands; at least two. */
  record Alternation(List<Regex> operands) implements Regex {
    public Alternation {
      operands = atLeastTwo(operands);
    }

    @Override
    public String toString() {
      return join(" | ", operands);
    }
  }

  /** The texts that every operand matches; at least two operands. */
  record Intersection(List<Regex> operands) implements Regex {
    public Intersection {
      operands = atLeastTwo(operands);
    }

    @Override
    public String toString() {
      return join(" & ", operands);
    }
  }

  /** The texts that the operand does not match. */
  record Complement(Regex operand) implements Regex {
    @Override
    public String toString() {
      return "~(" + operand + ")";
    }
  }

  /** The operand {@code min} to {@code max} times; {@code max} may be {@link #UNBOUNDED}. */
  record Repeat(Regex operand, int min, int max) implements Regex {
    public Repeat {
      if (min < 0 || max < min || max == 0) {
        throw new IllegalArgumentException("not a repetition: {" + min + "," + max + "}");
      }
    }

    @Override
    public String toString() {
      String bounds =
          min == 0 && max == UNBOUNDED
              ? "*"
              : min == 1 && max == UNBOUNDED
                  ? "+"
                  : min == 0 && max == 1
                      ? "?"
                      : min == max
                          ? "{" + min + "}"
                          : "{" + min + "," + (max == UNBOUNDED ? "" : max) + "}";
      return (operand instanceof Chars
                  || operand instanceof JsonChars
                  || operand instanceof Literal
                  || operand instanceof Multiple
              ? operand.toString()
              : "(" + operand + ")")
          + bounds;
    }
  }

  /**
   * Digits that make a multiple: {@code min} to {@code max} of them, and where {@code places} is
   * above zero perhaps a point and some more. The number they write behind {@code remainder} is a
   * multiple of {@code modulus * 10^-places}; so digits beyond that many places are zeros.
   *
   * @param modulus above 1, {@link #MAX_MODULUS} at most
   * @param remainder what the digits before leave, below the modulus
   * @param max above zero, perhaps {@link #UNBOUNDED}
   * @param places {@value #MAX_PLACES} at most
   */
  record Multiple(long modulus, long remainder, int min, int max, int places) implements Regex {
    public static final long MAX_MODULUS = 900_000_000_000_000_000L;
    public static final int MAX_PLACES = 100;

    private static final Regex DIGIT = chars(CodePointSet.range('0', '9'));
    private static final int MAX_LONG_DIGITS = 18;

    public Multiple {
      if (modulus < 2
          || modulus > MAX_MODULUS
          || remainder < 0
          || remainder >= modulus
          || min < 0
          || max < min
          || max == 0
          || places < 0
          || places > MAX_PLACES) {
        throw new IllegalArgumentException(
            "not a multiple: {" + min + "," + max + "}, " + remainder + " % " + modulus);
      }
    }

    /** Whether the empty text matches. */
    public boolean isNullable() {
      return min == 0 && remainder % withoutTens(modulus, places) == 0;
    }

    /** What may follow {@code c}, a digit or the point; {@link #NOTHING} if nothing may. */
    public Regex after(int c) {
      if (c >= '0' && c <= '9') {
        return multiple(
            modulus, appended(c), Math.max(0, min - 1), max == UNBOUNDED ? max : max - 1, places);
      }
      return c == '.' && goesOnWith(c) ? fraction(modulus, remainder, places) : NOTHING;
    }

    /** Whether some match begins with {@code c}, a digit or the point. */
    public boolean goesOnWith(int c) {
      return c == '.'
          ? min == 0 && places > 0 && isReachable(modulus, remainder, places)
          : isReachable(modulus, appended(c), max == UNBOUNDED ? max : max - 1L + places);
    }

    private long appended(int digit) {
      return (10 * remainder + digit - '0') % modulus;
    }

    /** No match is shorter; usually one has that length. */
    public int leastLength() {
      int withPoint = places > 0 ? min + 2 : Integer.MAX_VALUE;
      if (min >= MAX_LONG_DIGITS) {
        return min;
      }
      long whole = withoutTens(modulus, places);
      long power = 1;
      long left = remainder % whole;
      int length = 0;
      while (length < min || (whole - left) % whole >= power) {
        length++;
        power *= 10;
        left = 10 * left % whole;
      }
      return Math.min(length, withPoint);
    }

    /** What follows the point: the first {@code places} digits count, the rest are zeros. */
    private static Regex fraction(long modulus, long remainder, int places) {
      List<Regex> ways = new ArrayList<>();
      for (int n = places; n > 0; ) {
        long rest = withoutTens(modulus, places - n);
        int most = n;
        while (--n > 0 && n + 1 < places && withoutTens(modulus, places - n) == rest) {}
        Regex digits = multiple(rest, remainder, n + 1, most, 0);
        ways.add(most == places ? concat(digits, star(literal("0"))) : digits);
      }
      return anyOf(ways);
    }

    /** {@code modulus} without what {@code 10^n} has in common with it. */
    private static long withoutTens(long modulus, int n) {
      long rest = modulus;
      for (int i = 0; i < n && (rest % 2 == 0 || rest % 5 == 0); i++) {
        rest /= (rest % 2 == 0 ? 2 : 1) * (rest % 5 == 0 ? 5 : 1);
      }
      return rest;
    }

    /** Whether up to {@code digits} more can make a multiple. */
    private static boolean isReachable(long modulus, long remainder, long digits) {
      long left = remainder;
      long power = 1;
      for (long i = 0; i < digits && power < modulus; i++) {
        left = 10 * left % modulus;
        power *= 10;
      }
      return (modulus - left) % modulus < power;
    }

    @Override
    public String toString() {
      return "multiple("
          + modulus
          + "e-"
          + places
          + " after "
          + remainder
          + "){"
          + min
          + ","
          + (max == UNBOUNDED ? "" : max)
          + "}";
    }
  }

  Regex NOTHING = new Nothing();

  /** The empty text. */
  Regex EMPTY = new Literal("");

  /** Any one code point. */
  Regex ANY_CHAR = new Chars(CodePointSet.ALL);

  /** Any text. */
  Regex ANY_TEXT = new Repeat(ANY_CHAR, 0, UNBOUNDED);

  static Regex chars(CodePointSet set) {
    return set.isEmpty() ? NOTHING : new Chars(set);
  }

  static Regex jsonChars(CodePointSet set) {
    return set.isEmpty() ? NOTHING : new JsonChars(set);
  }

  /**
   * {@code min} to {@code max} digits, and perhaps a fraction, that make a multiple of {@code
   * modulus * 10^-places} when written behind {@code remainder}, see {@link Multiple}. Decides at
   * once whether there are any.
   *
   * @param modulus 1 or more
   * @param max may be zero
   */
  static Regex multiple(long modulus, long remainder, int min, int max, int places) {
    long left = remainder % modulus;
    if (modulus == 1) {
      Regex fraction =
          concat(literal("."), repeat(Multiple.DIGIT, 1, Math.max(1, places)), star(literal("0")));
      return concat(repeat(Multiple.DIGIT, min, max), places == 0 ? EMPTY : optional(fraction));
    }
    if (max == 0) {
      return anyOf(
          left % Multiple.withoutTens(modulus, places) == 0 ? EMPTY : NOTHING,
          places == 0 ? NOTHING : concat(literal("."), Multiple.fraction(modulus, left, places)));
    }
    long digits = max == UNBOUNDED ? Long.MAX_VALUE : (long) max + places;
    return Multiple.isReachable(modulus, left, digits)
        ? new Multiple(modulus, left, min, max, places)
        : NOTHING;
  }

  static Regex literal(String text) {
    return text.isEmpty() ? EMPTY : new Literal(text);
  }

  static Regex concat(Regex... operands) {
    return concat(List.of(operands));
  }

  static Regex concat(List<Regex> operands) {
    List<Regex> flat = new ArrayList<>();
    for (Regex operand : operands) {
      switch (operand) {
        case Nothing nothing -> {
          return NOTHING;
        }
        case Literal(String text) when text.isEmpty() -> {}
        case Concat(List<Regex> inner) -> flat.addAll(inner);
        case Chars c -> flat.add(c);
        case JsonChars c -> flat.add(c);
        case Literal l -> flat.add(l);
        case Alternation a -> flat.add(a);
        case Intersection i -> flat.add(i);
        case Complement c -> flat.add(c);
        case Repeat r -> flat.add(r);
        case Multiple m -> flat.add(m);
      }
    }
    return flat.isEmpty() ? EMPTY : flat.size() == 1 ? flat.getFirst() : new Concat(flat);
  }

  static Regex anyOf(Regex... operands) {
    return anyOf(List.of(operands));
  }

  /** The union of the operands; {@link #NOTHING} if there are none. */
  static Regex anyOf(List<Regex> operands) {
    List<Regex> flat = new ArrayList<>();
    for (Regex operand : operands) {
      if (operand instanceof Alternation(List<Regex> inner)) {
        flat.addAll(inner);
      } else if (!(operand instanceof Nothing)) {
        flat.add(operand);
      }
    }
    List<Regex> distinct = flat.stream().distinct().toList();
    return distinct.isEmpty()
        ? NOTHING
        : distinct.size() == 1 ? distinct.getFirst() : new Alternation(distinct);
  }

  static Regex allOf(Regex... operands) {
    return allOf(List.of(operands));
  }

  /** The intersection of the operands; {@link #ANY_TEXT} if there are none. */
  static Regex allOf(List<Regex> operands) {
    List<Regex> flat = new ArrayList<>();
    for (Regex operand : operands) {
      if (operand instanceof Nothing) {
        return NOTHING;
      }
      if (operand instanceof Intersection(List<Regex> inner)) {
        flat.addAll(inner);
      } else if (!operand.equals(ANY_TEXT)) {
        flat.add(operand);
      }
    }
    List<Regex> distinct = flat.stream().distinct().toList();
    return distinct.isEmpty()
        ? ANY_TEXT
        : distinct.size() == 1 ? distinct.getFirst() : new Intersection(distinct);
  }

  static Regex not(Regex operand) {
    return operand instanceof Complement(Regex inner) ? inner : new Complement(operand);
  }

  /** {@code operand} repeated {@code min} to {@code max} times. */
  static Regex repeat(Regex operand, int min, int max) {
    if (max == 0 || operand.equals(EMPTY)) {
      return EMPTY;
    }
    if (operand instanceof Nothing) {
      return min == 0 ? EMPTY : NOTHING;
    }
    return min == 1 && max == 1 ? operand : new Repeat(operand, min, max);
  }

  static Regex star(Regex operand) {
    return repeat(operand, 0, UNBOUNDED);
  }

  static Regex plus(Regex operand) {
    return repeat(operand, 1, UNBOUNDED);
  }

  static Regex optional(Regex operand) {
    return repeat(operand, 0, 1);
  }

  private static List<Regex> atLeastTwo(List<Regex> operands) {
    if (operands.size() < 2) {
      throw new IllegalArgumentException("fewer than two operands: " + operands);
    }
    return List.copyOf(operands);
  }

  private static String join(String separator, List<Regex> operands) {
    StringBuilder out = new StringBuilder();
    for (Regex operand : operands) {
      if (!out.isEmpty()) {
        out.append(separator);
      }
      boolean atom =
          operand instanceof Chars
              || operand instanceof JsonChars
              || operand instanceof Literal
              || operand instanceof Multiple
              || operand instanceof Repeat;
      out.append(atom ? operand.toString() : "(" + operand + ")");
    }
    return out.toString();
  }
}
