package dev.espalier.grammar.python;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.antlr.RepetitionCount;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.python.generated.PythonRegexParser;
import dev.espalier.grammar.python.generated.PythonRegexParserBaseVisitor;
import dev.espalier.grammar.regex.EcmaRegex;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/** Translates the parse tree of a Python regular expression into a {@link Pattern}. Used once. */
final class PythonRegexReader extends PythonRegexParserBaseVisitor<Pattern> {
  private final StrictParser source;
  private final UnaryOperator<String> outer;
  private Flags flags;

  /** Flags that hold at a place. */
  private record Flags(boolean anyCase, boolean dotAll, boolean ascii) {}

  /**
   * @param outer what a position in the pattern is outside of it
   */
  PythonRegexReader(StrictParser source, String flags, UnaryOperator<String> outer) {
    this.source = source;
    this.outer = outer;
    this.flags = with(new Flags(false, false, false), flags, true);
  }

  private static Flags with(Flags from, String letters, boolean on) {
    return new Flags(
        letters.indexOf('i') >= 0 ? on : from.anyCase,
        letters.indexOf('s') >= 0 ? on : from.dotAll,
        letters.indexOf('a') >= 0 ? on : letters.indexOf('u') >= 0 ? !on : from.ascii);
  }

  @Override
  public Pattern visitWholePattern(PythonRegexParser.WholePatternContext tree) {
    if (tree.FLAGS() != null) {
      String text = tree.FLAGS().getText();
      change(tree.FLAGS().getSymbol(), text.substring(2, text.length() - 1), "");
    }
    return visit(tree.disjunction());
  }

  private void change(Token place, String on, String off) {
    if (on.indexOf('L') >= 0) {
      throw refused(place, "the flag 'L'");
    }
    if (on.indexOf('x') >= 0 || off.indexOf('x') >= 0) {
      throw new GrammarSyntaxException(
          source.positionOf(place), "the flag 'x' inside is not supported; use /.../x");
    }
    flags = with(with(flags, on, true), off, false);
  }

  @Override
  public Pattern visitChoice(PythonRegexParser.ChoiceContext tree) {
    List<Pattern> parts = tree.alternative().stream().map(this::visit).toList();
    return parts.size() == 1 ? parts.getFirst() : new Pattern.Choice(parts);
  }

  @Override
  public Pattern visitSequence(PythonRegexParser.SequenceContext tree) {
    List<Pattern> parts = new ArrayList<>();
    StringBuilder run = new StringBuilder();
    for (PythonRegexParser.TermContext term : tree.term()) {
      Pattern part = visit(term);
      if (part instanceof Pattern.Exactly(Regex.Literal(String text)) && !text.isEmpty()) {
        run.append(text);
      } else {
        flush(run, parts);
        parts.add(part);
      }
    }
    flush(run, parts);
    return parts.size() == 1 ? parts.getFirst() : new Pattern.Sequence(parts);
  }

  private static void flush(StringBuilder run, List<Pattern> parts) {
    if (!run.isEmpty()) {
      parts.add(new Pattern.Exactly(Regex.literal(run.toString())));
      run.setLength(0);
    }
  }

  @Override
  public Pattern visitQuantified(PythonRegexParser.QuantifiedContext tree) {
    Pattern part = visit(tree.atom());
    if (tree.quantifier() == null) {
      return part;
    }
    if (tree.PLUS() != null) {
      throw refused(tree.PLUS().getSymbol(), "a possessive repetition");
    }
    if (part instanceof Pattern.Look) {
      throw refused(tree.quantifier().getStart(), "a repetition of a lookaround");
    }
    RepetitionCount count =
        switch (tree.quantifier()) {
          case PythonRegexParser.AnyNumberContext q -> new RepetitionCount(0, Regex.UNBOUNDED);
          case PythonRegexParser.AtLeastOneContext q -> new RepetitionCount(1, Regex.UNBOUNDED);
          case PythonRegexParser.AtMostOneContext q -> new RepetitionCount(0, 1);
          case PythonRegexParser.CountedContext q ->
              RepetitionCount.parse(q.getText(), source.positionOf(q.getStart()));
          default -> throw new AssertionError(tree.quantifier().getText());
        };
    Pattern.Greed greed = tree.QUESTION() != null ? Pattern.Greed.LEAST : Pattern.Greed.MOST;
    return new Pattern.Repetition(part, count.min(), count.max(), greed);
  }

  @Override
  public Pattern visitAnchor(PythonRegexParser.AnchorContext tree) {
    throw new GrammarSyntaxException(
        source.positionOf(tree.getStart()),
        "'" + tree.getText() + "' looks beyond the lexeme; leave it out or use rules");
  }

