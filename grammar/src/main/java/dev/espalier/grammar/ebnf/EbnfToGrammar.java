package dev.espalier.grammar.ebnf;

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
import dev.espalier.grammar.compose.Occurrences;
import dev.espalier.grammar.ebnf.generated.EbnfBaseVisitor;
import dev.espalier.grammar.ebnf.generated.EbnfParser;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * Translates the parse tree of an EBNF file. Each part becomes a list of symbols in which no two
 * terminals are neighbours. Used once.
 */
final class EbnfToGrammar extends EbnfBaseVisitor<List<Symbol>> {
  private static final String USUAL_START = "root";
  private static final String LAZY = "lazy";

  private final StrictParser source;
  private final Map<String, EbnfParser.RuleContext> rules = new LinkedHashMap<>();
  private final RuleBodies bodies = new RuleBodies(rules::containsKey);
  private final EbnfRegular regular;
  private final EbnfMacros macros;
  private int depth;

  EbnfToGrammar(StrictParser source) {
    this.source = source;
    this.regular = new EbnfRegular(source, rules);
    this.macros = new EbnfMacros(source);
  }

  Grammar grammar(EbnfParser.FileContext tree, String startRule) {
    visit(tree);
    if (rules.isEmpty() || !startRule.isEmpty() && !rules.containsKey(startRule)) {
      throw new GrammarSyntaxException(
          source.fileName() + ":1:1",
          "expected a rule"
              + (startRule.isEmpty() ? "" : " '" + startRule + "'")
              + " but found "
              + (rules.isEmpty() ? "none" : "only " + String.join(", ", someNames(rules))));
    }
    for (Map.Entry<String, EbnfParser.RuleContext> rule : rules.entrySet()) {
      bodies.begin(rule.getKey());
      bodies.end(
          isLazy(rule.getValue())
              ? List.of(RuleBodies.terminal(regular.of(rule.getValue())))
              : alternatives(rule.getValue().choice()));
    }
    String usual = rules.containsKey(USUAL_START) ? USUAL_START : rules.keySet().iterator().next();
    Nonterminal start = new Nonterminal(startRule.isEmpty() ? usual : startRule);
    return new Grammar(start, bodies.productions());
  }

  private static List<String> someNames(Map<String, ?> rules) {
    Stream<String> names = rules.keySet().stream().limit(10).map(name -> "'" + name + "'");
    return (rules.size() > 10 ? Stream.concat(names, Stream.of("...")) : names).toList();
  }

  @Override
  public List<Symbol> visitIsoFile(EbnfParser.IsoFileContext tree) {
    throw new GrammarSyntaxException(
        source.positionOf(tree.EQUALS().getSymbol()),
        "expected '::=' but found '='; rules of ISO 14977 must be rewritten: '::=' for '=', nothing"
            + " for ',' and ';', '(x)?' for '[x]', '(x)*' for '{x}'");
  }

  @Override
  public List<Symbol> visitRule(EbnfParser.RuleContext rule) {
    for (String option : options(rule)) {
      if (!option.equals(LAZY)) {
        throw error(
            rule.getStart(),
            "option '" + option.replaceFirst("\\s*=.*", "") + "' of a rule is not supported");
      }
    }
    EbnfParser.RuleContext first = rules.putIfAbsent(name(rule), rule);
    if (first != null) {
      throw error(
          rule.getStart(),
          "rule '" + name(rule) + "' is defined already in line " + first.getStart().getLine());
    }
    return List.of();
  }

  /** The name before {@code ::=}, without a number before it and options behind it. */
  private static String name(EbnfParser.RuleContext rule) {
    return withOptions(rule).replaceFirst("\\[.*", "");
  }

  private static String withOptions(EbnfParser.RuleContext rule) {
    String text = rule.DEFINITION().getText();
    return text.substring(0, text.length() - "::=".length())
        .strip()
        .replaceFirst("^\\[[0-9]+[a-z]*]\\s+", "");
  }

