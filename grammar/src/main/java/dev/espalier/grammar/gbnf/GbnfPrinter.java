package dev.espalier.grammar.gbnf;

import dev.espalier.grammar.Checked;
import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a grammar as GBNF, one rule a line.
 *
 * <p>For each grammar {@code g} that {@link Gbnf} gave, {@code Gbnf.parse(GbnfPrinter.print(g))}
 * equals {@code g}; of others it keeps the language.
 */
public final class GbnfPrinter {
  private GbnfPrinter() {}

  /**
   * {@code grammar} as GBNF; its start must be called {@code root} to be read back without saying
   * so.
   *
   * @throws IllegalArgumentException if GBNF cannot say it: an intersection, a complement, the
   *     empty set, a check, a named terminal, a group that is not the plain repetition of one
   *     member, a name with other characters than {@code a-zA-Z0-9_-}, or a token whose name is not
   *     in angle brackets
   */
  public static String print(Grammar grammar) {
    StringBuilder out = new StringBuilder();
    grammar
        .productionsByHead()
        .forEach(
            (head, productions) ->
                out.append(name(head))
                    .append(" ::= ")
                    .append(
                        productions.stream()
                            .map(GbnfPrinter::body)
                            .collect(Collectors.joining(" | ")))
                    .append('\n'));
    return out.toString();
  }

  private static String name(Nonterminal nonterminal) {
    if (!nonterminal.name().matches("[a-zA-Z0-9_-]+")) {
      throw new IllegalArgumentException("no name in GBNF: '" + nonterminal.name() + "'");
    }
    return nonterminal.name();
  }

  private static String body(Production production) {
    return production.body().isEmpty()
        ? "\"\""
        : production.body().stream().map(GbnfPrinter::symbol).collect(Collectors.joining(" "));
  }

  private static String symbol(Symbol symbol) {
    return switch (symbol) {
      case Nonterminal nonterminal -> name(nonterminal);
      case Terminal(Regex regex) ->
          regex instanceof Regex.Alternation ? "(" + regex(regex) + ")" : regex(regex);
      case NamedTerminal named ->
          throw new IllegalArgumentException("GBNF has no way to say " + named);
      case SpecialToken token -> token(token);
      case Checked checked ->
          throw new IllegalArgumentException("GBNF has no way to say " + checked);
      case Group group -> {
        if (group.members().size() > 1
            || group.separator().isPresent()
            || group.min() != 0
            || group.max() != Regex.UNBOUNDED) {
          throw new IllegalArgumentException("no repetition of one symbol: " + group);
        }
        Group.Member member = group.members().getFirst();
        String repeated = symbol(member.symbol());
        yield (member.symbol() instanceof Nonterminal ? repeated : "(" + repeated + ")")
            + bounds(member.min(), member.max());
      }
    };
  }

  private static String token(SpecialToken token) {
    return switch (token) {
      case SpecialToken.Named(String name) -> named(name);
      case SpecialToken.Ids(List<SpecialToken.Range> ranges) ->
          ranges.stream()
              .map(SpecialToken.Range::toString)
              .collect(Collectors.joining(",", "<[", "]>"));
      case SpecialToken.Other(SpecialToken excluded) -> "!" + token(excluded);
    };
  }

  private static String named(String token) {
    if (!token.matches("<(?!\\[)[^>\\r\\n]*>")) {
      throw new IllegalArgumentException("no name of a token in GBNF: '" + token + "'");
    }
    return token;
  }

  private static String regex(Regex regex) {
    return switch (regex) {
      case Regex.Chars(CodePointSet set) -> characterClass(set);
      case Regex.Literal(String text) -> {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> appendCharacter(out, c, "\"\\"));
        yield out.append('"').toString();
      }
      case Regex.Concat(List<Regex> operands) ->
          operands.stream()
              .map(o -> o instanceof Regex.Alternation ? "(" + regex(o) + ")" : regex(o))
              .collect(Collectors.joining(" "));
      case Regex.Alternation(List<Regex> operands) ->
          operands.stream().map(GbnfPrinter::regex).collect(Collectors.joining(" | "));
      case Regex.Repeat(Regex operand, int min, int max) ->
          (operand instanceof Regex.Chars || operand instanceof Regex.Literal
                  ? regex(operand)
                  : "(" + regex(operand) + ")")
              + bounds(min, max);
      case Regex.JsonChars spelled -> throw unsayable(spelled);
      case Regex.Multiple multiple -> throw unsayable(multiple);
      case Regex.Nothing nothing -> throw unsayable(nothing);
      case Regex.Intersection intersection -> throw unsayable(intersection);
      case Regex.Complement complement -> throw unsayable(complement);
    };
  }

  private static IllegalArgumentException unsayable(Regex regex) {
    return new IllegalArgumentException("GBNF has no way to say " + regex);
  }

  private static String bounds(int min, int max) {
    if (max == Regex.UNBOUNDED) {
      return min == 0 ? "*" : min == 1 ? "+" : "{" + min + ",}";
    }
    return min == max ? "{" + min + "}" : min == 0 && max == 1 ? "?" : "{" + min + "," + max + "}";
  }

  private static String characterClass(CodePointSet set) {
    if (set.equals(CodePointSet.ALL)) {
      return ".";
    }
    CodePointSet others = set.complement();
    return others.rangeCount() < set.rangeCount()
        ? "[^" + ranges(others) + "]"
        : "[" + ranges(set) + "]";
  }

  private static String ranges(CodePointSet set) {
    List<String> ranges = new ArrayList<>();
    for (int i = 0; i < set.rangeCount(); i++) {
      StringBuilder out = new StringBuilder();
      appendInClass(out, set.first(i));
      if (set.last(i) > set.first(i)) {
        out.append('-');
        appendInClass(out, set.last(i));
      }
      ranges.add(out.toString());
    }
    return String.join("", ranges);
  }

  private static void appendInClass(StringBuilder out, int codePoint) {
    if (codePoint == '^') {
      out.append("\\x5E");
    } else {
      appendCharacter(out, codePoint, "[]-\\");
    }
  }

  private static void appendCharacter(StringBuilder out, int codePoint, String special) {
    switch (codePoint) {
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> {
        if (special.indexOf(codePoint) >= 0) {
          out.append('\\').appendCodePoint(codePoint);
        } else if (codePoint >= ' ' && codePoint <= '~' || Character.isLetterOrDigit(codePoint)) {
          out.appendCodePoint(codePoint);
        } else {
          out.append(String.format(codePoint <= 0xFFFF ? "\\u%04X" : "\\U%08X", codePoint));
        }
      }
    }
  }
}
