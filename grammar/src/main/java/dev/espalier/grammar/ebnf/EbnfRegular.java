package dev.espalier.grammar.ebnf;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.antlr.RepetitionCount;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.ebnf.generated.EbnfBaseVisitor;
import dev.espalier.grammar.ebnf.generated.EbnfParser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * Translates what is regular in a parse tree into one expression, rules that it refers to written
 * out: the operands of {@code -}, and lazy rules. Refuses what is not. Used by one reading.
 */
final class EbnfRegular extends EbnfBaseVisitor<Regex> {
  /** An expression with the number of its parts. */
  private record Written(Regex regex, long size) {}

  private final StrictParser source;
  private final EbnfMacros macros;
  private final Map<String, EbnfParser.RuleContext> rules;
  private final Map<String, Written> written = new HashMap<>();
  private final List<String> underWay = new ArrayList<>();
  private long size;

  EbnfRegular(StrictParser source, Map<String, EbnfParser.RuleContext> rules) {
    this.source = source;
    this.macros = new EbnfMacros(source);
    this.rules = rules;
  }

  /** {@code tree} as one expression. */
  Regex of(ParserRuleContext tree) {
    long before = size;
    Regex regex = visit(tree);
    size = before;
    return regex;
  }

  private Regex part(Regex regex, ParserRuleContext tree) {
    size++;
    if (size > source.limits().maxSymbols()) {
      throw new LimitExceededException(
          source.positionOf(tree.getStart()),
          "more parts, written out, than Limits.maxSymbols " + source.limits().maxSymbols());
    }
    return regex;
  }

  @Override
  public Regex visitRule(EbnfParser.RuleContext tree) {
    Regex body = visit(tree.choice());
    return EbnfToGrammar.isLazy(tree) ? first(body) : body;
  }

  /** The texts of {@code regex} without another of them before their end. */
  static Regex first(Regex regex) {
    return Regex.allOf(regex, Regex.not(Regex.concat(regex, Regex.plus(Regex.ANY_CHAR))));
  }

  @Override
  public Regex visitAlternatives(EbnfParser.AlternativesContext tree) {
    return part(Regex.anyOf(each(tree.sequence())), tree);
  }

  @Override
  public Regex visitParts(EbnfParser.PartsContext tree) {
    return part(Regex.concat(each(tree.difference())), tree);
  }

  private List<Regex> each(List<? extends ParserRuleContext> trees) {
    List<Regex> regexes = new ArrayList<>();
    for (ParserRuleContext tree : trees) {
      regexes.add(visit(tree));
    }
    return regexes;
  }

  @Override
  public Regex visitWithout(EbnfParser.WithoutContext tree) {
    Regex rest = visit(tree.item(0));
    for (EbnfParser.ItemContext item : tree.item().subList(1, tree.item().size())) {
      Regex taken = visit(item);
      rest =
          rest instanceof Regex.Chars(CodePointSet from)
                  && taken instanceof Regex.Chars(CodePointSet less)
              ? Regex.chars(from.minus(less))
              : Regex.allOf(rest, Regex.not(taken));
    }
    return part(rest, tree);
  }

  @Override
  public Regex visitQuantified(EbnfParser.QuantifiedContext tree) {
    Regex result = visit(tree.atom());
    for (EbnfParser.QuantifierContext quantifier : tree.quantifier()) {
      RepetitionCount count = EbnfToGrammar.count(quantifier, source);
      result = part(Regex.repeat(result, count.min(), count.max()), tree);
    }
    return result;
  }

  @Override
  public Regex visitEscapedLiteral(EbnfParser.EscapedLiteralContext tree) {
    return part(Regex.literal(inside(tree, source).literal()), tree);
  }

  @Override
  public Regex visitPlainLiteral(EbnfParser.PlainLiteralContext tree) {
    return part(Regex.literal(inside(tree, source).plain()), tree);
  }

  @Override
  public Regex visitCharacterClass(EbnfParser.CharacterClassContext tree) {
    return part(Regex.chars(inside(tree, source).characterClass()), tree);
  }

  @Override
  public Regex visitCodePoint(EbnfParser.CodePointContext tree) {
    EbnfText digits = new EbnfText(tree.getText().substring(2), source.positionOf(tree.getStart()));
    return part(Regex.literal(Character.toString(digits.codePoint())), tree);
  }

  /** What is between the first and the last character of a token. */
  static EbnfText inside(ParserRuleContext tree, StrictParser source) {
    String text = tree.getText();
    return new EbnfText(text.substring(1, text.length() - 1), source.positionOf(tree.getStart()));
  }

  @Override
  public Regex visitGroup(EbnfParser.GroupContext tree) {
    return visit(tree.choice());
  }

  @Override
  public Regex visitLookahead(EbnfParser.LookaheadContext tree) {
    throw EbnfToGrammar.lookahead(tree, source);
  }

  @Override
  public Regex visitMacro(EbnfParser.MacroContext tree) {
    return part(macros.regex(tree), tree);
  }

  @Override
  public Regex visitReference(EbnfParser.ReferenceContext tree) {
    String name = EbnfToGrammar.defined(tree, rules, source);
    Written known = written.get(name);
    if (known == null) {
      if (underWay.contains(name)) {
        throw error(
            tree.getStart(),
            "rule '" + name + "' refers to itself, so it cannot be part of '-' or a lazy rule");
      }
      if (underWay.size() >= source.limits().maxNesting()) {
        throw new LimitExceededException(
            source.positionOf(tree.getStart()),
            "rules within rules > Limits.maxNesting " + source.limits().maxNesting());
      }
      underWay.add(name);
      long before = size;
      Regex regex = visit(rules.get(name));
      known = new Written(regex, size - before);
      size = before;
      underWay.removeLast();
      written.put(name, known);
    }
    size += known.size();
    return part(known.regex(), tree);
  }

  private GrammarSyntaxException error(Token token, String problem) {
    return new GrammarSyntaxException(source.positionOf(token), problem);
  }
}
