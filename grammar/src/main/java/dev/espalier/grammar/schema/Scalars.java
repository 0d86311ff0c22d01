package dev.espalier.grammar.schema;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set of scalars, closed under union, intersection and complement. A value.
 *
 * @param literals which of {@link #NULL}, {@link #TRUE} and {@link #FALSE}
 * @param numbers those that may be written as digits alone, if they are integers
 * @param pointed numbers that may be written with a fraction or an exponent: the same object, but
 *     in draft-04, to which 1.0 is no integer
 */
record Scalars(int literals, Numbers numbers, Numbers pointed, Strings strings) {
  static final int NULL = 1;
  static final int TRUE = 2;
  static final int FALSE = 4;

  static final Scalars ALL =
      new Scalars(NULL | TRUE | FALSE, Numbers.ALL, Numbers.ALL, Strings.ALL);
  static final Scalars NONE = new Scalars(0, Numbers.NONE, Numbers.NONE, Strings.NONE);

  boolean isAll() {
    return literals == ALL.literals
        && numbers.equals(Numbers.ALL)
        && pointed.equals(Numbers.ALL)
        && strings.isAll();
  }

  /** Whether there is certainly nothing in it. */
  boolean isNothing() {
    return literals == 0
        && numbers.isEmpty()
        && pointed.isEmpty()
        && strings.listed().isEmpty()
        && strings.patterns().isEmpty();
  }

  /** Whether numbers may be written in any way. */
  boolean isOfValues() {
    return numbers == pointed;
  }

  Scalars and(Scalars other, RegexMatcher matcher) {
    if (isAll() || other.isNothing()) {
      return other;
    }
    if (other.isAll() || isNothing()) {
      return this;
    }
    Numbers both = numbers.and(other.numbers);
    return new Scalars(
        literals & other.literals,
        both,
        isOfValues() && other.isOfValues() ? both : pointed.and(other.pointed),
        strings.and(other.strings, matcher));
  }

  Scalars or(Scalars other) {
    Numbers either = numbers.or(other.numbers);
    return new Scalars(
        literals | other.literals,
        either,
        isOfValues() && other.isOfValues() ? either : pointed.or(other.pointed),
        strings.or(other.strings));
  }

  Scalars not(RegexMatcher matcher) {
    Numbers others = numbers.not();
    return new Scalars(
        ALL.literals & ~literals,
        others,
        isOfValues() ? others : pointed.not(),
        strings.not(matcher));
  }

  /** Whether it is empty, as far as {@code emptiness} finds out. */
  boolean isEmpty(RegexEmptiness emptiness) {
    return literals == 0 && hasNoNumbers() && strings.isEmpty(emptiness);
  }

  private boolean hasNoNumbers() {
    return pointed.isEmpty() && (isOfValues() || numbers.and(Numbers.integers()).isEmpty());
  }

  /** Its values, if there are at most {@code most} and they are given one by one. */
  @Nullable List<Json> values(int most) {
    if (!strings.patterns().isEmpty() || !isOfValues()) {
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
