package dev.espalier.masking;

import dev.espalier.automata.Configuration;
import dev.espalier.masking.table.Passages;
import dev.espalier.masking.trail.TokenQuotes;
import dev.espalier.masking.trie.TokenTrie;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tokens of a model as bytes: id to byte string. A value; immutable, any thread.
 *
 * <p>Ids run from 0 to {@code size() - 1}. An id is one of three things: an ordinary token with at
 * least one byte; a <em>special</em> token, which stands for no text, so that it can never be
 * reached by writing its name, only by a grammar that names it ({@link
 * dev.espalier.grammar.SpecialToken}); or an id without a token (a model's logits are often wider
 * than its tokenizer). The last two have no bytes. The bytes of the tokens of an encoded text,
 * joined, are that text in UTF-8, up to the space that SentencePiece puts in front.
 *
 * <p>Memory: the bytes of all tokens once, four bytes an id, and the trie once it is asked for.
 */
public final class Vocabulary implements Caching {
  /** The greatest number of ids. */
  public static final int MAX_SIZE = 1 << 22;

  /** The greatest length of one token, in bytes. */
  public static final int MAX_TOKEN_BYTES = TokenTrie.MAX_TOKEN_BYTES;

  private static final long MAX_FILE_BYTES = 256L << 20;

  /** Of the trie and the passages together, unless the trie leaves less than the next. */
  private static final long MAX_TABLE_BYTES = 8L << 20;

  private static final long MIN_PASSAGE_BYTES = 1L << 20;
  private static final long MAX_TOKEN_SET_BYTES = 16L << 20;

  /** Names under which the special token that ends a text or a turn is known. */
  private static final Set<String> END_NAMES =
      Set.of(
          "</s>",
          "<eos>",
          "<|eos|>",
          "[EOS]",
          "<|endoftext|>",
          "<|end_of_text|>",
          "<|end_of_turn|>",
          "<end_of_turn>",
          "<|eot_id|>",
          "<|eom_id|>",
          "<|eot|>",
          "<|eom|>",
          "<|im_end|>",
          "<|end|>",
          "<|return|>",
          "<|call|>",
          "<\uff5cend\u2581of\u2581sentence\uff5c>");

  private final byte[] data; // the bytes of token 0, of token 1, ...
  private final int[] starts; // [size + 1], offsets into data
  private final TreeMap<Integer, String> special; // id -> name, never changed
  private final int[] endTokens; // ascending
  private volatile @Nullable TokenTrie trie;
  private volatile @Nullable Passages passages;
  private volatile @Nullable TokenQuotes quotes;

  private Vocabulary(byte[] data, int[] starts, TreeMap<Integer, String> special, int[] endTokens) {
    this.data = data;
    this.starts = starts;
    this.special = special;
    this.endTokens = endTokens;
  }

  /**
   * A vocabulary of the given tokens; the index is the id.
   *
   * @param tokens an empty array is an id without a token
   * @param special id to name; such a token has no bytes, whatever {@code tokens} says, and its id
   *     may lie beyond {@code tokens}
   */
  public static Vocabulary of(List<byte[]> tokens, Map<Integer, String> special) {
    int size = tokens.size();
    for (int id : special.keySet()) {
      if (id < 0) {
        throw new IllegalArgumentException("special token " + id + " < 0");
      }
      size = Math.max(size, Math.addExact(id, 1));
    }
    if (size > MAX_SIZE) {
      throw new IllegalArgumentException("size " + size + " > " + MAX_SIZE);
    }
    int[] starts = new int[size + 1];
    for (int id = 0; id < size; id++) {
      int length = id >= tokens.size() || special.containsKey(id) ? 0 : tokens.get(id).length;
      if (length > MAX_TOKEN_BYTES) {
        throw new IllegalArgumentException(
            "token " + id + ": " + length + " bytes > " + MAX_TOKEN_BYTES);
      }
      starts[id + 1] = Math.addExact(starts[id], length);
    }
    byte[] data = new byte[starts[size]];
    for (int id = 0; id < size; id++) {
      int length = starts[id + 1] - starts[id];
      if (length > 0) {
        System.arraycopy(tokens.get(id), 0, data, starts[id], length);
      }
    }
    int[] ends =
        special.entrySet().stream()
            .filter(entry -> END_NAMES.contains(entry.getValue()))
            .mapToInt(Map.Entry::getKey)
            .sorted()
            .toArray();
    return new Vocabulary(data, starts, new TreeMap<>(special), ends);
  }

