package dev.espalier.grammar.transform;

import dev.espalier.grammar.Checked;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.List;

/** Which symbols of a grammar derive the empty text. Immutable; any thread. */
public final class Nullability {
  private final DerivableSet nullable;

  private Nullability(DerivableSet nullable) {
    this.nullable = nullable;
  }

  /** Computed once, in time linear in the grammar for all but nested groups. */
  public static Nullability of(Grammar grammar) {
    return new Nullability(new DerivableSet(grammar, Nullability::isNullableLeaf));
  }

  /** Lexemes and special tokens are never empty, and a checked terminal must not be. */
  private static boolean isNullableLeaf(Symbol symbol) {
    return switch (symbol) {
      case Terminal(Regex regex) -> isNullable(regex);
      case Checked checked -> isNullable(checked.terminal().regex());
      case NamedTerminal named -> false;
      case SpecialToken token -> false;
      case Nonterminal nonterminal -> throw new AssertionError(nonterminal);
      case Group group -> throw new AssertionError(group);
    };
  }

  /** Whether {@code symbol}, one of the grammar's or made of them, derives the empty text. */
  public boolean isNullable(Symbol symbol) {
    return nullable.contains(symbol);
  }

  /** Whether each symbol of {@code body} derives the empty text. */
  public boolean isNullable(List<Symbol> body) {
    return nullable.containsAll(body);
  }

  /** Whether {@code regex} matches the empty text. Linear in its nodes. */
  public static boolean isNullable(Regex regex) {
    return switch (regex) {
      case Regex.Nothing nothing -> false;
      case Regex.Chars chars -> false;
      case Regex.JsonChars chars -> false;
      case Regex.Literal(String text) -> text.isEmpty();
      case Regex.Concat(List<Regex> operands) -> areAllNullable(operands);
      case Regex.Alternation(List<Regex> operands) -> isAnyNullable(operands);
      case Regex.Intersection(List<Regex> operands) -> areAllNullable(operands);
      case Regex.Complement(Regex operand) -> !isNullable(operand);
      case Regex.Repeat(Regex operand, int min, int max) -> min == 0 || isNullable(operand);
      case Regex.Multiple multiple -> multiple.isNullable();
    };
  }

  private static boolean areAllNullable(List<Regex> operands) {
    for (Regex operand : operands) {
      if (!isNullable(operand)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAnyNullable(List<Regex> operands) {
    for (Regex operand : operands) {
      if (isNullable(operand)) {
        return true;
      }
    }
    return false;
  }
}
