package dev.espalier.masking;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads a Hugging Face {@code tokenizer.json} into a {@link Vocabulary}.
 *
 * <p>The file is read as a stream, for most of its bytes are merges, which say how a text is cut
 * into tokens and nothing about what a token is. What a token is follows from three places: the
 * pieces of {@code model.vocab}; how a piece spells bytes, which the decoder (or else the
 * pre-tokenizer or normalizer) tells; and the added tokens, which are literal.
 *
 * <ul>
 *   <li><b>Byte level</b>: each character of a piece is one byte, by GPT-2's alphabet of 256
 *       printable characters. A piece with another character is its own UTF-8.
 *   <li><b>SentencePiece</b>: a piece is UTF-8 with U+2581 for the space, {@code <0xNN>} is one
 *       byte. A decoder's {@code Strip} takes the first space off a whole text; tokens keep theirs.
 * </ul>
 */
final class TokenizerJson {
  /** Property names are pieces here, 100,000 of them, each once: no table of names. */
  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .disable(TokenStreamFactory.Feature.CANONICALIZE_PROPERTY_NAMES)
                  .build())
          .build();

  private static final String METASPACE = "\u2581";
  private static final int[] BYTE_OF = byteLevelAlphabet();

  private final String path;
  private final List<String> pieces = new ArrayList<>();
  private int[] ids = new int[1024]; // id of pieces[i]
  private final List<JsonNode> added = new ArrayList<>();
  private final List<JsonNode> textSteps = new ArrayList<>(); // normalizer, pre_tokenizer
  private final List<JsonNode> decoders = new ArrayList<>();
  private @Nullable String type;
  private @Nullable String unknown;
  private int unknownId = -1;
  private boolean byteFallback;
  private boolean model;

  private TokenizerJson(String path) {
    this.path = path;
  }

  static Vocabulary read(String path, byte[] file) {
    TokenizerJson reader = new TokenizerJson(path);
    try (JsonParser in = JSON.createParser(file)) {
      reader.top(in);
    } catch (JacksonException e) {
      TokenStreamLocation at = e.getLocation();
      String position = at == null ? path : path + ":" + at.getLineNr() + ":" + at.getColumnNr();
      // from the parenthesis on it is about a source that the parser has not kept
      String problem = e.getOriginalMessage().replaceFirst(" \\(start marker at .*", "");
      throw new VocabularyException(
          position,
          "not valid JSON, " + VocabularyBuilder.excerpt(problem, 200) + "; is the file complete?");
    }
    return reader.vocabulary();
  }

  private void top(JsonParser in) {
    if (in.nextToken() != JsonToken.START_OBJECT) {
      throw problem("expected an object; is this a tokenizer.json?");
    }
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      in.nextToken();
      switch (name) {
        case "added_tokens" -> tree(in).forEach(added::add);
        case "normalizer", "pre_tokenizer" -> flatten(tree(in), textSteps);
        case "decoder" -> flatten(tree(in), decoders);
        case "model" -> model(in);
        default -> in.skipChildren();
      }
    }
    if (in.nextToken() != null) {
      throw problem("text after the end of the object");
    }
    if (!model) {
      throw problem("no 'model'; is this a tokenizer.json?");
    }
  }

  private static JsonNode tree(JsonParser in) {
    return in.readValueAsTree();
  }

  private void flatten(JsonNode step, List<JsonNode> out) {
    if (step.isObject()) {
      boolean nested = false;
      for (String list : List.of("normalizers", "pretokenizers", "decoders")) {
        for (JsonNode inner : step.path(list)) {
          nested = true;
          flatten(inner, out);
        }
      }
      if (!nested) {
        out.add(step);
      }
    }
  }

  private void model(JsonParser in) {
    if (in.currentToken() != JsonToken.START_OBJECT) {
      throw problem("'model' is no object");
    }
    model = true;
    String forbidden = null;
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      JsonToken value = in.nextToken();
      switch (name) {
        case "type" -> type = value == JsonToken.VALUE_STRING ? in.getString() : null;
        case "unk_token" -> unknown = value == JsonToken.VALUE_STRING ? in.getString() : null;
        case "unk_id" -> unknownId = value == JsonToken.VALUE_NUMBER_INT ? in.getIntValue() : -1;
        case "byte_fallback" -> byteFallback = value == JsonToken.VALUE_TRUE;
        case "continuing_subword_prefix", "end_of_word_suffix" -> {
          if (value == JsonToken.VALUE_STRING && !in.getString().isEmpty()) {
            forbidden = name + " '" + VocabularyBuilder.excerpt(in.getString()) + "'";
          }
        }
        case "vocab" -> vocab(in);
        default -> in.skipChildren();
      }
    }
    if (type != null && !type.equals("BPE") && !type.equals("Unigram")) {
      throw problem(
          "model type '"
              + VocabularyBuilder.excerpt(type)
              + "' does not keep the bytes of a text; use a tokenizer of type BPE or Unigram");
    }
    if (forbidden != null) {
      throw problem(forbidden + " is not supported; use a byte-level or SentencePiece tokenizer");
    }
    if (pieces.isEmpty()) {
      throw problem("'model.vocab' is missing or empty");
    }
  }

  /** An object of piece and id (BPE), or an array of pairs of piece and weight (Unigram). */
  private void vocab(JsonParser in) {
    if (in.currentToken() == JsonToken.START_OBJECT) {
      while (in.nextToken() == JsonToken.PROPERTY_NAME) {
        String piece = in.currentName();
        if (in.nextToken() != JsonToken.VALUE_NUMBER_INT) {
          throw problem("'model.vocab': '" + VocabularyBuilder.excerpt(piece) + "' has no id");
        }
        piece(piece, in.getIntValue());
      }
    } else if (in.currentToken() == JsonToken.START_ARRAY) {
      while (in.nextToken() == JsonToken.START_ARRAY) {
        if (in.nextToken() != JsonToken.VALUE_STRING) {
          throw problem("'model.vocab': entry " + pieces.size() + " has no piece");
        }
        piece(in.getString(), pieces.size());
        while (in.nextToken() != JsonToken.END_ARRAY) {
          in.skipChildren();
        }
      }
    } else {
      throw problem("'model.vocab' is neither an object nor an array");
    }
  }

  private void piece(String piece, int id) {
    if (pieces.size() == ids.length) {
      ids = Arrays.copyOf(ids, 2 * ids.length);
    }
    ids[pieces.size()] = id;
    pieces.add(piece);
  }

  private Vocabulary vocabulary() {
    Function<String, byte[]> spelling = spelling();
    VocabularyBuilder builder = new VocabularyBuilder(path);
    for (int i = 0; i < pieces.size(); i++) {
      String piece = pieces.get(i);
      if (piece.isEmpty()) {
        continue;
      }
      if (piece.equals(unknown) || ids[i] == unknownId) {
        builder.addSpecial(ids[i], piece);
      } else {
        builder.add(ids[i], spelling.apply(piece));
      }
    }
    for (JsonNode token : added) {
      JsonNode id = token.path("id");
      JsonNode content = token.path("content");
      if (!id.isInt() || !content.isString()) {
        throw problem("'added_tokens': an entry without 'id' and 'content'");
      }
      if (token.path("special").asBoolean(false)) {
        builder.addSpecial(id.intValue(), content.stringValue());
      } else {
        builder.replace(id.intValue(), utf8(content.stringValue()));
      }
    }
    return builder.build();
  }

  /** What the bytes of a piece are. */
  private Function<String, byte[]> spelling() {
    boolean byteLevel = false;
    String space = null;
    for (JsonNode step : textSteps) {
      switch (step.path("type").asString("")) {
        case "ByteLevel" -> byteLevel = true;
        case "Metaspace" -> space = step.path("replacement").asString(METASPACE);
        case "Replace" -> {
          if (step.path("pattern").path("String").asString("").equals(" ")) {
            space = step.path("content").asString(METASPACE);
          }
        }
        default -> {}
      }
    }
    List<String[]> replacements = new ArrayList<>();
    for (JsonNode step : decoders) {
      String decoder = step.path("type").asString("");
      switch (decoder) {
        case "ByteLevel" -> byteLevel = true;
        case "Metaspace" -> space = step.path("replacement").asString(METASPACE);
        case "ByteFallback" -> byteFallback = true;
        case "Fuse", "Strip" -> {}
        case "Replace" -> {
          String pattern = step.path("pattern").path("String").asString("");
          if (pattern.isEmpty()) {
            throw problem("decoder 'Replace' without a literal pattern is not supported");
          }
          replacements.add(new String[] {pattern, step.path("content").asString("")});
        }
        default ->
            throw problem(
                "decoder '"
                    + VocabularyBuilder.excerpt(decoder)
                    + "' is not supported; use a byte-level or SentencePiece tokenizer");
      }
    }
    if (byteLevel) {
      return this::byteLevel;
    }
    if (space != null) {
      replacements.add(new String[] {space, " "});
    }
    if (replacements.isEmpty() && !byteFallback) {
      throw problem(
          "the pieces spell no bytes, there is neither 'ByteLevel' nor 'Metaspace' nor 'Replace'"
              + " nor 'ByteFallback'; use a byte-level or SentencePiece tokenizer");
    }
    return piece -> sentencePiece(piece, replacements);
  }

  private byte[] sentencePiece(String piece, List<String[]> replacements) {
    if (byteFallback && piece.length() == 6 && piece.startsWith("<0x") && piece.endsWith(">")) {
      int high = Character.digit(piece.charAt(3), 16);
      int low = Character.digit(piece.charAt(4), 16);
      if (high >= 0 && low >= 0) {
        return new byte[] {(byte) (high << 4 | low)};
      }
    }
    String text = piece;
    for (String[] replacement : replacements) {
      text = text.replace(replacement[0], replacement[1]);
    }
    return utf8(text);
  }

  private byte[] byteLevel(String piece) {
    byte[] bytes = new byte[piece.length()];
    for (int i = 0; i < bytes.length; i++) {
      char c = piece.charAt(i);
      if (c >= BYTE_OF.length || BYTE_OF[c] < 0) {
        return utf8(piece);
      }
      bytes[i] = (byte) BYTE_OF[c];
    }
    return bytes;
  }

  private byte[] utf8(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      return Arrays.copyOf(bytes.array(), bytes.limit());
    } catch (CharacterCodingException e) {
      throw problem("a token with half a surrogate pair");
    }
  }

  /** GPT-2's alphabet, inverted: character to byte, -1 for a character outside of it. */
  private static int[] byteLevelAlphabet() {
    int[] byteOf = new int[256 + 68];
    Arrays.fill(byteOf, -1);
    int next = 256;
    for (int b = 0; b < 256; b++) {
      boolean printable = b >= '!' && b <= '~' || b >= 0xa1 && b <= 0xac || b >= 0xae;
      byteOf[printable ? b : next++] = b;
    }
    return byteOf;
  }

  private VocabularyException problem(String problem) {
    return new VocabularyException(path, problem);
  }
}
