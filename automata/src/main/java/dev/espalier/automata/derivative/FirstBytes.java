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
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Regex;

/** The bytes that may begin a match of an expression; see {@link Expression#first}. */
final class FirstBytes {
  private static final ByteSet CONTINUATIONS = ByteSet.ofRange(0x80, 0xBF);
  private static final ByteSet BACKSLASH = ByteSet.of('\\');
  private static final ByteSet DIGITS = ByteSet.ofRange('0', '9');
  private static final ByteSet ASCII = ByteSet.ofRange(0, 0x7F);

  private FirstBytes() {}

  static ByteSet of(Expression e) {
    return switch (e) {
      case Nothing n -> ByteSet.NONE;
      case Empty n -> ByteSet.NONE;
      case Literals literals -> ofLiterals(literals);
      case OneOf oneOf -> ofChars(oneOf.set.set);
      case Tail tail -> CONTINUATIONS;
      case Multiple multiple -> ofMultiple(multiple.regex);
      case JsonOneOf json -> ofChars(json.set.set.intersect(JsonEscapes.RAW)).union(BACKSLASH);
      case JsonEscape escape -> ASCII;
      case Concat concat -> ofConcat(concat);
      case Repeat repeat -> repeat.body.first();
      case Or or -> {
        ByteSet union = ByteSet.NONE;
        for (Expression operand : or.operands) {
          union = union.union(operand.first());
        }
        yield union;
      }
      case And and -> {
        ByteSet common = ByteSet.ALL;
        for (Expression operand : and.operands) {
          common = common.intersect(operand.first());
        }
        yield common;
      }
      case Not not -> ByteSet.ALL;
    };
  }

  private static ByteSet ofMultiple(Regex.Multiple e) {
    ByteSet bytes = e.max() == Regex.UNBOUNDED ? DIGITS : ByteSet.NONE;
    for (int b = '0'; b <= '9' && e.max() != Regex.UNBOUNDED; b++) {
      bytes = e.goesOnWith(b) ? bytes.union(ByteSet.of(b)) : bytes;
    }
    return e.goesOnWith('.') ? bytes.union(ByteSet.of('.')) : bytes;
  }

  private static ByteSet ofConcat(Concat e) {
    ByteSet bytes = e.head.first();
    boolean goesOn = e.head.nullable;
    Expression rest = e.rest;
    while (goesOn && rest instanceof Concat concat) {
      bytes = bytes.union(concat.head.first());
      goesOn = concat.head.nullable;
      rest = concat.rest;
    }
    return goesOn ? bytes.union(rest.first()) : bytes;
  }

  private static ByteSet ofLiterals(Literals e) {
    int at = e.texts[e.low].length == e.depth ? e.low + 1 : e.low;
    if (at == e.high) {
      return ByteSet.NONE;
    }
    int least = e.texts[at][e.depth] & 0xff;
    ByteSet bytes = ByteSet.of(least);
    while ((at = e.firstWithByteAtLeast(at, least + 1)) < e.high) {
      least = e.texts[at][e.depth] & 0xff;
      bytes = bytes.union(ByteSet.of(least));
    }
    return bytes;
  }

  private static ByteSet ofChars(CodePointSet set) {
    ByteSet bytes = ByteSet.NONE;
    for (int i = 0; i < set.rangeCount(); i++) {
      bytes = bytes.union(ByteSet.ofRange(firstByte(set.first(i)), firstByte(set.last(i))));
    }
    return bytes;
  }

  private static int firstByte(int codePoint) {
    if (codePoint < 0x80) {
      return codePoint;
    }
    if (codePoint < 0x800) {
      return 0xC0 | codePoint >> 6;
    }
    return codePoint < 0x10000 ? 0xE0 | codePoint >> 12 : 0xF0 | codePoint >> 18;
  }
}
