package dev.espalier.masking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.espalier.masking.trie.TokenTrie;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Real tokenizers, where a directory {@code shared/tokenizers} lies beside the project. */
class RealVocabularyTest {
  @Test
  void llama3IsTheSameFromItsJsonAndFromItsRanks() {
    Vocabulary json = Vocabulary.ofTokenizerJson(tokenizer("llama3").resolve("tokenizer.json"));
    Vocabulary ranks =
        Vocabulary.ofTiktoken(tokenizer("llama3").resolve("tokenizer.model"), Map.of());
    assertEquals(128_256, json.size());
    assertEquals(128_000, ranks.size());
    assertArrayEquals(new int[] {128_001, 128_008, 128_009}, json.endTokens());
    for (int token = 0; token < ranks.size(); token++) {
      assertArrayEquals(ranks.bytes(token), json.bytes(token));
    }
  }

  @Test
  void theTrieOfLlama3IsSmall() {
    TokenTrie trie = Vocabulary.ofTokenizerJson(tokenizer("llama3")).trie();
    assertEquals(274_521, trie.nodes());
    assertEquals(128_000, trie.ranks());
    assertTrue(trie.tableBytes() <= 8 << 20, trie.tableBytes() + " bytes");
  }

  @Test
  void everyByteIsATokenOfEveryTokenizer() {
    for (String name : new String[] {"llama3", "mistral-v1", "gpt2-byte-level"}) {
      TokenTrie trie = Vocabulary.ofTokenizerJson(tokenizer(name)).trie();
      int node = 1;
      for (int b = 0; b < 256; b++, node = trie.end(node)) {
        boolean inUtf8 = b < 0xc0 || b > 0xc1 && b < 0xf5;
        if (inUtf8 || !name.equals("gpt2-byte-level")) {
          assertEquals(b, trie.byteOf(node), name);
          assertTrue(trie.hasToken(node), name);
        }
      }
    }
  }

  private static Path tokenizer(String name) {
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path found = up.resolve("shared/tokenizers").resolve(name);
      if (Files.isDirectory(found)) {
        return found;
      }
    }
    assumeTrue(false, "no shared/tokenizers/" + name + " beside the project");
    throw new AssertionError();
  }
}
