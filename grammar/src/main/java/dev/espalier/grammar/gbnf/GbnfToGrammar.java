package dev.espalier.grammar.gbnf;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.antlr.RepetitionCount;
import dev.espalier.grammar.antlr.RuleBodies;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.gbnf.generated.GbnfBaseVisitor;
import dev.espalier.grammar.gbnf.generated.GbnfParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * Translates the parse tree of a GBNF file. Each part becomes a list of symbols in which no two
 * terminals are neighbours. Used once.
 */
final class GbnfToGrammar extends GbnfBaseVisitor<List<Symbol>> {
  private static final Pattern TOKEN_IDS = Pattern.compile("<\\[\\d+(-\\d+)?(,\\d+(-\\d+)?)*]>");

  private final StrictParser source;
  private final Map<String, GbnfParser.RuleContext> rules = new LinkedHashMap<>();
  private final RuleBodies bodies = new RuleBodies(rules::containsKey);
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
    for (GbnfParser.RuleContext rule : rules.values()) {
      bodies.begin(rule.NAME().getText());
      bodies.end(alternatives(rule.choice()));
    }
    return new Grammar(new Nonterminal(startRule), bodies.productions());
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
    List<List<Symbol>> parts = new ArrayList<>();
    elements.forEach(element -> parts.add(visit(element)));
    return RuleBodies.sequence(parts);
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
      RepetitionCount count = bounds(quantifier);
      result = bodies.repeated(result, count.min(), count.max());
    }
    return result;
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
    return RuleBodies.terminal(Regex.literal(inside(tree).literal()));
  }

  @Override
  public List<Symbol> visitCharacterClass(GbnfParser.CharacterClassContext tree) {
    return RuleBodies.terminal(Regex.chars(inside(tree).characterClass()));
  }

  private GbnfText inside(ParserRuleContext tree) {
    String text = tree.getText();
    return new GbnfText(text.substring(1, text.length() - 1), source.positionOf(tree.getStart()));
  }

  @Override
  public List<Symbol> visitAnyCharacter(GbnfParser.AnyCharacterContext tree) {
    return RuleBodies.terminal(Regex.ANY_CHAR);
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
    SpecialToken token = token(tree.getStart());
    return List.of(tree.getText().startsWith("!") ? new SpecialToken.Other(token) : token);
  }

  private SpecialToken token(Token token) {
    String text = token.getText().substring(token.getText().indexOf('<'));
    if (!text.startsWith("<[")) {
      return new SpecialToken.Named(text);
    }
    if (!TOKEN_IDS.matcher(text).matches()) {
      throw error(
          token,
          "expected ids of tokens such as '<[1000]>' or '<[1-5,9]>' but found '" + text + "'");
    }
    List<SpecialToken.Range> ranges = new ArrayList<>();
    for (String range : text.substring(2, text.length() - 2).split(",")) {
      int dash = range.indexOf('-');
      int first = id(dash < 0 ? range : range.substring(0, dash), token);
      int last = dash < 0 ? first : id(range.substring(dash + 1), token);
      if (last < first) {
        throw error(token, "a range of ids out of order, " + first + " > " + last);
      }
      ranges.add(new SpecialToken.Range(first, last));
    }
    return new SpecialToken.Ids(ranges);
  }

  private int id(String digits, Token token) {
    try {
      return Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      throw error(token, "id " + digits + " > " + Integer.MAX_VALUE);
    }
  }

  @Override
  public List<Symbol> visitGroup(GbnfParser.GroupContext tree) {
    return bodies.choice(alternatives(tree.nestedChoice()));
  }

  private GrammarSyntaxException error(Token token, String problem) {
    return new GrammarSyntaxException(source.positionOf(token), problem);
  }
}
