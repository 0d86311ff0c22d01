package dev.espalier.engine.cli;

import dev.espalier.engine.Tokenizer;
import dev.espalier.engine.djl.HuggingFaceTokenizers;
import dev.espalier.masking.Vocabulary;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a text into the tokens that a model would write it with: tokens whose bytes, joined, are the
 * text. Immutable; any thread.
 *
 * <p>A SentencePiece tokenizer puts a space before a text. That space is taken back: the first
 * token gives way to tokens of the same bytes without it, longest first.
 */
public final class TextTokens {
  private final Tokenizer tokenizer;
  private final Vocabulary vocabulary;
  private volatile @Nullable Map<String, Integer> tokenOf; // bytes as Latin-1 -> token

  public TextTokens(Tokenizer tokenizer, Vocabulary vocabulary) {
    this.tokenizer = tokenizer;
    this.vocabulary = vocabulary;
  }

  /** Cuts texts as a {@code tokenizer.json} says. */
  public static TextTokens ofTokenizerJson(Path file) {
    Vocabulary vocabulary = Vocabulary.ofTokenizerJson(file);
    return new TextTokens(HuggingFaceTokenizers.load(file), vocabulary);
  }

  /** What its tokens are. */
  public Vocabulary vocabulary() {
    return vocabulary;
  }

  /**
   * The tokens of a text.
   *
   * @throws IllegalArgumentException if the tokenizer does not keep the text, as for text that
   *     names a special token
   */
  public int[] of(String text) {
    return of(text, vocabulary::bytes);
  }

  /**
   * The tokens of a text in which a special token stands by its name.
   *
   * @throws IllegalArgumentException if the tokenizer does not keep the text
   */
  public int[] ofNamed(String text) {
    return of(text, this::spelling);
  }

  /** The bytes of a token, or its name if it is special. */
  byte[] spelling(int token) {
    return vocabulary.isSpecial(token)
        ? vocabulary.text(token).getBytes(StandardCharsets.UTF_8)
        : vocabulary.bytes(token);
  }

  private int[] of(String text, IntFunction<byte[]> spelling) {
    byte[] expected = text.getBytes(StandardCharsets.UTF_8);
    int[] tokens = tokenizer.encode(text);
    byte[] bytes = bytes(tokens, spelling);
    if (Arrays.equals(bytes, expected)) {
      return tokens;
    }
    if (bytes.length == expected.length + 1
        && bytes[0] == ' '
        && !vocabulary.isSpecial(tokens[0])
        && Arrays.equals(bytes, 1, bytes.length, expected, 0, expected.length)) {
      List<Integer> first = longest(latin1(vocabulary.bytes(tokens[0])).substring(1));
      int[] all = new int[first.size() + tokens.length - 1];
      Arrays.setAll(all, i -> i < first.size() ? first.get(i) : tokens[i - first.size() + 1]);
      return all;
    }
    throw new IllegalArgumentException(
        "the tokenizer does not keep the text: %d bytes became %d"
            .formatted(expected.length, bytes.length));
  }

  private List<Integer> longest(String text) {
    Map<String, Integer> known = tokenOf();
    List<Integer> tokens = new ArrayList<>();
    for (int at = 0; at < text.length(); ) {
      int end = text.length();
      while (end > at && !known.containsKey(text.substring(at, end))) {
        end--;
      }
      if (end == at) {
        throw new IllegalArgumentException("no token for the byte " + (int) text.charAt(at));
      }
      tokens.add(known.get(text.substring(at, end)));
      at = end;
    }
    return tokens;
  }

  private Map<String, Integer> tokenOf() {
    Map<String, Integer> known = tokenOf;
    if (known == null) {
      known = new HashMap<>();
      for (int token = vocabulary.size() - 1; token >= 0; token--) {
        if (vocabulary.length(token) > 0) {
          known.put(latin1(vocabulary.bytes(token)), token);
        }
      }
      tokenOf = known;
    }
    return known;
  }

  private static byte[] bytes(int[] tokens, IntFunction<byte[]> spelling) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int token : tokens) {
      out.writeBytes(spelling.apply(token));
    }
    return out.toByteArray();
  }

  private static String latin1(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }
}
