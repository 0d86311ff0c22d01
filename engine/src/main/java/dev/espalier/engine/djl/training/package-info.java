/**
 * Trains the embedded default model through DJL on the CPU: texts in, a Hugging Face model
 * directory out.
 *
 * <p>In reading order: {@link dev.espalier.engine.djl.training.TrainDefaultModel} is the command,
 * with its schedule and its checkpoints; {@link dev.espalier.engine.djl.training.TrainingBatch}
 * packs texts of about one length and says how much each token counts; {@link
 * dev.espalier.engine.djl.training.TrainedModel} holds the weights and the moments of AdamW, and
 * runs the program {@code train.torchscript} over a batch; {@link
 * dev.espalier.engine.djl.training.FieldScore} counts the values that come out right.
 *
 * <p>At the border: nothing is read but the repository's own texts and the checkpoint, nothing is
 * written but the output directory. {@code docs/default-model.md} says which command made the
 * weights that are embedded.
 */
@NullMarked
package dev.espalier.engine.djl.training;

import org.jspecify.annotations.NullMarked;
