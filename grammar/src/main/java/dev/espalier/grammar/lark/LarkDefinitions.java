package dev.espalier.grammar.lark;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.lark.LarkGrammar.Annotation;
import dev.espalier.grammar.lark.generated.LarkParser;
import dev.espalier.grammar.python.Pattern;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** What one level of a Lark file defines: the file, or a grammar nested in it. */
final class LarkDefinitions {
  private static final int MOST_NAMED = 10;

  private final StrictParser source;
  private final List<Annotation> annotations;
  private final Map<String, Rule> rules = new LinkedHashMap<>();
  private final Map<String, Term> terminals = new LinkedHashMap<>();
  private final List<LarkParser.AlternativesContext> ignored = new ArrayList<>();

  /**
   * A rule.
   *
   * @param parameters not empty for a template
   * @param choices one, or more if it was extended
   */
  record Rule(
      String name,
      Token place,
      List<String> parameters,
      LarkParser.@Nullable BracketedContext attributes,
      List<LarkParser.AlternativesContext> choices) {}

  /**
   * A terminal.
   *
   * @param imported in front of the choices
   * @param choices none if it is imported or only declared
   */
  record Term(
      String name,
      Token place,
      int priority,
      Optional<Pattern> imported,
      List<LarkParser.AlternativesContext> choices) {

    /** Whether no text is defined for it. */
    boolean isOnlyDeclared() {
      return imported.isEmpty() && choices.isEmpty();
    }
  }

  LarkDefinitions(
      StrictParser source, List<Annotation> annotations, LarkParser.ListedContext items) {
    this.source = source;
    this.annotations = annotations;
    for (LarkParser.ItemContext item : items.item()) {
      switch (item) {
        case LarkParser.DefinedContext defined -> define(defined.definition());
        case LarkParser.OverriddenContext overridden -> override(overridden.definition());
        case LarkParser.ExtendedContext extended -> extend(extended.definition());
        case LarkParser.IgnoredContext ignore -> ignored.add(alternatives(ignore.choice()));
        case LarkParser.ImportedContext imported -> importAll(imported);
        case LarkParser.DeclaredContext declared -> declared.name().forEach(this::declare);
        case LarkParser.SettingsContext settings ->
            annotations.addAll(new LarkOptions(source).settings(settings));
        default -> throw new AssertionError(item.getText());
      }
    }
  }

  private static LarkParser.AlternativesContext alternatives(LarkParser.ChoiceContext choice) {
    return (LarkParser.AlternativesContext) choice;
  }

  private void define(LarkParser.DefinitionContext definition) {
    switch (definition) {
      case LarkParser.RuleContext rule -> {
        Rule made = rule(rule);
        Rule first = rules.putIfAbsent(made.name, made);
        if (first != null) {
          throw twice("rule", made.name, made.place, first.place);
        }
      }
      case LarkParser.TerminalContext terminal -> add(term(terminal));
      default -> throw parametric(definition);
    }
  }

  private void add(Term term) {
    Term first = terminals.putIfAbsent(term.name, term);
    if (first != null) {
      throw twice("terminal", term.name, term.place, first.place);
    }
  }

  private GrammarSyntaxException twice(String kind, String name, Token place, Token first) {
    return error(
        place,
        kind
            + " '"
            + name
            + "' is defined already in line "
            + first.getLine()
            + "; use %override or %extend");
  }

  private void override(LarkParser.DefinitionContext definition) {
    switch (definition) {
      case LarkParser.RuleContext rule -> {
        Rule made = rule(rule);
        requireKnown(rules, made.name, made.place);
        rules.put(made.name, made);
      }
      case LarkParser.TerminalContext terminal -> {
        Term made = term(terminal);
        requireKnown(terminals, made.name, made.place);
        terminals.put(made.name, made);
      }
      default -> throw parametric(definition);
    }
  }

  private void extend(LarkParser.DefinitionContext definition) {
    switch (definition) {
      case LarkParser.RuleContext rule -> {
        Rule more = rule(rule);
        Rule known = requireKnown(rules, more.name, more.place);
        if (more.attributes != null || !more.parameters.equals(known.parameters)) {
          throw error(
              more.place, "%extend adds alternatives; '" + more.name + "' has to look the same");
        }
        rules.put(
            known.name,
            new Rule(
                known.name,
                known.place,
                known.parameters,
                known.attributes,
                joined(known.choices, more.choices)));
      }
      case LarkParser.TerminalContext terminal -> {
        Term more = term(terminal);
        Term known = requireKnown(terminals, more.name, more.place);
        terminals.put(
            known.name,
            new Term(
                known.name,
                known.place,
                known.priority,
                known.imported,
                joined(known.choices, more.choices)));
      }
      default -> throw parametric(definition);
    }
  }

  private <D> D requireKnown(Map<String, D> known, String name, Token place) {
    D definition = known.get(name);
    if (definition == null) {
      throw error(place, "'" + name + "' is not defined before; leave out %override or %extend");
    }
    return definition;
  }

  private static <T> List<T> joined(List<T> first, List<T> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }

  private Rule rule(LarkParser.RuleContext rule) {
    List<String> parameters = new ArrayList<>();
    if (rule.parameters() instanceof LarkParser.NamedContext named) {
      for (LarkParser.NameContext name : named.name()) {
        if (!(name instanceof LarkParser.RuleNameContext) || parameters.contains(name.getText())) {
          throw error(
              name.getStart(), "expected another parameter but found '" + name.getText() + "'");
        }
        parameters.add(name.getText());
      }
    }
    return new Rule(
        rule.RULE().getText(),
        rule.RULE().getSymbol(),
        parameters,
        (LarkParser.BracketedContext) rule.attributes(),
        List.of(alternatives(rule.choice())));
  }

