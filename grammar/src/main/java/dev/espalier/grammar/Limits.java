package dev.espalier.grammar;

import java.util.function.Consumer;

/**
 * Every size that a user controls, and how far it may grow. A value.
 *
 * <p>The defaults let all of JSONSchemaBench through; lower them for untrusted input.
 *
 * @param maxSourceChars length of a schema, grammar or regular expression, in chars
 * @param maxNesting nesting of a source text, a regular expression or a schema
 * @param maxSymbols symbols in the productions of one grammar
 * @param maxAlternatives alternatives that combining one schema with others may give
 * @param maxLexerStates lexer states held at once for one constraint; beyond it they are rebuilt
 * @param maxRegexNodes regular expressions held at once for one constraint; beyond it they are
 *     rebuilt
 * @param maxConfigurations recogniser configurations held at once for one constraint; beyond it
 *     they are rebuilt
 * @param maxHeads lexemes and parser stacks that may be alive side by side after one byte
 * @param maxMaskBytes masks held at once for one constraint, in bytes
 */
public record Limits(
    int maxSourceChars,
    int maxNesting,
    int maxSymbols,
    int maxAlternatives,
    int maxLexerStates,
    int maxRegexNodes,
    int maxConfigurations,
    int maxHeads,
    long maxMaskBytes) {

  public Limits {
    if (Math.min(
            Math.min(Math.min(maxSourceChars, maxNesting), Math.min(maxSymbols, maxAlternatives)),
            Math.min(
                Math.min(maxLexerStates, maxRegexNodes), Math.min(maxConfigurations, maxHeads)))
        < 1) {
      throw new IllegalArgumentException("a limit below 1");
    }
    if (maxMaskBytes < 0) {
      throw new IllegalArgumentException("maxMaskBytes " + maxMaskBytes + " < 0");
    }
  }

  public static Limits defaults() {
    return new Limits(
        16 << 20, 256, 1_000_000, 4_096, 100_000, 1_000_000, 200_000, 1_000, 256L << 20);
  }

  public Limits withMaxSourceChars(int value) {
    return with(limits -> limits.maxSourceChars = value);
  }

  public Limits withMaxNesting(int value) {
    return with(limits -> limits.maxNesting = value);
  }

  public Limits withMaxSymbols(int value) {
    return with(limits -> limits.maxSymbols = value);
  }

  public Limits withMaxAlternatives(int value) {
    return with(limits -> limits.maxAlternatives = value);
  }

  public Limits withMaxLexerStates(int value) {
    return with(limits -> limits.maxLexerStates = value);
  }

  public Limits withMaxRegexNodes(int value) {
    return with(limits -> limits.maxRegexNodes = value);
  }

  public Limits withMaxConfigurations(int value) {
    return with(limits -> limits.maxConfigurations = value);
  }

  public Limits withMaxHeads(int value) {
    return with(limits -> limits.maxHeads = value);
  }

  public Limits withMaxMaskBytes(long value) {
    return with(limits -> limits.maxMaskBytes = value);
  }

  private Limits with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return draft.limits();
  }

  /** Limits that are still to be changed. */
  private static final class Draft {
    private int maxSourceChars;
    private int maxNesting;
    private int maxSymbols;
    private int maxAlternatives;
    private int maxLexerStates;
    private int maxRegexNodes;
    private int maxConfigurations;
    private int maxHeads;
    private long maxMaskBytes;

    Draft(Limits from) {
      maxSourceChars = from.maxSourceChars;
      maxNesting = from.maxNesting;
      maxSymbols = from.maxSymbols;
      maxAlternatives = from.maxAlternatives;
      maxLexerStates = from.maxLexerStates;
      maxRegexNodes = from.maxRegexNodes;
      maxConfigurations = from.maxConfigurations;
      maxHeads = from.maxHeads;
      maxMaskBytes = from.maxMaskBytes;
    }

    Limits limits() {
      return new Limits(
          maxSourceChars,
          maxNesting,
          maxSymbols,
          maxAlternatives,
          maxLexerStates,
          maxRegexNodes,
          maxConfigurations,
          maxHeads,
          maxMaskBytes);
    }
  }
}
