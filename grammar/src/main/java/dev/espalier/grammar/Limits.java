package dev.espalier.grammar;

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
    return new Limits(
        value,
        maxNesting,
        maxSymbols,
        maxAlternatives,
        maxLexerStates,
        maxRegexNodes,
        maxConfigurations,
        maxHeads,
        maxMaskBytes);
  }

  public Limits withMaxNesting(int value) {
    return new Limits(
        maxSourceChars,
        value,
        maxSymbols,
        maxAlternatives,
        maxLexerStates,
        maxRegexNodes,
        maxConfigurations,
        maxHeads,
        maxMaskBytes);
  }

  public Limits withMaxSymbols(int value) {
    return new Limits(
        maxSourceChars,
        maxNesting,
        value,
        maxAlternatives,
        maxLexerStates,
        maxRegexNodes,
        maxConfigurations,
        maxHeads,
        maxMaskBytes);
  }

  public Limits withMaxAlternatives(int value) {
    return new Limits(
        maxSourceChars,
        maxNesting,
        maxSymbols,
        value,
        maxLexerStates,
        maxRegexNodes,
        maxConfigurations,
        maxHeads,
        maxMaskBytes);
  }

  public Limits withMaxLexerStates(int value) {
    return new Limits(
        maxSourceChars,
        maxNesting,
        maxSymbols,
        maxAlternatives,
        value,
        maxRegexNodes,
        maxConfigurations,
        maxHeads,
        maxMaskBytes);
  }

  public Limits withMaxRegexNodes(int value) {
    return new Limits(
        maxSourceChars,
        maxNesting,
        maxSymbols,
        maxAlternatives,
        maxLexerStates,
        value,
        maxConfigurations,
        maxHeads,
        maxMaskBytes);
  }

  public Limits withMaxConfigurations(int value) {
    return new Limits(
        maxSourceChars,
        maxNesting,
        maxSymbols,
        maxAlternatives,
        maxLexerStates,
        maxRegexNodes,
        value,
        maxHeads,
        maxMaskBytes);
  }

  public Limits withMaxHeads(int value) {
    return new Limits(
        maxSourceChars,
        maxNesting,
        maxSymbols,
        maxAlternatives,
        maxLexerStates,
        maxRegexNodes,
        maxConfigurations,
        value,
        maxMaskBytes);
  }

  public Limits withMaxMaskBytes(long value) {
    return new Limits(
        maxSourceChars,
        maxNesting,
        maxSymbols,
        maxAlternatives,
        maxLexerStates,
        maxRegexNodes,
        maxConfigurations,
        maxHeads,
        value);
  }
}