  @Override
  public Pattern visitDot(PythonRegexParser.DotContext tree) {
    return new Pattern.Chars(
        flags.dotAll ? CodePointSet.ALL : PythonCharacters.NEWLINE.complement());
  }

  @Override
  public Pattern visitOneCharacter(PythonRegexParser.OneCharacterContext tree) {
    int c = codePoint(tree.character());
    CodePointSet one = CodePointSet.of(c);
    CodePointSet all = flags.anyCase ? PythonCharacters.inAnyCase(one) : one;
    return all.equals(one)
        ? new Pattern.Exactly(Regex.literal(Character.toString(c)))
        : new Pattern.Chars(all);
  }

  @Override
  public Pattern visitClassEscape(PythonRegexParser.ClassEscapeContext tree) {
    return new Pattern.Chars(PythonCharacters.ofEscape(tree.getText().charAt(1), flags.ascii));
  }

  @Override
  public Pattern visitPropertyEscape(PythonRegexParser.PropertyEscapeContext tree) {
    return new Pattern.Chars(property(tree.getStart()));
  }

  @Override
  public Pattern visitCharacterClass(PythonRegexParser.CharacterClassContext tree) {
    CodePointSet set =
        tree.CLASS_BRACKET() != null || tree.NOT_CLASS_BRACKET() != null
            ? CodePointSet.of(']')
            : CodePointSet.EMPTY;
    for (PythonRegexParser.ClassItemContext item : tree.classItem()) {
      set =
          set.union(
              switch (item) {
                case PythonRegexParser.SingleContext single -> set(single.classAtom());
                case PythonRegexParser.RangeContext range -> range(range);
                default -> throw new AssertionError(item.getText());
              });
    }
    boolean negated = tree.NOT_CLASS() != null || tree.NOT_CLASS_BRACKET() != null;
    set = flags.anyCase ? PythonCharacters.inAnyCase(set) : set;
    return new Pattern.Chars(negated ? set.complement() : set);
  }

  private CodePointSet range(PythonRegexParser.RangeContext range) {
    int first = end(range, range.classAtom(0));
    int last = end(range, range.classAtom(1));
    if (first > last) {
      throw new GrammarSyntaxException(
          source.positionOf(range.getStart()), "range '" + range.getText() + "' out of order");
    }
    return CodePointSet.range(first, last);
  }

  private int end(PythonRegexParser.RangeContext range, PythonRegexParser.ClassAtomContext atom) {
    return switch (atom) {
      case PythonRegexParser.DashContext dash -> '-';
      case PythonRegexParser.BackspaceContext backspace -> '\b';
      case PythonRegexParser.ClassCharacterContext character -> codePoint(character.character());
      default ->
          throw new GrammarSyntaxException(
              source.positionOf(range.getStart()),
              "range '" + range.getText() + "' of a class; escape the '-'");
    };
  }

  private CodePointSet set(PythonRegexParser.ClassAtomContext atom) {
    return switch (atom) {
      case PythonRegexParser.DashContext dash -> CodePointSet.of('-');
      case PythonRegexParser.BackspaceContext backspace -> CodePointSet.of('\b');
      case PythonRegexParser.ClassCharacterContext character ->
          CodePointSet.of(codePoint(character.character()));
      case PythonRegexParser.ClassAtomEscapeContext escape ->
          PythonCharacters.ofEscape(escape.getText().charAt(1), flags.ascii);
      case PythonRegexParser.ClassAtomPropertyContext property -> property(property.getStart());
      case PythonRegexParser.PosixClassContext posix ->
          throw refused(posix.getStart(), "a class such as [:alpha:]");
      default -> throw new AssertionError(atom.getText());
    };
  }

  @Override
  public Pattern visitGroup(PythonRegexParser.GroupContext tree) {
    return visit(tree.disjunction());
  }

  @Override
  public Pattern visitModified(PythonRegexParser.ModifiedContext tree) {
    Flags outer = flags;
    String text = tree.MODIFIED().getText();
    String letters = text.substring(2, text.length() - 1);
    int minus = letters.indexOf('-');
    change(
        tree.getStart(),
        minus < 0 ? letters : letters.substring(0, minus),
        minus < 0 ? "" : letters.substring(minus + 1));
    Pattern part = visit(tree.disjunction());
    flags = outer;
    return part;
  }

  @Override
  public Pattern visitLook(PythonRegexParser.LookContext tree) {
    Pattern.Direction direction =
        tree.LOOKAHEAD() != null
            ? Pattern.Direction.AHEAD
            : tree.NEGATIVE_LOOKAHEAD() != null
                ? Pattern.Direction.NOT_AHEAD
                : tree.LOOKBEHIND() != null
                    ? Pattern.Direction.BEHIND
                    : Pattern.Direction.NOT_BEHIND;
    return new Pattern.Look(
        direction, visit(tree.disjunction()), outer.apply(source.positionOf(tree.getStart())));
  }

