/**
 * Models, sampling and the decoding loop: a prompt and a constraint become text.
 *
 * <p>In reading order: a {@link dev.espalier.engine.LanguageModel} opens a {@link
 * dev.espalier.engine.Session}, which is fed tokens and gives logits; its {@link
 * dev.espalier.engine.Tokenizer} turns text into tokens and back; a {@link
 * dev.espalier.engine.Sampler} chooses a token from logits. {@link dev.espalier.engine.Generator}
 * is the loop over them and a {@link dev.espalier.masking.Constraint}; a {@link
 * dev.espalier.engine.Generation} is its result, a {@link dev.espalier.engine.TypedGeneration} one
 * that holds a value of a class, whose schema {@code ClassSchema} makes. {@code StepLaw} has the
 * probabilities of a step, {@code StepNoise} its chance; {@code ConstrainedDraw} draws from a mask,
 * or by {@code LazyDraw} from a {@code Shortlist} of proposals; {@code TextStream} turns bytes into
 * text.
 *
 * <p>At the border: nothing here knows DJL; {@code dev.espalier.engine.djl.DjlModel} is one
 * implementation of {@code LanguageModel}, and a runtime of any other sort needs only that. Text
 * that was cut off is never passed off as whole: {@link dev.espalier.engine.FinishReason} says why
 * it ended.
 *
 * {@snippet :
 * try (LanguageModel model = DjlModel.embedded()) {
 *   Generator generator = Generator.of(model).maxTokens(200).build();
 *   Person ada = generator.generate("Ada Lovelace, 36, lives in London.", Person.class).value();
 * }
 * }
 */
@NullMarked
package dev.espalier.engine;

import org.jspecify.annotations.NullMarked;
