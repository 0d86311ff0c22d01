package dev.espalier.masking.table;

import org.jspecify.annotations.Nullable;

/** Collects tokens: a list while they are few, then bits. Mutable; used once. */
final class TokenCollector {
  private final int wordCount;
  private final IntList few = new IntList();
  private long @Nullable [] words;

  /**
   * @param wordCount of the vocabulary
   */
  TokenCollector(int wordCount) {
    this.wordCount = wordCount;
  }

  void add(int token) {
    long[] bits = words;
    if (bits != null) {
      bits[token >>> 6] |= 1L << token;
    } else {
      few.add(token);
      if (few.size() > TokenSet.MOST_LISTED) {
        spread();
      }
    }
  }

  void add(TokenSet tokens) {
    if (tokens.isDense()) {
      long[] bits = spread();
      long[] more = tokens.words();
      for (int w = 0; w < bits.length; w++) {
        bits[w] |= more[w];
      }
    } else {
      for (int token : tokens.ids()) {
        add(token);
      }
    }
  }

  private long[] spread() {
    long[] bits = words;
    if (bits == null) {
      bits = new long[wordCount];
      words = bits;
      for (int i = 0; i < few.size(); i++) {
        int token = few.get(i);
        bits[token >>> 6] |= 1L << token;
      }
    }
    return bits;
  }

  TokenSet build() {
    return words != null ? TokenSet.of(words) : TokenSet.of(few.array(), few.size(), wordCount);
  }
}
