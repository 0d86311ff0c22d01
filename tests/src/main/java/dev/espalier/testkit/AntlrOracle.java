package dev.espalier.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.LexerInterpreter;
import org.antlr.v4.runtime.ParserInterpreter;
import org.antlr.v4.tool.Grammar;
import org.antlr.v4.tool.Rule;
import org.jspecify.annotations.Nullable;

/**
 * What ANTLR's own interpreter says of a text. The grammar is read from a file and what lies beside
 * it: imports, and the lexer that {@code tokenVocab} names. Nothing is written, neither to files
 * nor to standard error. Mutable, since ANTLR learns; one thread.
 *
 * <p>The interpreter takes every semantic predicate for true and runs no action: of a grammar with
 * either it speaks as if there were none. What {@code superClass} adds is not there.
 *
 * <p>A text is accepted if neither lexer nor parser reports an error and the parser has read all of
 * it, also where the entry rule has no {@code EOF}.
 */
public final class AntlrOracle {
  /** Prediction recurses along the grammar; deep texts need room. */
  private static final long STACK_BYTES = 1L << 29;

  /** What is known of a text. Places are in code points. */
  public sealed interface Verdict {
    /** It is in the language. */
    record Accepted() implements Verdict {}

    /**
     * ANTLR complained.
     *
     * @param from where the lexeme begins of which it complained first
     * @param to behind the last code point that the lexer looked at to find that lexeme; one behind
     *     the text and its end where it looked for more
     */
    record Rejected(int from, int to, String message) implements Verdict {}

    /** It took too long, or ANTLR broke. */
    record Undecided(String reason) implements Verdict {}
  }

  private final Grammar lexerGrammar;
  private final Grammar parserGrammar;
  private final Rule entry;
  private LexerInterpreter lexer;
  private ParserInterpreter parser;

  private AntlrOracle(Grammar lexerGrammar, Grammar parserGrammar, Rule entry) {
    this.lexerGrammar = lexerGrammar;
    this.parserGrammar = parserGrammar;
    this.entry = entry;
    this.lexer = lexerGrammar.createLexerInterpreter(CharStreams.fromString(""));
    this.parser = parserGrammar.createParserInterpreter(new CommonTokenStream(lexer));
  }

  /**
   * Reads a grammar.
   *
   * @param file a combined grammar or a parser
   * @param entry the rule that texts are of; the first where it is empty
   * @throws IllegalArgumentException if ANTLR reports an error, or there is no such rule
   */
  public static AntlrOracle of(Path file, Optional<String> entry) {
    AntlrGrammarFiles files = new AntlrGrammarFiles(file.toAbsolutePath().getParent());
    Grammar parser = files.load(file.getFileName().toString());
    Grammar lexer = parser.isCombined() ? parser.implicitLexer : files.vocabularyOf(parser);
    if (lexer == null) {
      throw new IllegalArgumentException(file + ": no lexer");
    }
    Rule rule = entry.map(parser::getRule).orElseGet(() -> first(parser));
    if (rule == null) {
      throw new IllegalArgumentException(file + ": no rule " + entry.orElse("at all"));
    }
    return new AntlrOracle(lexer, parser, rule);
  }

  private static @Nullable Rule first(Grammar parser) {
    return parser.rules.isEmpty() ? null : parser.rules.getElement(0);
  }

  /** Reads a text, for {@code limit} at most, or a little longer. */
  public Verdict judge(String text, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    AtomicReference<Verdict> verdict =
        new AtomicReference<>(new Verdict.Undecided("no answer after " + limit));
    LexerInterpreter usedLexer = lexer;
    ParserInterpreter usedParser = parser;
    Thread reader =
        new Thread(
            null,
            () -> verdict.set(AntlrReading.read(usedLexer, usedParser, entry, text, deadline)),
            "antlr",
            STACK_BYTES);
    reader.setDaemon(true);
    reader.start();
    try {
      reader.join(limit.plus(limit));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Verdict found = verdict.get();
    if (found instanceof Verdict.Undecided) {
      lexer = lexerGrammar.createLexerInterpreter(CharStreams.fromString(""));
      parser = parserGrammar.createParserInterpreter(new CommonTokenStream(lexer));
    }
    return found;
  }
}
