package dev.espalier.bench;

import dev.espalier.bench.CaseResult.Status;
import dev.espalier.bench.CaseResult.Verdict;
import dev.espalier.engine.cli.TextTokens;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.UnsupportedSchemaException;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.PropertyOrder;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.ConstraintCache;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Compiles the schema of a file and replays its instances token by token; a second time with the
 * constraint that the first has left in a cache. One thread at a time, for the sake of the clock.
 *
 * <p>The clock runs from the text of the schema to the constraint, then around the first mask of a
 * new matcher, then around mask and advance of each token of each test, the refused one included.
 * As in MaskBench the first mask of a test is not new, since it was made when the first mask was
 * timed. Each mask is compared with what {@code advance} says; where they differ, or an end token
 * is allowed where the text is not complete, the file counts as crashed.
 */
final class MaskReplay {
  private final TextTokens tokens;
  private final Vocabulary vocabulary;
  private final SchemaOptions options;
  private final long timeoutNanos;
  private final ConstraintCache constraints;

  MaskReplay(TextTokens tokens, SchemaOptions options, long timeoutMillis) {
    this.tokens = tokens;
    this.vocabulary = tokens.vocabulary();
    this.options = options;
    this.timeoutNanos = timeoutMillis * 1_000_000;
    this.constraints = ConstraintCache.of(vocabulary);
  }

  /**
   * The first time that a schema is met: what other files have said is forgotten. Never throws,
   * short of running out of memory twice.
   */
  CaseResult run(Path file, String name) {
    constraints.clear();
    return again(file, name);
  }

  /** The same file right after {@link #run}: a request like the one before it. */
  CaseResult again(Path file, String name) {
    Run run = new Run(name);
    try {
      return run.replay(MaskCase.read(file));
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

  /** Why a schema has no grammar: what it uses that is refused, or the error. */
  static String reason(GrammarException e) {
    if (e instanceof UnsupportedSchemaException unsupported) {
      return unsupported.uses().stream()
          .map(UnsupportedSchemaException.Use::problem)
          .distinct()
          .sorted()
          .collect(Collectors.joining(", "));
    }
    return e.getClass().getSimpleName() + ": " + e.getMessage();
  }

  /** One file under way; mutable. */
  private final class Run {
    private final String name;
    private final long deadline = System.nanoTime() + timeoutNanos;
    private final Timings timings = new Timings();
    private final List<Verdict> verdicts = new ArrayList<>();
    private long compileNanos = -1;
    private long firstMaskNanos = -1;

    Run(String name) {
      this.name = name;
    }

    CaseResult result(Status status, String reason) {
      return new CaseResult(name, status, reason, compileNanos, firstMaskNanos, timings, verdicts);
    }

    CaseResult replay(MaskCase maskCase) {
      Constraint constraint = compile(maskCase.schema());
      TokenMask mask = constraint.newMask();
      long start = System.nanoTime();
      constraint.newMatcher().fillMask(mask);
      firstMaskNanos = System.nanoTime() - start;
      for (MaskCase.Test test : maskCase.tests()) {
        int[] text = tokens.of(test.text());
        int at = TokenReplay.run(constraint.newMatcher(), mask, text, timings, deadline);
        if (System.nanoTime() > deadline) {
          return result(Status.TIMEOUT, timeout());
        }
        verdicts.add(new Verdict(test.valid(), at < 0, at));
      }
      return judged(maskCase);
    }

    private Constraint compile(String schema) {
      long start = System.nanoTime();
      try {
        return constraints.schema(schema, options);
      } finally {
        compileNanos = System.nanoTime() - start;
      }
    }

    private CaseResult judged(MaskCase maskCase) {
      for (int i = 0; i < verdicts.size(); i++) {
        if (verdicts.get(i).accepted() && !verdicts.get(i).valid()) {
          return result(Status.INVALIDATION_ERROR, "test %d: accepted".formatted(i));
        }
      }
      for (int i = 0; i < verdicts.size(); i++) {
        if (verdicts.get(i).valid() && !verdicts.get(i).accepted()) {
          String reason = "test %d: refused after %d tokens".formatted(i, verdicts.get(i).at());
          return result(Status.VALIDATION_ERROR, reason + explanation(maskCase));
        }
      }
      return result(Status.PASSING, "");
    }

    /** Tells the valid instances that are refused for the order of their properties alone. */
    private String explanation(MaskCase maskCase) {
      if (options.propertyOrder() == PropertyOrder.ANY) {
        return "";
      }
      try {
        SchemaOptions anyOrder = options.withPropertyOrder(PropertyOrder.ANY);
        Constraint constraint =
            Constraint.compile(
                JsonSchema.parse(maskCase.schema(), anyOrder), vocabulary, options.limits());
        for (MaskCase.Test test : maskCase.tests()) {
          if (test.valid() && !accepts(constraint.newMatcher(), tokens.of(test.text()))) {
            return "";
          }
        }
        return "; accepted with its properties in any order";
      } catch (GrammarException e) {
        return "";
      }
    }

    private boolean accepts(Matcher matcher, int[] text) {
      for (int token : text) {
        if (System.nanoTime() > deadline || !matcher.advance(token)) {
          return false;
        }
      }
      return matcher.isComplete();
    }

    private String timeout() {
      return "not done after " + timeoutNanos / 1_000_000 + " ms";
    }
  }
}
