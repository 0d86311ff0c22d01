package dev.espalier.masking.trie;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TokenTrieTest {
  @Test
  void printsItsNodes() {
    assertEquals(
        """
        7 nodes, 5 tokens, 4 summaries
        61 =1,4 | below 00000004000000000000000000000000 2 clean 1
          62 =0
          c3 inside | below 00000000000000000000000000000000 0 0
            a9 =3
        c3 inside | below 00000000000000000000000000000000 0 0
          a9 =2\
        """,
        trie("ab", "a", "\u00e9", "a\u00e9", "a", "").toString());
  }

  @Test
  void anEmptyVocabularyIsOnlyTheRoot() {
    TokenTrie trie = trie();
    assertEquals(1, trie.nodes());
    assertEquals(1, trie.end(TokenTrie.ROOT));
    assertEquals(0, trie.ranks());
  }

  @Test
  void longTokensThatDifferAtTheEndAreSortedWithoutDeepCalls() {
    String stem = "x".repeat(TokenTrie.MAX_TOKEN_BYTES - 1);
    String[] tokens =
        IntStream.range(0, 20).mapToObj(i -> stem + (char) ('z' - i)).toArray(String[]::new);
    TokenTrie trie = trie(tokens);
    assertEquals(TokenTrie.MAX_TOKEN_BYTES + 20, trie.nodes());
    assertEquals(19, trie.tokenAt(0));
    assertEquals(TokenTrie.MAX_TOKEN_BYTES, trie.maxChars(trie.summaryOf(TokenTrie.ROOT)));
    assertThrows(IllegalArgumentException.class, () -> trie(stem + "12"));
  }

  private static TokenTrie trie(String... tokens) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    int[] starts = new int[tokens.length + 1];
    for (int i = 0; i < tokens.length; i++) {
      data.writeBytes(tokens[i].getBytes(StandardCharsets.UTF_8));
      starts[i + 1] = data.size();
    }
    return TokenTrie.of(data.toByteArray(), starts);
  }
}
