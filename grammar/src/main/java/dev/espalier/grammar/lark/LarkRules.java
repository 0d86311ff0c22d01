package dev.espalier.grammar.lark;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.antlr.RepetitionCount;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.lark.generated.LarkParser;
import dev.espalier.grammar.lark.generated.LarkParserBaseVisitor;
import dev.espalier.grammar.python.Lexeme;
import dev.espalier.grammar.python.Pattern;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** Makes productions of the rules of one level. Each part becomes a list of symbols. */
final class LarkRules extends LarkParserBaseVisitor<List<Symbol>> {
  private final LarkReader reader;
  private final StrictParser source;
  private final LarkDefinitions definitions;
  private final LarkTerminals terminals;
  private final LarkLexicon lexicon;
  private final String prefix;
  private final Set<String> names; // of rules, templates in use and groups
  private final Map<String, Integer> namedAfter = new HashMap<>();
  private final Map<String, Regex> stops = new HashMap<>(); // by rule
  private final Map<Use, Nonterminal> uses = new HashMap<>();
  private final Deque<Pending> pending = new ArrayDeque<>();

  // of the rule that is being translated
  private String current = "";
  private Map<String, Argument> arguments = Map.of();
  private int depth;
  private final Map<Nonterminal, List<List<Symbol>>> groups = new LinkedHashMap<>();

  /** What a parameter of a template stands for; or a template, by its name. */
  private record Argument(List<Symbol> symbols, Optional<String> template) {}

  /** A template with its arguments. */
  private record Use(String template, List<Argument> arguments) {}

  /** A use whose productions are still to be made. */
  private record Pending(LarkDefinitions.Rule rule, Nonterminal head, Use use, int depth) {}

  LarkRules(
      LarkReader reader,
      StrictParser source,
      LarkDefinitions definitions,
      LarkTerminals terminals,
      LarkLexicon lexicon,
      String prefix) {
    this.reader = reader;
    this.source = source;
    this.definitions = definitions;
    this.terminals = terminals;
    this.lexicon = lexicon;
    this.prefix = prefix;
    this.names = definitions.ruleNames();
  }

  /** Translates all rules; the nonterminal of {@code start}, which is a rule or a terminal. */
  Nonterminal translate(String start) {
    definitions.rules().forEach(this::findStop);
    Optional<LarkDefinitions.Term> only = definitions.findTerminal(start);
    if (only.isPresent()) {
      List<Symbol> body = lexicon.read(only.get());
      reader.add(new Production(nonterminal(start), body), only.get().place());
    } else if (!definitions
        .rule(start, definitions.findRule(start).orElseThrow().place())
        .parameters()
        .isEmpty()) {
      throw error(
          definitions.findRule(start).orElseThrow().place(),
          "'" + start + "' is a template, a text cannot start from it");
    }
    for (LarkDefinitions.Rule rule : definitions.rules()) {
      if (rule.parameters().isEmpty()) {
        translate(rule, nonterminal(rule.name()), rule.name());
        while (!pending.isEmpty()) {
          instantiate(pending.removeFirst());
        }
      }
    }
    return nonterminal(start);
  }

  private Nonterminal nonterminal(String name) {
    return new Nonterminal(prefix + name);
  }

  private void instantiate(Pending next) {
    depth = next.depth;
    Map<String, Argument> bound = new HashMap<>();
    for (int i = 0; i < next.rule.parameters().size(); i++) {
      bound.put(next.rule.parameters().get(i), next.use.arguments.get(i));
    }
    arguments = bound;
    translate(next.rule, next.head, next.head.name().substring(prefix.length()));
    arguments = Map.of();
    depth = 0;
  }

