/**
 * Short programs that show the API; the snippets in README.md are cut from them, and the tests run
 * them.
 *
 * <p>In reading order: {@link dev.espalier.samples.RecordFromText} asks for a Java record, {@link
 * dev.espalier.samples.SchemaToText} compiles a JSON Schema and samples under it, {@link
 * dev.espalier.samples.OwnLoop} owns the decoding loop: the model, the matcher, the mask and the
 * sampler, one token at a time; {@link dev.espalier.samples.DraftedLoop} does so with drafts,
 * {@link dev.espalier.samples.ManyRequests} for a batch of texts at once. {@link
 * dev.espalier.samples.ToolCalls} and {@link dev.espalier.samples.ThinkThenAnswer} let free text
 * come before what a schema holds.
 *
 * <p>At the border: a sample uses API packages only, prints to a stream that it is given, and needs
 * nothing but the embedded default model.
 *
 * {@snippet :
 * RecordFromText.run(System.out);
 * }
 */
@NullMarked
package dev.espalier.samples;

import org.jspecify.annotations.NullMarked;
