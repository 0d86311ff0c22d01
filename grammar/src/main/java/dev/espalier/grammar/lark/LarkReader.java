package dev.espalier.grammar.lark;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.Lexicon;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Nonterminal;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.lark.LarkGrammar.Annotation;
import dev.espalier.grammar.lark.generated.LarkParser;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.antlr.v4.runtime.Token;

/** Reads a Lark file, with all that is nested in it, into one grammar. Used once. */
final class LarkReader {
  private static final String LEXICON = "lark";
  private static final String NESTED_START = "start";

  private final StrictParser source;
  private final List<Production> productions = new ArrayList<>();
  private final List<Lexicon> lexicons = new ArrayList<>();
  private final List<Annotation> annotations = new ArrayList<>();
  private final EmbeddedSchemas schemas;
  private int nested;
  private int symbols;

  LarkReader(StrictParser source) {
    this.source = source;
    this.schemas = new EmbeddedSchemas(source.limits());
  }

  LarkGrammar read(LarkParser.FileContext tree, String startRule) {
    LarkParser.WholeFileContext file = (LarkParser.WholeFileContext) tree;
    Nonterminal start = level(file.items(), "", LEXICON, startRule, file.getStart());
    productions.addAll(schemas.placeholders());
    if (!lexicons.isEmpty() && !lexicons.getFirst().name().equals(LEXICON)) {
      lexicons.addFirst(Lexicon.of(LEXICON, Lexicon.Competition.EXPECTED, List.of()));
    }
    return new LarkGrammar(
        schemas.within(new Grammar(start, productions, lexicons)),
        annotations.stream().sorted(Comparator.comparing(this::line)).toList());
  }

  private int line(Annotation annotation) {
    String[] parts = annotation.position().split(":", -1);
    return Integer.parseInt(parts[parts.length - 2]);
  }

  /** Reads what stands in one level; the nonterminal of its start rule. */
  private Nonterminal level(
      LarkParser.ItemsContext items, String prefix, String lexiconName, String start, Token place) {
    LarkDefinitions definitions =
        new LarkDefinitions(source, annotations, (LarkParser.ListedContext) items);
    LarkTerminals terminals = new LarkTerminals(source, definitions);
    LarkLexicon lexicon = new LarkLexicon(lexiconName, source, definitions, terminals, annotations);
    LarkRules rules = new LarkRules(this, source, definitions, terminals, lexicon, prefix);
    if (definitions.findRule(start).isEmpty() && definitions.findTerminal(start).isEmpty()) {
      throw new GrammarSyntaxException(
          source.positionOf(place),
          "expected a rule '"
              + start
              + "' but found "
              + (definitions.rules().isEmpty()
                  ? "none"
                  : "only " + LarkDefinitions.some(definitions.ruleNames())));
    }
    definitions.ignored().forEach(lexicon::ignore);
    int firstLexicon = lexicons.size();
    int firstProduction = productions.size();
    Nonterminal derived = rules.translate(start);
    lexicon
        .lexicon(productions.subList(firstProduction, productions.size()))
        .ifPresent(made -> lexicons.add(firstLexicon, made));
    return derived;
  }

  /** The start of a grammar that is nested at {@code tree}. */
  Nonterminal nested(LarkParser.NestedContext tree) {
    String name = LEXICON + "-" + ++nested;
    return level(tree.items(), name + "/", name, NESTED_START, tree.getStart());
  }

  /** The nonterminal for the schema at {@code tree}. */
  Nonterminal schema(LarkParser.SchemaContext tree) {
    return schemas.add(LarkOptions.text(tree.json()), source.positionOf(tree.getStart()));
  }

  void add(Production production, Token place) {
    symbols += 1 + production.body().size();
    if (symbols > source.limits().maxSymbols()) {
      throw new LimitExceededException(
          source.positionOf(place),
          symbols + " symbols > Limits.maxSymbols " + source.limits().maxSymbols());
    }
    productions.add(production);
  }

  void annotate(Token place, String name, String attribute, String value) {
    annotations.add(new Annotation(source.positionOf(place), name, attribute, value));
  }
}
