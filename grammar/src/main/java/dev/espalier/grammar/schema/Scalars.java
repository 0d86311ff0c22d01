package dev.espalier.grammar.schema;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of scalars, closed under union, intersection and complement. A value.
 *
 * @param literals which of {@link #NULL}, {@link #TRUE} and {@link #FALSE}
 * @param plainIntegers whether integers are written without fraction and exponent, as draft-04 has
 *     it
 */
record Scalars(int literals, Numbers numbers, Strings strings, boolean plainIntegers) {
  static final int NULL = 1;
  static final int TRUE = 2;
  static final int FALSE = 4;

  static final Scalars ALL = new Scalars(NULL | TRUE | FALSE, Numbers.ALL, Strings.ALL, false);
  static final Scalars NONE = new Scalars(0, Numbers.NONE, Strings.NONE, false);

  boolean isAll() {
    return literals == ALL.literals && numbers.equals(Numbers.ALL) && strings.isAll();
  }

  Scalars and(Scalars other, RegexMatcher matcher) {
    if (isAll()) {
      return other;
    }
    if (other.isAll()) {
      return this;
    }
    return new Scalars(
        literals & other.literals,
        numbers.and(other.numbers),
        strings.and(other.strings, matcher),
        plainIntegers || other.plainIntegers);
  }

  Scalars or(Scalars other) {
    return new Scalars(
        literals | other.literals,
        numbers.or(other.numbers),
        strings.or(other.strings),
        plainIntegers && other.plainIntegers
            || plainIntegers && other.numbers.isEmpty()
            || other.plainIntegers && numbers.isEmpty());
  }

  Scalars not(RegexMatcher matcher) {
    return new Scalars(ALL.literals & ~literals, numbers.not(), strings.not(matcher), false);
  }

  /** Whether it is empty, as far as {@code emptiness} finds out. */
  boolean isEmpty(RegexEmptiness emptiness) {
    return literals == 0 && numbers.isEmpty() && strings.isEmpty(emptiness);
  }

  /** Its values, if there are at most {@code most} and they are given one by one. */
  @Nullable List<Json> values(int most) {
    if (!strings.patterns().isEmpty()) {
      return null;
    }
    List<Json> values = new ArrayList<>();
    if ((literals & NULL) != 0) {
      values.add(new Json.Null());
    }
    if ((literals & TRUE) != 0) {
      values.add(new Json.Bool(true));
    }
    if ((literals & FALSE) != 0) {
      values.add(new Json.Bool(false));
    }
    for (Numbers.Part part : numbers.parts()) {
      NumberRange range = part.range();
      if (range.lower() == null || !range.lower().equals(range.upper())) {
        return null;
      }
      values.add(new Json.Num(range.lower(), range.lower().toString()));
    }
    strings.listed().forEach(text -> values.add(new Json.Str(text)));
    return values.size() <= most ? values : null;
  }
}
