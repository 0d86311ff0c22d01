package dev.espalier.masking.table;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.automata.ByteRecognizer;
import dev.espalier.automata.Configuration;
import dev.espalier.automata.Decomposition;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.masking.trie.TokenTrie;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Passages within bounds that are far too small for what is asked of them. */
class PassagesTest {
  private static final int TOKENS = 3_000;
  private static final long UNBOUNDED = 1L << 40;
  private static final byte[][] VOCABULARY = vocabulary();
  private static final TokenTrie TRIE = trie();

  private static byte[][] vocabulary() {
    Random random = new Random(1);
    String letters = "ab01-\" ,:{}[]\\nu\u00e9";
    byte[][] tokens = new byte[TOKENS][];
    for (int i = 0; i < TOKENS; i++) {
      StringBuilder token = new StringBuilder();
      for (int n = i < letters.length() ? 1 : 1 + random.nextInt(6); n > 0; n--) {
        token.append(letters.charAt(i < letters.length() ? i : random.nextInt(letters.length())));
      }
      tokens[i] = token.toString().getBytes(StandardCharsets.UTF_8);
    }
    return tokens;
  }

  private static TokenTrie trie() {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int[] starts = new int[TOKENS + 1];
    for (int i = 0; i < TOKENS; i++) {
      data.writeBytes(VOCABULARY[i]);
      starts[i + 1] = data.size();
    }
    return TokenTrie.of(data.toByteArray(), starts);
  }

  private static Passages passages(long maxBytes, long maxSetBytes) {
    return new Passages(TRIE, TOKENS, maxBytes, maxSetBytes);
  }

  private static String schema(int i) {
    String[] sets = {"[ab]", "[01]", "[a-b0-1]", "[^a]", "[-ab]", "[^\\\"0]"};
    String set = sets[i % sets.length];
    return switch (i / sets.length % 4) {
      case 0 -> "{\"pattern\": \"^%s{%d,%d}$\"}".formatted(set, i % 3, 3 + i % 7);
      case 1 -> "{\"pattern\": \"%sb%s\"}".formatted(set, set);
      case 2 -> "{\"type\": \"array\", \"items\": {\"pattern\": \"^(%s-)+$\"}}".formatted(set);
      default ->
          "{\"type\": \"object\", \"properties\": {\"a%d\": {\"maxLength\": %d}, \"b\": {}}}"
              .formatted(i, 2 + i % 5);
    };
  }

  /** The masks along some text of the schema, chosen at random. */
  private static List<long[]> masks(Passages passages, String schema, long seed) {
    Random random = new Random(seed);
    ByteRecognizer recognizer = ByteRecognizer.compile(JsonSchema.parse(schema), Limits.defaults());
    Decomposition decomposition =
        recognizer.decompose(TRIE.maxChars(TRIE.summaryOf(TokenTrie.ROOT)));
    MaskAssembly assembly = new MaskAssembly(passages, decomposition);
    Configuration at = recognizer.start();
    List<long[]> masks = new ArrayList<>();
    for (int step = 0; step < 12; step++) {
      Configuration here = at;
      AssembledMask mask =
          decomposition.exclusively(() -> assembly.assemble(here, Work.unlimited()));
      assertTrue(mask != null, schema);
      long[] words = new long[TOKENS + 63 >>> 6];
      mask.fill(words);
      masks.add(words);
      int[] allowed =
          IntStream.range(0, TOKENS)
              .filter(token -> (words[token >>> 6] >>> token & 1) != 0)
              .toArray();
      if (allowed.length == 0) {
        break;
      }
      byte[] token = VOCABULARY[allowed[random.nextInt(allowed.length)]];
      at = at.after(token, 0, token.length);
    }
    return masks;
  }

  private static void assertSameMasks(Passages small, Passages large, int schemas) {
    for (int i = 0; i < schemas; i++) {
      List<long[]> expected = masks(large, schema(i), i);
      List<long[]> actual = masks(small, schema(i), i);
      assertEquals(expected.size(), actual.size(), schema(i));
      for (int m = 0; m < expected.size(); m++) {
        assertArrayEquals(expected.get(m), actual.get(m), schema(i) + " at " + m);
      }
    }
  }

  @Test
  void masksAreTheSameWhateverIsForgotten() {
    for (long maxBytes : new long[] {0, 3_000, 20_000, 100_000}) {
      Passages small = passages(maxBytes, 2 * maxBytes);
      assertSameMasks(small, passages(UNBOUNDED, UNBOUNDED), 60);
      assertTrue(small.statistics().bytes() <= maxBytes, () -> small.statistics() + "");
      assertTrue(small.setStatistics().bytes() <= 2 * maxBytes, () -> small.setStatistics() + "");
      assertTrue(small.epoch() > 0, () -> small.statistics() + "");
    }
  }

  @Test
  void setsAreBoundedByThemselves() {
    Passages small = passages(UNBOUNDED, 20_000);
    assertSameMasks(small, passages(UNBOUNDED, UNBOUNDED), 60);
    assertTrue(small.setStatistics().bytes() <= 20_000, () -> small.setStatistics() + "");
    assertTrue(small.epoch() > 0, () -> small.setStatistics() + "");
  }

  @Test
  void whatIsUsedStays() {
    Passages passages = passages(90_000, UNBOUNDED);
    String often = schema(0);
    masks(passages, often, 0);
    int sweeps = 0;
    for (int i = 1; i < 200; i++) {
      masks(passages, schema(i), i);
      long known = passages.statistics().misses();
      masks(passages, often, 0);
      sweeps = passages.epoch();
      assertEquals(known, passages.statistics().misses(), "after " + i);
    }
    assertTrue(sweeps > 1, sweeps + " sweeps");
  }

  @Test
  void threadsShareWhatIsBeingForgotten() {
    Passages small = passages(50_000, 100_000);
    Passages large = passages(UNBOUNDED, UNBOUNDED);
    CompletableFuture<?>[] threads = new CompletableFuture<?>[3];
    for (int t = 0; t < threads.length; t++) {
      threads[t] = CompletableFuture.runAsync(() -> assertSameMasks(small, large, 60));
    }
    CompletableFuture.allOf(threads).join();
    assertTrue(small.statistics().bytes() <= 50_000, () -> small.statistics() + "");
  }
}
