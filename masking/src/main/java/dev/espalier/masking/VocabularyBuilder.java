package dev.espalier.masking;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Collects the tokens of one file in any order; mutable, makes one {@link Vocabulary}. */
final class VocabularyBuilder {
  private static final byte[] NONE = {};

  private final String path;
  private final List<byte[]> tokens = new ArrayList<>();
  private final Map<Integer, String> special = new HashMap<>();

  VocabularyBuilder(String path) {
    this.path = path;
  }

  boolean isEmpty() {
    return tokens.isEmpty() && special.isEmpty();
  }

  /** Adds a token whose id is new. */
  void add(int id, byte[] bytes) {
    slot(id);
    if (tokens.get(id).length > 0) {
      throw new VocabularyException(path, "two tokens have the id " + id);
    }
    replace(id, bytes);
  }

  /** Adds a token that may stand in the place of another with its id. */
  void replace(int id, byte[] bytes) {
    slot(id);
    if (bytes.length > Vocabulary.MAX_TOKEN_BYTES) {
      throw new VocabularyException(
          path, "token %d: %d bytes > %d".formatted(id, bytes.length, Vocabulary.MAX_TOKEN_BYTES));
    }
    tokens.set(id, bytes);
  }

  void addSpecial(int id, String name) {
    slot(id);
    special.put(id, name);
  }

  private void slot(int id) {
    if (id < 0 || id >= Vocabulary.MAX_SIZE) {
      throw new VocabularyException(
          path, "token id %d not in 0..%d".formatted(id, Vocabulary.MAX_SIZE - 1));
    }
    while (tokens.size() <= id) {
      tokens.add(NONE);
    }
  }

  Vocabulary build() {
    return Vocabulary.of(tokens, special);
  }

  /** A piece of a file for a message: short, and without control characters. */
  static String excerpt(String text) {
    return excerpt(text, 40);
  }

  static String excerpt(String text, int codePoints) {
    StringBuilder shown = new StringBuilder();
    int at = 0;
    for (int n = 0; n < codePoints && at < text.length(); n++) {
      int c = text.codePointAt(at);
      at += Character.charCount(c);
      if (Character.isISOControl(c)) {
        shown.append("\\x%02x".formatted(c));
      } else {
        shown.appendCodePoint(c);
      }
    }
    return at < text.length() ? shown + "..." : shown.toString();
  }
}