  private void translate(LarkDefinitions.Rule rule, Nonterminal head, String name) {
    current = name;
    Attributes attributes = attributes(rule);
    if (attributes.isTerminal()) {
      reader.add(new Production(head, endingFirst(rule, attributes)), rule.place());
      return;
    }
    for (LarkParser.AlternativesContext choice : rule.choices()) {
      for (LarkParser.BranchContext branch : choice.branch()) {
        reader.add(new Production(head, visit(branch)), rule.place());
      }
    }
    Map<Nonterminal, List<List<Symbol>>> made = new LinkedHashMap<>(groups);
    groups.clear();
    made.forEach(
        (group, bodies) ->
            bodies.forEach(body -> reader.add(new Production(group, body), rule.place())));
  }

  /** What the brackets behind the name of a rule say. */
  private record Attributes(
      boolean lazy,
      LarkParser.@Nullable ValueContext stop,
      LarkParser.@Nullable ValueContext suffix) {

    boolean isTerminal() {
      return lazy || stop != null || suffix != null;
    }
  }

  private Attributes attributes(LarkDefinitions.Rule rule) {
    LarkParser.BracketedContext bracketed = rule.attributes();
    boolean lazy = false;
    LarkParser.ValueContext stop = null;
    LarkParser.ValueContext suffix = null;
    if (bracketed == null) {
      return new Attributes(lazy, stop, suffix);
    }
    for (LarkParser.AttributeContext attribute : bracketed.attribute()) {
      String key = attribute.getStart().getText();
      switch (key) {
        case "lazy" -> {
          if (!(attribute instanceof LarkParser.FlagContext)) {
            throw malformed(attribute);
          }
          lazy = true;
        }
        case "stop", "suffix" -> {
          if (!(attribute instanceof LarkParser.TextualContext textual)) {
            throw malformed(attribute);
          }
          if (key.equals("stop")) {
            stop = textual.value();
          } else {
            suffix = textual.value();
          }
        }
        case "capture", "capture_name", "stop_capture", "stop_capture_name" ->
            annotate(rule, attribute, key);
        case "temperature" -> {
          if (!(attribute instanceof LarkParser.NumericContext)) {
            throw malformed(attribute);
          }
          annotate(rule, attribute, key);
        }
        case "max_tokens" ->
            throw error(
                attribute.getStart(),
                "'max_tokens' is not supported, a grammar counts no tokens; count characters, as"
                    + " in /(.|\\n){0,200}/");
        default ->
            throw error(
                attribute.getStart(),
                "unknown attribute '"
                    + key
                    + "'; expected lazy, stop, suffix, capture, stop_capture or temperature");
      }
    }
    if (stop != null && suffix != null) {
      throw error(bracketed.getStart(), "'stop' and 'suffix' exclude each other");
    }
    return new Attributes(lazy, stop, suffix);
  }

  private void annotate(
      LarkDefinitions.Rule rule, LarkParser.AttributeContext attribute, String key) {
    if (arguments.isEmpty()) {
      String value =
          switch (attribute) {
            case LarkParser.FlagContext flag -> rule.name();
            case LarkParser.NumericContext numeric -> numeric.NUMBER().getText();
            case LarkParser.TextualContext textual
                when textual.value() instanceof LarkParser.StringContext string ->
                LarkText.of(string.getText(), source.positionOf(string.getStart()));
            default -> throw malformed(attribute);
          };
      reader.annotate(attribute.getStart(), rule.name(), key, value);
    }
  }

  private GrammarSyntaxException malformed(LarkParser.AttributeContext attribute) {
    return error(
        attribute.getStart(),
        "malformed attribute '"
            + LarkOptions.text(attribute)
            + "'; expected lazy, stop=\"...\", suffix=\"...\", capture=\"...\" or temperature=0.7");
  }

  private void findStop(LarkDefinitions.Rule rule) {
    LarkParser.BracketedContext bracketed = rule.attributes();
    if (bracketed != null) {
      for (LarkParser.AttributeContext attribute : bracketed.attribute()) {
        if (attribute instanceof LarkParser.TextualContext textual
            && textual.RULE().getText().equals("stop")) {
          stops.put(rule.name(), regex(textual.value()));
        }
      }
    }
  }

  private Regex regex(LarkParser.ValueContext value) {
    return terminals.lexeme(terminals.value(value), value.getStart()).regex();
  }

