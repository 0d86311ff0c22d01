package dev.espalier.grammar.lark;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.antlr.RepetitionCount;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.lark.generated.LarkParser;
import dev.espalier.grammar.lark.generated.LarkParserBaseVisitor;
import dev.espalier.grammar.python.Lexeme;
import dev.espalier.grammar.python.Pattern;
import dev.espalier.grammar.python.PythonRegex;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Makes patterns of the terminals of one level. */
final class LarkTerminals extends LarkParserBaseVisitor<Pattern> {
  private final StrictParser source;
  private final LarkDefinitions definitions;
  private final Map<String, Pattern> known = new HashMap<>();
  private final Map<String, Long> sizes = new HashMap<>();
  private final Set<String> inProgress = new LinkedHashSet<>();
  private long size; // of the terminal in progress, with all that it names

  LarkTerminals(StrictParser source, LarkDefinitions definitions) {
    this.source = source;
    this.definitions = definitions;
  }

  /** What {@code terminal} matches as a lexeme. */
  Lexeme lexeme(LarkDefinitions.Term terminal) {
    return terminal.isOnlyDeclared()
        ? new Lexeme(Regex.NOTHING, false)
        : lexeme(pattern(terminal, terminal.place()), terminal.place());
  }

  /** What a pattern that stands at {@code place} matches as a lexeme. */
  Lexeme lexeme(Pattern pattern, Token place) {
    return Lexeme.of(pattern, source.positionOf(place), source.limits());
  }

  private Pattern pattern(LarkDefinitions.Term terminal, Token place) {
    String name = terminal.name();
    Pattern pattern = known.get(name);
    if (pattern == null) {
      if (!inProgress.add(name)) {
        throw error(
            place,
            "terminal '"
                + name
                + "' contains itself ("
                + String.join(" > ", inProgress)
                + " > "
                + name
                + "); use a rule");
      }
      long outer = size;
      size = 1;
      List<Pattern> parts = new ArrayList<>();
      terminal.imported().ifPresent(parts::add);
      terminal.choices().forEach(choice -> parts.add(visit(choice)));
      pattern = parts.size() == 1 ? parts.getFirst() : new Pattern.Choice(parts);
      sizes.put(name, size);
      size = outer;
      inProgress.remove(name);
      known.put(name, pattern);
    }
    return pattern;
  }

  private void count(long nodes, Token place) {
    size += nodes;
    if (size > source.limits().maxRegexNodes()) {
      throw new LimitExceededException(
          source.positionOf(place),
          "a terminal of "
              + size
              + " parts > Limits.maxRegexNodes "
              + source.limits().maxRegexNodes());
    }
  }

  /** The alternatives of a rule or terminal, read as those of a terminal. */
  Pattern choice(List<LarkParser.AlternativesContext> choices) {
    size = 0;
    List<Pattern> parts = choices.stream().map(this::visit).toList();
    return parts.size() == 1 ? parts.getFirst() : new Pattern.Choice(parts);
  }

  /** A value that is a terminal of its own. */
  Pattern value(LarkParser.ValueContext value) {
    size = 0;
    return visit(value);
  }

  @Override
  public Pattern visitAlternatives(LarkParser.AlternativesContext tree) {
    return anyOf(tree.branch());
  }

  @Override
  public Pattern visitNestedAlternatives(LarkParser.NestedAlternativesContext tree) {
    return anyOf(tree.branch());
  }

  private Pattern anyOf(List<LarkParser.BranchContext> branches) {
    List<Pattern> parts = branches.stream().map(this::visit).toList();
    return parts.size() == 1 ? parts.getFirst() : new Pattern.Choice(parts);
  }

  @Override
  public Pattern visitIntersected(LarkParser.IntersectedContext tree) {
    if (tree.ARROW() != null) {
      throw error(tree.ARROW().getSymbol(), "'->' is for rules, not for terminals");
    }
    if (tree.sequence().size() == 1) {
      return visit(tree.sequence(0));
    }
    List<Regex> operands = new ArrayList<>();
    for (LarkParser.SequenceContext operand : tree.sequence()) {
      operands.add(operand(visit(operand), operand.getStart(), "&"));
    }
    return new Pattern.Exactly(Regex.allOf(operands));
  }

