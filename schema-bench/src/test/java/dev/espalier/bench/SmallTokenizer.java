package dev.espalier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A {@code tokenizer.json} with a token for each of the characters that tests need. */
final class SmallTokenizer {
  private SmallTokenizer() {}

  /** Writes it to {@code directory}. */
  static Path write(Path directory) throws IOException {
    StringBuilder vocab = new StringBuilder("{\"</s>\": 0");
    String letters = "{}[]\":,.-_0123456789abcdefghijklmnopqrstuvwxyz\u0120";
    for (int i = 0; i < letters.length(); i++) {
      String letter = letters.substring(i, i + 1).replace("\"", "\\\"");
      vocab.append(", \"").append(letter).append("\": ").append(i + 1);
    }
    return Files.writeString(
        directory.resolve("tokenizer.json"),
        """
                  {"added_tokens": [{"id": 0, "content": "</s>", "special": true, "normalized": false,
                                         "single_word": false, "lstrip": false, "rstrip": false}],
                   "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false,
        "trim_offsets": true, "use_regex": true},
                   "decoder": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true,
        "use_regex": true},
                   "model": {"type": "BPE", "vocab": %s, "merges": []}}
        """
            .formatted(vocab + "}"));
  }
}
