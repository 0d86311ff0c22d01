package dev.espalier.grammar.gbnf;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.Group;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.Terminal;
import dev.espalier.grammar.antlr.RepetitionCount;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.gbnf.generated.GbnfBaseVisitor;
import dev.espalier.grammar.gbnf.generated.GbnfParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * Translates the parse tree of a GBNF file. Each part becomes a list of symbols in which no two
 * terminals are neighbours. Used once.
 */
final class GbnfToGrammar extends GbnfBaseVisitor<List<Symbol>> {
  private final StrictParser source;
  private final Map<String, GbnfParser.RuleContext> rules = new LinkedHashMap<>();
  private final Map<Nonterminal, List<List<Symbol>>> groups = new LinkedHashMap<>();
  private final Map<String, Integer> groupsNamedAfter = new HashMap<>();
  private String currentRule = "";
  private int depth;

  GbnfToGrammar(StrictParser source) {
    this.source = source;
  }

  Grammar grammar(GbnfParser.FileContext tree, String startRule) {
    visit(tree);
    if (!rules.containsKey(startRule)) {
      throw new GrammarSyntaxException(
          source.fileName() + ":1:1",
          "expected a rule '"
              + startRule
              + "' but found "
              + (rules.isEmpty() ? "none" : "only " + String.join(", ", someRules())));
    }
    List<Production> productions = new ArrayList<>();
    for (GbnfParser.RuleContext rule : rules.values()) {
      currentRule = rule.NAME().getText();
      List<List<Symbol>> alternatives = alternatives(rule.choice());
      add(new Nonterminal(currentRule), alternatives, productions);
      groups.forEach((head, bodies) -> add(head, bodies, productions));
      groups.clear();
    }
    return new Grammar(new Nonterminal(startRule), productions);
  }

  private static void add(
      Nonterminal head, List<List<Symbol>> bodies, List<Production> productions) {
    bodies.forEach(body -> productions.add(new Production(head, body)));
  }

  private List<String> someRules() {
    Stream<String> names = rules.keySet().stream().limit(10).map(name -> "'" + name + "'");
    return (rules.size() > 10 ? Stream.concat(names, Stream.of("...")) : names).toList();
  }

  @Override
  public List<Symbol> visitRule(GbnfParser.RuleContext rule) {
    GbnfParser.RuleContext first = rules.putIfAbsent(rule.NAME().getText(), rule);
    if (first != null) {
      throw error(
          rule.getStart(),
          "rule '"
              + rule.NAME().getText()
              + "' is defined already in line "
              + first.getStart().getLine());
    }
    return List.of();
  }

  private List<List<Symbol>> alternatives(ParserRuleContext choice) {
    List<List<Symbol>> alternatives = new ArrayList<>();
    switch (choice) {
      case GbnfParser.AlternativesContext outer ->
          outer.sequence().forEach(sequence -> alternatives.add(visit(sequence)));
      case GbnfParser.NestedAlternativesContext nested ->
          nested.nestedSequence().forEach(sequence -> alternatives.add(visit(sequence)));
      default -> throw new AssertionError(choice.getText());
    }
    return alternatives;
  }

  @Override
  public List<Symbol> visitElements(GbnfParser.ElementsContext tree) {
    return sequence(tree.element());
  }

  @Override
  public List<Symbol> visitNestedElements(GbnfParser.NestedElementsContext tree) {
    return sequence(tree.nestedElement());
  }

  private List<Symbol> sequence(List<? extends ParserRuleContext> elements) {
    List<Symbol> body = new ArrayList<>();
    List<Regex> run = new ArrayList<>();
    for (ParserRuleContext element : elements) {
      for (Symbol symbol : visit(element)) {
        if (symbol instanceof Terminal(Regex regex)) {
          run.add(regex);
        } else {
          flush(run, body);
          body.add(symbol);
        }
      }
    }
    flush(run, body);
    return body;
  }

  private static void flush(List<Regex> run, List<Symbol> body) {
    body.addAll(terminal(Regex.concat(run)));
    run.clear();
  }

  private static List<Symbol> terminal(Regex regex) {
    return regex.equals(Regex.EMPTY) ? List.of() : List.of(new Terminal(regex));
  }

  @Override
  public List<Symbol> visitQuantified(GbnfParser.QuantifiedContext tree) {
    return repeated(tree.atom(), tree.quantifier());
  }

