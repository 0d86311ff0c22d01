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
      return (operand instanceof Chars || operand instanceof JsonChars || operand instanceof Literal
              ? operand.toString()
              : "(" + operand + ")")
          + bounds;
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
              || operand instanceof Repeat;
      out.append(atom ? operand.toString() : "(" + operand + ")");
    }
    return out.toString();
  }
}