  private List<Symbol> endingFirst(LarkDefinitions.Rule rule, Attributes attributes) {
    if (!rule.parameters().isEmpty()) {
      throw error(rule.place(), "a template that is a terminal is not supported; use a plain rule");
    }
    Pattern body = terminals.choice(rule.choices());
    LarkParser.ValueContext end = attributes.stop != null ? attributes.stop : attributes.suffix;
    Regex last = end == null ? Regex.EMPTY : regex(end);
    boolean stopsAtTheEnd = end != null && last.equals(Regex.EMPTY) && !attributes.lazy;
    Lexeme lexeme = terminals.lexeme(body, rule.place());
    if (stopsAtTheEnd) {
      return lexicon.readLongest(rule.name(), lexeme.regex());
    }
    return lexicon.readFirst(rule.name(), Regex.concat(lexeme.regex(), last));
  }

  @Override
  public List<Symbol> visitIntersected(LarkParser.IntersectedContext tree) {
    if (tree.sequence().size() > 1) {
      throw error(tree.AND(0).getSymbol(), "'&' is for terminals, not for rules");
    }
    return visit(tree.sequence(0));
  }

  @Override
  public List<Symbol> visitElements(LarkParser.ElementsContext tree) {
    List<Symbol> body = new ArrayList<>();
    Regex stoppedBy = null;
    for (LarkParser.ElementContext element : tree.element()) {
      List<Symbol> symbols = visit(element);
      boolean isReadAlready =
          stoppedBy != null && stoppedBy.equals(lexicon.regexOf(symbols).orElse(null));
      if (!isReadAlready) {
        body.addAll(symbols);
      }
      stoppedBy = stop(element);
    }
    return body;
  }

  /** What the rule that {@code element} names is stopped by, if it is one. */
  private @Nullable Regex stop(LarkParser.ElementContext element) {
    return element instanceof LarkParser.QuantifiedContext quantified
            && quantified.quantifier() == null
            && quantified.atom() instanceof LarkParser.SingleContext single
            && single.value() instanceof LarkParser.ReferenceContext reference
            && !arguments.containsKey(reference.getText())
        ? stops.get(reference.getText())
        : null;
  }

  @Override
  public List<Symbol> visitQuantified(LarkParser.QuantifiedContext tree) {
    if (!tree.TILDE().isEmpty()) {
      throw error(tree.getStart(), "'~' before an expression is for terminals, not for rules");
    }
    List<Symbol> body = visit(tree.atom());
    if (tree.quantifier() == null) {
      return body;
    }
    return repeated(body, LarkTerminals.count(source, tree.quantifier()));
  }

  private List<Symbol> repeated(List<Symbol> body, RepetitionCount count) {
    if (body.isEmpty() || count.max() == 0) {
      return List.of();
    }
    if (count.min() == 1 && count.max() == 1) {
      return body;
    }
    Symbol unit = body.size() == 1 ? body.getFirst() : named(List.of(body));
    return List.of(Group.repeat(unit, count.min(), count.max()));
  }

  @Override
  public List<Symbol> visitGroup(LarkParser.GroupContext tree) {
    return alternatives((LarkParser.NestedAlternativesContext) tree.nestedChoice());
  }

  @Override
  public List<Symbol> visitMaybe(LarkParser.MaybeContext tree) {
    return repeated(
        alternatives((LarkParser.NestedAlternativesContext) tree.nestedChoice()),
        new RepetitionCount(0, 1));
  }

  private List<Symbol> alternatives(LarkParser.NestedAlternativesContext tree) {
    List<List<Symbol>> bodies = new ArrayList<>();
    for (LarkParser.BranchContext branch : tree.branch()) {
      bodies.add(visit(branch));
    }
    return bodies.size() == 1 ? bodies.getFirst() : List.of(named(bodies));
  }

  private Nonterminal named(List<List<Symbol>> bodies) {
    Nonterminal group = fresh(current);
    groups.put(group, bodies);
    return group;
  }