  private static List<String> options(EbnfParser.RuleContext rule) {
    String text = withOptions(rule);
    int open = text.indexOf('[');
    return open < 0
        ? List.of()
        : Stream.of(text.substring(open + 1, text.length() - 1).split(",", -1))
            .map(String::strip)
            .toList();
  }

  static boolean isLazy(EbnfParser.RuleContext rule) {
    return options(rule).contains(LAZY);
  }

  private List<List<Symbol>> alternatives(EbnfParser.ChoiceContext choice) {
    List<List<Symbol>> alternatives = new ArrayList<>();
    ((EbnfParser.AlternativesContext) choice)
        .sequence()
        .forEach(sequence -> alternatives.add(visit(sequence)));
    return alternatives;
  }

  @Override
  public List<Symbol> visitParts(EbnfParser.PartsContext tree) {
    List<List<Symbol>> parts = new ArrayList<>();
    tree.difference().forEach(part -> parts.add(visit(part)));
    return RuleBodies.sequence(parts);
  }

  @Override
  public List<Symbol> visitWithout(EbnfParser.WithoutContext tree) {
    return tree.item().size() == 1 ? visit(tree.item(0)) : RuleBodies.terminal(regular.of(tree));
  }

  @Override
  public List<Symbol> visitQuantified(EbnfParser.QuantifiedContext tree) {
    depth += 1 + tree.quantifier().size();
    if (depth > source.limits().maxNesting() + 1) {
      throw new LimitExceededException(
          source.positionOf(tree.getStart()),
          "nesting of groups and quantifiers > Limits.maxNesting " + source.limits().maxNesting());
    }
    List<Symbol> result = visit(tree.atom());
    depth -= 1 + tree.quantifier().size();
    for (EbnfParser.QuantifierContext quantifier : tree.quantifier()) {
      RepetitionCount count = count(quantifier, source);
      result = bodies.repeated(result, count.min(), count.max());
    }
    return result;
  }

  static RepetitionCount count(EbnfParser.QuantifierContext quantifier, StrictParser source) {
    return switch (quantifier) {
      case EbnfParser.AnyNumberContext q -> new RepetitionCount(0, Regex.UNBOUNDED);
      case EbnfParser.AtLeastOneContext q -> new RepetitionCount(1, Regex.UNBOUNDED);
      case EbnfParser.AtMostOneContext q -> new RepetitionCount(0, 1);
      case EbnfParser.CountedContext q ->
          RepetitionCount.parse(q.getText(), source.positionOf(q.getStart()));
      default -> throw new AssertionError(quantifier.getText());
    };
  }

  @Override
  public List<Symbol> visitEscapedLiteral(EbnfParser.EscapedLiteralContext tree) {
    return regular(tree);
  }

  @Override
  public List<Symbol> visitPlainLiteral(EbnfParser.PlainLiteralContext tree) {
    return regular(tree);
  }

  @Override
  public List<Symbol> visitCharacterClass(EbnfParser.CharacterClassContext tree) {
    return regular(tree);
  }

  @Override
  public List<Symbol> visitCodePoint(EbnfParser.CodePointContext tree) {
    return regular(tree);
  }

  private List<Symbol> regular(ParserRuleContext tree) {
    return RuleBodies.terminal(regular.of(tree));
  }

  @Override
  public List<Symbol> visitReference(EbnfParser.ReferenceContext tree) {
    return List.of(new Nonterminal(defined(tree, rules, source)));
  }

  /** The rule that {@code tree} names, which is one of {@code rules}. */
  static String defined(ParserRuleContext tree, Map<String, ?> rules, StrictParser source) {
    return defined(tree.getStart(), rules, source);
  }

  private static String defined(Token name, Map<String, ?> rules, StrictParser source) {
    if (!rules.containsKey(name.getText())) {
      throw new GrammarSyntaxException(
          source.positionOf(name),
          "rule '"
              + name.getText()
              + "' is not defined; expected one of "
              + String.join(", ", someNames(rules)));
    }
    return name.getText();
  }

  @Override
  public List<Symbol> visitGroup(EbnfParser.GroupContext tree) {
    return bodies.choice(alternatives(tree.choice()));
  }

