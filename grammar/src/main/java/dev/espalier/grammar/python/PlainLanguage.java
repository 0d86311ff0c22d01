package dev.espalier.grammar.python;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.regex.EcmaRegex;
import dev.espalier.grammar.regex.UnsupportedRegexException;
import dev.espalier.grammar.transform.Nullability;
import java.util.List;

/** The texts that a pattern matches as a whole, in whatever order they are tried. Stateless. */
final class PlainLanguage {
  private PlainLanguage() {}

  /**
   * @param position of the pattern
   * @throws GrammarSyntaxException if it looks beyond its ends
   */
  static Regex of(Pattern pattern, String position, Limits limits) {
    if (!looksAround(pattern)) {
      return regex(pattern);
    }
    requireWithin(pattern);
    StringBuilder ecma = new StringBuilder();
    append(ecma, pattern, position);
    try {
      return EcmaRegex.fullMatch(ecma.toString(), position, limits);
    } catch (UnsupportedRegexException e) {
      throw new GrammarSyntaxException(position, e.feature() + " is not supported here");
    }
  }

  static boolean looksAround(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Chars chars -> false;
      case Pattern.Exactly exactly -> false;
      case Pattern.Sequence(List<Pattern> parts) ->
          parts.stream().anyMatch(PlainLanguage::looksAround);
      case Pattern.Choice(List<Pattern> parts) ->
          parts.stream().anyMatch(PlainLanguage::looksAround);
      case Pattern.Repetition repetition -> looksAround(repetition.part());
      case Pattern.Look look -> true;
      case Pattern.Named(Pattern part) -> looksAround(part);
    };
  }

  private static Regex regex(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Chars(CodePointSet set) -> Regex.chars(set);
      case Pattern.Exactly(Regex regex) -> regex;
      case Pattern.Sequence(List<Pattern> parts) ->
          Regex.concat(parts.stream().map(PlainLanguage::regex).toList());
      case Pattern.Choice(List<Pattern> parts) ->
          Regex.anyOf(parts.stream().map(PlainLanguage::regex).toList());
      case Pattern.Repetition(Pattern part, int min, int max, Pattern.Greed greed) ->
          Regex.repeat(regex(part), min, max);
      case Pattern.Look look -> throw new AssertionError(look);
      case Pattern.Named(Pattern part) -> regex(part);
    };
  }

  private static boolean isNullable(Pattern pattern) {
    return switch (pattern) {
      case Pattern.Chars chars -> false;
      case Pattern.Exactly(Regex regex) -> Nullability.isNullable(regex);
      case Pattern.Sequence(List<Pattern> parts) ->
          parts.stream().allMatch(PlainLanguage::isNullable);
      case Pattern.Choice(List<Pattern> parts) ->
          parts.stream().anyMatch(PlainLanguage::isNullable);
      case Pattern.Repetition repetition -> repetition.min() == 0 || isNullable(repetition.part());
      case Pattern.Look look -> true;
      case Pattern.Named(Pattern part) -> isNullable(part);
    };
  }

  /**
   * Nothing if all lookarounds have something on the side that they look to.
   *
   * @throws GrammarSyntaxException otherwise
   */
  static void requireWithin(Pattern pattern) {
    requireWithin(pattern, true, true);
  }

  /**
   * @param first whether nothing need stand before the pattern
   * @param last whether nothing need stand behind it
   */
  private static void requireWithin(Pattern pattern, boolean first, boolean last) {
    switch (pattern) {
      case Pattern.Chars chars -> {}
      case Pattern.Exactly exactly -> {}
      case Pattern.Sequence(List<Pattern> parts) -> {
        for (int i = 0; i < parts.size(); i++) {
          requireWithin(
              parts.get(i),
              first && parts.subList(0, i).stream().allMatch(PlainLanguage::isNullable),
              last
                  && parts.subList(i + 1, parts.size()).stream()
                      .allMatch(PlainLanguage::isNullable));
        }
      }
      case Pattern.Choice(List<Pattern> parts) ->
          parts.forEach(part -> requireWithin(part, first, last));
      case Pattern.Repetition repetition -> requireWithin(repetition.part(), first, last);
      case Pattern.Look(Pattern.Direction direction, Pattern part, String position) -> {
        if (direction.isAhead() ? last : first) {
          throw new GrammarSyntaxException(
              position,
              "a lookaround that looks beyond the lexeme is not supported; leave it out or use"
                  + " rules");
        }
      }
      case Pattern.Named(Pattern part) -> requireWithin(part, first, last);
    }
  }

  private static void append(StringBuilder ecma, Pattern pattern, String position) {
    switch (pattern) {
      case Pattern.Chars(CodePointSet set) -> appendClass(ecma, set);
      case Pattern.Exactly(Regex regex) -> append(ecma, regex, position);
      case Pattern.Sequence(List<Pattern> parts) ->
          parts.forEach(part -> append(ecma, part, position));
      case Pattern.Choice(List<Pattern> parts) -> {
        ecma.append("(?:");
        for (int i = 0; i < parts.size(); i++) {
          ecma.append(i == 0 ? "" : "|");
          append(ecma, parts.get(i), position);
        }
        ecma.append(')');
      }
      case Pattern.Repetition(Pattern part, int min, int max, Pattern.Greed greed) -> {
        ecma.append("(?:");
        append(ecma, part, position);
        appendCount(ecma.append(')'), min, max);
      }
      case Pattern.Look(Pattern.Direction direction, Pattern part, String place) -> {
        ecma.append(direction.opening());
        append(ecma, part, position);
        ecma.append(')');
      }
      case Pattern.Named(Pattern part) -> append(ecma, part, position);
    }
  }

  private static void append(StringBuilder ecma, Regex regex, String position) {
    switch (regex) {
      case Regex.Nothing nothing -> ecma.append("[]");
      case Regex.Chars(CodePointSet set) -> appendClass(ecma, set);
      case Regex.Literal(String text) ->
          text.codePoints().forEach(c -> ecma.append(String.format("\\u{%x}", c)));
      case Regex.Concat(List<Regex> operands) ->
          operands.forEach(operand -> append(ecma, operand, position));
      case Regex.Alternation(List<Regex> operands) -> {
        ecma.append("(?:");
        for (int i = 0; i < operands.size(); i++) {
          ecma.append(i == 0 ? "" : "|");
          append(ecma, operands.get(i), position);
        }
        ecma.append(')');
      }
      case Regex.Repeat(Regex operand, int min, int max) -> {
        ecma.append("(?:");
        append(ecma, operand, position);
        appendCount(ecma.append(')'), min, max);
      }
      case Regex.Intersection i -> throw besideAlgebra(position);
      case Regex.Complement c -> throw besideAlgebra(position);
      case Regex.JsonChars c -> throw besideAlgebra(position);
      case Regex.Multiple m -> throw besideAlgebra(position);
    }
  }

  private static GrammarSyntaxException besideAlgebra(String position) {
    return new GrammarSyntaxException(
        position,
        "a lookaround in one terminal with '&' or '~' is not supported; use '&' for both");
  }

  private static void appendCount(StringBuilder ecma, int min, int max) {
    ecma.append('{').append(min).append(',');
    if (max != Regex.UNBOUNDED) {
      ecma.append(max);
    }
    ecma.append('}');
  }

  private static void appendClass(StringBuilder ecma, CodePointSet set) {
    ecma.append('[');
    for (int i = 0; i < set.rangeCount(); i++) {
      ecma.append(String.format("\\u{%x}-\\u{%x}", set.first(i), set.last(i)));
    }
    ecma.append(']');
  }
}