  /**
   * Reads a Hugging Face {@code tokenizer.json}, or the one in a directory: byte-level BPE, or
   * SentencePiece style (BPE or Unigram) with or without byte fallback.
   *
   * <p>Added tokens that are flagged special are special, as is the unknown token; other added
   * tokens are their literal UTF-8. The end tokens are the special tokens with a well-known name
   * ({@code </s>}, {@code <|endoftext|>}, ...); {@link #withEndTokens} says otherwise.
   *
   * @throws VocabularyException if there is no such file, or it is broken or of another kind
   */
  public static Vocabulary ofTokenizerJson(Path path) {
    Path file = Files.isDirectory(path) ? path.resolve("tokenizer.json") : path;
    return TokenizerJson.read(file.toString(), bytesOf(file));
  }

  /** As {@link #ofTokenizerJson}, from the text of the file. */
  public static Vocabulary parseTokenizerJson(String json) {
    return TokenizerJson.read("tokenizer.json", json.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Reads a tiktoken rank file: a line for each token, its bytes in base64, a space, its id.
   *
   * @param special name to id of the special tokens, which the file does not hold
   * @throws VocabularyException if there is no such file, or it is broken or of another kind
   */
  public static Vocabulary ofTiktoken(Path ranks, Map<String, Integer> special) {
    return Tiktoken.read(ranks.toString(), bytesOf(ranks), special);
  }

  private static byte[] bytesOf(Path file) {
    try {
      long length = Files.size(file);
      if (length > MAX_FILE_BYTES) {
        throw new VocabularyException(
            file.toString(), "the file has " + length + " bytes > " + MAX_FILE_BYTES);
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new VocabularyException(
          file.toString(), "no such file; give a tokenizer.json or a directory that holds one");
    } catch (IOException e) {
      throw new VocabularyException(file.toString(), "cannot be read, " + e.getMessage());
    }
  }

  /** The number of ids: the length of a row of logits, and of a mask. */
  public int size() {
    return starts.length - 1;
  }

  /** The bytes of a token, a copy; empty for a special token and for an id without a token. */
  public byte[] bytes(int token) {
    return Arrays.copyOfRange(data, starts[token], starts[token + 1]);
  }

  /** The number of bytes of a token. O(1). */
  public int length(int token) {
    return starts[token + 1] - starts[token];
  }

  /** Byte {@code index} of a token, 0..255. O(1), no copy. */
  public int byteAt(int token, int index) {
    return data[starts[token] + index] & 0xff;
  }

  /** The configuration after the bytes of a token. */
  Configuration after(Configuration from, int token) {
    return from.after(data, starts[token], starts[token + 1]);
  }

  /** The configuration after the first {@code bytes} bytes of a token. */
  Configuration after(Configuration from, int token, int bytes) {
    return from.after(data, starts[token], starts[token] + bytes);
  }

  /** The tokens that have a byte of at least {@code least} (0..255), ascending. Linear in all. */
  int[] tokensWithByteAtLeast(int least) {
    BitSet found = new BitSet();
    for (int token = 0; token < size(); token++) {
      for (int at = starts[token]; at < starts[token + 1] && !found.get(token); at++) {
        found.set(token, (data[at] & 0xff) >= least);
      }
    }
    return found.stream().toArray();
  }

  /** Appends the bytes of a token. */
  public void writeTo(int token, ByteArrayOutputStream out) {
    out.write(data, starts[token], length(token));
  }

  /** Whether a token stands for no text. */
  public boolean isSpecial(int token) {
    return special.containsKey(token);
  }

  /** The special tokens, id to name, in the order of the ids. */
  public Map<Integer, String> specialTokens() {
    return new TreeMap<>(special);
  }

  /** The tokens that end a text, ascending; a copy. */
  public int[] endTokens() {
    return endTokens.clone();
  }

  void allowEndTokens(TokenMask mask) {
    for (int token : endTokens) {
      mask.allow(token);
    }
  }

  /** Whether a token ends a text. O(log n) in the number of end tokens. */
  public boolean isEnd(int token) {
    return Arrays.binarySearch(endTokens, token) >= 0;
  }

  /**
   * The same tokens with other end tokens, which become special if they are not. O(total bytes) if
   * one was ordinary, else O(1).
   */
  public Vocabulary withEndTokens(int... tokens) {
    int[] ends = Arrays.stream(tokens).sorted().distinct().toArray();
    TreeMap<Integer, String> names = new TreeMap<>(special);
    for (int token : ends) {
      if (token < 0 || token >= size()) {
        throw new IllegalArgumentException("end token " + token + " not in 0.." + (size() - 1));
      }
      if (!special.containsKey(token)) {
        names.put(token, text(token));
      }
    }
    if (names.size() == special.size()) {
      Vocabulary same = new Vocabulary(data, starts, special, ends);
      same.trie = trie;
      return same;
    }
    Vocabulary changed = of(tokens(size()), names);
    return new Vocabulary(changed.data, changed.starts, changed.special, ends);
  }

  /**
   * The same tokens for a model whose logits have {@code size} entries: more ids without a token,
   * or fewer tokens where the model cannot write the last ones.
   */
  public Vocabulary withSize(int size) {
    if (size == size()) {
      return this;
    }
    if (size < 1 || size > MAX_SIZE) {
      throw new IllegalArgumentException("size " + size + " not in 1.." + MAX_SIZE);
    }
    int[] offsets = Arrays.copyOf(starts, size + 1);
    if (size > size()) {
      Arrays.fill(offsets, size() + 1, size + 1, data.length);
    }
    Vocabulary resized =
        new Vocabulary(
            Arrays.copyOf(data, offsets[size]),
            offsets,
            new TreeMap<>(special.headMap(size)),
            Arrays.stream(endTokens).filter(token -> token < size).toArray());
    if (size > size()) {
      resized.trie = trie;
    }
    return resized;
  }

  private List<byte[]> tokens(int size) {
    byte[][] tokens = new byte[size][];
    Arrays.setAll(tokens, this::bytes);
    return Arrays.asList(tokens);
  }

  /**
   * A token for a message: the name of a special token; else its text, bytes that are no UTF-8 as
   * {@code <0xNN>}. Not for decoding: see {@link #decode}.
   */
  public String text(int token) {
    @Nullable String name = special.get(token);
    if (name != null) {
      return name;
    }
    ByteBuffer in = ByteBuffer.wrap(data, starts[token], length(token));
    CharBuffer out = CharBuffer.allocate(length(token) + 1);
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    StringBuilder text = new StringBuilder();
    while (in.hasRemaining()) {
      CoderResult result = decoder.decode(in, out, true);
      text.append(out.flip());
      out.clear();
      for (int i = 0; result.isError() && i < result.length(); i++) {
        text.append("<0x%02X>".formatted(in.get() & 0xff));
      }
      decoder.reset();
    }
    return text.toString();
  }

  /** The text of tokens: their bytes, joined, read as UTF-8; a broken code point is U+FFFD. */
  public String decode(int... tokens) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(4 * tokens.length);
    for (int token : tokens) {
      writeTo(token, out);
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /**
   * What all its constraints have learnt of it: {@code "token sets"}, which masks refer to, and
   * {@code "passages"}, where tokens stand after the parts of expressions. The trie, which is no
   * cache, is not among them.
   */
  @Override
  public List<CacheStatistics> caches() {
    Passages built = passages;
    if (built == null) {
      return List.of();
    }
    return List.of(
        statistics("token sets", built.setStatistics()),
        statistics("passages", built.statistics()));
  }

  private static CacheStatistics statistics(String name, Passages.Statistics of) {
    return new CacheStatistics(
        name, of.hits(), of.misses(), of.entries(), of.bytes(), of.evictions());
  }

  /** The vocabulary as a trie; built on the first call and kept. */
  TokenTrie trie() {
    TokenTrie built = trie;
    if (built == null) {
      synchronized (this) {
        built = trie;
        if (built == null) {
          built = TokenTrie.of(data, starts);
          trie = built;
        }
      }
    }
    return built;
  }

  /** What expressions do to the vocabulary; built on the first call and kept. */
  Passages passages() {
    Passages built = passages;
    if (built == null) {
      synchronized (this) {
        built = passages;
        if (built == null) {
          TokenTrie tokens = trie();
          long left = MAX_TABLE_BYTES - tokens.tableBytes();
          built =
              new Passages(tokens, size(), Math.max(MIN_PASSAGE_BYTES, left), MAX_TOKEN_SET_BYTES);
          passages = built;
        }
      }
    }
    return built;
  }

  /** The tokens in which whole property names may stand; built on the first call and kept. */
  TokenQuotes quotes() {
    TokenQuotes built = quotes;
    if (built == null) {
      synchronized (this) {
        built = quotes;
        if (built == null) {
          built = TokenQuotes.of(data, starts);
          quotes = built;
        }
      }
    }
    return built;
  }

  /** A hash of everything a vocabulary says, in hexadecimal: equal vocabularies have equal ones. */
  public String fingerprint() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer ints = ByteBuffer.allocate(4 * (starts.length + endTokens.length + 1));
      ints.putInt(size());
      ints.asIntBuffer().put(starts).put(endTokens);
      digest.update(ints.array());
      digest.update(data);
      digest.update(special.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Vocabulary that
        && Arrays.equals(starts, that.starts)
        && Arrays.equals(data, that.data)
        && special.equals(that.special)
        && Arrays.equals(endTokens, that.endTokens);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(data) + Arrays.hashCode(endTokens);
  }

  @Override
  public String toString() {
    BitSet empty = new BitSet();
    for (int token = 0; token < size(); token++) {
      empty.set(token, length(token) == 0);
    }
    return "vocabulary of %d ids: %d ordinary tokens, %d special, end %s"
        .formatted(
            size(),
            size() - empty.cardinality(),
            special.size(),
            Arrays.stream(endTokens)
                .mapToObj(token -> "%d '%s'".formatted(token, text(token)))
                .collect(Collectors.joining(", ", "[", "]")));
  }
}
