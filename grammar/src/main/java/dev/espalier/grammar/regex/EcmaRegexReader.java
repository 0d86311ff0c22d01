package dev.espalier.grammar.regex;

import dev.espalier.grammar.CodePointSet;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.Regex;
import dev.espalier.grammar.antlr.RepetitionCount;
import dev.espalier.grammar.antlr.StrictParser;
import dev.espalier.grammar.regex.generated.EcmaRegexParser;
import dev.espalier.grammar.regex.generated.EcmaRegexParserBaseVisitor;
import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.jspecify.annotations.Nullable;

/** Translates the parse tree of a regular expression into a {@link Piece}. */
final class EcmaRegexReader extends EcmaRegexParserBaseVisitor<Piece> {
  private final StrictParser source;
  private final LanguageBuilder build;
  private final Set<String> names = new HashSet<>(); // of groups
  private int groups; // that capture
  private @Nullable UnsupportedRegexException refusal;

  EcmaRegexReader(StrictParser source, LanguageBuilder build) {
    this.source = source;
    this.build = build;
  }

  @Override
  public Piece visitWholePattern(EcmaRegexParser.WholePatternContext tree) {
    countGroups(tree);
    return visit(tree.disjunction());
  }

  @Override
  public Piece visitChoice(EcmaRegexParser.ChoiceContext tree) {
    List<Piece> pieces = new ArrayList<>();
    List<Language> plain = new ArrayList<>();
    for (var alternative : tree.alternative()) {
      Piece piece = visit(alternative);
      pieces.add(piece);
      if (piece instanceof Piece.Plain(Language language)) {
        plain.add(language);
      }
    }
    if (plain.size() == pieces.size()) {
      return plain.size() == 1 ? pieces.getFirst() : new Piece.Plain(build.union(plain));
    }
    return pieces.size() == 1 ? pieces.getFirst() : new Piece.Choice(pieces);
  }

  @Override
  public Piece visitSequence(EcmaRegexParser.SequenceContext tree) {
    List<Piece> pieces = new ArrayList<>();
    List<Language> run = new ArrayList<>();
    for (var term : tree.term()) {
      Piece piece = visit(term);
      if (piece instanceof Piece.Plain(Language language)) {
        run.add(language);
      } else {
        flush(run, pieces);
        pieces.add(piece);
      }
    }
    flush(run, pieces);
    return pieces.isEmpty()
        ? new Piece.Plain(Language.EMPTY)
        : pieces.size() == 1 ? pieces.getFirst() : new Piece.Sequence(pieces);
  }

  private void flush(List<Language> run, List<Piece> pieces) {
    if (!run.isEmpty()) {
      pieces.add(new Piece.Plain(build.concat(run)));
      run.clear();
    }
  }

  @Override
  public Piece visitQuantified(EcmaRegexParser.QuantifiedContext tree) {
    Piece piece = visit(tree.atom());
    return switch (tree.quantifier()) {
      case null -> piece;
      case EcmaRegexParser.AnyNumberContext q -> repeated(piece, 0, Regex.UNBOUNDED);
      case EcmaRegexParser.AtLeastOneContext q -> repeated(piece, 1, Regex.UNBOUNDED);
      case EcmaRegexParser.AtMostOneContext q -> repeated(piece, 0, 1);
      case EcmaRegexParser.CountedContext q -> counted(piece, q.COUNT().getSymbol());
      default -> throw new AssertionError(tree.quantifier().getText());
    };
  }

  private Piece counted(Piece piece, Token count) {
    RepetitionCount bounds = RepetitionCount.parse(count.getText(), source.positionOf(count));
    return repeated(piece, bounds.min(), bounds.max());
  }

  private Piece repeated(Piece piece, int min, int max) {
    return piece instanceof Piece.Plain(Language language)
        ? new Piece.Plain(build.repeat(language, min, max))
        : new Piece.Repeated(piece, min, max);
  }

  @Override
  public Piece visitBegin(EcmaRegexParser.BeginContext tree) {
    return Piece.Anchor.BEGIN;
  }

  @Override
  public Piece visitEnd(EcmaRegexParser.EndContext tree) {
    return Piece.Anchor.END;
  }

  @Override
  public Piece visitAnyButLineTerminator(EcmaRegexParser.AnyButLineTerminatorContext tree) {
    return plain(CharacterClasses.LINE_TERMINATORS.complement());
  }

