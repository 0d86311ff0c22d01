package dev.espalier.grammar.transform;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.UnsatisfiableGrammarException;

/**
 * Brings a grammar into the form that automata are built from, with the same language.
 *
 * <p>Afterwards: every nonterminal derives some text (emptiness of regular expressions being judged
 * by their syntax alone) and is reachable from the start; no two nonterminals derive each other
 * alone; a chain of lists of lists is one list; what is regular without recursion is one terminal,
 * within bounds. Stateless; any thread; near-linear time.
 */
public final class Normalizer {
  private Normalizer() {}

  /**
   * The normal form of {@code grammar}.
   *
   * @throws UnsatisfiableGrammarException if the start derives no text
   * @throws LimitExceededException if the grammar has more than {@link Limits#maxSymbols} symbols
   */
  public static Grammar normalize(Grammar grammar, Limits limits) {
    checkSize(grammar, limits);
    Grammar result = WithoutUnproductive.apply(grammar);
    result = WithoutUnreachable.apply(result);
    result = WithoutUnitCycles.apply(result);
    result = WithChainsFlattened.apply(result);
    return result.lexicons().isEmpty()
        ? WithRegularInlined.apply(result, limits)
        : WithoutUnreachable.apply(result); // hidden lexemes may part any two terminals
  }

  private static void checkSize(Grammar grammar, Limits limits) {
    long symbols = 0;
    for (Production production : grammar.productions()) {
      symbols++;
      for (Symbol symbol : production.body()) {
        symbols += Symbols.size(symbol);
      }
    }
    if (symbols > limits.maxSymbols()) {
      throw new LimitExceededException(
          "'" + grammar.start().name() + "'",
          symbols + " symbols > Limits.maxSymbols " + limits.maxSymbols());
    }
  }
}