  @Override
  public List<Symbol> visitNestedQuantified(GbnfParser.NestedQuantifiedContext tree) {
    return repeated(tree.atom(), tree.quantifier());
  }

  private List<Symbol> repeated(
      GbnfParser.AtomContext atom, List<GbnfParser.QuantifierContext> quantifiers) {
    depth += 1 + quantifiers.size();
    if (depth > source.limits().maxNesting() + 1) {
      throw new LimitExceededException(
          source.positionOf(atom.getStart()),
          "nesting of groups and quantifiers > Limits.maxNesting " + source.limits().maxNesting());
    }
    List<Symbol> result = visit(atom);
    depth -= 1 + quantifiers.size();
    for (GbnfParser.QuantifierContext quantifier : quantifiers) {
      result = repeated(result, bounds(quantifier));
    }
    return result;
  }

  private List<Symbol> repeated(List<Symbol> body, RepetitionCount count) {
    if (body.isEmpty() || count.max() == 0) {
      return List.of();
    }
    if (count.min() == 1 && count.max() == 1) {
      return body;
    }
    Symbol unit = body.size() == 1 ? body.getFirst() : named(List.of(body));
    return unit instanceof Terminal(Regex regex)
        ? terminal(Regex.repeat(regex, count.min(), count.max()))
        : List.of(Group.repeat(unit, count.min(), count.max()));
  }

  private RepetitionCount bounds(GbnfParser.QuantifierContext quantifier) {
    return switch (quantifier) {
      case GbnfParser.AnyNumberContext q -> new RepetitionCount(0, Regex.UNBOUNDED);
      case GbnfParser.AtLeastOneContext q -> new RepetitionCount(1, Regex.UNBOUNDED);
      case GbnfParser.AtMostOneContext q -> new RepetitionCount(0, 1);
      case GbnfParser.CountedContext q ->
          RepetitionCount.parse(q.getText(), source.positionOf(q.getStart()));
      default -> throw new AssertionError(quantifier.getText());
    };
  }

  @Override
  public List<Symbol> visitLiteral(GbnfParser.LiteralContext tree) {
    return terminal(Regex.literal(inside(tree).literal()));
  }

  @Override
  public List<Symbol> visitCharacterClass(GbnfParser.CharacterClassContext tree) {
    return terminal(Regex.chars(inside(tree).characterClass()));
  }

  private GbnfText inside(ParserRuleContext tree) {
    String text = tree.getText();
    return new GbnfText(text.substring(1, text.length() - 1), source.positionOf(tree.getStart()));
  }

  @Override
  public List<Symbol> visitAnyCharacter(GbnfParser.AnyCharacterContext tree) {
    return terminal(Regex.ANY_CHAR);
  }

  @Override
  public List<Symbol> visitReference(GbnfParser.ReferenceContext tree) {
    String name = tree.getText();
    if (!rules.containsKey(name)) {
      throw error(
          tree.getStart(),
          "rule '" + name + "' is not defined; expected one of " + String.join(", ", someRules()));
    }
    return List.of(new Nonterminal(name));
  }

  @Override
  public List<Symbol> visitToken(GbnfParser.TokenContext tree) {
    throw error(
        tree.getStart(),
        "references to tokens such as '" + tree.getText() + "' are not supported; use a literal");
  }

  @Override
  public List<Symbol> visitGroup(GbnfParser.GroupContext tree) {
    List<List<Symbol>> alternatives = alternatives(tree.nestedChoice());
    if (alternatives.size() == 1) {
      return alternatives.getFirst();
    }
    List<Regex> regexes = new ArrayList<>();
    for (List<Symbol> alternative : alternatives) {
      if (alternative.isEmpty()) {
        regexes.add(Regex.EMPTY);
      } else if (alternative.size() == 1
          && alternative.getFirst() instanceof Terminal(Regex regex)) {
        regexes.add(regex);
      } else {
        return List.of(named(alternatives));
      }
    }
    return terminal(Regex.anyOf(regexes));
  }

  private Nonterminal named(List<List<Symbol>> alternatives) {
    String name;
    do {
      name = currentRule + "-" + groupsNamedAfter.merge(currentRule, 1, Integer::sum);
    } while (rules.containsKey(name));
    Nonterminal head = new Nonterminal(name);
    groups.put(head, alternatives);
    return head;
  }

  private GrammarSyntaxException error(Token token, String problem) {
    return new GrammarSyntaxException(source.positionOf(token), problem);
  }
}
