package dev.espalier.grammar.transform;

import dev.espalier.grammar.Checked;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.List;
import java.util.function.Consumer;

/**
 * The nonterminals that a body derives alone, all else around them deriving the empty text.
 * Immutable; any thread.
 */
public final class UnitSymbols {
  private final Nullability nullability;

  private UnitSymbols(Nullability nullability) {
    this.nullability = nullability;
  }

  /**
   * @param nullability of the grammar that the bodies are of
   */
  public static UnitSymbols of(Nullability nullability) {
    return new UnitSymbols(nullability);
  }

  /** Each nonterminal that {@code body} derives alone, some perhaps more than once. Linear. */
  public void forEach(List<Symbol> body, Consumer<Nonterminal> consumer) {
    int needed = -1;
    for (int i = 0; i < body.size(); i++) {
      if (!nullability.isNullable(body.get(i))) {
        if (needed >= 0) {
          return;
        }
        needed = i;
      }
    }
    if (needed >= 0) {
      forEach(body.get(needed), consumer);
    } else {
      body.forEach(symbol -> forEach(symbol, consumer));
    }
  }

  private void forEach(Symbol symbol, Consumer<Nonterminal> consumer) {
    switch (symbol) {
      case Nonterminal nonterminal -> consumer.accept(nonterminal);
      case Terminal terminal -> {}
      case NamedTerminal named -> {}
      case SpecialToken token -> {}
      case Checked checked -> {}
      case Group group -> {
        GroupCounts counts = GroupCounts.of(group, nullability::isNullable);
        for (int i = 0; i < group.members().size(); i++) {
          if (counts.canBeMetBesides(i)) {
            forEach(group.members().get(i).symbol(), consumer);
          }
        }
        if (counts.canBeMetBesidesSeparator()) {
          forEach(group.separator().orElseThrow(), consumer);
        }
      }
    }
  }
}