  @Override
  public Piece visitOneCharacter(EcmaRegexParser.OneCharacterContext tree) {
    return new Piece.Plain(build.literal(codePoint(tree.character())));
  }

  @Override
  public Piece visitClassEscape(EcmaRegexParser.ClassEscapeContext tree) {
    return plain(CharacterClasses.ofEscape(tree.getText().charAt(1)));
  }

  @Override
  public Piece visitPropertyEscape(EcmaRegexParser.PropertyEscapeContext tree) {
    return plain(property(tree.getStart()));
  }

  @Override
  public Piece visitPositiveClass(EcmaRegexParser.PositiveClassContext tree) {
    return plain(union(tree.classItem()));
  }

  @Override
  public Piece visitNegatedClass(EcmaRegexParser.NegatedClassContext tree) {
    return plain(union(tree.classItem()).complement());
  }

  @Override
  public Piece visitGroup(EcmaRegexParser.GroupContext tree) {
    return visit(tree.disjunction());
  }

  @Override
  public Piece visitLookahead(EcmaRegexParser.LookaheadContext tree) {
    return new Piece.Lookahead(visit(tree.disjunction()), source.positionOf(tree.getStart()));
  }

  @Override
  public Piece visitNegativeLookahead(EcmaRegexParser.NegativeLookaheadContext tree) {
    return new Piece.NegativeLookahead(
        visit(tree.disjunction()), source.positionOf(tree.getStart()));
  }

  @Override
  public Piece visitLookbehind(EcmaRegexParser.LookbehindContext tree) {
    return new Piece.Lookbehind(visit(tree.disjunction()), source.positionOf(tree.getStart()));
  }

  @Override
  public Piece visitNegativeLookbehind(EcmaRegexParser.NegativeLookbehindContext tree) {
    return new Piece.NegativeLookbehind(
        visit(tree.disjunction()), source.positionOf(tree.getStart()));
  }

  @Override
  public Piece visitWordBoundary(EcmaRegexParser.WordBoundaryContext tree) {
    return new Piece.WordBoundary(tree.getText().equals("\\B"), source.positionOf(tree.getStart()));
  }

  @Override
  public Piece visitBackreference(EcmaRegexParser.BackreferenceContext tree) {
    String text = tree.getText();
    boolean named = text.startsWith("\\k");
    if (named
        ? !names.contains(text.substring(3, text.length() - 1))
        : new BigInteger(text.substring(1)).compareTo(BigInteger.valueOf(groups)) > 0) {
      throw new GrammarSyntaxException(
          source.positionOf(tree.getStart()), "'" + text + "' refers to no group");
    }
    return refuse(tree, "a backreference");
  }

  @Override
  public Piece visitModified(EcmaRegexParser.ModifiedContext tree) {
    visit(tree.disjunction());
    return refuse(tree, "a change of flags");
  }

  private Piece refuse(ParserRuleContext tree, String feature) {
    if (refusal == null) {
      refusal = new UnsupportedRegexException(source.positionOf(tree.getStart()), feature);
    }
    return new Piece.Plain(Language.EMPTY);
  }

  /** The first construct that has no language here; what was read instead of it means nothing. */
  Optional<UnsupportedRegexException> refusal() {
    return Optional.ofNullable(refusal);
  }

  private void countGroups(ParseTree tree) {
    Deque<ParseTree> open = new ArrayDeque<>(List.of(tree));
    while (!open.isEmpty()) {
      ParseTree next = open.pop();
      for (int i = 0; i < next.getChildCount(); i++) {
        open.push(next.getChild(i));
      }
      if (next instanceof EcmaRegexParser.GroupContext group && group.UNCAPTURED() == null) {
        groups++;
        if (group.NAMED() != null) {
          String text = group.NAMED().getText();
          names.add(text.substring(3, text.length() - 1));
        }
      }
    }
  }

  private Piece plain(CodePointSet set) {
    return new Piece.Plain(build.chars(set));
  }

  private CodePointSet union(List<EcmaRegexParser.ClassItemContext> items) {
    List<CodePointSet> sets = new ArrayList<>();
    for (var item : items) {
      switch (item) {
        case EcmaRegexParser.SingleContext single -> sets.add(set(single.classAtom()));
        case EcmaRegexParser.RangeContext range -> addRange(range, sets);
        default -> throw new AssertionError(item.getText());
      }
    }
    return CharacterClasses.union(sets);
  }

