package dev.espalier.testkit;

import dev.espalier.testkit.AntlrOracle.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.BaseErrorListener;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.Lexer;
import org.antlr.v4.runtime.LexerInterpreter;
import org.antlr.v4.runtime.ParserInterpreter;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Recognizer;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.misc.Interval;
import org.antlr.v4.tool.Rule;
import org.jspecify.annotations.Nullable;

/** One text under way through ANTLR's interpreters, and the first complaint. Mutable. */
final class AntlrReading {
  private final Lexer lexer;
  private final Characters characters;
  private final Lexemes lexemes;
  private Verdict.@Nullable Rejected first;

  private AntlrReading(Lexer lexer, String text, long deadline) {
    this.lexer = lexer;
    this.characters = new Characters(CharStreams.fromString(text));
    lexer.setInputStream(characters);
    this.lexemes = new Lexemes(deadline);
  }

  /** What becomes of a text; given up at {@code deadline}, in the time of the JVM. */
  static Verdict read(
      LexerInterpreter lexer, ParserInterpreter parser, Rule entry, String text, long deadline) {
    try {
      AntlrReading reading = new AntlrReading(lexer, text, deadline);
      reading.read(parser, entry);
      return reading.first == null ? new Verdict.Accepted() : reading.first;
    } catch (TooLate e) {
      return new Verdict.Undecided("not done in time");
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return new Verdict.Undecided(e.toString());
    }
  }

  /**
   * Which lexeme is the first that no sentence goes on with, as {@link AtnReader} says.
   *
   * @return {@link Verdict.Accepted} if there is none
   */
  static Verdict viable(LexerInterpreter lexer, ATN atn, Rule entry, String text, long deadline) {
    try {
      AntlrReading reading = new AntlrReading(lexer, text, deadline);
      reading.listenToLexer();
      reading.readNetworks(new AtnReader(atn, entry.index), deadline);
      return reading.first == null ? new Verdict.Accepted() : reading.first;
    } catch (TooLate e) {
      return new Verdict.Undecided("not done in time");
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      return new Verdict.Undecided(e.toString());
    }
  }

  private void readNetworks(AtnReader networks, long deadline) {
    lexemes.fill();
    List<Token> tokens =
        lexemes.getTokens().stream().filter(t -> t.getChannel() == Token.DEFAULT_CHANNEL).toList();
    int[] types = tokens.stream().mapToInt(Token::getType).filter(t -> t != Token.EOF).toArray();
    int wrong =
        networks.firstWrong(types, () -> System.nanoTime() > deadline).orElseThrow(TooLate::new);
    if (wrong >= 0) {
      complain(tokens.get(wrong), "no sentence goes on so");
    }
  }

  private void listenToLexer() {
    lexer.removeErrorListeners();
    lexer.addErrorListener(
        new BaseErrorListener() {
          @Override
          public void syntaxError(
              Recognizer<?, ?> recognizer,
              @Nullable Object symbol,
              int line,
              int column,
              String message,
              @Nullable RecognitionException e) {
            complain(lexer._tokenStartCharIndex, characters.looked, message);
          }
        });
  }

  private void read(ParserInterpreter parser, Rule entry) {
    listenToLexer();
    parser.setTokenStream(lexemes);
    parser.removeErrorListeners();
    parser.addErrorListener(
        new BaseErrorListener() {
          @Override
          public void syntaxError(
              Recognizer<?, ?> recognizer,
              @Nullable Object symbol,
              int line,
              int column,
              String message,
              @Nullable RecognitionException e) {
            if (symbol instanceof Token token) {
              complain(token, message);
            }
            throw new Enough();
          }
        });
    try {
      parser.parse(entry.index);
      if (lexemes.LA(1) != Token.EOF) {
        complain(lexemes.LT(1), "the entry rule ends before it");
      }
    } catch (Enough e) {
      parser.reset();
    }
  }

  private void complain(Token token, String message) {
    int from = token.getType() == Token.EOF ? characters.size() : token.getStartIndex();
    complain(from, lexemes.looked.get(token.getTokenIndex()), message);
  }

  private void complain(int from, int to, String message) {
    if (first == null || from < first.from()) {
      first = new Verdict.Rejected(from, to, message);
    }
  }

  /** The first complaint of the parser is all that is asked for. */
  private static final class Enough extends RuntimeException {
    private static final long serialVersionUID = 1;

    Enough() {
      super(null, null, false, false);
    }
  }

  private static final class TooLate extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /** Characters, and how far the lexer has looked. */
  private final class Characters implements CharStream {
    private final CharStream chars;
    private int looked; // behind the last code point, the end being one

    Characters(CharStream chars) {
      this.chars = chars;
    }

    @Override
    public int LA(int i) {
      looked = Math.max(looked, chars.index() + i);
      return chars.LA(i);
    }

    @Override
    public void consume() {
      chars.consume();
    }

    @Override
    public int mark() {
      return chars.mark();
    }

    @Override
    public void release(int marker) {
      chars.release(marker);
    }

    @Override
    public int index() {
      return chars.index();
    }

    @Override
    public void seek(int index) {
      chars.seek(index);
    }

    @Override
    public int size() {
      return chars.size();
    }

    @Override
    public String getSourceName() {
      return chars.getSourceName();
    }

    @Override
    public String getText(Interval interval) {
      return chars.getText(interval);
    }
  }

  /** Lexemes, and how far the lexer had looked when it had found each. */
  private final class Lexemes extends CommonTokenStream {
    private final long deadline;
    private final List<Integer> looked = new ArrayList<>();

    Lexemes(long deadline) {
      super(lexer);
      this.deadline = deadline;
    }

    @Override
    protected int fetch(int n) {
      int fetched = 0;
      while (fetched < n && super.fetch(1) == 1) {
        looked.add(characters.looked);
        fetched++;
      }
      return fetched;
    }

    @Override
    public int LA(int i) {
      if (System.nanoTime() > deadline) {
        throw new TooLate();
      }
      return super.LA(i);
    }
  }
}