  private Nonterminal fresh(String base) {
    String name;
    do {
      name = base + "-" + namedAfter.merge(base, 1, Integer::sum);
    } while (!names.add(name));
    return nonterminal(name);
  }

  @Override
  public List<Symbol> visitReference(LarkParser.ReferenceContext tree) {
    String name = tree.getText();
    Argument argument = arguments.get(name);
    if (argument != null) {
      if (argument.template.isPresent()) {
        throw error(
            tree.getStart(), "'" + name + "' stands for a template, which needs its arguments");
      }
      return argument.symbols;
    }
    if (tree.name() instanceof LarkParser.TerminalNameContext) {
      return lexicon.read(definitions.terminal(name, tree.getStart()));
    }
    if (!definitions.rule(name, tree.getStart()).parameters().isEmpty()) {
      throw error(tree.getStart(), "'" + name + "' is a template, which needs its arguments");
    }
    return List.of(nonterminal(name));
  }

  @Override
  public List<Symbol> visitTemplate(LarkParser.TemplateContext tree) {
    String name = tree.RULE().getText();
    Argument argument = arguments.get(name);
    if (argument != null && argument.template.isPresent()) {
      name = argument.template.get();
    }
    LarkDefinitions.Rule rule = definitions.rule(name, tree.getStart());
    List<Argument> given = tree.value().stream().map(this::argument).toList();
    if (rule.parameters().size() != given.size()) {
      throw error(
          tree.getStart(),
          "template '"
              + name
              + "' takes "
              + rule.parameters().size()
              + " arguments, not "
              + given.size());
    }
    Use use = new Use(name, given);
    Nonterminal known = uses.get(use);
    if (known == null) {
      if (depth >= source.limits().maxNesting()) {
        throw new LimitExceededException(
            source.positionOf(tree.getStart()),
            "template '"
                + name
                + "' within itself, with ever new arguments > Limits.maxNesting "
                + source.limits().maxNesting());
      }
      known = fresh(name);
      uses.put(use, known);
      pending.add(new Pending(rule, known, use, depth + 1));
    }
    return List.of(known);
  }

  private Argument argument(LarkParser.ValueContext value) {
    if (value instanceof LarkParser.ReferenceContext reference) {
      String name = reference.getText();
      Argument passed = arguments.get(name);
      if (passed != null) {
        return passed;
      }
      Optional<LarkDefinitions.Rule> rule = definitions.findRule(name);
      if (rule.isPresent() && !rule.get().parameters().isEmpty()) {
        return new Argument(List.of(), Optional.of(name));
      }
    }
    return new Argument(visit(value), Optional.empty());
  }

  @Override
  public List<Symbol> visitString(LarkParser.StringContext tree) {
    return lexicon.read(tree);
  }

  @Override
  public List<Symbol> visitRegexp(LarkParser.RegexpContext tree) {
    return lexicon.read(tree);
  }

  @Override
  public List<Symbol> visitRange(LarkParser.RangeContext tree) {
    return lexicon.read(tree);
  }

  @Override
  public List<Symbol> visitStructured(LarkParser.StructuredContext tree) {
    return lexicon.read(tree);
  }

  @Override
  public List<Symbol> visitSchema(LarkParser.SchemaContext tree) {
    return List.of(reader.schema(tree));
  }

  @Override
  public List<Symbol> visitNested(LarkParser.NestedContext tree) {
    return List.of(reader.nested(tree));
  }

  @Override
  public List<Symbol> visitToken(LarkParser.TokenContext tree) {
    return List.of(LarkTokens.token(tree.getText(), source.positionOf(tree.getStart())));
  }

  @Override
  public List<Symbol> visitOtherGrammar(LarkParser.OtherGrammarContext tree) {
    throw LarkTerminals.otherGrammar(source, tree);
  }

  @Override
  public List<Symbol> visitParametric(LarkParser.ParametricContext tree) {
    throw LarkTerminals.parametric(source, tree);
  }

  private GrammarSyntaxException error(Token place, String problem) {
    return new GrammarSyntaxException(source.positionOf(place), problem);
  }
}
