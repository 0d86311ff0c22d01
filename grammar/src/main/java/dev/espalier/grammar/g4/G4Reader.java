package dev.espalier.grammar.g4;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.g4.GrammarFile.Command;
import dev.espalier.grammar.g4.GrammarFile.Identifier;
import dev.espalier.grammar.g4.GrammarFile.Kind;
import dev.espalier.grammar.g4.GrammarFile.NamedAction;
import dev.espalier.grammar.g4.GrammarFile.Rule;
import dev.espalier.grammar.g4.GrammarFile.Setting;
import dev.espalier.grammar.g4.generated.G4Parser;
import dev.espalier.grammar.g4.generated.G4ParserBaseVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.TerminalNode;

/** Reads the parse tree of a .g4 file into values. Used once, by one thread. */
final class G4Reader extends G4ParserBaseVisitor<Ebnf> {
  private final StrictParser source;
  private final List<Setting> settings = new ArrayList<>();
  private final List<Identifier> imports = new ArrayList<>();
  private final List<NamedAction> actions = new ArrayList<>();
  private final List<Rule> rules = new ArrayList<>();
  private String mode = GrammarFile.DEFAULT_MODE;
  private int depth;

  G4Reader(StrictParser source) {
    this.source = source;
  }

  /** Whether a name is one of tokens, or of rules of a lexer. */
  static boolean isTokenName(String name) {
    return !name.isEmpty() && Character.isUpperCase(name.codePointAt(0));
  }

  GrammarFile file(G4Parser.FileContext tree) {
    G4Parser.WholeFileContext file = (G4Parser.WholeFileContext) tree;
    Kind kind =
        file.LEXER() != null ? Kind.LEXER : file.PARSER() != null ? Kind.PARSER : Kind.COMBINED;
    file.prequel().forEach(this::visit);
    visit(file.section());
    List<Identifier> modes = new ArrayList<>();
    for (G4Parser.ModeSectionContext section : file.modeSection()) {
      G4Parser.OneModeContext named = (G4Parser.OneModeContext) section;
      mode = named.name().getText();
      modes.add(identifier(named.name()));
      visit(named.section());
    }
    if (kind != Kind.LEXER && !modes.isEmpty()) {
      throw new GrammarSyntaxException(
          modes.getFirst().position(),
          "mode '" + modes.getFirst().name() + "' outside of a lexer grammar");
    }
    rules.stream()
        .filter(rule -> kind == (rule.mode().isPresent() ? Kind.PARSER : Kind.LEXER))
        .findFirst()
        .ifPresent(
            rule -> {
              throw new GrammarSyntaxException(
                  rule.name().position(),
                  "rule '"
                      + rule.name().name()
                      + (kind == Kind.LEXER
                          ? "' of a parser in a lexer grammar"
                          : "' of a lexer in a parser grammar"));
            });
    return new GrammarFile(
        source.fileName(), kind, identifier(file.name()), settings, imports, modes, actions, rules);
  }

  @Override
  public Ebnf visitFileOptions(G4Parser.FileOptionsContext tree) {
    settings.addAll(settings(tree.optionBlock()));
    return Ebnf.NOTHING;
  }

  @Override
  public Ebnf visitDelegatedTo(G4Parser.DelegatedToContext tree) {
    imports.add(identifier(tree.name().getLast()));
    return Ebnf.NOTHING;
  }

  @Override
  public Ebnf visitFileAction(G4Parser.FileActionContext tree) {
    String scope =
        tree.COLON_COLON() == null
            ? ""
            : tree.LEXER() != null
                ? "lexer"
                : tree.PARSER() != null ? "parser" : tree.name(0).getText();
    actions.add(
        new NamedAction(
            scope,
            tree.name().getLast().getText(),
            tree.ACTION().getText(),
            source.positionOf(tree.getStart())));
    return Ebnf.NOTHING;
  }

  @Override
  public Ebnf visitRuleOfParser(G4Parser.RuleOfParserContext tree) {
    rules.add(
        new Rule(
            identifier(tree.RULE_NAME()),
            Optional.empty(),
            false,
            Optional.empty(),
            visit(tree.choice()),
            List.of()));
    return Ebnf.NOTHING;
  }

  @Override
  public Ebnf visitRuleOfLexer(G4Parser.RuleOfLexerContext tree) {
    G4Parser.LexerAlternativesContext body = (G4Parser.LexerAlternativesContext) tree.lexerChoice();
    List<Command> commands = new ArrayList<>();
    for (G4Parser.LexerSequenceContext sequence : body.lexerSequence()) {
      for (G4Parser.CommandContext command : ((G4Parser.LexerElementsContext) sequence).command()) {
        if (body.lexerSequence().size() > 1) {
          throw misplaced(command, tree.TOKEN_NAME().getText());
        }
        commands.add(command((G4Parser.OneCommandContext) command));
      }
    }
    Optional<Boolean> caseInsensitive =
        tree.optionBlock().stream()
            .flatMap(block -> settings(block).stream())
            .filter(option -> option.name().equals("caseInsensitive"))
            .map(option -> truth(option))
            .findFirst();
    rules.add(
        new Rule(
            identifier(tree.TOKEN_NAME()),
            Optional.of(mode),
            tree.FRAGMENT() != null,
            caseInsensitive,
            visit(body),
            commands));
    return Ebnf.NOTHING;
  }

