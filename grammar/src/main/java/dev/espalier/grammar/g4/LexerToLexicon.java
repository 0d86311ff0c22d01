package dev.espalier.grammar.g4;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.g4.G4Options.Assumption;
import dev.espalier.grammar.g4.GrammarFile.Command;
import dev.espalier.grammar.g4.GrammarFile.Identifier;
import dev.espalier.grammar.g4.GrammarFile.Kind;
import dev.espalier.grammar.g4.GrammarFile.NamedAction;
import dev.espalier.grammar.g4.GrammarFile.Rule;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Turns the lexer of a grammar, or the one within a combined grammar, into a {@link Lexicon}. */
final class LexerToLexicon {
  /** The name of the lexicon. */
  static final String NAME = "lexer";

  /** The mode, without rules, behind a lexeme that only the end of the text may follow. */
  static final String AFTER_THE_END = "AFTER_THE_END";

  /** Behind the name of a rule, the name of a token that no parser reads. */
  private static final String NESTED_TOO_DEEPLY = " nested too deeply";

  /** What a lexer may override to make other tokens than its rules say. */
  private static final Pattern OVERRIDING =
      Pattern.compile("\\b([nN]ext_?[tT]oken|[eE]mit|[eE]mit(EOF|Token)|[pP]op_?[tT]oken)\\b");

  /** The commands of a lexer, and whether they take an argument. */
  private static final Map<String, Boolean> COMMANDS =
      Map.of(
          "skip",
          false,
          "more",
          false,
          "popMode",
          false,
          "type",
          true,
          "channel",
          true,
          "mode",
          true,
          "pushMode",
          true);

  private static final Set<String> VISIBLE_CHANNELS = Set.of("DEFAULT_TOKEN_CHANNEL", "0");

  private final GrammarFile grammar;
  private final Refusals refusals;
  private final Limits limits;
  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final Map<String, String> literals = new HashMap<>(); // what is written -> token
  private final Set<String> conflicting = new HashSet<>();
  private final Set<String> produced = new HashSet<>();
  private final Map<String, List<Lexicon.Rule>> atEnd = new HashMap<>(); // by mode

  /**
   * @param grammar with everything merged into it that it imports
   */
  LexerToLexicon(GrammarFile grammar, Refusals refusals, Limits limits) {
    this.grammar = grammar;
    this.refusals = refusals;
    this.limits = limits;
    for (Rule rule : grammar.rules()) {
      if (rule.mode().isPresent()) {
        rules.put(rule.name().name(), rule);
        soleLiteral(rule).ifPresent(literal -> alias(rule, literal));
      }
    }
  }

  private void alias(Rule rule, String literal) {
    if (literals.putIfAbsent(literal, rule.name().name()) != null) {
      conflicting.add(literal);
    }
  }

  /**
   * The literal that is all of a rule, as far as ANTLR looks: at two commands, and one argument.
   */
  private static Optional<String> soleLiteral(Rule rule) {
    long arguments = rule.commands().stream().filter(c -> !c.argument().isEmpty()).count();
    if (rule.fragment()
        || rule.caseInsensitive().isPresent()
        || rule.commands().size() > 2
        || arguments > 1) {
      return Optional.empty();
    }
    Ebnf body = rule.body();
    if (rule.commands().isEmpty()
        && body instanceof Ebnf.Sequence(List<Ebnf> parts)
        && parts.size() == 2
        && (parts.get(1) instanceof Ebnf.Action || parts.get(1) instanceof Ebnf.Predicate)) {
      body = parts.getFirst();
    }
    return body instanceof Ebnf.Literal literal ? Optional.of(literal.quoted()) : Optional.empty();
  }

  /**
   * The token that a literal in a parser rule stands for.
   *
   * @throws GrammarSyntaxException if no rule is that literal, or several are
   */
  String token(Ebnf.Literal literal) {
    String token = literals.get(literal.quoted());
    if (token == null || conflicting.contains(literal.quoted())) {
      throw new GrammarSyntaxException(
          literal.position(),
          token == null
              ? "no lexer rule is " + literal.quoted() + " and nothing else; add one"
              : "several lexer rules are " + literal.quoted() + "; use the name of one");
    }
    return token;
  }