  @Override
  public List<Symbol> visitLookahead(EbnfParser.LookaheadContext tree) {
    throw lookahead(tree, source);
  }

  static GrammarSyntaxException lookahead(ParserRuleContext tree, StrictParser source) {
    return new GrammarSyntaxException(
        source.positionOf(tree.getStart()),
        "a lookahead assertion '(=' is not supported; leave it out, what follows says the same");
  }

  @Override
  public List<Symbol> visitMacro(EbnfParser.MacroContext tree) {
    return switch (EbnfMacros.name(tree)) {
      case "Regex" -> regular(tree);
      case "Token" -> List.of(macros.tokens(tree));
      case "ExcludeToken" -> List.of(new SpecialToken.Other(macros.tokens(tree)));
      case "TagDispatch" -> dispatched(macros.dispatch(tree));
      case "TokenTagDispatch" -> dispatched(macros.tokenDispatch(tree));
      case String other ->
          throw error(tree.getStart(), "macro '" + other + "' is not supported; write it as rules");
    };
  }

  /** Free text in which each tag is followed by its rule, as {@link Occurrences} finds them. */
  private List<Symbol> dispatched(EbnfMacros.Dispatch dispatch) {
    Set<String> texts = new LinkedHashSet<>(dispatch.excluded());
    dispatch.tags().forEach(tag -> texts.add(tag.text()));
    Map<Regex, List<List<Symbol>>> tagsBehind = new LinkedHashMap<>();
    for (EbnfMacros.Tag tag : dispatch.tags()) {
      Symbol rule = new Nonterminal(defined(tag.rule().getSymbol(), rules, source));
      tagsBehind
          .computeIfAbsent(Occurrences.before(tag.text(), texts), before -> new ArrayList<>())
          .add(
              RuleBodies.sequence(
                  List.of(RuleBodies.terminal(Regex.literal(tag.text())), List.of(rule))));
    }
    List<Symbol> plain = RuleBodies.terminal(Occurrences.none(texts));
    if (tagsBehind.isEmpty()) {
      return plain;
    }
    List<List<Symbol>> ways = new ArrayList<>();
    tagsBehind.forEach(
        (before, tags) ->
            ways.add(
                RuleBodies.sequence(List.of(RuleBodies.terminal(before), bodies.choice(tags)))));
    return dispatched(plain, bodies.choice(ways), dispatch.goesOn());
  }

  private List<Symbol> dispatched(List<Symbol> plain, List<Symbol> once, boolean goesOn) {
    return goesOn
        ? RuleBodies.sequence(List.of(bodies.repeated(once, 0, Regex.UNBOUNDED), plain))
        : bodies.choice(List.of(plain, once));
  }

  /** Free tokens in which each tag is followed by its rule. */
  private List<Symbol> dispatched(EbnfMacros.TokenDispatch dispatch) {
    List<SpecialToken.Range> apart = new ArrayList<>();
    dispatch.excluded().forEach(id -> apart.add(new SpecialToken.Range(id, id)));
    List<List<Symbol>> tags = new ArrayList<>();
    for (EbnfMacros.TokenTag tag : dispatch.tags()) {
      SpecialToken.Range id = new SpecialToken.Range(tag.id(), tag.id());
      apart.add(id);
      tags.add(
          List.of(
              new SpecialToken.Ids(List.of(id)),
              new Nonterminal(defined(tag.rule().getSymbol(), rules, source))));
    }
    SpecialToken free =
        apart.isEmpty()
            ? new SpecialToken.Ids(List.of(new SpecialToken.Range(0, Integer.MAX_VALUE)))
            : new SpecialToken.Other(new SpecialToken.Ids(apart));
    List<Symbol> plain = bodies.repeated(List.of(free), 0, Regex.UNBOUNDED);
    return tags.isEmpty()
        ? plain
        : dispatched(
            plain, RuleBodies.sequence(List.of(plain, bodies.choice(tags))), dispatch.goesOn());
  }

  private GrammarSyntaxException error(Token token, String problem) {
    return new GrammarSyntaxException(source.positionOf(token), problem);
  }
}