  private Regex operand(Pattern pattern, Token place, String operator) {
    Lexeme lexeme = lexeme(pattern, place);
    if (lexeme.isFree()) {
      throw error(place, "'" + operator + "' and a repetition such as '*?' at the end; use '*'");
    }
    return lexeme.regex();
  }

  @Override
  public Pattern visitElements(LarkParser.ElementsContext tree) {
    List<Pattern> parts = tree.element().stream().map(this::visit).toList();
    return parts.isEmpty()
        ? Pattern.EMPTY
        : parts.size() == 1 ? parts.getFirst() : new Pattern.Sequence(parts);
  }

  @Override
  public Pattern visitQuantified(LarkParser.QuantifiedContext tree) {
    count(1, tree.getStart());
    Pattern part = visit(tree.atom());
    if (tree.TILDE().size() % 2 == 1) {
      part = new Pattern.Exactly(Regex.not(operand(part, tree.TILDE(0).getSymbol(), "~")));
    }
    if (tree.quantifier() == null) {
      return part;
    }
    RepetitionCount count = count(source, tree.quantifier());
    return new Pattern.Repetition(part, count.min(), count.max(), Pattern.Greed.MOST);
  }

  /** The bounds of a repetition. */
  static RepetitionCount count(StrictParser source, LarkParser.QuantifierContext quantifier) {
    return switch (quantifier) {
      case LarkParser.AnyNumberContext q -> new RepetitionCount(0, Regex.UNBOUNDED);
      case LarkParser.AtLeastOneContext q -> new RepetitionCount(1, Regex.UNBOUNDED);
      case LarkParser.AtMostOneContext q -> new RepetitionCount(0, 1);
      case LarkParser.LarkCountContext q ->
          count(
              source,
              q,
              digits(source, q.NUMBER(0).getSymbol()),
              q.NUMBER().size() == 1
                  ? digits(source, q.NUMBER(0).getSymbol())
                  : digits(source, q.NUMBER(1).getSymbol()));
      case LarkParser.ExactCountContext q ->
          count(
              source,
              q,
              digits(source, q.NUMBER().getSymbol()),
              digits(source, q.NUMBER().getSymbol()));
      case LarkParser.BoundsContext q -> {
        boolean startsWithNumber = q.getChild(1) == q.NUMBER(0);
        boolean endsWithNumber = q.getChild(q.getChildCount() - 2) != q.COMMA();
        int last = q.NUMBER().size() - 1;
        yield count(
            source,
            q,
            startsWithNumber ? digits(source, q.NUMBER(0).getSymbol()) : "",
            endsWithNumber ? digits(source, q.NUMBER(last).getSymbol()) : "");
      }
      default -> throw new AssertionError(quantifier.getText());
    };
  }

  private static RepetitionCount count(
      StrictParser source, ParserRuleContext tree, String min, String max) {
    return RepetitionCount.parse("{" + min + "," + max + "}", source.positionOf(tree.getStart()));
  }

  private static String digits(StrictParser source, Token number) {
    String text = number.getText();
    if (!text.matches("\\+?[0-9]+")) {
      throw new GrammarSyntaxException(
          source.positionOf(number), "expected a count but found '" + text + "'");
    }
    return new BigInteger(text).toString();
  }

  @Override
  public Pattern visitGroup(LarkParser.GroupContext tree) {
    return visit(tree.nestedChoice());
  }

  @Override
  public Pattern visitMaybe(LarkParser.MaybeContext tree) {
    return new Pattern.Repetition(visit(tree.nestedChoice()), 0, 1, Pattern.Greed.MOST);
  }

  @Override
  public Pattern visitRange(LarkParser.RangeContext tree) {
    int first = only(tree.STRING(0).getSymbol());
    int last = only(tree.STRING(1).getSymbol());
    if (first > last) {
      throw error(tree.getStart(), "range '" + tree.getText() + "' out of order");
    }
    return new Pattern.Chars(CodePointSet.range(first, last));
  }

