/**
 * Micro-benchmarks for JMH, each class with its command line in its first comment.
 *
 * <p>In reading order: {@link dev.espalier.bench.jmh.Place} is a language and a place in a text of
 * it; {@code Sources} holds or makes the schemas, grammars and texts; {@link
 * dev.espalier.bench.jmh.Replay} is a place's text as tokens. {@link
 * dev.espalier.bench.jmh.MaskBenchmark} times single steps and masks, {@link
 * dev.espalier.bench.jmh.ThreadBenchmark} whole texts with one thread and with two. A unit test
 * runs each body once and checks its answer.
 */
@NullMarked
package dev.espalier.bench.jmh;

import org.jspecify.annotations.NullMarked;
