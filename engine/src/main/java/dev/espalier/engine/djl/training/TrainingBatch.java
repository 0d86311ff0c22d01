package dev.espalier.engine.djl.training;

import dev.espalier.engine.training.BytePairTokenizer;
import dev.espalier.engine.training.JsonText;
import dev.espalier.engine.training.TrainingText;
import dev.espalier.engine.training.TrainingTexts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Texts of about one length, padded to rows of one length.
 *
 * <pre>
 *   row      | end | prompt ... | json ... | end | padding ... |
 *   ids      [rows * width]   row without its last token
 *   targets  [rows * width]   row without its first token
 *   weights  [rows * width]   how much the target counts in the loss; 0 for padding
 * </pre>
 *
 * @param sequences the rows, in order
 */
record TrainingBatch(
    int width, List<Sequence> sequences, long[] ids, long[] targets, float[] weights) {
  private static final float PROMPT_WEIGHT = 0.05f;
  private static final float KEY_WEIGHT = 0.3f;
  private static final float VALUE_WEIGHT = 1f;
  private static final int POOL = 2_048;
  private static final int LONGEST = 512;

  /** A text as tokens: end, prompt, JSON, end; with what each token is. */
  record Sequence(TrainingText text, int[] tokens, int promptLength, int[] spans) {
    /** The place of a token that belongs to no scalar of the JSON. */
    static final int NO_SPAN = -1;

    static Sequence of(TrainingText text, BytePairTokenizer tokenizer) {
      int[] prompt = tokenizer.encode(text.prompt());
      int[] json = tokenizer.encode(text.json());
      int[] tokens = new int[prompt.length + json.length + 2];
      tokens[0] = BytePairTokenizer.END;
      System.arraycopy(prompt, 0, tokens, 1, prompt.length);
      System.arraycopy(json, 0, tokens, 1 + prompt.length, json.length);
      tokens[tokens.length - 1] = BytePairTokenizer.END;
      int[] spanOfByte = spanOfByte(text.json());
      int[] spans = new int[tokens.length];
      Arrays.fill(spans, NO_SPAN);
      int offset = 0;
      for (int i = 0; i < json.length; i++) {
        spans[1 + prompt.length + i] = spanOfByte[offset];
        offset += tokenizer.bytes(json[i]).length;
      }
      return new Sequence(text, tokens, prompt.length, spans);
    }

    /** For each byte of the JSON the scalar it is inside of (opening quotes are outside). */
    private static int[] spanOfByte(String json) {
      int[] places = new int[json.getBytes(StandardCharsets.UTF_8).length];
      Arrays.fill(places, NO_SPAN);
      List<JsonText.Span> scalars = JsonText.scalars(json);
      int offset = 0;
      int scalar = 0;
      for (int i = 0; i < json.length() && scalar < scalars.size(); ) {
        int codePoint = json.codePointAt(i);
        int bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
        JsonText.Span span = scalars.get(scalar);
        boolean openingQuote = i == span.start() && codePoint == '"';
        if (i >= span.start() && i < span.end() && !openingQuote) {
          Arrays.fill(places, offset, offset + bytes, scalar);
        }
        i += Character.charCount(codePoint);
        offset += bytes;
        scalar += i >= span.end() ? 1 : 0;
      }
      return places;
    }

    float weight(int position, List<JsonText.Span> scalars) {
      if (position <= promptLength) {
        return PROMPT_WEIGHT;
      }
      int span = spans[position];
      return span != NO_SPAN && scalars.get(span).key() ? KEY_WEIGHT : VALUE_WEIGHT;
    }
  }

  static TrainingBatch of(List<Sequence> sequences) {
    int width = sequences.stream().mapToInt(s -> s.tokens().length - 1).max().orElseThrow();
    long[] ids = new long[sequences.size() * width];
    long[] targets = new long[ids.length];
    float[] weights = new float[ids.length];
    for (int row = 0; row < sequences.size(); row++) {
      Sequence sequence = sequences.get(row);
      List<JsonText.Span> scalars = JsonText.scalars(sequence.text().json());
      for (int i = 0; i + 1 < sequence.tokens().length; i++) {
        ids[row * width + i] = sequence.tokens()[i];
        targets[row * width + i] = sequence.tokens()[i + 1];
        weights[row * width + i] = sequence.weight(i + 1, scalars);
      }
    }
    return new TrainingBatch(width, List.copyOf(sequences), ids, targets, weights);
  }

  /**
   * The batches over the next {@value #POOL} texts from a number on, each of about {@code tokens}
   * tokens, in random order.
   */
  static List<TrainingBatch> batches(
      TrainingTexts texts, long first, BytePairTokenizer tokenizer, int tokens, long seed) {
    List<Sequence> pool = new ArrayList<>();
    for (int i = 0; i < POOL; i++) {
      Sequence sequence = Sequence.of(texts.text(first + i), tokenizer);
      if (sequence.tokens().length <= LONGEST) {
        pool.add(sequence);
      }
    }
    pool.sort(Comparator.comparingInt(sequence -> sequence.tokens().length));
    List<TrainingBatch> batches = new ArrayList<>();
    List<Sequence> rows = new ArrayList<>();
    for (Sequence sequence : pool) {
      if ((rows.size() + 1) * sequence.tokens().length > tokens && !rows.isEmpty()) {
        batches.add(of(rows));
        rows.clear();
      }
      rows.add(sequence);
    }
    batches.add(of(rows));
    Collections.shuffle(batches, new Random(seed));
    return batches;
  }

  /** How many texts {@link #batches} takes. */
  static int pool() {
    return POOL;
  }
}