  @Override
  public Pattern visitWordBoundary(PythonRegexParser.WordBoundaryContext tree) {
    Pattern word = new Pattern.Chars(PythonCharacters.words(flags.ascii));
    String position = outer.apply(source.positionOf(tree.getStart()));
    Pattern behind = new Pattern.Look(Pattern.Direction.BEHIND, word, position);
    Pattern notBehind = new Pattern.Look(Pattern.Direction.NOT_BEHIND, word, position);
    Pattern ahead = new Pattern.Look(Pattern.Direction.AHEAD, word, position);
    Pattern notAhead = new Pattern.Look(Pattern.Direction.NOT_AHEAD, word, position);
    boolean isBoundary = tree.getText().equals("\\b");
    return new Pattern.Choice(
        List.of(
            new Pattern.Sequence(List.of(behind, isBoundary ? notAhead : ahead)),
            new Pattern.Sequence(List.of(notBehind, isBoundary ? ahead : notAhead))));
  }

  @Override
  public Pattern visitBackreference(PythonRegexParser.BackreferenceContext tree) {
    throw refused(tree.getStart(), "a backreference");
  }

  @Override
  public Pattern visitExtension(PythonRegexParser.ExtensionContext tree) {
    throw refused(
        tree.getStart(),
        tree.ATOMIC() != null
            ? "an atomic group"
            : tree.CONDITION() != null ? "a condition" : "'(?' followed by this");
  }

  @Override
  public Pattern visitLateFlags(PythonRegexParser.LateFlagsContext tree) {
    throw new GrammarSyntaxException(
        source.positionOf(tree.getStart()),
        "flags for all stand at the beginning; use '" + tree.getText().replace(")", ":...)") + "'");
  }

  private GrammarSyntaxException refused(Token place, String construct) {
    return new GrammarSyntaxException(
        source.positionOf(place), construct + " is not supported in a regular expression");
  }

  private CodePointSet property(Token token) {
    String text = token.getText();
    String braced =
        text.charAt(2) == '{' ? text : text.substring(0, 2) + "{" + text.charAt(2) + "}";
    try {
      return EcmaRegex.fullMatch(braced, "") instanceof Regex.Chars(CodePointSet set)
          ? set
          : CodePointSet.EMPTY;
    } catch (GrammarSyntaxException e) {
      throw new GrammarSyntaxException(
          source.positionOf(token), "unknown Unicode property '" + text + "'");
    }
  }

  private int codePoint(PythonRegexParser.CharacterContext character) {
    String text = character.getText();
    return switch (character) {
      case PythonRegexParser.PlainContext plain -> text.codePointAt(0);
      case PythonRegexParser.IdentityEscapeContext identity -> text.codePointAt(1);
      case PythonRegexParser.ControlEscapeContext control ->
          switch (text.charAt(1)) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'v' -> 0x0B;
            case 'f' -> '\f';
            case 'r' -> '\r';
            case 'a' -> 0x07;
            default -> throw new AssertionError(text);
          };
      case PythonRegexParser.OctalEscapeContext octal -> number(octal, text.substring(1), 8);
      case PythonRegexParser.HexEscapeContext hex -> number(hex, text.substring(2), 16);
      case PythonRegexParser.UnitEscapeContext unit -> number(unit, text.substring(2), 16);
      case PythonRegexParser.LongEscapeContext eight -> number(eight, text.substring(2), 16);
      case PythonRegexParser.BracedEscapeContext braced ->
          number(braced, text.substring(3, text.length() - 1), 16);
      case PythonRegexParser.NameEscapeContext name -> named(name);
      case PythonRegexParser.UnknownEscapeContext unknown ->
          throw new GrammarSyntaxException(
              source.positionOf(unknown.getStart()),
              text.length() == 1 ? "a backslash at the end" : "unknown escape '" + text + "'");
      default -> throw new AssertionError(text);
    };
  }

  private int named(PythonRegexParser.NameEscapeContext name) {
    String text = name.getText();
    try {
      return Character.codePointOf(text.substring(3, text.length() - 1));
    } catch (IllegalArgumentException e) {
      throw new GrammarSyntaxException(
          source.positionOf(name.getStart()), "no character is called '" + text + "'");
    }
  }

  private int number(ParserRuleContext tree, String digits, int radix) {
    BigInteger value = new BigInteger(digits, radix);
    if (value.bitLength() > 21
        || value.intValue() > CodePointSet.MAX
        || !CodePointSet.ALL.contains(value.intValue())) {
      throw new GrammarSyntaxException(
          source.positionOf(tree.getStart()), "'" + tree.getText() + "' is no character");
    }
    return value.intValue();
  }
}
