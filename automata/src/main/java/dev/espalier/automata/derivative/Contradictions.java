package dev.espalier.automata.derivative;

import dev.espalier.automata.derivative.Expression.And;
import dev.espalier.automata.derivative.Expression.Concat;
import dev.espalier.automata.derivative.Expression.Empty;
import dev.espalier.automata.derivative.Expression.JsonOneOf;
import dev.espalier.automata.derivative.Expression.Literals;
import dev.espalier.automata.derivative.Expression.Not;
import dev.espalier.automata.derivative.Expression.OneOf;
import dev.espalier.automata.derivative.Expression.Or;
import dev.espalier.automata.derivative.Expression.Repeat;
import dev.espalier.grammar.Regex;
import java.util.Arrays;

/**
 * Sees that an intersection is empty because a complement in it leaves nothing of another operand,
 * as soon as a text holds what it must not hold: {@code a* & ~(any* | any* x any*)}. To find that
 * out by a search would take all states of the other operands.
 */
final class Contradictions {
  private static final int DEEPEST = 12;
  private static final int FEW_TEXTS = 16;

  private Contradictions() {}

  /**
   * Whether some complement among the operands of an intersection plainly excludes another operand.
   *
   * @param text the expression of all texts
   */
  static boolean excludeAll(Operands operands, Expression text) {
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i) instanceof Not not) {
        Expression excluded = not.operand;
        if (excluded instanceof Or or) {
          for (Expression alternative : or.operands) {
            if (holdsAny(alternative, operands, text)) {
              return true;
            }
          }
        } else if (holdsAny(excluded, operands, text)) {
          return true;
        }
      }
    }
    return false;
  }

  /** Whether some operand matches nothing but what {@code e} matches, as far as that is plain. */
  private static boolean holdsAny(Expression e, Operands operands, Expression text) {
    if (e instanceof Concat concat && concat.rest.nullable) {
      return holdsAny(concat.head, operands, text);
    }
    if (operands.contains(e) || e == text && operands.any(operand -> operand.textual)) {
      return true;
    }
    return e instanceof Repeat repeat
        && repeat.min == 0
        && repeat.max == Regex.UNBOUNDED
        && (repeat.body instanceof OneOf || repeat.body instanceof JsonOneOf)
        && operands.any(operand -> isOf(operand, repeat.body, DEEPEST));
  }

  /**
   * Whether {@code e} matches only repetitions of {@code character}, which may be one of a set or
   * an alternation with such; as far as that is plain.
   */
  static boolean isRepeated(Expression character, Expression e) {
    return isOf(e, character, DEEPEST);
  }

  private static boolean isOf(Expression e, Expression character, int depth) {
    if (depth == 0) {
      return false;
    }
    if (e == character) {
      return true;
    }
    return switch (e) {
      case Empty n -> true;
      case OneOf o -> holdsAll(character, o.set);
      case JsonOneOf o -> character instanceof JsonOneOf all && holdsAll(all.set, o.set);
      case Literals l -> l.high - l.low <= FEW_TEXTS && areOf(l, character);
      case Or or -> {
        boolean all = or.operands.length <= FEW_TEXTS;
        for (int i = 0; all && i < or.operands.length; i++) {
          all = isOf(or.operands[i], character, depth - 1);
        }
        yield all;
      }
      case Repeat repeat -> isOf(repeat.body, character, depth - 1);
      case Concat concat ->
          isOf(concat.head, character, depth - 1) && isOf(concat.rest, character, depth - 1);
      case And and -> {
        boolean any = false;
        for (Expression operand : and.operands) {
          any |= isOf(operand, character, depth - 1);
        }
        yield any;
      }
      default -> false;
    };
  }

  /** Whether all the texts are ASCII characters that {@code character} may be. */
  private static boolean areOf(Literals texts, Expression character) {
    for (int i = texts.low; i < texts.high; i++) {
      for (int at = texts.depth; at < texts.texts[i].length; at++) {
        if (texts.texts[i][at] < 0 || !holds(character, texts.texts[i][at])) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean holds(Expression character, int ascii) {
    return switch (character) {
      case OneOf all -> all.set.containsAscii(ascii);
      case JsonOneOf all -> all.set.containsAscii(ascii) && JsonEscapes.RAW_ASCII.contains(ascii);
      case Or or -> Arrays.stream(or.operands).anyMatch(operand -> holds(operand, ascii));
      default -> false;
    };
  }

  private static boolean holdsAll(Expression character, CodePoints chars) {
    return switch (character) {
      case OneOf all -> holdsAll(all.set, chars);
      case JsonOneOf all -> JsonEscapes.RAW.containsAll(chars.set) && holdsAll(all.set, chars);
      case Or or -> Arrays.stream(or.operands).anyMatch(operand -> holdsAll(operand, chars));
      default -> false;
    };
  }

  private static boolean holdsAll(CodePoints set, CodePoints other) {
    return set == other || set.isAll() || set.set.containsAll(other.set);
  }
}
