package dev.espalier.bench.jmh;

import dev.espalier.engine.Tokenizer;
import dev.espalier.engine.cli.TextTokens;
import dev.espalier.masking.Vocabulary;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A vocabulary with a token for each byte, and one that ends a text. */
final class Bytes {
  private static final int COUNT = 256;

  private Bytes() {}

  static Vocabulary vocabulary() {
    List<byte[]> tokens = new ArrayList<>();
    for (int b = 0; b < COUNT; b++) {
      tokens.add(new byte[] {(byte) b});
    }
    return Vocabulary.of(tokens, Map.of(COUNT, "</s>"));
  }

  static TextTokens tokens(Vocabulary vocabulary) {
    return new TextTokens(
        new Tokenizer() {
          @Override
          public int[] encode(String text) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            int[] tokens = new int[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
              tokens[i] = bytes[i] & 0xff;
            }
            return tokens;
          }

          @Override
          public String decode(int[] tokens) {
            return vocabulary.decode(tokens);
          }
        },
        vocabulary);
  }
}
