package dev.espalier.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.espalier.engine.cli.TextTokens;
import dev.espalier.engine.djl.HuggingFaceTokenizers;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.schema.Whitespace;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Matcher;
import dev.espalier.masking.TokenMask;
import dev.espalier.masking.Vocabulary;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Late in a long text a step does no more than early: it allocates no more. */
class LongTextTest {
  private static final int TOKENS = 12_000;
  private static final int WINDOW = 1_000;

  /** Texts that come back to places where they have been. */
  private static final EnumSet<LongText> RETURNING =
      EnumSet.of(
          LongText.ARRAY, LongText.STRING, LongText.ADDITIONAL_PROPERTIES, LongText.ANY_JSON);

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void lateStepsAllocateNoMoreThanEarlyOnes(LongText text) throws IOException {
    Path file = SmallTokenizer.write(directory);
    Vocabulary vocabulary = Vocabulary.ofTokenizerJson(file);
    int[] tokens =
        text.tokens(new TextTokens(HuggingFaceTokenizers.load(file), vocabulary), TOKENS);
    assertEquals(TOKENS, tokens.length);
    SchemaOptions options = SchemaOptions.defaults().withWhitespace(Whitespace.FLEXIBLE);
    Constraint constraint =
        Constraint.compile(JsonSchema.parse(text.schema(), options), vocabulary);
    Matcher matcher = constraint.newMatcher();
    TokenMask mask = constraint.newMask();
    long first = allocated(matcher, mask, tokens, 0, WINDOW);
    allocated(matcher, mask, tokens, WINDOW, TOKENS - WINDOW);
    long last = allocated(matcher, mask, tokens, TOKENS - WINDOW, TOKENS);
    assertTrue(last <= 2 * first, text + ": " + first + " bytes early, " + last + " late");
    if (RETURNING.contains(text)) {
      assertTrue(last < WINDOW, text + ": " + last + " bytes late");
    }
  }

  private static long allocated(Matcher matcher, TokenMask mask, int[] tokens, int from, int to) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = from; i < to; i++) {
      matcher.fillMask(mask);
      assertTrue(matcher.advance(tokens[i]));
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }
}