  /**
   * The lexicon.
   *
   * @param literalsOfParser those in rules of the parser, which become lexer rules unless there is
   *     one, if the grammar is a combined one
   */
  Lexicon lexicon(Collection<Ebnf.Literal> literalsOfParser) {
    checkCode();
    boolean caseInsensitive = grammar.option("caseInsensitive").map(G4Reader::truth).orElse(false);
    Map<String, List<Lexicon.Rule>> modes = new LinkedHashMap<>();
    modes.put(GrammarFile.DEFAULT_MODE, new ArrayList<>());
    grammar.modes().forEach(mode -> modes.putIfAbsent(mode.name(), new ArrayList<>()));
    Map<String, Rule> implicit = implicit(literalsOfParser, caseInsensitive);
    Map<String, Rule> all = new LinkedHashMap<>(implicit);
    all.putAll(rules);
    RuleLanguages languages = new RuleLanguages(all, caseInsensitive, limits.maxSymbols());
    long size = 0;
    for (Rule rule : all.values()) {
      if (!rule.fragment()) {
        RuleLanguages.Texts texts = languages.of(rule);
        size += texts.size();
        if (size > limits.maxSymbols()) {
          throw new LimitExceededException(
              rule.name().position(),
              "the lexer has more than Limits.maxSymbols " + limits.maxSymbols() + " parts");
        }
        if (isNullable(texts.anywhere())) {
          refusals.note(
              rule.name().position(),
              "rule '" + rule.name().name() + "' matches the empty text, which never counts");
        }
        add(rule, texts, modes);
      }
    }
    for (Identifier mode : grammar.modes()) {
      if (modes.get(mode.name()).isEmpty()) {
        throw new GrammarSyntaxException(
            mode.position(), "mode '" + mode.name() + "' has no rules");
      }
    }
    List<Lexicon.Mode> listed = new ArrayList<>();
    modes.forEach(
        (name, inMode) -> {
          List<Lexicon.Rule> inOrder = new ArrayList<>(atEnd.getOrDefault(name, List.of()));
          inOrder.addAll(inMode);
          listed.add(new Lexicon.Mode(name, inOrder));
        });
    return new Lexicon(NAME, Lexicon.Competition.ALL, listed);
  }

  /** The tokens that the lexicon makes for a parser to see; known once it was asked for. */
  Set<String> produced() {
    return produced;
  }

  /** A rule for each literal that has none, by its text; the order among them makes no odds. */
  private Map<String, Rule> implicit(
      Collection<Ebnf.Literal> literalsOfParser, boolean caseInsensitive) {
    Map<String, Rule> implicit = new TreeMap<>();
    Set<String> texts = new HashSet<>(); // of which one in other cases is never matched
    if (grammar.kind() == Kind.COMBINED) {
      for (Ebnf.Literal literal : literalsOfParser) {
        if (literals.putIfAbsent(literal.quoted(), literal.quoted()) == null
            && (!caseInsensitive || texts.add(literal.text().toLowerCase(Locale.ROOT)))) {
          implicit.put(
              literal.quoted(),
              new Rule(
                  new Identifier(literal.quoted(), literal.position()),
                  Optional.of(GrammarFile.DEFAULT_MODE),
                  false,
                  Optional.empty(),
                  literal,
                  List.of()));
        }
      }
    }
    return implicit;
  }

  private void checkCode() {
    for (NamedAction action : grammar.actions()) {
      String scope =
          action.scope().isEmpty() && grammar.kind() == Kind.LEXER ? "lexer" : action.scope();
      if (scope.equals("lexer")
          && action.name().equals("members")
          && OVERRIDING.matcher(action.code()).find()) {
        refusals.code(
            Assumption.ACTIONS,
            action.position(),
            "overriding lexer member",
            "members of the lexer that override which tokens it makes");
      }
    }
    for (Rule rule : rules.values()) {
      rule.body()
          .forEach(
              part -> {
                if (part instanceof Ebnf.Predicate predicate) {
                  refusals.code(
                      Assumption.PREDICATES,
                      predicate.position(),
                      "lexer predicate",
                      "predicate "
                          + shown(predicate.code())
                          + " in lexer rule '"
                          + rule.name().name()
                          + "'");
                } else if (part instanceof Ebnf.Action action
                    && !rule.fragment()
                    && !action.code().replaceAll("[{}\\s;]", "").isEmpty()) {
                  refusals.code(
                      Assumption.ACTIONS,
                      action.position(),
                      "lexer action",
                      "action "
                          + shown(action.code())
                          + " in lexer rule '"
                          + rule.name().name()
                          + "'");
                }
              });
    }
  }

