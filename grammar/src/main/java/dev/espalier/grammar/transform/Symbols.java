package dev.espalier.grammar.transform;

import dev.espalier.grammar.Checked;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Walks over the symbols of a body, into groups. */
public final class Symbols {
  private Symbols() {}

  /** The number of symbols in {@code symbol}, itself included. */
  public static long size(Symbol symbol) {
    return switch (symbol) {
      case Nonterminal nonterminal -> 1;
      case Terminal terminal -> 1;
      case NamedTerminal named -> 1;
      case SpecialToken token -> 1;
      case Checked checked -> 1;
      case Group group ->
          1
              + group.members().stream().mapToLong(member -> size(member.symbol())).sum()
              + group.separator().map(Symbols::size).orElse(0L);
    };
  }

  /** Every nonterminal in the body, as often as it occurs. */
  public static void forEachNonterminal(Production production, Consumer<Nonterminal> consumer) {
    for (Symbol symbol : production.body()) {
      forEachNonterminal(symbol, consumer);
    }
  }

  /** Every nonterminal in {@code symbol}, itself included. */
  public static void forEachNonterminal(Symbol symbol, Consumer<Nonterminal> consumer) {
    switch (symbol) {
      case Nonterminal nonterminal -> consumer.accept(nonterminal);
      case Terminal terminal -> {}
      case NamedTerminal named -> {}
      case SpecialToken token -> {}
      case Checked checked -> {}
      case Group group -> {
        group.members().forEach(member -> forEachNonterminal(member.symbol(), consumer));
        group.separator().ifPresent(separator -> forEachNonterminal(separator, consumer));
      }
    }
  }

  /** Every part of {@code symbol} that is no group, itself included. */
  public static void forEachLeaf(Symbol symbol, Consumer<Symbol> consumer) {
    if (symbol instanceof Group group) {
      group.members().forEach(member -> forEachLeaf(member.symbol(), consumer));
      group.separator().ifPresent(separator -> forEachLeaf(separator, consumer));
    } else {
      consumer.accept(symbol);
    }
  }

  /** {@code symbol} with every nonterminal in it renamed. */
  static Symbol rename(Symbol symbol, UnaryOperator<Nonterminal> renaming) {
    return map(symbol, leaf -> leaf instanceof Nonterminal n ? renaming.apply(n) : leaf);
  }

  /** {@code symbol} with {@code mapping} applied to all that is no group. */
  public static Symbol map(Symbol symbol, UnaryOperator<Symbol> mapping) {
    return symbol instanceof Group group
        ? mapParts(group, part -> map(part, mapping))
        : mapping.apply(symbol);
  }

  /** {@code group} with {@code mapping} applied to the symbols of its members and separator. */
  static Group mapParts(Group group, UnaryOperator<Symbol> mapping) {
    List<Group.Member> members = new ArrayList<>(group.members().size());
    boolean changed = false;
    for (Group.Member member : group.members()) {
      Symbol symbol = mapping.apply(member.symbol());
      boolean same = symbol == member.symbol();
      members.add(same ? member : new Group.Member(symbol, member.min(), member.max()));
      changed |= !same;
    }
    Optional<Symbol> separator = group.separator().map(mapping);
    return changed || !separator.equals(group.separator())
        ? new Group(members, separator, group.order(), group.min(), group.max())
        : group;
  }
}
