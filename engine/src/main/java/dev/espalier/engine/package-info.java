/**
 * Models, sampling and the decoding loop: a prompt and a constraint become text.
 *
 * <p>In reading order: a {@link dev.espalier.engine.LanguageModel} opens a {@link
 * dev.espalier.engine.Session}, which is fed tokens and gives logits; its {@link
 * dev.espalier.engine.Tokenizer} turns text into tokens and back. A {@link
 * dev.espalier.engine.Sampling} says how a token is chosen from logits, a {@link
 * dev.espalier.engine.Sampler} chooses. {@link dev.espalier.engine.ModelException} is thrown for
 * what cannot be loaded or asked.
 *
 * <p>At the border: nothing here knows DJL; {@code dev.espalier.engine.djl.DjlModel} is one
 * implementation, and a runtime of any other sort needs only these interfaces.
 *
 * {@snippet :
 * try (LanguageModel model = DjlModel.embedded();
 *     Session session = model.open(model.promptFor("Ada Lovelace, 36, lives in London."))) {
 *   Sampler sampler = Sampling.greedy().newSampler(0);
 *   int token = sampler.sample(session.logits());
 * }
 * }
 */
@NullMarked
package dev.espalier.engine;

import org.jspecify.annotations.NullMarked;