  private int only(Token string) {
    String text = LarkText.of(string.getText(), source.positionOf(string));
    if (text.codePointCount(0, text.length()) != 1 || LarkText.isInAnyCase(string.getText())) {
      throw error(
          string, "expected a string of one character in a range but found " + string.getText());
    }
    return text.codePointAt(0);
  }

  @Override
  public Pattern visitString(LarkParser.StringContext tree) {
    String text = LarkText.of(tree.getText(), source.positionOf(tree.getStart()));
    count(text.length() / 8, tree.getStart());
    return LarkText.isInAnyCase(tree.getText())
        ? PythonRegex.inAnyCase(text)
        : new Pattern.Exactly(Regex.literal(text));
  }

  @Override
  public Pattern visitRegexp(LarkParser.RegexpContext tree) {
    String text = tree.getText();
    int end = text.lastIndexOf('/');
    String flags = text.substring(end + 1);
    Token start = tree.getStart();
    if (text.indexOf('\n') >= 0 && flags.indexOf('x') < 0) {
      throw error(start, "a regular expression over several lines; use the flag 'x'");
    }
    count(text.length(), start);
    String position =
        source.fileName() + ":" + start.getLine() + ":" + (start.getCharPositionInLine() + 2);
    return PythonRegex.parse(text.substring(1, end), flags, position, source.limits());
  }

  @Override
  public Pattern visitStructured(LarkParser.StructuredContext tree) {
    count(tree.json().getText().length(), tree.getStart());
    return new Pattern.Exactly(new LarkOptions(source).regex(tree));
  }

  @Override
  public Pattern visitReference(LarkParser.ReferenceContext tree) {
    String name = tree.getText();
    if (tree.name() instanceof LarkParser.RuleNameContext) {
      throw error(tree.getStart(), "rule '" + name + "' within a terminal; expected a terminal");
    }
    LarkDefinitions.Term terminal = definitions.terminal(name, tree.getStart());
    if (terminal.isOnlyDeclared()) {
      return new Pattern.Exactly(Regex.NOTHING);
    }
    Pattern pattern = pattern(terminal, tree.getStart());
    count(sizes.getOrDefault(name, 0L), tree.getStart());
    return new Pattern.Named(pattern);
  }

  @Override
  public Pattern visitToken(LarkParser.TokenContext tree) {
    throw onlyInRules(tree, "a token such as '" + tree.getText() + "'");
  }

  @Override
  public Pattern visitSchema(LarkParser.SchemaContext tree) {
    throw onlyInRules(tree, "%json");
  }

  @Override
  public Pattern visitNested(LarkParser.NestedContext tree) {
    throw onlyInRules(tree, "%lark");
  }

  @Override
  public Pattern visitTemplate(LarkParser.TemplateContext tree) {
    throw onlyInRules(tree, "a template");
  }

  @Override
  public Pattern visitOtherGrammar(LarkParser.OtherGrammarContext tree) {
    throw otherGrammar(source, tree);
  }

  @Override
  public Pattern visitParametric(LarkParser.ParametricContext tree) {
    throw parametric(source, tree);
  }

  static GrammarSyntaxException otherGrammar(
      StrictParser source, LarkParser.OtherGrammarContext tree) {
    return new GrammarSyntaxException(
        source.positionOf(tree.getStart()),
        "'" + tree.getText() + "' refers to another grammar; use %lark or %json");
  }

  static GrammarSyntaxException parametric(StrictParser source, LarkParser.ParametricContext tree) {
    return new GrammarSyntaxException(
        source.positionOf(tree.getStart()),
        "parametric rules ('::', '%if') are not supported; use rules");
  }

  private GrammarSyntaxException onlyInRules(ParserRuleContext tree, String construct) {
    return error(tree.getStart(), construct + " can stand in rules only, not in a terminal");
  }

  private GrammarSyntaxException error(Token place, String problem) {
    return new GrammarSyntaxException(source.positionOf(place), problem);
  }
}
