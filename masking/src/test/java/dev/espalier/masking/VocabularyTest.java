package dev.espalier.masking;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocabularyTest {
  private static final String BYTE_LEVEL =
      """
      {"version": "1.0",
       "added_tokens": [
         {"id": 4, "content": "<|endoftext|>", "special": true},
         {"id": 5, "content": "<tool \u00e9>", "special": false}],
       "pre_tokenizer": {"type": "Sequence", "pretokenizers": [
         {"type": "Split", "pattern": {"Regex": "x"}},
         {"type": "ByteLevel", "add_prefix_space": false}]},
       "decoder": null,
       "model": {"type": "BPE", "continuing_subword_prefix": "", "merges": [["a", "b"]],
                 "vocab": {"\u0120a": 1, "\u010a": 0, "\u00c3\u00a9": 2, "\u2603": 3,
                           "<|endoftext|>": 4, "\u0122": 7}}}
      """;
  private static final String SENTENCE_PIECE =
      """
      {"added_tokens": [{"id": 0, "content": "<s>", "special": true},
                        {"id": 1, "content": "</s>", "special": true}],
       "normalizer": {"type": "Sequence", "normalizers": [
         {"type": "Prepend", "prepend": "\u2581"},
         {"type": "Replace", "pattern": {"String": " "}, "content": "\u2581"}]},
       "decoder": {"type": "Sequence", "decoders": [
         {"type": "Replace", "pattern": {"String": "\u2581"}, "content": " "},
         {"type": "ByteFallback"}, {"type": "Fuse"},
         {"type": "Strip", "content": " ", "start": 1, "stop": 0}]},
       "model": %s}
      """;

  @TempDir Path directory;

  @Test
  void byteLevelPiecesSpellBytes() {
    Vocabulary vocabulary = Vocabulary.parseTokenizerJson(BYTE_LEVEL);
    assertEquals(8, vocabulary.size());
    assertEquals("\n a\u00e9\u2603", vocabulary.decode(0, 1, 2, 3));
    assertArrayEquals(new byte[] {(byte) 0x80}, vocabulary.bytes(7));
    assertEquals("<0x80>", vocabulary.text(7));
    assertEquals("<tool \u00e9>", vocabulary.decode(5));
    assertFalse(vocabulary.isSpecial(5));
    assertEquals(0, vocabulary.length(6));
  }

  @Test
  void specialTokensStandForNoText() {
    Vocabulary vocabulary = Vocabulary.parseTokenizerJson(BYTE_LEVEL);
    assertTrue(vocabulary.isSpecial(4));
    assertEquals(0, vocabulary.length(4));
    assertEquals("<|endoftext|>", vocabulary.text(4));
    assertArrayEquals(new int[] {4}, vocabulary.endTokens());
    assertTrue(vocabulary.isEnd(4));
    assertEquals(6, vocabulary.trie().ranks());
  }

  @Test
  void sentencePiecesKeepTheirSpaceAndSpellBytes() {
    Vocabulary vocabulary =
        Vocabulary.parseTokenizerJson(
            SENTENCE_PIECE.formatted(
                """
                {"type": "BPE", "unk_token": "<unk>", "byte_fallback": true,
                 "vocab": {"<unk>": 2, "<s>": 0, "</s>": 1, "<0xE2>": 3, "\u2581\u2581a": 4,
                           "<0xZZ>": 5}}\
                """));
    assertArrayEquals(new byte[] {(byte) 0xe2}, vocabulary.bytes(3));
    assertEquals("  a<0xZZ>", vocabulary.decode(4, 5));
    assertTrue(vocabulary.isSpecial(2));
    assertArrayEquals(new int[] {1}, vocabulary.endTokens());
  }

  @Test
  void unigramPiecesAreNumberedInOrder() {
    Vocabulary vocabulary =
        Vocabulary.parseTokenizerJson(
            SENTENCE_PIECE.formatted(
                """
                {"type": "Unigram", "unk_id": 2,
                 "vocab": [["<s>", 0], ["</s>", 0], ["<unk>", 0.0], ["\u2581b", -3.5]]}\
                """));
    assertEquals(" b", vocabulary.decode(3));
    assertTrue(vocabulary.isSpecial(2));
  }

  @Test
  void rankFilesHoldBytesInBase64() throws IOException {
    Path file = directory.resolve("ranks.tiktoken");
    Files.writeString(file, "IQ== 0\r\n4pg= 2\n\nYQ== 1");
    Vocabulary vocabulary = Vocabulary.ofTiktoken(file, Map.of("<|eot_id|>", 5));
    assertEquals("!a", vocabulary.decode(0, 1));
    assertEquals("<0xE2><0x98>", vocabulary.text(2));
    assertEquals(6, vocabulary.size());
    assertArrayEquals(new int[] {5}, vocabulary.endTokens());
  }

  @Test
  void sizeAndEndTokensCanBeChanged() {
    Vocabulary vocabulary =
        Vocabulary.of(List.of(utf8("a"), utf8("b"), utf8("")), Map.of(2, "<stop>"));
    assertEquals(0, vocabulary.endTokens().length);
    Vocabulary wide = vocabulary.withSize(10).withEndTokens(2, 1, 2);
    assertEquals(10, wide.size());
    assertArrayEquals(new int[] {1, 2}, wide.endTokens());
    assertTrue(wide.isSpecial(1));
    assertEquals("b", wide.text(1));
    assertEquals(0, wide.length(1));
    assertEquals(1, wide.trie().ranks());
    assertEquals(0, wide.length(9));
    Vocabulary narrow = wide.withSize(2);
    assertArrayEquals(new int[] {1}, narrow.endTokens());
    assertEquals("a", narrow.decode(0));
    assertThrows(IllegalArgumentException.class, () -> narrow.withEndTokens(2));
  }

  @Test
  void equalVocabulariesHaveEqualFingerprints() {
    Vocabulary one = Vocabulary.parseTokenizerJson(BYTE_LEVEL);
    Vocabulary two = Vocabulary.parseTokenizerJson(BYTE_LEVEL);
    assertEquals(one, two);
    assertEquals(one.hashCode(), two.hashCode());
    assertEquals(one.fingerprint(), two.fingerprint());
    assertNotEquals(one.fingerprint(), one.withEndTokens().fingerprint());
    assertEquals(
        "vocabulary of 8 ids: 6 ordinary tokens, 1 special, end [4 '<|endoftext|>']",
        one.toString());
  }

  @Test
  void brokenFilesAreRefusedWithPlaceAndProblem() throws IOException {
    refused(BYTE_LEVEL.substring(0, 300), "tokenizer.json:7:", "not valid JSON");
    refused("", "tokenizer.json: ", "is this a tokenizer.json?");
    refused("[1]", "tokenizer.json: ", "expected an object");
    refused("{}", "tokenizer.json: ", "no 'model'");
    refused(BYTE_LEVEL + "{", "tokenizer.json", "");
    refused(BYTE_LEVEL.replace("\"BPE\"", "\"WordPiece\""), "", "'WordPiece'");
    refused(BYTE_LEVEL.replace("\"ByteLevel\"", "\"Whitespace\""), "", "spell no bytes");
    refused(BYTE_LEVEL.replace("null", "{\"type\": \"CTC\"}"), "", "decoder 'CTC'");
    refused(BYTE_LEVEL.replace(": 7}", ": -7}"), "", "token id -7 not in 0..");
    refused(BYTE_LEVEL.replace(": 7}", ": 99999999}"), "", "token id 99999999 not in 0..");
    refused(BYTE_LEVEL.replace(": 7}", ": 99999999999}"), "", "");
    refused(BYTE_LEVEL.replace(": 7}", ": 3}"), "", "two tokens have the id 3");
    refused(BYTE_LEVEL.replace(": 7}", ": \"7\"}"), "", "has no id");
    refused(BYTE_LEVEL.replace("\"\u2603\"", "\"\\ud800\""), "", "surrogate");
    refused(BYTE_LEVEL.replace("_prefix\": \"\"", "_prefix\": \"##\""), "", "'##'");
    refused("[".repeat(100_000), "", "");
    refused("{\"decoder\":".repeat(100_000), "", "");

    Path file = directory.resolve("none.json");
    VocabularyException missing =
        assertThrows(VocabularyException.class, () -> Vocabulary.ofTokenizerJson(file));
    assertEquals(file.toString(), missing.position());
    assertThrows(VocabularyException.class, () -> Vocabulary.ofTokenizerJson(directory));
    Path ranks = directory.resolve("ranks");
    for (String text : List.of("", "IQ==", "IQ== x", "? 1", "IQ== 1\nIg== 1", "IQ== -1", " 0")) {
      Files.writeString(ranks, text);
      assertThrows(VocabularyException.class, () -> Vocabulary.ofTiktoken(ranks, Map.of()), text);
    }
  }

  private static void refused(String json, String position, String problem) {
    VocabularyException e =
        assertThrows(VocabularyException.class, () -> Vocabulary.parseTokenizerJson(json));
    assertTrue(e.getMessage().startsWith(position), e.getMessage());
    assertTrue(e.getMessage().contains(problem), e.getMessage());
    assertTrue(e.getMessage().length() < 500, e.getMessage());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
