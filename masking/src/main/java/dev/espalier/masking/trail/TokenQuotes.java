package dev.espalier.masking.trail;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tokens of a vocabulary in which a whole property name may stand: a table.
 *
 * <pre>
 *   texts   | a trie of the texts between the quotes of tokens that have two
 *   number  | node -> the number of the text that ends there, -1 for none
 *   tokens  | number -> the tokens with that text between their quotes, ascending
 *   inString, outside | the tokens with more quotes in which a name may begin and end, read from
 *                     |   within a string or from without, ascending
 * </pre>
 *
 * Few tokens have two quotes, and the texts between are short. Memory: linear in them. Immutable;
 * any thread.
 */
public final class TokenQuotes {
  private final NameTrie texts = new NameTrie();
  private final int root = texts.newRoot();
  private final int[] number;
  private final int[][] tokens;
  private final int[] inString;
  private final int[] outside;

  private TokenQuotes(byte[] data, int[] starts) {
    List<int[]> found = new ArrayList<>();
    int[] numbers = {-1};
    IntStream.Builder foundInString = IntStream.builder();
    IntStream.Builder foundOutside = IntStream.builder();
    for (int token = 0; token + 1 < starts.length; token++) {
      int first = next(data, starts[token], starts[token + 1]);
      int second = next(data, first + 1, starts[token + 1]);
      if (second == starts[token + 1]) {
        continue;
      }
      if (next(data, second + 1, starts[token + 1]) < starts[token + 1]) {
        if (hasName(data, starts[token], starts[token + 1], Mode.IN_STRING)
            || hasName(data, starts[token], starts[token + 1], Mode.ESCAPED)) {
          foundInString.add(token);
        }
        if (hasName(data, starts[token], starts[token + 1], Mode.OUTSIDE)) {
          foundOutside.add(token);
        }
        continue;
      }
      int node = texts.add(root, data, first + 1, second);
      int before = numbers.length;
      if (texts.size() > before) {
        numbers = Arrays.copyOf(numbers, texts.size());
        Arrays.fill(numbers, before, numbers.length, -1);
      }
      if (numbers[node] < 0) {
        numbers[node] = found.size();
        found.add(new int[] {token});
      } else {
        int[] same = found.get(numbers[node]);
        int[] longer = Arrays.copyOf(same, same.length + 1);
        longer[same.length] = token;
        found.set(numbers[node], longer);
      }
    }
    number = numbers;
    tokens = found.toArray(int[][]::new);
    inString = foundInString.build().toArray();
    outside = foundOutside.build().toArray();
  }

  /**
   * Reads a vocabulary. Linear in its bytes.
   *
   * @param data the bytes of token 0, of token 1, ...
   * @param starts [tokens + 1]: token t is {@code data[starts[t] .. starts[t + 1])}
   */
  public static TokenQuotes of(byte[] data, int[] starts) {
    return new TokenQuotes(data, starts);
  }

  /** The position of the first quote from {@code from} on, {@code to} if there is none. */
  private static int next(byte[] data, int from, int to) {
    int at = Math.min(from, to);
    while (at < to && data[at] != '"') {
      at++;
    }
    return at;
  }

  private enum Mode {
    OUTSIDE,
    IN_STRING,
    ESCAPED
  }

  /**
   * Whether a string that begins and ends in {@code data[from .. to)} may be a name: nothing but
   * whitespace stands between it and a comma, a brace or what comes before.
   */
  private static boolean hasName(byte[] data, int from, int to, Mode start) {
    Mode mode = start;
    boolean mayBeName = start == Mode.OUTSIDE;
    for (int at = from; at < to; at++) {
      byte b = data[at];
      switch (mode) {
        case ESCAPED -> mode = Mode.IN_STRING;
        case IN_STRING -> {
          if (b == '"' && mayBeName) {
            return true;
          }
          mode = b == '"' ? Mode.OUTSIDE : b == '\\' ? Mode.ESCAPED : mode;
        }
        case OUTSIDE -> {
          mode = b == '"' ? Mode.IN_STRING : mode;
          mayBeName =
              switch (b) {
                case ',', '{' -> true;
                case '"', ' ', '\t', '\n', '\r' -> mayBeName;
                default -> false;
              };
        }
      }
    }
    return false;
  }

  /** The number of {@code text[from .. to)}, -1 if no token has it between its two quotes. */
  int numberOf(byte[] text, int from, int to) {
    int node = root;
    for (int i = from; i < to && node != NameTrie.NONE; i++) {
      node = texts.child(node, text[i] & 0xff);
    }
    return node == NameTrie.NONE ? -1 : number[node];
  }

  /** The tokens with the text of that number between their two quotes; not to be written to. */
  public int[] tokens(int textNumber) {
    return tokens[textNumber];
  }

  /**
   * The tokens with more than two quotes in which a whole name may stand that begins in them, where
   * they begin within a string; not to be written to.
   */
  public int[] severalInString() {
    return inString;
  }

  /** As {@link #severalInString}, where they begin outside all strings. */
  public int[] severalOutside() {
    return outside;
  }
}
