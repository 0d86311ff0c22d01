package dev.espalier.grammar;

import java.util.List;

/** A slow and obvious matcher of {@link Regex}, by Brzozowski's derivatives over code points. */
public final class RegexMatcher {
  private RegexMatcher() {}

  public static boolean matches(Regex regex, String text) {
    Regex rest = regex;
    for (int c : text.codePoints().toArray()) {
      rest = derivative(rest, c);
    }
    return nullable(rest);
  }

  static boolean nullable(Regex regex) {
    return switch (regex) {
      case Regex.Nothing nothing -> false;
      case Regex.Chars chars -> false;
      case Regex.JsonChars chars -> false;
      case Regex.Literal(String text) -> text.isEmpty();
      case Regex.Concat(List<Regex> operands) -> operands.stream().allMatch(RegexMatcher::nullable);
      case Regex.Alternation(List<Regex> operands) ->
          operands.stream().anyMatch(RegexMatcher::nullable);
      case Regex.Intersection(List<Regex> operands) ->
          operands.stream().allMatch(RegexMatcher::nullable);
      case Regex.Complement(Regex operand) -> !nullable(operand);
      case Regex.Repeat(Regex operand, int min, int max) -> min == 0 || nullable(operand);
      case Regex.Multiple multiple -> multiple.isNullable();
    };
  }

  static Regex derivative(Regex regex, int c) {
    return switch (regex) {
      case Regex.Nothing nothing -> nothing;
      case Regex.Chars(CodePointSet set) -> set.contains(c) ? Regex.EMPTY : Regex.NOTHING;
      case Regex.JsonChars chars -> derivative(JsonSpellings.of(chars), c);
      case Regex.Multiple multiple -> multiple.after(c);
      case Regex.Literal(String text) ->
          text.isEmpty() || text.codePointAt(0) != c
              ? Regex.NOTHING
              : Regex.literal(text.substring(Character.charCount(c)));
      case Regex.Concat(List<Regex> operands) -> {
        Regex tail = Regex.concat(operands.subList(1, operands.size()));
        Regex head = Regex.concat(derivative(operands.getFirst(), c), tail);
        yield nullable(operands.getFirst()) ? Regex.anyOf(head, derivative(tail, c)) : head;
      }
      case Regex.Alternation(List<Regex> operands) ->
          Regex.anyOf(operands.stream().map(o -> derivative(o, c)).toList());
      case Regex.Intersection(List<Regex> operands) ->
          Regex.allOf(operands.stream().map(o -> derivative(o, c)).toList());
      case Regex.Complement(Regex operand) -> Regex.not(derivative(operand, c));
      case Regex.Repeat(Regex operand, int min, int max) -> {
        int less = max == Regex.UNBOUNDED ? max : max - 1;
        int least = nullable(operand) ? 0 : Math.max(min - 1, 0);
        yield Regex.concat(derivative(operand, c), Regex.repeat(operand, least, less));
      }
    };
  }
}
