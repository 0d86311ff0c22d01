package dev.espalier.grammar.antlr;

import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import org.antlr.v4.runtime.BailErrorStrategy;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.atn.PredictionMode;
import org.antlr.v4.runtime.misc.IntervalSet;
import org.antlr.v4.runtime.misc.ParseCancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Runs a generated ANTLR parser so that a text either parses or is refused at its first error.
 *
 * <p>Prediction is SLL first and LL only where SLL fails. A value; any thread. The text is bounded
 * by {@link Limits#maxSourceChars}, its tokens by {@link Limits#maxSymbols} and its nesting by
 * {@link Limits#maxNesting}; all three are checked before the parser sees anything.
 *
 * @param fileName the part of a position before {@code :line:column}
 * @param opening token types that open a nesting level
 * @param closing token types that close one
 */
public record StrictParser(
    String fileName, Limits limits, Set<Integer> opening, Set<Integer> closing) {

  private static final int MOST_EXPECTED_NAMED = 6;

  public StrictParser {
    opening = Set.copyOf(opening);
    closing = Set.copyOf(closing);
  }

  /** The position of {@code token}, as {@code file:line:column}, both from 1. */
  public String positionOf(Token token) {
    return position(token.getLine(), token.getCharPositionInLine());
  }

  /**
   * What {@code translation} makes of the parse tree of {@code text}.
   *
   * @param start the start rule; it must end in {@code EOF}
   * @throws GrammarSyntaxException at the first token that does not fit
   * @throws LimitExceededException if the text is too long or too deeply nested
   */
  public <L extends Lexer, P extends Parser, T extends ParserRuleContext, R> R parse(
      String text,
      Function<CharStream, L> newLexer,
      Function<TokenStream, P> newParser,
      Function<P, T> start,
      Function<T, R> translation) {
    if (text.length() > limits.maxSourceChars()) {
      throw new LimitExceededException(
          fileName,
          text.length() + " characters > Limits.maxSourceChars " + limits.maxSourceChars());
    }
    L lexer = newLexer.apply(CharStreams.fromString(text, fileName));
    lexer.removeErrorListeners();
    lexer.addErrorListener(new ThrowingListener());
    P parser = newParser.apply(new CommonTokenStream(new ListTokenSource(tokens(lexer))));
    try {
      return translation.apply(tree(parser, start));
    } catch (StackOverflowError e) {
      throw new LimitExceededException(
          fileName, "nesting exhausts the stack; use a lower Limits.maxNesting or a larger stack");
    }
  }

  private <P extends Parser, T> T tree(P parser, Function<P, T> start) {
    parser.removeErrorListeners();
    parser.getInterpreter().setPredictionMode(PredictionMode.SLL);
    var reporting = parser.getErrorHandler();
    parser.setErrorHandler(new BailErrorStrategy());
    try {
      return start.apply(parser);
    } catch (ParseCancellationException sllFailed) {
      parser.reset();
      parser.setErrorHandler(reporting);
      parser.addErrorListener(new ThrowingListener());
      parser.getInterpreter().setPredictionMode(PredictionMode.LL);
      return start.apply(parser);
    }
  }

  private List<Token> tokens(Lexer lexer) {
    List<Token> tokens = new ArrayList<>();
    int depth = 0;
    do {
      Token token = lexer.nextToken();
      tokens.add(token);
      if (tokens.size() > limits.maxSymbols()) {
        throw new LimitExceededException(
            positionOf(token),
            tokens.size() + " symbols > Limits.maxSymbols " + limits.maxSymbols());
      }
      if (opening.contains(token.getType())) {
        depth++;
        if (depth > limits.maxNesting()) {
          throw new LimitExceededException(
              positionOf(token),
              "nesting of " + depth + " > Limits.maxNesting " + limits.maxNesting());
        }
      } else if (closing.contains(token.getType())) {
        depth--;
      }
    } while (tokens.getLast().getType() != Token.EOF);
    return tokens;
  }

  private String position(int line, int charPositionInLine) {
    return fileName + ":" + line + ":" + (charPositionInLine + 1);
  }

  private final class ThrowingListener extends BaseErrorListener {
    @Override
    public void syntaxError(
        Recognizer<?, ?> recognizer,
        @Nullable Object offendingSymbol,
        int line,
        int charPositionInLine,
        String message,
        @Nullable RecognitionException e) {
      String problem =
          recognizer instanceof Parser parser && offendingSymbol instanceof Token token
              ? problem(parser, token, e)
              : message;
      throw new GrammarSyntaxException(position(line, charPositionInLine), problem);
    }

    private String problem(Parser parser, Token token, @Nullable RecognitionException e) {
      IntervalSet expected =
          e == null || e.getExpectedTokens() == null
              ? parser.getExpectedTokens()
              : e.getExpectedTokens();
      String found = "'" + token.getText().replace("\n", "\\n").replace("\r", "\\r") + "'";
      if (token.getType() == Token.EOF) {
        found = "the end";
      }
      if (expected.size() == 0 || expected.size() > MOST_EXPECTED_NAMED) {
        return "unexpected " + found;
      }
      List<String> names = new ArrayList<>();
      for (int type : expected.toList()) {
        names.add(name(parser, type));
      }
      return "expected " + String.join(" or ", names) + " but found " + found;
    }

    private String name(Parser parser, int type) {
      if (type == Token.EOF) {
        return "the end";
      }
      String literal = parser.getVocabulary().getLiteralName(type);
      return literal != null
          ? literal
          : parser.getVocabulary().getSymbolicName(type).toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }
}