  private Term term(LarkParser.TerminalContext terminal) {
    if (!terminal.BANG().isEmpty() || !terminal.QUESTION().isEmpty()) {
      throw error(terminal.getStart(), "'!' and '?' are for rules, not for terminals");
    }
    if (terminal.parameters() != null) {
      throw error(
          terminal.parameters().getStart(),
          "templates for terminals are not supported; use a template for rules");
    }
    int priority = 0;
    if (terminal.priority() instanceof LarkParser.NumberedContext numbered) {
      Token number = numbered.NUMBER().getSymbol();
      try {
        priority = Integer.parseInt(number.getText());
      } catch (NumberFormatException e) {
        throw error(
            number, "expected an integer for a priority but found '" + number.getText() + "'");
      }
    }
    return new Term(
        terminal.TERMINAL().getText(),
        terminal.TERMINAL().getSymbol(),
        priority,
        Optional.empty(),
        List.of(alternatives(terminal.choice())));
  }

  private GrammarSyntaxException parametric(ParserRuleContext tree) {
    return error(tree.getStart(), "parametric rules ('::', '%if') are not supported; use rules");
  }

  private void importAll(LarkParser.ImportedContext tree) {
    List<LarkParser.NameContext> names = tree.name();
    boolean isList = tree.OPEN() != null;
    boolean isRenamed = tree.ARROW() != null;
    int inPath = tree.DOT().size() + (startsWithDot(tree) ? 0 : 1);
    String path =
        names.subList(0, isList ? inPath : inPath - 1).stream()
            .map(ParserRuleContext::getText)
            .collect(Collectors.joining("."));
    if (startsWithDot(tree) || !path.equals(CommonTerminals.MODULE)) {
      throw error(
          names.getFirst().getStart(),
          "%import of other files is not supported, only of '"
              + CommonTerminals.MODULE
              + "'; put the definitions into this file");
    }
    if (isList) {
      names.subList(inPath, names.size()).forEach(name -> importOne(name, name));
    } else {
      importOne(names.get(inPath - 1), isRenamed ? names.get(inPath) : names.get(inPath - 1));
    }
  }

  private static boolean startsWithDot(LarkParser.ImportedContext tree) {
    return tree.getChild(1).getText().equals(".");
  }

  private void importOne(LarkParser.NameContext name, LarkParser.NameContext as) {
    Optional<Pattern> imported = CommonTerminals.named(name.getText());
    if (imported.isEmpty()) {
      throw error(
          name.getStart(),
          "no terminal '"
              + name.getText()
              + "' in '"
              + CommonTerminals.MODULE
              + "'; expected one of "
              + quoted(CommonTerminals.names()));
    }
    if (!(as instanceof LarkParser.TerminalNameContext)) {
      throw error(as.getStart(), "a terminal has a name in upper case, not '" + as.getText() + "'");
    }
    add(new Term(as.getText(), as.getStart(), 0, imported, List.of()));
  }

  private void declare(LarkParser.NameContext name) {
    if (!(name instanceof LarkParser.TerminalNameContext)) {
      throw error(
          name.getStart(),
          "%declare is supported for terminals only, not for '" + name.getText() + "'");
    }
    if (!terminals.containsKey(name.getText())) {
      add(new Term(name.getText(), name.getStart(), 0, Optional.empty(), List.of()));
      annotations.add(
          new Annotation(
              source.positionOf(name.getStart()),
              name.getText(),
              "%declare",
              "no text is defined for it, so what needs it derives nothing"));
    }
  }

  Collection<Rule> rules() {
    return rules.values();
  }

  Collection<Term> terminals() {
    return terminals.values();
  }

  List<LarkParser.AlternativesContext> ignored() {
    return ignored;
  }

  Optional<Rule> findRule(String name) {
    return Optional.ofNullable(rules.get(name));
  }

  Optional<Term> findTerminal(String name) {
    return Optional.ofNullable(terminals.get(name));
  }

  /** The rule that {@code place} names. */
  Rule rule(String name, Token place) {
    Rule rule = rules.get(name);
    if (rule == null) {
      throw error(place, "rule '" + name + "' is not defined; expected " + some(rules.keySet()));
    }
    return rule;
  }

  /** The terminal that {@code place} names. */
  Term terminal(String name, Token place) {
    Term terminal = terminals.get(name);
    if (terminal == null) {
      throw error(
          place, "terminal '" + name + "' is not defined; expected " + some(terminals.keySet()));
    }
    return terminal;
  }

  /** Some of {@code names}, for a message. */
  static String some(Set<String> names) {
    if (names.isEmpty()) {
      return "none";
    }
    return "one of "
        + quoted(names.stream().limit(MOST_NAMED).toList())
        + (names.size() > MOST_NAMED ? ", ..." : "");
  }

  private static String quoted(List<String> names) {
    return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
  }

  /** The names of all rules. */
  Set<String> ruleNames() {
    return new HashSet<>(rules.keySet());
  }

  private GrammarSyntaxException error(Token place, String problem) {
    return new GrammarSyntaxException(source.positionOf(place), problem);
  }
}
