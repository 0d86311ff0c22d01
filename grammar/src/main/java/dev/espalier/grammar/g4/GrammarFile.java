package dev.espalier.grammar.g4;

import java.util.List;
import java.util.Optional;

/**
 * One .g4 file as it is written, before others are merged into it. A value.
 *
 * @param rules those of parsers and lexers, in the order of the file
 * @param modes the names of the modes of a lexer, {@link #DEFAULT_MODE} excepted
 * @param actions named actions outside of rules
 */
record GrammarFile(
    String fileName,
    Kind kind,
    Identifier name,
    List<Setting> options,
    List<Identifier> imports,
    List<Identifier> modes,
    List<NamedAction> actions,
    List<Rule> rules) {
  static final String DEFAULT_MODE = "DEFAULT_MODE";

  /** What the first line says. */
  enum Kind {
    LEXER,
    PARSER,
    COMBINED
  }

  /** A name where it stands. */
  record Identifier(String name, String position) {}

  /** An option; the value without quotes. */
  record Setting(String name, String value, String position) {}

  /**
   * Code outside of rules.
   *
   * @param scope {@code lexer} or {@code parser}; empty if none is named
   */
  record NamedAction(String scope, String name, String code, String position) {}

  /**
   * A rule.
   *
   * @param mode empty for a rule of the parser
   * @param caseInsensitive what its own options say
   * @param commands what a lexer does after it
   */
  record Rule(
      Identifier name,
      Optional<String> mode,
      boolean fragment,
      Optional<Boolean> caseInsensitive,
      Ebnf body,
      List<Command> commands) {
    Rule {
      commands = List.copyOf(commands);
    }
  }

  /**
   * One of the commands of a rule.
   *
   * @param argument empty if there is none
   */
  record Command(String name, String argument, String position) {}

  GrammarFile {
    options = List.copyOf(options);
    imports = List.copyOf(imports);
    modes = List.copyOf(modes);
    actions = List.copyOf(actions);
    rules = List.copyOf(rules);
  }

  /** The last value of an option. */
  Optional<Setting> option(String name) {
    return options.stream().filter(o -> o.name().equals(name)).reduce((first, last) -> last);
  }
}
