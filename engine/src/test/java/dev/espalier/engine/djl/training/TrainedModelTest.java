package dev.espalier.engine.djl.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.engine.training.BytePairTokenizer;
import dev.espalier.engine.training.BytePairTrainer;
import dev.espalier.engine.training.TrainingText;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrainedModelTest {
  private static final TrainedModel.Form SMALL = new TrainedModel.Form(257, 16, 24, 2, 2);
  private static final BytePairTokenizer BYTES = BytePairTrainer.train(List.of(), 257);
  private static final TrainingBatch BATCH =
      TrainingBatch.of(
          List.of(
              TrainingBatch.Sequence.of(new TrainingText("free", "a 1", "{\"a\": 1}"), BYTES),
              TrainingBatch.Sequence.of(new TrainingText("free", "b 22", "{\"b\": 22}"), BYTES)));

  @Test
  void stepsLowerTheLoss() {
    try (TrainedModel model = new TrainedModel(SMALL, 1)) {
      float before = model.loss(BATCH);
      assertEquals(Math.log(257), before, 1.0);
      for (int step = 1; step <= 60; step++) {
        model.step(BATCH, step, 0.01);
      }
      assertTrue(model.loss(BATCH) < 0.5 * before, before + " -> " + model.loss(BATCH));
      assertEquals(BATCH.ids().length, model.predict(BATCH).length);
    }
  }

  @Test
  void aSeedGivesTheSameWeights() {
    try (TrainedModel one = new TrainedModel(SMALL, 7);
        TrainedModel two = new TrainedModel(SMALL, 7)) {
      assertEquals(one.step(BATCH, 1, 0.01), two.step(BATCH, 1, 0.01));
      for (int i = 0; i < one.layout().size(); i++) {
        assertArrayEquals(one.values(i)[0], two.values(i)[0]);
      }
    }
  }

  @Test
  void trainingGoesOnFromSavedValues() {
    try (TrainedModel one = new TrainedModel(SMALL, 7);
        TrainedModel two = new TrainedModel(SMALL, 8)) {
      one.step(BATCH, 1, 0.01);
      for (int i = 0; i < one.layout().size(); i++) {
        two.set(i, one.values(i));
      }
      assertEquals(one.step(BATCH, 2, 0.01), two.step(BATCH, 2, 0.01));
      assertEquals(one.step(BATCH, 3, 0.01), two.step(BATCH, 3, 0.01));
    }
  }
}
