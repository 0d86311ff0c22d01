package dev.espalier.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
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
     * @param to behind the last code point that the lexer had looked at when it had found that
     *     lexeme; one behind the text where it looked for more
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

  /**
   * What the interpreter says of a text, after {@code limit} at most, or a little longer. Where it
   * complains depends on how it predicts: that may be before or behind the first lexeme that no
   * sentence goes on with.
   */
  public Verdict judge(String text, Duration limit) {
    LexerInterpreter usedLexer = lexer;
    ParserInterpreter usedParser = parser;
    return limited(
        limit, deadline -> AntlrReading.read(usedLexer, usedParser, entry, text, deadline));
  }

  /**
   * Which lexeme of a text, divided by ANTLR's lexer, is the first that no sentence goes on with,
   * whatever the interpreter would predict; found by Earley's algorithm over ANTLR's networks.
   */
  public Verdict viable(String text, Duration limit) {
    LexerInterpreter usedLexer = lexer;
    return limited(
        limit,
        deadline -> AntlrReading.viable(usedLexer, parserGrammar.atn, entry, text, deadline));
  }

  private Verdict limited(Duration limit, LongFunction<Verdict> reading) {
    long deadline = System.nanoTime() + limit.toNanos();
    AtomicReference<Verdict> verdict =
        new AtomicReference<>(new Verdict.Undecided("no answer after " + limit));
    Thread reader =
        new Thread(null, () -> verdict.set(reading.apply(deadline)), "antlr", STACK_BYTES);
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
