package dev.espalier.engine.djl.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.engine.training.BytePairTokenizer;
import dev.espalier.engine.training.BytePairTrainer;
import dev.espalier.engine.training.TrainingText;
import dev.espalier.engine.training.TrainingTexts;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrainingBatchTest {
  private static final BytePairTokenizer BYTES = BytePairTrainer.train(List.of(), 257);
  private static final TrainingText TEXT =
      new TrainingText("person", "Zoë, 9.", "{\"n\": \"Zoë\", \"a\": 9}");

  private static String marked(TrainingBatch.Sequence sequence) {
    StringBuilder out = new StringBuilder();
    for (int i = 1; i < sequence.tokens().length - 1; i++) {
      int span = sequence.spans()[i];
      out.append(span < 0 ? '.' : (char) ('0' + span));
    }
    return out.toString();
  }

  @Test
  void tokensKnowTheirScalar() {
    TrainingBatch.Sequence sequence = TrainingBatch.Sequence.of(TEXT, BYTES);
    assertEquals("........" + "..00...11111...22..3.", marked(sequence));
  }

  @Test
  void rowsAreShiftedAndPadded() {
    TrainingBatch.Sequence full = TrainingBatch.Sequence.of(TEXT, BYTES);
    TrainingBatch.Sequence small =
        TrainingBatch.Sequence.of(new TrainingText("free", "a", "{}"), BYTES);
    TrainingBatch batch = TrainingBatch.of(List.of(full, small));
    assertEquals(full.tokens().length - 1, batch.width());
    assertEquals(BytePairTokenizer.END, batch.ids()[0]);
    assertEquals(batch.ids()[1], batch.targets()[0]);
    int row = batch.width();
    assertEquals(1 + 'a', batch.targets()[row]);
    assertEquals(0.05f, batch.weights()[row]);
    assertEquals(1f, batch.weights()[row + 1]);
    assertEquals(BytePairTokenizer.END, batch.targets()[row + 3]);
    assertEquals(1f, batch.weights()[row + 3]);
    assertEquals(0f, batch.weights()[row + 4]);
  }

  @Test
  void keysCountLessThanValues() {
    TrainingBatch batch = TrainingBatch.of(List.of(TrainingBatch.Sequence.of(TEXT, BYTES)));
    int json = BYTES.encode(TEXT.prompt()).length;
    assertEquals(1f, batch.weights()[json]);
    assertEquals(0.3f, batch.weights()[json + 2]);
    assertEquals(1f, batch.weights()[json + 7]);
  }

  @Test
  void batchesHoldEveryTextOnce() {
    List<TrainingBatch> batches = TrainingBatch.batches(new TrainingTexts(1), 0, BYTES, 4_096, 1);
    int rows = 0;
    for (TrainingBatch batch : batches) {
      rows += batch.sequences().size();
      assertTrue(batch.ids().length <= 4_096, "tokens: " + batch.ids().length);
    }
    assertTrue(rows > 0.9 * TrainingBatch.pool() && rows <= TrainingBatch.pool(), "rows: " + rows);
    assertEquals(
        batches.getFirst().sequences().getFirst().text(),
        TrainingBatch.batches(new TrainingTexts(1), 0, BYTES, 4_096, 1)
            .getFirst()
            .sequences()
            .getFirst()
            .text());
  }

  @Test
  void valuesAreScoredWhole() {
    TrainingBatch.Sequence sequence = TrainingBatch.Sequence.of(TEXT, BYTES);
    String[] texts = new String[257];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = BYTES.decode(new int[] {i});
    }
    long[] predicted = new long[sequence.tokens().length];
    for (int i = 1; i < sequence.tokens().length; i++) {
      predicted[i - 1] = sequence.tokens()[i];
    }
    FieldScore perfect = new FieldScore(texts);
    perfect.add(sequence, predicted);
    assertEquals(1.0, perfect.rate());
    predicted[sequence.promptLength() + 9] = 1 + 'X';
    FieldScore half = new FieldScore(texts);
    half.add(sequence, predicted);
    assertEquals(0.5, half.rate());
  }
}
