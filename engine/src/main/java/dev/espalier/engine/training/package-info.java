/**
 * What the embedded default model learns from: texts that state a few facts and then give them as
 * JSON, and the tokenizer trained on them. A seed becomes texts, texts become merges; no model, no
 * runtime.
 *
 * <p>In reading order: {@link dev.espalier.engine.training.TrainingText} is one text; {@link
 * dev.espalier.engine.training.TrainingTexts} draws them from families (things described by the
 * table {@code kinds.txt}, orders, trees, tool calls, freely named facts), each family a class that
 * turns a {@link dev.espalier.engine.training.Draw} into a text; {@link
 * dev.espalier.engine.training.WordLists} holds the words. {@link
 * dev.espalier.engine.training.JsonText} writes the JSON and finds the fields in it. {@link
 * dev.espalier.engine.training.BytePairTrainer} learns a {@link
 * dev.espalier.engine.training.BytePairTokenizer} from texts, which writes itself as a Hugging Face
 * {@code tokenizer.json}.
 *
 * <p>At the border: everything follows from the seed, bit by bit, on every machine and JDK.
 *
 * {@snippet :
 * TrainingTexts texts = new TrainingTexts(7);
 * TrainingText text = texts.text(0);
 * text.prompt(); // Ada Lovelace, 36, lives in London.\nJSON:
 * text.json(); // {"name": "Ada Lovelace", "age": 36, "city": "London"}
 * }
 */
@NullMarked
package dev.espalier.engine.training;

import org.jspecify.annotations.NullMarked;
