/**
 * Models run by PyTorch through DJL: a Hugging Face directory becomes a {@link
 * dev.espalier.engine.LanguageModel}. The only package that imports {@code ai.djl}.
 *
 * <p>In reading order: {@link dev.espalier.engine.djl.DjlModel} loads a directory, or the model
 * embedded in the resources; {@code ModelFiles} is where its files come from, {@code LlamaConfig}
 * reads {@code config.json}, {@link dev.espalier.engine.djl.Safetensors} reads weights and {@link
 * dev.espalier.engine.djl.SafetensorsWriter} writes them, {@code LlamaWeights} puts them in order.
 * {@code LlamaProgram} calls the forward pass, which is the readable {@code decode.torchscript} in
 * the resources, packed by {@link dev.espalier.engine.djl.TorchScript}; {@code LlamaSession} keeps
 * a sequence and its cache. {@link dev.espalier.engine.djl.HuggingFaceTokenizers} loads tokenizers,
 * with or without a model. {@code Djl} makes DJL's settings before any of its classes loads.
 *
 * <p>At the border: model directories are untrusted. Every size is checked before memory is taken,
 * nothing is unpickled, nothing reaches the network, and what is wrong is a {@link
 * dev.espalier.engine.ModelException} with its place.
 *
 * {@snippet :
 * try (DjlModel model = DjlModel.load(Path.of("SmolLM2-135M"));
 *     Session session = model.open("Once upon a time")) {
 *   float[] logits = session.logits();
 * }
 * }
 */
@NullMarked
package dev.espalier.engine.djl;

import org.jspecify.annotations.NullMarked;
