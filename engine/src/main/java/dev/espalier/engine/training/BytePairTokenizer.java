package dev.espalier.engine.training;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A byte-level byte-pair tokenizer (Sennrich et al. 2016, over bytes as in GPT-2) that splits text
 * into runs of letters, single digits, single quotation marks and brackets, and runs of all else
 * before it merges.
 *
 * <p>Ids: 0 is the end token, 1..256 are the bytes 0x00..0xff, then one id per merge in order.
 * Because a run of letters is cut the same way wherever it stands, a word has the same tokens in a
 * sentence and in a JSON string, which is what makes copying easy to learn. Because quotation marks
 * and brackets are tokens of their own, a mask that asks for a string where the model would rather
 * write a number leaves one way to begin it. Immutable but for a cache; any thread.
 */
public final class BytePairTokenizer {
  /** The text of the end token. */
  public static final String END_TEXT = "<|end|>";

  /** The id of the end token, which also opens every text and fills batches. */
  public static final int END = 0;

  static final int FIRST_BYTE = 1;
  static final int FIRST_MERGE = FIRST_BYTE + 256;
  static final String PIECE_REGEX = "\\p{L}+|\\p{N}|[\"{}\\[\\]]|[^\\p{L}\\p{N}\"{}\\[\\]]+";
  private static final Pattern PIECE = Pattern.compile(PIECE_REGEX);

  private final int[][] merges; // [merge][2]: the ids that id FIRST_MERGE + merge joins
  private final Map<Long, Integer> rank = new HashMap<>(); // left << 32 | right -> merge
  private final Map<String, int[]> cache = new ConcurrentHashMap<>();

  BytePairTokenizer(List<int[]> merges) {
    this.merges = merges.toArray(int[][]::new);
    for (int merge = 0; merge < this.merges.length; merge++) {
      rank.put(pair(this.merges[merge][0], this.merges[merge][1]), merge);
    }
  }

  static long pair(int left, int right) {
    return (long) left << 32 | right;
  }

  static List<String> pieces(String text) {
    List<String> pieces = new ArrayList<>();
    Matcher matcher = PIECE.matcher(text);
    while (matcher.find()) {
      pieces.add(matcher.group());
    }
    return pieces;
  }

  static int[] bytes(String piece) {
    byte[] utf8 = piece.getBytes(StandardCharsets.UTF_8);
    int[] ids = new int[utf8.length];
    for (int i = 0; i < ids.length; i++) {
      ids[i] = FIRST_BYTE + (utf8[i] & 0xff);
    }
    return ids;
  }

  public int vocabularySize() {
    return FIRST_MERGE + merges.length;
  }

  /** The tokens of a text, without the end token. */
  public int[] encode(String text) {
    int[] tokens = new int[16];
    int length = 0;
    for (String piece : pieces(text)) {
      int[] merged =
          cache.size() < 100_000 ? cache.computeIfAbsent(piece, this::merged) : merged(piece);
      if (length + merged.length > tokens.length) {
        tokens = Arrays.copyOf(tokens, 2 * (length + merged.length));
      }
      System.arraycopy(merged, 0, tokens, length, merged.length);
      length += merged.length;
    }
    return Arrays.copyOf(tokens, length);
  }

  private int[] merged(String piece) {
    int[] ids = bytes(piece);
    int length = ids.length;
    while (true) {
      int best = Integer.MAX_VALUE;
      for (int i = 0; i + 1 < length; i++) {
        best = Math.min(best, rank.getOrDefault(pair(ids[i], ids[i + 1]), Integer.MAX_VALUE));
      }
      if (best == Integer.MAX_VALUE) {
        return Arrays.copyOf(ids, length);
      }
      length = apply(ids, length, merges[best][0], merges[best][1], FIRST_MERGE + best);
    }
  }

  /** Joins every pair of {@code left} and {@code right}, from the left; the new length. */
  static int apply(int[] ids, int length, int left, int right, int joined) {
    int out = 0;
    for (int i = 0; i < length; i++) {
      if (i + 1 < length && ids[i] == left && ids[i + 1] == right) {
        ids[out++] = joined;
        i++;
      } else {
        ids[out++] = ids[i];
      }
    }
    return out;
  }

  /** The bytes of a token; none for the end token. */
  public byte[] bytes(int token) {
    if (token == END) {
      return new byte[0];
    }
    if (token < FIRST_MERGE) {
      return new byte[] {(byte) (token - FIRST_BYTE)};
    }
    byte[] left = bytes(merges[token - FIRST_MERGE][0]);
    byte[] right = bytes(merges[token - FIRST_MERGE][1]);
    byte[] joined = Arrays.copyOf(left, left.length + right.length);
    System.arraycopy(right, 0, joined, left.length, right.length);
    return joined;
  }

  /** The text of tokens; bytes that are no UTF-8 become U+FFFD. */
  public String decode(int[] tokens) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int token : tokens) {
      out.writeBytes(bytes(token));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  int[][] merges() {
    return merges;
  }
}
