/**
 * Micro-benchmarks for JMH, each class with its command line in its first comment.
 *
 * <p>{@link dev.espalier.bench.jmh.MaskBenchmark}: one mask, known and new. A unit test runs each
 * body once and checks its answer.
 */
@NullMarked
package dev.espalier.bench.jmh;

import org.jspecify.annotations.NullMarked;
