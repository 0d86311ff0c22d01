package dev.espalier.grammar.analysis;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.transform.Symbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What in a grammar is mostly not meant. A value.
 *
 * @param findings in their order, each once
 */
public record GrammarReport(List<Finding> findings) {
  public GrammarReport {
    findings = findings.stream().sorted().distinct().toList();
  }

  /**
   * What the rules say, terminals being judged by their syntax alone. Near-linear in the grammar.
   *
   * @throws LimitExceededException if it has more than {@link Limits#maxSymbols} symbols
   */
  public static GrammarReport of(Grammar grammar, Limits limits) {
    return of(grammar, symbol -> false, limits);
  }

  /**
   * As the other.
   *
   * @param empty terminals that match nothing, whatever their syntax says
   */
  public static GrammarReport of(Grammar grammar, Predicate<Symbol> empty, Limits limits) {
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
    List<Finding> findings = new ArrayList<>();
    new RuleAnalysis(grammar, empty).report(findings);
    new TerminalAnalysis(grammar, empty).report(findings);
    return new GrammarReport(findings);
  }

  /** These findings and others. */
  public GrammarReport with(List<Finding> others) {
    List<Finding> all = new ArrayList<>(findings);
    all.addAll(others);
    return new GrammarReport(all);
  }

  /** Those of one kind. */
  public List<Finding> findings(Finding.Kind kind) {
    return findings.stream().filter(finding -> finding.kind() == kind).toList();
  }

  /** Why {@code rule} derives nothing, if it does. */
  public Optional<Finding> whyNothing(String rule) {
    return findings(Finding.Kind.DERIVES_NOTHING).stream()
        .filter(finding -> finding.rule().equals(rule))
        .findFirst();
  }
}
