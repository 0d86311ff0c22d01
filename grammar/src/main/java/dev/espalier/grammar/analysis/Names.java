package dev.espalier.grammar.analysis;

import dev.espalier.grammar.Checked;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.NamedTerminal;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import java.util.List;
import java.util.stream.Collectors;

/** How symbols are called in messages. Stateless; any thread. */
final class Names {
  private static final int LONGEST = 60; // chars
  private static final int MOST_SYMBOLS = 8;

  private Names() {}

  static String of(Symbol symbol) {
    return switch (symbol) {
      case Nonterminal nonterminal -> "'" + nonterminal.name() + "'";
      case NamedTerminal named ->
          named.name().startsWith("'") ? named.name() : "'" + named.name() + "'";
      case Terminal terminal -> abridged(terminal.toString());
      case SpecialToken token -> abridged(token.toString());
      case Checked checked -> abridged(checked.terminal().toString());
      case Group group -> abridged(group.toString());
    };
  }

  static String of(List<Symbol> body) {
    return body.isEmpty()
        ? "of nothing"
        : body.stream().limit(MOST_SYMBOLS).map(Names::of).collect(Collectors.joining(" "))
            + (body.size() > MOST_SYMBOLS ? " ..." : "");
  }

  static String abridged(String text) {
    if (text.codePointCount(0, text.length()) <= LONGEST) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "...";
  }
}