  /** Adds {@code a-z}; where an end is a class, as in {@code [\w-.]}, both ends and the dash. */
  private void addRange(EcmaRegexParser.RangeContext range, List<CodePointSet> sets) {
    var lower = range.classAtom(0);
    var upper = range.classAtom(1);
    if (isClass(lower) || isClass(upper)) {
      sets.add(set(lower));
      sets.add(CodePointSet.of('-'));
      sets.add(set(upper));
      return;
    }
    int first = codePoint(lower);
    int last = codePoint(upper);
    if (first > last) {
      throw new GrammarSyntaxException(
          source.positionOf(range.getStart()), "range '" + range.getText() + "' out of order");
    }
    sets.add(CodePointSet.range(first, last));
  }

  private static boolean isClass(EcmaRegexParser.ClassAtomContext atom) {
    return atom instanceof EcmaRegexParser.ClassAtomEscapeContext
        || atom instanceof EcmaRegexParser.ClassAtomPropertyContext;
  }

  private CodePointSet set(EcmaRegexParser.ClassAtomContext atom) {
    return switch (atom) {
      case EcmaRegexParser.ClassAtomEscapeContext escape ->
          CharacterClasses.ofEscape(escape.getText().charAt(1));
      case EcmaRegexParser.ClassAtomPropertyContext property -> property(property.getStart());
      default -> CodePointSet.of(codePoint(atom));
    };
  }

  private int codePoint(EcmaRegexParser.ClassAtomContext atom) {
    return switch (atom) {
      case EcmaRegexParser.DashContext dash -> '-';
      case EcmaRegexParser.BackspaceContext backspace -> '\b';
      case EcmaRegexParser.ClassCharacterContext character -> codePoint(character.character());
      default -> throw new AssertionError(atom.getText());
    };
  }

  private CodePointSet property(Token token) {
    String text = token.getText();
    String name = text.substring(3, text.length() - 1);
    CodePointSet set =
        CharacterClasses.ofProperty(name)
            .orElseThrow(
                () ->
                    new GrammarSyntaxException(
                        source.positionOf(token),
                        "unknown Unicode property '"
                            + name
                            + "'; use a general category such as 'L', 'Script=Name' or a binary"
                            + " property that the JDK knows"));
    return text.charAt(1) == 'p' ? set : set.complement();
  }

  private int codePoint(EcmaRegexParser.CharacterContext character) {
    String text = character.getText();
    return switch (character) {
      case EcmaRegexParser.PlainContext plain -> text.codePointAt(0);
      case EcmaRegexParser.IdentityEscapeContext identity -> text.codePointAt(1);
      case EcmaRegexParser.ControlEscapeContext control ->
          switch (text.charAt(1)) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'v' -> 0x0B;
            case 'f' -> '\f';
            case 'r' -> '\r';
            default -> throw new AssertionError(text);
          };
      case EcmaRegexParser.LetterEscapeContext letter -> text.charAt(2) % 32;
      case EcmaRegexParser.NulEscapeContext nul -> 0;
      case EcmaRegexParser.HexEscapeContext hex -> hex(text.substring(2));
      case EcmaRegexParser.UnitEscapeContext unit -> hex(text.substring(2));
      case EcmaRegexParser.SurrogatesEscapeContext pair ->
          Character.toCodePoint(
              (char) hex(text.substring(2, 6)), (char) hex(text.substring(8, 12)));
      case EcmaRegexParser.CodePointEscapeContext braced -> {
        BigInteger value = new BigInteger(text.substring(3, text.length() - 1), 16);
        if (value.bitLength() > 21 || value.intValue() > CodePointSet.MAX) {
          throw new GrammarSyntaxException(
              source.positionOf(braced.getStart()), "'" + text + "' is no code point");
        }
        yield value.intValue();
      }
      case EcmaRegexParser.UnknownEscapeContext unknown ->
          throw new GrammarSyntaxException(
              source.positionOf(unknown.getStart()),
              text.length() == 1 ? "a backslash at the end" : "unknown escape '" + text + "'");
      default -> throw new AssertionError(text);
    };
  }

  private static int hex(String digits) {
    return Integer.parseInt(digits, 16);
  }
}