  /** Code on one line, shortened. */
  static String shown(String code) {
    String line = code.replaceAll("\\s+", " ");
    return "'" + (line.length() > 40 ? line.substring(0, 37) + "..." : line) + "'";
  }

  /** Adds what becomes of a rule to its mode. */
  private void add(Rule rule, RuleLanguages.Texts texts, Map<String, List<Lexicon.Rule>> modes) {
    String name = rule.name().name();
    List<Lexicon.Rule> mode = modes.get(rule.mode().orElseThrow());
    Optional<String> produces = produces(rule);
    produces.ifPresent(produced::add);
    List<Lexicon.ModeChange> changes = changes(rule, modes.keySet());
    if (!texts.tooDeep().equals(Regex.NOTHING)) {
      String unread = name + NESTED_TOO_DEEPLY;
      mode.add(Lexicon.Rule.of(unread, texts.tooDeep()));
      refusals.note(
          rule.name().position(),
          "rule '"
              + name
              + "' refers to itself; texts that are nested more deeply than "
              + texts.depth()
              + " are left out");
    }
    if (!texts.anywhere().equals(Regex.NOTHING) || texts.atEnd().equals(Regex.NOTHING)) {
      mode.add(new Lexicon.Rule(name, texts.anywhere(), produces, changes));
    }
    if (!texts.atEnd().equals(Regex.NOTHING)) {
      List<Lexicon.ModeChange> last = new ArrayList<>(changes);
      if (!texts.atEndGoesOn()) {
        last.add(new Lexicon.ModeChange.Switch(AFTER_THE_END));
        modes.putIfAbsent(AFTER_THE_END, new ArrayList<>());
      }
      atEnd
          .computeIfAbsent(rule.mode().orElseThrow(), m -> new ArrayList<>())
          .add(new Lexicon.Rule(name, texts.atEnd(), produces, last));
    }
  }

  /** The token that the parser sees, if any. */
  private static Optional<String> produces(Rule rule) {
    Optional<String> produces = Optional.of(rule.name().name());
    boolean visible = true;
    for (Command command : rule.commands()) {
      check(command);
      switch (command.name()) {
        case "skip", "more" -> produces = Optional.empty();
        case "type" -> produces = Optional.of(command.argument());
        case "channel" -> visible = VISIBLE_CHANNELS.contains(command.argument());
        default -> {}
      }
    }
    return visible ? produces : Optional.empty();
  }

  private static List<Lexicon.ModeChange> changes(Rule rule, Set<String> modes) {
    List<Lexicon.ModeChange> changes = new ArrayList<>();
    for (Command command : rule.commands()) {
      switch (command.name()) {
        case "popMode" -> changes.add(new Lexicon.ModeChange.Pop());
        case "pushMode" -> changes.add(new Lexicon.ModeChange.Push(mode(command, modes)));
        case "mode" -> changes.add(new Lexicon.ModeChange.Switch(mode(command, modes)));
        default -> {}
      }
    }
    return changes;
  }

  private static void check(Command command) {
    Boolean takesOne = COMMANDS.get(command.name());
    if (takesOne == null) {
      throw new GrammarSyntaxException(
          command.position(), "'" + command.name() + "' is no command of a lexer");
    }
    if (takesOne == command.argument().isEmpty()) {
      throw new GrammarSyntaxException(
          command.position(),
          "command '" + command.name() + "' takes " + (takesOne ? "an" : "no") + " argument");
    }
  }

  private static String mode(Command command, Set<String> modes) {
    if (!modes.contains(command.argument())) {
      throw new GrammarSyntaxException(
          command.position(), "there is no mode '" + command.argument() + "'");
    }
    return command.argument();
  }

  private static boolean isNullable(Regex regex) {
    return switch (regex) {
      case Regex.Literal(String text) -> text.isEmpty();
      case Regex.Concat(List<Regex> operands) ->
          operands.stream().allMatch(LexerToLexicon::isNullable);
      case Regex.Alternation(List<Regex> operands) ->
          operands.stream().anyMatch(LexerToLexicon::isNullable);
      case Regex.Repeat(Regex operand, int min, int max) -> min == 0 || isNullable(operand);
      default -> false;
    };
  }
}
