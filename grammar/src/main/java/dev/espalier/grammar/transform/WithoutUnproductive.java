package dev.espalier.grammar.transform;

import dev.espalier.grammar.Checked;
import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

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
    DerivableSet productive = new DerivableSet(grammar, productiveLeaves(grammar));
    if (!productive.contains(grammar.start())) {
      throw new UnsatisfiableGrammarException(
          "'" + grammar.start().name() + "'", "no text is allowed");
    }
    WithoutUnproductive pass = new WithoutUnproductive(productive);
    List<Production> kept = new ArrayList<>();
    boolean changed = false;
    for (Production production : grammar.productions()) {
      if (productive.containsAll(production.body())) {
        Production pruned = pass.prune(production);
        kept.add(pruned);
        changed |= pruned != production;
      } else {
        changed = true;
      }
    }
    return changed ? new Grammar(grammar.start(), kept, grammar.lexicons()) : grammar;
  }

  /** Which symbols, no nonterminals and no groups, match something as far as syntax tells. */
  static Predicate<Symbol> productiveLeaves(Grammar grammar) {
    Set<NamedTerminal> produced = produced(grammar);
    return leaf -> isProductive(leaf, produced);
  }

  /** The named terminals that some rule of a lexicon may produce. */
  private static Set<NamedTerminal> produced(Grammar grammar) {
    Set<NamedTerminal> produced = new HashSet<>();
    for (Lexicon lexicon : grammar.lexicons()) {
      for (Lexicon.Mode mode : lexicon.modes()) {
        for (Lexicon.Rule rule : mode.rules()) {
          if (rule.produces().isPresent() && !isNothing(rule.regex())) {
            produced.add(new NamedTerminal(lexicon.name(), rule.produces().get()));
          }
        }
      }
    }
    return produced;
  }

  private static boolean isProductive(Symbol leaf, Set<NamedTerminal> produced) {
    return switch (leaf) {
      case Terminal(Regex regex) -> !isNothing(regex);
      case Checked checked -> !isNothing(checked.terminal().regex());
      case NamedTerminal named -> produced.contains(named);
      case SpecialToken token -> true;
      case Nonterminal nonterminal -> throw new AssertionError(nonterminal);
      case Group group -> throw new AssertionError(group);
    };
  }

  private Production prune(Production production) {
    List<Symbol> body = new ArrayList<>(production.body().size());
    boolean changed = false;
    for (Symbol symbol : production.body()) {
      Symbol pruned = prune(symbol);
      if (!pruned.equals(EMPTY)) {
        body.add(pruned);
      }
      changed |= pruned != symbol || pruned.equals(EMPTY);
    }
    return changed ? new Production(production.head(), body) : production;
  }

  /** A productive symbol without its unproductive parts. */
  private Symbol prune(Symbol symbol) {
    return switch (symbol) {
      case Nonterminal nonterminal -> nonterminal;
      case Terminal terminal -> terminal;
      case NamedTerminal named -> named;
      case SpecialToken token -> token;
      case Checked checked -> checked;
      case Group group -> {
        List<Group.Member> members = new ArrayList<>(group.members().size());
        boolean changed = false;
        int listed = group.order().listed();
        for (int i = 0; i < group.members().size(); i++) {
          Group.Member member = group.members().get(i);
          if (productive.contains(member.symbol())) {
            Symbol pruned = prune(member.symbol());
            boolean same = pruned == member.symbol();
            members.add(same ? member : new Group.Member(pruned, member.min(), member.max()));
            changed |= !same;
          } else {
            changed = true;
            listed -= i < group.order().listed() ? 1 : 0;
          }
        }
        if (members.isEmpty()) {
          yield EMPTY;
        }
        Optional<Symbol> separator =
            group.separator().filter(productive::contains).map(this::prune);
        int max =
            separator.isEmpty() && group.separator().isPresent()
                ? Math.min(group.max(), 1)
                : group.max();
        changed |= !separator.equals(group.separator());
        yield isOnce(members, group.min(), max)
            ? members.getFirst().symbol()
            : changed
                ? new Group(members, separator, new Group.Order(listed), group.min(), max)
                : group;
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
      case Regex.Multiple multiple -> false;
      case Regex.Concat(List<Regex> operands) -> isAnyNothing(operands);
      case Regex.Alternation(List<Regex> operands) -> {
        for (Regex operand : operands) {
          if (!isNothing(operand)) {
            yield false;
          }
        }
        yield true;
      }
      case Regex.Intersection(List<Regex> operands) -> isAnyNothing(operands);
      case Regex.Complement(Regex operand) -> operand.equals(Regex.ANY_TEXT);
      case Regex.Repeat(Regex operand, int min, int max) -> min > 0 && isNothing(operand);
    };
  }

  private static boolean isAnyNothing(List<Regex> operands) {
    for (Regex operand : operands) {
      if (isNothing(operand)) {
        return true;
      }
    }
    return false;
  }
}
