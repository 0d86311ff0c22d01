package dev.espalier.grammar.transform;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Afterwards every production, group member and separator occurs in a derivation of some text from
 * its head; and what such pruning leaves without effect, the empty terminal in a body and the group
 * of one occurrence, is gone. Emptiness of a regular expression is judged by syntax: an
 * intersection of disjoint expressions counts as productive.
 */
final class WithoutUnproductive {
  private static final Terminal EMPTY = new Terminal(Regex.EMPTY);

  private final DerivableSet productive;

  private WithoutUnproductive(DerivableSet productive) {
    this.productive = productive;
  }

  static Grammar apply(Grammar grammar) {
    DerivableSet productive = new DerivableSet(grammar, regex -> !isNothing(regex));
    if (!productive.contains(grammar.start())) {
      throw new UnsatisfiableGrammarException(
          "'" + grammar.start().name() + "'", "no text is allowed");
    }
    WithoutUnproductive pass = new WithoutUnproductive(productive);
    List<Production> kept = new ArrayList<>();
    for (Production production : grammar.productions()) {
      if (productive.containsAll(production.body())) {
        kept.add(
            new Production(
                production.head(),
                production.body().stream()
                    .map(pass::prune)
                    .filter(symbol -> !symbol.equals(EMPTY))
                    .toList()));
      }
    }
    return new Grammar(grammar.start(), kept);
  }

  /** A productive symbol without its unproductive parts. */
  private Symbol prune(Symbol symbol) {
    return switch (symbol) {
      case Nonterminal nonterminal -> nonterminal;
      case Terminal terminal -> terminal;
      case Group group -> {
        List<Group.Member> members = new ArrayList<>();
        for (Group.Member member : group.members()) {
          if (productive.contains(member.symbol())) {
            members.add(new Group.Member(prune(member.symbol()), member.min(), member.max()));
          }
        }
        if (members.isEmpty()) {
          yield EMPTY;
        }
        Optional<Symbol> separator = group.separator().filter(productive::contains);
        int max =
            separator.isEmpty() && group.separator().isPresent()
                ? Math.min(group.max(), 1)
                : group.max();
        yield isOnce(members, group.min(), max)
            ? members.getFirst().symbol()
            : new Group(members, separator.map(this::prune), group.order(), group.min(), max);
      }
    };
  }

  private static boolean isOnce(List<Group.Member> members, int min, int max) {
    Group.Member first = members.getFirst();
    return members.size() == 1
        && Math.max(first.min(), min) == 1
        && Math.min(first.max(), max) == 1;
  }

  private static boolean isNothing(Regex regex) {
    return switch (regex) {
      case Regex.Nothing nothing -> true;
      case Regex.Chars chars -> false;
      case Regex.JsonChars chars -> false;
      case Regex.Literal literal -> false;
      case Regex.Concat(List<Regex> operands) ->
          operands.stream().anyMatch(WithoutUnproductive::isNothing);
      case Regex.Alternation(List<Regex> operands) ->
          operands.stream().allMatch(WithoutUnproductive::isNothing);
      case Regex.Intersection(List<Regex> operands) ->
          operands.stream().anyMatch(WithoutUnproductive::isNothing);
      case Regex.Complement(Regex operand) -> operand.equals(Regex.ANY_TEXT);
      case Regex.Repeat(Regex operand, int min, int max) -> min > 0 && isNothing(operand);
    };
  }
}
