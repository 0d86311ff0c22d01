package dev.espalier.masking.table;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.espalier.masking.trie.TokenTrie;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountedCharsTest {
  private static final int TOKENS = 4_096;
  private static final int WORDS = TOKENS / 64;
  private static final TokenTrie TRIE = trie();

  /** All texts of two bytes below 64. */
  private static TokenTrie trie() {
    byte[] data = new byte[2 * TOKENS];
    int[] starts = new int[TOKENS + 1];
    for (int token = 0; token < TOKENS; token++) {
      data[2 * token] = (byte) (token % 64);
      data[2 * token + 1] = (byte) (token / 64);
      starts[token + 1] = 2 * token + 2;
    }
    return TokenTrie.of(data, starts);
  }

  /** The first ranks are of tokens with one character, the next of tokens with two, ... */
  private static void assertCounted(boolean distinct, int... sizes) {
    List<IntList> ranks = new ArrayList<>(List.of(new IntList()));
    int rank = 0;
    for (int size : sizes) {
      IntList list = new IntList();
      for (int i = 0; i < size; i++) {
        list.add(rank++);
      }
      ranks.add(list);
    }
    CountedChars counted = new CountedChars(ranks, List.of(), TRIE, WORDS, distinct);
    Passages passages = new Passages(TRIE, TOKENS, 1 << 20, 1 << 20);
    int allowed = 0;
    for (int max = 0; max <= sizes.length + 1; max++) {
      allowed += max == 0 || max > sizes.length ? 0 : sizes[max - 1];
      long[] expected = new long[WORDS];
      for (int r = 0; r < allowed; r++) {
        int token = TRIE.tokenAt(r);
        expected[token >>> 6] |= 1L << token;
      }
      assertEquals(
          TokenSet.of(expected), counted.passage(0, max, passages).tokens(), "up to " + max);
    }
  }

  @Test
  void takesWhatHasAtMostSoManyCharacters() {
    for (boolean distinct : new boolean[] {false, true}) {
      assertCounted(distinct, 400, 200); // listed, though more are taken than left
      assertCounted(distinct, 100, 50);
      assertCounted(distinct, 600, 200, 3_000, 90, 10); // bits, set and taken away
      assertCounted(distinct, 3_000, 0, 1);
      assertCounted(distinct);
    }
  }
}
