package dev.espalier.masking;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** Reads tiktoken rank files into a {@link Vocabulary}. */
final class Tiktoken {
  private Tiktoken() {}

  static Vocabulary read(String path, byte[] file, Map<String, Integer> special) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    VocabularyBuilder builder = new VocabularyBuilder(path);
    int line = 0;
    for (int start = 0, end; start < text.length(); start = end + 1) {
      line++;
      end = text.indexOf('\n', start);
      end = end < 0 ? text.length() : end;
      String entry = text.substring(start, end).strip();
      if (!entry.isEmpty()) {
        add(builder, entry, path + ":" + line);
      }
    }
    if (builder.isEmpty()) {
      throw new VocabularyException(path, "no tokens; expected lines of base64 and rank");
    }
    special.forEach((name, id) -> builder.addSpecial(id, name));
    return builder.build();
  }

  private static void add(VocabularyBuilder builder, String entry, String position) {
    int space = entry.indexOf(' ');
    try {
      byte[] bytes = Base64.getDecoder().decode(entry.substring(0, Math.max(space, 0)));
      int rank = Integer.parseInt(entry.substring(space + 1));
      if (bytes.length > 0 && rank >= 0) {
        builder.add(rank, bytes);
        return;
      }
    } catch (IllegalArgumentException e) {
      // told below, like an empty token or a negative rank
    }
    throw new VocabularyException(
        position,
        "expected base64 and rank but found '"
            + VocabularyBuilder.excerpt(entry)
            + "'; a SentencePiece model has to be converted to tokenizer.json");
  }
}
