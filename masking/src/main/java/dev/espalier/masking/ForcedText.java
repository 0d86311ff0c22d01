package dev.espalier.masking;

import dev.espalier.automata.Configuration;
import dev.espalier.masking.trie.TokenTrie;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * What a grammar and its checks leave no choice about, from where a text stands on. Used once; in
 * the end the text is as it was.
 */
final class ForcedText {
  private final Constraint constraint;
  private final TokenTrie trie;
  private final @Nullable CheckedText text;
  private final int length; // of the text
  private Configuration at;
  private int left = Matcher.MAX_FORCED_BYTES;
  private int[] tokens = new int[16];
  private int count;

  ForcedText(Constraint constraint, Configuration at, @Nullable CheckedText text) {
    this.constraint = constraint;
    this.trie = constraint.vocabulary().trie();
    this.text = text;
    this.length = text == null ? 0 : text.length();
    this.at = at;
  }

  /** The bytes up to the first choice, or the first token read as such. */
  byte[] bytes() {
    try {
      return nextBytes();
    } finally {
      restore();
    }
  }

  /** Tokens up to the first choice. */
  int[] tokens() {
    try {
      while (cut(nextBytes())) {
        int named = constraint.onlyNamed(at);
        if (named < 0 || left == 0) {
          break;
        }
        left--;
        add(named);
        at = text == null ? constraint.after(at, named) : text.appendToken(at, named);
      }
      return Arrays.copyOf(tokens, count);
    } finally {
      restore();
    }
  }

  private void restore() {
    if (text != null) {
      text.truncate(length);
    }
  }

  private byte[] nextBytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int only = onlyByte();
    while (only >= 0 && left > 0) {
      bytes.write(only);
      left--;
      at = text == null ? at.after(only) : text.append(at, only);
      only = onlyByte();
    }
    return bytes.toByteArray();
  }

  /** The one byte that every completion goes on with; -1 if the text may end or there are more. */
  private int onlyByte() {
    int only = at.onlyByte();
    if (text == null || at.isComplete() || at.isDead() || !at.tokens().isEmpty()) {
      return only;
    }
    if (only >= 0) {
      return text.allowsByte(at, only) ? only : -1;
    }
    BitSet allowed = text.allowedBytes(at);
    return allowed.cardinality() == 1 ? allowed.nextSetBit(0) : -1;
  }

  /** Adds tokens for {@code bytes}, each the longest; false if some bytes are left to the model. */
  private boolean cut(byte[] bytes) {
    int from = 0;
    while (from < bytes.length) {
      int node = TokenTrie.ROOT;
      int token = -1;
      int end = from;
      for (int i = from; i < bytes.length; i++) {
        node = trie.child(node, bytes[i] & 0xff);
        if (node < 0) {
          break;
        }
        if (trie.hasToken(node)) {
          token = trie.tokenAt(trie.firstRank(node));
          end = i + 1;
        }
      }
      if (token < 0 || node >= 0 && trie.end(node) > node + 1 && mayGoOnWithBytes()) {
        return false;
      }
      add(token);
      from = end;
    }
    return true;
  }

  private boolean mayGoOnWithBytes() {
    return at.continues() && !at.allowedBytes().isEmpty();
  }

  private void add(int token) {
    if (count == tokens.length) {
      tokens = Arrays.copyOf(tokens, 2 * count);
    }
    tokens[count++] = token;
  }
}
