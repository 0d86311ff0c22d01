package dev.espalier.grammar;

import java.util.List;
import java.util.stream.Collectors;

/**
 * One way to derive a nonterminal. A value.
 *
 * @param body may be empty: the head then derives the empty text
 */
public record Production(Nonterminal head, List<Symbol> body) {
  public Production {
    body = List.copyOf(body);
  }

  public static Production of(Nonterminal head, Symbol... body) {
    return new Production(head, List.of(body));
  }

  @Override
  public String toString() {
    return head
        + " ::= "
        + (body.isEmpty()
            ? "\"\""
            : body.stream().map(Symbol::toString).collect(Collectors.joining(" ")));
  }
}
