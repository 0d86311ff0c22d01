package dev.espalier.engine.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes a {@link BytePairTokenizer} as a Hugging Face {@code tokenizer.json}: a BPE model over
 * GPT-2's byte alphabet, with the split into pieces as pre-tokenizer and the end token before every
 * text that is encoded with special tokens.
 */
public final class TokenizerJson {
  private TokenizerJson() {}

  public static String write(BytePairTokenizer tokenizer) {
    Map<String, Object> vocabulary = new LinkedHashMap<>();
    vocabulary.put(BytePairTokenizer.END_TEXT, BytePairTokenizer.END);
    for (int id = BytePairTokenizer.FIRST_BYTE; id < tokenizer.vocabularySize(); id++) {
      vocabulary.put(text(tokenizer.bytes(id)), id);
    }
    List<Object> merges = new ArrayList<>();
    for (int[] merge : tokenizer.merges()) {
      merges.add(List.of(text(tokenizer.bytes(merge[0])), text(tokenizer.bytes(merge[1]))));
    }
    Map<String, Object> split =
        ordered(
            "type",
            "Split",
            "pattern",
            Map.of("Regex", BytePairTokenizer.PIECE_REGEX),
            "behavior",
            "Isolated",
            "invert",
            false);
    Map<String, Object> end =
        ordered(
            "id", BytePairTokenizer.END,
            "content", BytePairTokenizer.END_TEXT,
            "single_word", false,
            "lstrip", false,
            "rstrip", false,
            "normalized", false,
            "special", true);
    Map<String, Object> opening = special();
    Map<String, Object> processor =
        ordered(
            "type", "TemplateProcessing",
            "single", List.of(opening, sequence("A", 0)),
            "pair", List.of(opening, sequence("A", 0), sequence("B", 1)),
            "special_tokens",
                Map.of(
                    BytePairTokenizer.END_TEXT,
                    ordered(
                        "id", BytePairTokenizer.END_TEXT,
                        "ids", List.of(BytePairTokenizer.END),
                        "tokens", List.of(BytePairTokenizer.END_TEXT))));
    Map<String, Object> model =
        ordered(
            "type",
            "BPE",
            "fuse_unk",
            false,
            "byte_fallback",
            false,
            "ignore_merges",
            false,
            "vocab",
            vocabulary,
            "merges",
            merges);
    Map<String, Object> root =
        ordered(
            "version",
            "1.0",
            "added_tokens",
            List.of(end),
            "pre_tokenizer",
            ordered("type", "Sequence", "pretokenizers", List.of(split, byteLevel())),
            "post_processor",
            processor,
            "decoder",
            byteLevel(),
            "model",
            model);
    return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
  }

  private static Map<String, Object> byteLevel() {
    return ordered(
        "type", "ByteLevel", "add_prefix_space", false, "trim_offsets", false, "use_regex", false);
  }

  private static Map<String, Object> special() {
    return Map.of("SpecialToken", ordered("id", BytePairTokenizer.END_TEXT, "type_id", 0));
  }

  private static Map<String, Object> sequence(String id, int type) {
    return Map.of("Sequence", ordered("id", id, "type_id", type));
  }

  private static Map<String, Object> ordered(Object... keysAndValues) {
    Map<String, Object> members = new LinkedHashMap<>();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      members.put((String) keysAndValues[i], keysAndValues[i + 1]);
    }
    return members;
  }

  /** Bytes in GPT-2's alphabet: printable Latin-1 stands for itself, the rest from U+0100 on. */
  static String text(byte[] bytes) {
    StringBuilder out = new StringBuilder();
    for (byte b : bytes) {
      out.append(character(b & 0xff));
    }
    return out.toString();
  }

  private static char character(int b) {
    if (isPrintable(b)) {
      return (char) b;
    }
    int rank = 0;
    for (int other = 0; other < b; other++) {
      rank += isPrintable(other) ? 0 : 1;
    }
    return (char) (0x100 + rank);
  }

  private static boolean isPrintable(int b) {
    return (b >= '!' && b <= '~') || (b >= 0xA1 && b <= 0xAC) || b >= 0xAE;
  }
}
