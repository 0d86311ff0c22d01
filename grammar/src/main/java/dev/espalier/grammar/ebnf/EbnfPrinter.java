package dev.espalier.grammar.ebnf;

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
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes a grammar as EBNF, one rule a line.
 *
 * <p>For each grammar {@code g} that {@link Ebnf} gave, {@code Ebnf.parse(EbnfPrinter.print(g))}
 * equals {@code g}, if the start has the same name or is named; of others it keeps the language.
 */
public final class EbnfPrinter {
  private static final int MOST_IDS = 1_000;
  private static final String CONTROLS = "\n\r\t\b\f";
  private static final String LETTERS = "nrtbf";

  private EbnfPrinter() {}

  /**
   * {@code grammar} as EBNF, the rule that it starts from first.
   *
   * @throws IllegalArgumentException if EBNF cannot say it: a check, a named terminal, a spelled
   *     JSON string, digits that make a multiple, a group that is not the plain repetition of one
   *     member, the name of a token, more than {@value #MOST_IDS} ids of tokens, or a name with
   *     other characters than {@code a-zA-Z0-9_.-}
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
                            .map(EbnfPrinter::body)
                            .collect(Collectors.joining(" | ")))
                    .append('\n'));
    return out.toString();
  }

  private static String name(Nonterminal nonterminal) {
    if (!nonterminal.name().matches("[a-zA-Z_][a-zA-Z0-9_.-]*")) {
      throw new IllegalArgumentException("no name in EBNF: '" + nonterminal.name() + "'");
    }
    return nonterminal.name();
  }

  private static String body(Production production) {
    return production.body().isEmpty()
        ? "\"\""
        : production.body().stream().map(EbnfPrinter::symbol).collect(Collectors.joining(" "));
  }

  private static String symbol(Symbol symbol) {
    return switch (symbol) {
      case Nonterminal nonterminal -> name(nonterminal);
      case Terminal(Regex regex) ->
          regex instanceof Regex.Alternation ? "(" + regex(regex) + ")" : regex(regex);
      case SpecialToken.Ids(List<SpecialToken.Range> ranges) -> token("Token(", ranges);
      case SpecialToken.Other(SpecialToken.Ids(List<SpecialToken.Range> ranges)) ->
          token("ExcludeToken(", ranges);
      case SpecialToken.Other other -> throw unsayable(other);
      case SpecialToken.Named named -> throw unsayable(named);
      case NamedTerminal named -> throw unsayable(named);
      case Checked checked -> throw unsayable(checked);
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

  private static String token(String macro, List<SpecialToken.Range> ranges) {
    long count = ranges.stream().mapToLong(range -> (long) range.last() - range.first() + 1).sum();
    if (count > MOST_IDS) {
      throw new IllegalArgumentException(count + " ids of tokens > " + MOST_IDS);
    }
    StringBuilder out = new StringBuilder(macro);
    String comma = "";
    for (SpecialToken.Range range : ranges) {
      for (int id = range.first(); id <= range.last(); id++) {
        out.append(comma).append(id);
        comma = ", ";
      }
    }
    return out.append(')').toString();
  }

  private static String regex(Regex regex) {
    return switch (regex) {
      case Regex.Nothing nothing -> "([a] - [a])";
      case Regex.Chars(CodePointSet set) -> characterClass(set);
      case Regex.Literal(String text) -> {
        StringBuilder out = new StringBuilder("\"");
        text.codePoints().forEach(c -> appendCharacter(out, c, "\"\\"));
        yield out.append('"').toString();
      }
      case Regex.Concat(List<Regex> operands) ->
          operands.stream()
              .map(o -> isLoose(o) ? "(" + regex(o) + ")" : regex(o))
              .collect(Collectors.joining(" "));
      case Regex.Alternation(List<Regex> operands) ->
          operands.stream().map(EbnfPrinter::regex).collect(Collectors.joining(" | "));
      case Regex.Intersection(List<Regex> operands) -> {
        StringBuilder out = new StringBuilder();
        for (Regex operand : operands) {
          if (operand instanceof Regex.Complement(Regex excluded)) {
            out.append(out.isEmpty() ? "[^]*" : "")
                .append(" - (")
                .append(regex(excluded))
                .append(')');
          } else if (out.isEmpty()) {
            out.append('(').append(regex(operand)).append(')');
          } else {
            out.append(" - ([^]* - (").append(regex(operand)).append("))");
          }
        }
        yield out.toString();
      }
      case Regex.Complement(Regex operand) -> "[^]* - (" + regex(operand) + ")";
      case Regex.Repeat(Regex operand, int min, int max) ->
          (operand instanceof Regex.Chars || operand instanceof Regex.Literal
                  ? regex(operand)
                  : "(" + regex(operand) + ")")
              + bounds(min, max);
      case Regex.JsonChars spelled -> throw unsayable(spelled);
      case Regex.Multiple multiple -> throw unsayable(multiple);
    };
  }

  /** Whether neighbours of what {@code regex} is printed as would become part of it. */
  private static boolean isLoose(Regex regex) {
    return regex instanceof Regex.Alternation
        || regex instanceof Regex.Intersection
        || regex instanceof Regex.Complement;
  }

  private static IllegalArgumentException unsayable(Object what) {
    return new IllegalArgumentException("EBNF has no way to say " + what);
  }

  private static String bounds(int min, int max) {
    if (max == Regex.UNBOUNDED) {
      return min == 0 ? "*" : min == 1 ? "+" : "{" + min + ",}";
    }
    return min == max ? "{" + min + "}" : min == 0 && max == 1 ? "?" : "{" + min + "," + max + "}";
  }

  private static String characterClass(CodePointSet set) {
    CodePointSet others = set.complement();
    return others.rangeCount() < set.rangeCount()
        ? "[^" + ranges(others) + "]"
        : "[" + ranges(set) + "]";
  }

  private static String ranges(CodePointSet set) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < set.rangeCount(); i++) {
      appendCharacter(out, set.first(i), "[]^-\\");
      if (set.last(i) > set.first(i)) {
        out.append('-');
        appendCharacter(out, set.last(i), "[]^-\\");
      }
    }
    return out.toString();
  }

  private static void appendCharacter(StringBuilder out, int codePoint, String special) {
    int control = CONTROLS.indexOf(codePoint);
    if (control >= 0) {
      out.append('\\').append(LETTERS.charAt(control));
    } else if (special.indexOf(codePoint) >= 0) {
      out.append('\\').appendCodePoint(codePoint);
    } else if (codePoint >= ' ' && codePoint <= '~' && codePoint != '#'
        || Character.isLetterOrDigit(codePoint)) {
      out.appendCodePoint(codePoint);
    } else {
      out.append(String.format(codePoint <= 0xFFFF ? "\\u%04X" : "\\U%08X", codePoint));
    }
  }
}
