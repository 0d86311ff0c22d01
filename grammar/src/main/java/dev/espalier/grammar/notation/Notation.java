package dev.espalier.grammar.notation;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.ebnf.Ebnf;
import dev.espalier.grammar.g4.G4Files;
import dev.espalier.grammar.g4.G4Options;
import dev.espalier.grammar.gbnf.Gbnf;
import dev.espalier.grammar.lark.Lark;
import dev.espalier.grammar.regex.EcmaRegex;
import dev.espalier.grammar.regex.UnsupportedRegexException;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.SchemaOptions;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A notation for grammars, known by the suffix of a file name. */
public enum Notation {
  /**
   * The notation of ANTLR 4 in a single file, with nothing assumed of code in it; see {@link
   * dev.espalier.grammar.g4.G4} for more.
   */
  G4(".g4", ""),

  /** The notations of XGrammar and of the W3C; see {@link Ebnf}. */
  EBNF(".ebnf", ""),

  /** The notation of llama.cpp; see {@link Gbnf}. */
  GBNF(".gbnf", "root"),

  /** The notation of Lark, and of llguidance; see {@link Lark}. */
  LARK(".lark", "start"),

  /**
   * A JSON Schema with the default options; see {@link JsonSchema}. It has no rules to start from.
   */
  JSON_SCHEMA(".json", ""),

  /** One ECMA-262 regular expression for the whole text; see {@link EcmaRegex}. It has no rules. */
  REGEX(".regex", ""),

  /** One text a line, without escapes, any one of which is the whole text. It has no rules. */
  CHOICES(".choices", "");

  private final String suffix;
  private final String startRule;

  Notation(String suffix, String startRule) {
    this.suffix = suffix;
    this.startRule = startRule;
  }

  /** The end of a file name in this notation, with the dot. */
  public String suffix() {
    return suffix;
  }

  /** Whether a grammar has rules, one of which a text can be told to begin with. */
  public boolean hasRules() {
    return this == G4 || this == EBNF || this == GBNF || this == LARK;
  }

  /**
   * The rule that a grammar starts from if none is named; empty where the text says which, by its
   * order at least, or there are no rules.
   */
  public String startRule() {
    return startRule;
  }

  /**
   * The notation of a file, by the end of its name; case does not matter.
   *
   * @throws GrammarSyntaxException if the name has no known end
   */
  public static Notation ofFileName(String fileName) {
    String name = fileName.toLowerCase(Locale.ROOT);
    for (Notation notation : values()) {
      if (name.endsWith(notation.suffix)) {
        return notation;
      }
    }
    throw new GrammarSyntaxException(
        fileName,
        "the notation is not known by the file name; supported are "
            + Arrays.stream(values()).map(Notation::suffix).collect(Collectors.joining(", ")));
  }

  /**
   * The grammar that {@code text} says.
   *
   * @param fileName what positions of errors start with, where the notation has lines
   * @param startRule the rule to start from; {@link #startRule()} for the usual one
   * @throws GrammarException as the door of the notation does; also for a start rule that the
   *     notation cannot have
   */
  public Grammar parse(String text, String fileName, String startRule, Limits limits) {
    if (!hasRules() && !startRule.isEmpty()) {
      throw new GrammarSyntaxException(
          fileName, "no start rule '" + startRule + "', a " + suffix + " file has no rules");
    }
    return switch (this) {
      case G4 ->
          dev.espalier
              .grammar
              .g4
              .G4
              .parse(text, fileName, startRule, G4Files.none(), G4Options.defaults(), limits)
              .grammar();
      case EBNF -> Ebnf.parse(text, fileName, startRule, limits);
      case GBNF -> Gbnf.parse(text, fileName, startRule, limits);
      case LARK -> Lark.parse(text, fileName, startRule, limits);
      case JSON_SCHEMA -> JsonSchema.parse(text, SchemaOptions.defaults().withLimits(limits));
      case REGEX -> regex(text, fileName, limits);
      case CHOICES -> Choices.parse(text, fileName, limits);
    };
  }

  private static Grammar regex(String text, String fileName, Limits limits) {
    String pattern = text.replaceFirst("\\R\\z", "");
    try {
      Terminal whole = new Terminal(EcmaRegex.fullMatch(pattern, fileName, limits));
      Nonterminal start = new Nonterminal("text");
      return new Grammar(start, List.of(Production.of(start, whole)));
    } catch (UnsupportedRegexException e) {
      throw new GrammarSyntaxException(e.position(), e.feature() + " is not supported");
    }
  }
}
