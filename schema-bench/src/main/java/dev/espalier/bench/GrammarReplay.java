package dev.espalier.bench;

import dev.espalier.bench.GrammarResult.Example;
import dev.espalier.bench.GrammarResult.Status;
import dev.espalier.engine.cli.TextTokens;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.UnsupportedGrammarException;
import dev.espalier.grammar.g4.G4;
import dev.espalier.grammar.g4.G4Files;
import dev.espalier.grammar.g4.G4Options;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.TokenMask;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compiles an ANTLR grammar and replays its examples token by token. One thread at a time, for the
 * sake of the clock.
 *
 * <p>The clock runs from the text of the grammar to the constraint, imports included, then around
 * the first mask of a new matcher, then around mask and advance of each token of each example, the
 * refused one included. Bytes of an example that are not UTF-8 are read as U+FFFD, as ANTLR does.
 */
final class GrammarReplay {
  private final TextTokens tokens;
  private final G4Options options;
  private final long timeoutNanos;

  GrammarReplay(TextTokens tokens, G4Options options, long timeoutMillis) {
    this.tokens = tokens;
    this.options = options;
    this.timeoutNanos = timeoutMillis * 1_000_000;
  }

  /** Never throws, short of running out of memory twice. */
  GrammarResult run(GrammarCase grammarCase) {
    Run run = new Run(grammarCase);
    try {
      return run.replay();
    } catch (GrammarException e) {
      return run.result(Status.COMPILE_ERROR, reason(e));
    } catch (IOException
        | RuntimeException
        | StackOverflowError
        | OutOfMemoryError
        | AssertionError e) {
      return run.result(Status.CRASH, e.toString());
    }
  }

  /** Why there is no grammar: what it uses that is refused, or the error. */
  private static String reason(GrammarException e) {
    if (e instanceof UnsupportedGrammarException unsupported) {
      return unsupported.uses().stream()
          .map(UnsupportedGrammarException.Use::construct)
          .distinct()
          .sorted()
          .collect(Collectors.joining(", "));
    }
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  /** One grammar under way; mutable. */
  private final class Run {
    private final GrammarCase grammarCase;
    private final long deadline = System.nanoTime() + timeoutNanos;
    private final Timings timings = new Timings();
    private final List<Example> examples = new ArrayList<>();
    private String firstFinding = "";
    private long compileNanos = -1;
    private long firstMaskNanos = -1;

    Run(GrammarCase grammarCase) {
      this.grammarCase = grammarCase;
    }

    GrammarResult result(Status status, String reason) {
      return new GrammarResult(
          grammarCase.name(), status, reason, compileNanos, firstMaskNanos, timings, examples);
    }

    GrammarResult replay() throws IOException {
      Constraint constraint = compile();
      TokenMask mask = constraint.newMask();
      long start = System.nanoTime();
      constraint.newMatcher().fillMask(mask);
      firstMaskNanos = System.nanoTime() - start;
      for (Path example : grammarCase.examples()) {
        int[] text = tokens.of(new String(Files.readAllBytes(example), StandardCharsets.UTF_8));
        int at = TokenReplay.run(constraint.newMatcher(), mask, text, timings, deadline);
        if (System.nanoTime() > deadline) {
          return result(Status.TIMEOUT, "not done after " + timeoutNanos / 1_000_000 + " ms");
        }
        examples.add(new Example(grammarCase.name(example), at < 0, at, text.length));
        if (at < 0 == GrammarCase.isRefused(example) && firstFinding.isEmpty()) {
          firstFinding =
              grammarCase.name(example)
                  + (at < 0 ? ": accepted" : ": refused after " + at + " tokens");
        }
      }
      return result(firstFinding.isEmpty() ? Status.PASSING : Status.REJECTED, firstFinding);
    }

    private Constraint compile() throws IOException {
      Path file = grammarCase.grammar();
      Limits limits = Limits.defaults();
      String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
      long start = System.nanoTime();
      try {
        return Constraint.compile(
            G4.parse(
                    text,
                    file.getFileName().toString(),
                    grammarCase.entry().orElse(""),
                    G4Files.directory(file.resolveSibling(""), limits),
                    options,
                    limits)
                .grammar(),
            tokens.vocabulary(),
            limits);
      } finally {
        compileNanos = System.nanoTime() - start;
      }
    }
  }
}