  /** The value of an option that is {@code true} or {@code false}. */
  static boolean truth(Setting option) {
    return switch (option.value()) {
      case "true" -> true;
      case "false" -> false;
      default ->
          throw new GrammarSyntaxException(
              option.position(),
              "option '"
                  + option.name()
                  + "': expected true or false but found '"
                  + option.value()
                  + "'");
    };
  }

  private Command command(G4Parser.OneCommandContext tree) {
    String name = tree.MODE() != null ? "mode" : tree.name(0).getText();
    String argument =
        tree.INT() != null
            ? tree.INT().getText()
            : tree.OPEN() == null ? "" : tree.name().getLast().getText();
    return new Command(
        name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1), // Skip is skip
        argument,
        source.positionOf(tree.getStart()));
  }

  private List<Setting> settings(G4Parser.OptionBlockContext tree) {
    List<Setting> read = new ArrayList<>();
    for (G4Parser.OptionContext option : ((G4Parser.OptionListContext) tree).option()) {
      G4Parser.OneOptionContext one = (G4Parser.OneOptionContext) option;
      String value = one.optionValue().getText();
      read.add(
          new Setting(
              one.name().getText(),
              value.startsWith("'") ? value.substring(1, value.length() - 1) : value,
              source.positionOf(one.getStart())));
    }
    return read;
  }

  @Override
  public Ebnf visitAlternatives(G4Parser.AlternativesContext tree) {
    return choice(tree.sequence());
  }

  @Override
  public Ebnf visitLexerAlternatives(G4Parser.LexerAlternativesContext tree) {
    return choice(tree.lexerSequence());
  }

  private Ebnf choice(List<? extends ParserRuleContext> sequences) {
    return sequences.size() == 1
        ? visit(sequences.getFirst())
        : new Ebnf.Choice(sequences.stream().map(this::visit).toList());
  }

  @Override
  public Ebnf visitElements(G4Parser.ElementsContext tree) {
    return sequence(tree.element());
  }

  @Override
  public Ebnf visitLexerElements(G4Parser.LexerElementsContext tree) {
    return sequence(tree.lexerElement());
  }

  private Ebnf sequence(List<? extends ParserRuleContext> elements) {
    return elements.size() == 1
        ? visit(elements.getFirst())
        : new Ebnf.Sequence(elements.stream().map(this::visit).toList());
  }

  @Override
  public Ebnf visitQuantified(G4Parser.QuantifiedContext tree) {
    return repeated(tree.atom(), tree.quantifier());
  }

  @Override
  public Ebnf visitLexerQuantified(G4Parser.LexerQuantifiedContext tree) {
    return repeated(tree.lexerAtom(), tree.quantifier());
  }

  private Ebnf repeated(ParserRuleContext atom, G4Parser.QuantifierContext quantifier) {
    if (++depth > source.limits().maxNesting() + 1) {
      throw new LimitExceededException(
          source.positionOf(atom.getStart()),
          "nesting of groups > Limits.maxNesting " + source.limits().maxNesting());
    }
    Ebnf part = visit(atom);
    depth--;
    return switch (quantifier) {
      case null -> part;
      case G4Parser.AtMostOneContext q -> new Ebnf.Repeat(part, 0, 1, q.lazy == null);
      case G4Parser.AnyNumberContext q -> new Ebnf.Repeat(part, 0, Regex.UNBOUNDED, q.lazy == null);
      case G4Parser.AtLeastOneContext q ->
          new Ebnf.Repeat(part, 1, Regex.UNBOUNDED, q.lazy == null);
      default -> throw new AssertionError(quantifier.getText());
    };
  }

  @Override
  public Ebnf visitAction(G4Parser.ActionContext tree) {
    return Ebnf.NOTHING; // it comes too late to change what the parser reads
  }

  @Override
  public Ebnf visitPredicate(G4Parser.PredicateContext tree) {
    return new Ebnf.Predicate(tree.PREDICATE().getText(), source.positionOf(tree.getStart()));
  }

  @Override
  public Ebnf visitLexerAction(G4Parser.LexerActionContext tree) {
    return new Ebnf.Action(tree.ACTION().getText(), source.positionOf(tree.getStart()));
  }

  @Override
  public Ebnf visitLexerPredicate(G4Parser.LexerPredicateContext tree) {
    return new Ebnf.Predicate(tree.PREDICATE().getText(), source.positionOf(tree.getStart()));
  }

  @Override
  public Ebnf visitSingle(G4Parser.SingleContext tree) {
    if (tree.setElement() instanceof G4Parser.RangeContext range) {
      throw error(range.getStart(), "a range of characters in a rule of a parser");
    }
    return visit(tree.setElement());
  }

  @Override
  public Ebnf visitLexerSingle(G4Parser.LexerSingleContext tree) {
    return visit(tree.setElement());
  }

  @Override
  public Ebnf visitRuleReference(G4Parser.RuleReferenceContext tree) {
    return new Ebnf.Name(tree.RULE_NAME().getText(), source.positionOf(tree.getStart()));
  }

  @Override
  public Ebnf visitLexerRuleReference(G4Parser.LexerRuleReferenceContext tree) {
    throw error(tree.getStart(), "rule '" + tree.getText() + "' of a parser in a rule of a lexer");
  }

  @Override
  public Ebnf visitAnyToken(G4Parser.AnyTokenContext tree) {
    return new Ebnf.Any(source.positionOf(tree.getStart()));
  }

  @Override
  public Ebnf visitAnyCharacter(G4Parser.AnyCharacterContext tree) {
    return new Ebnf.Any(source.positionOf(tree.getStart()));
  }

  @Override
  public Ebnf visitNotOne(G4Parser.NotOneContext tree) {
    return not(List.of(tree.setElement()), tree.getStart());
  }

  @Override
  public Ebnf visitNotAnyOf(G4Parser.NotAnyOfContext tree) {
    return not(tree.setElement(), tree.getStart());
  }

  @Override
  public Ebnf visitLexerNotOne(G4Parser.LexerNotOneContext tree) {
    return not(List.of(tree.setElement()), tree.getStart());
  }

  @Override
  public Ebnf visitLexerNotAnyOf(G4Parser.LexerNotAnyOfContext tree) {
    return not(tree.setElement(), tree.getStart());
  }

  private Ebnf not(List<G4Parser.SetElementContext> members, Token start) {
    return new Ebnf.Not(members.stream().map(this::visit).toList(), source.positionOf(start));
  }

  @Override
  public Ebnf visitBlock(G4Parser.BlockContext tree) {
    return visit(tree.choice());
  }

  @Override
  public Ebnf visitLexerBlock(G4Parser.LexerBlockContext tree) {
    G4Parser.LexerAlternativesContext inner =
        (G4Parser.LexerAlternativesContext) tree.lexerChoice();
    for (G4Parser.LexerSequenceContext sequence : inner.lexerSequence()) {
      List<G4Parser.CommandContext> commands = ((G4Parser.LexerElementsContext) sequence).command();
      if (!commands.isEmpty()) {
        throw misplaced(commands.getFirst(), "");
      }
    }
    return new Ebnf.Sequence(List.of(visit(inner))); // in brackets a literal names no token
  }

  @Override
  public Ebnf visitTokenReference(G4Parser.TokenReferenceContext tree) {
    return new Ebnf.Name(tree.TOKEN_NAME().getText(), source.positionOf(tree.getStart()));
  }

  @Override
  public Ebnf visitLiteral(G4Parser.LiteralContext tree) {
    return literal(tree.STRING());
  }

  @Override
  public Ebnf visitRange(G4Parser.RangeContext tree) {
    int first = character(tree.STRING(0));
    int last = character(tree.STRING(1));
    if (last < first) {
      throw error(
          tree.getStart(),
          String.format("a range of characters out of order, U+%04X > U+%04X", first, last));
    }
    return new Ebnf.Characters(
        List.of(first, last), CodePointSet.EMPTY, source.positionOf(tree.getStart()));
  }

  private int character(TerminalNode string) {
    String text = literal(string).text();
    if (text.codePointCount(0, text.length()) != 1) {
      throw error(string.getSymbol(), "expected one character but found " + string.getText());
    }
    return text.codePointAt(0);
  }

  private Ebnf.Literal literal(TerminalNode string) {
    String quoted = string.getText();
    String position = source.positionOf(string.getSymbol());
    String text = new G4Text(quoted.substring(1, quoted.length() - 1), position).literal();
    if (text.isEmpty()) {
      throw error(string.getSymbol(), "an empty literal; leave it out");
    }
    return new Ebnf.Literal(quoted, text, position);
  }

  @Override
  public Ebnf visitCharacterSet(G4Parser.CharacterSetContext tree) {
    String text = tree.SET().getText();
    return new G4Text(text.substring(0, text.length() - 1), source.positionOf(tree.getStart()))
        .set();
  }

  private Identifier identifier(ParserRuleContext name) {
    return new Identifier(name.getText(), source.positionOf(name.getStart()));
  }

  private Identifier identifier(TerminalNode name) {
    return new Identifier(name.getText(), source.positionOf(name.getSymbol()));
  }

  private GrammarSyntaxException misplaced(ParserRuleContext command, String rule) {
    return error(
        command.getStart(),
        "command '"
            + command.getText()
            + "'"
            + (rule.isEmpty() ? "" : " of rule '" + rule + "'")
            + " must stand behind the only alternative; split the rule");
  }

  private GrammarSyntaxException error(Token token, String problem) {
    return new GrammarSyntaxException(source.positionOf(token), problem);
  }
}
