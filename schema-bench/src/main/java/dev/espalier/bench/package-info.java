/**
 * Suites of schemas and instances to a verdict for each file and a report: the {@code bench}
 * subcommands.
 *
 * <p>In reading order: {@code CaseFiles} chooses the files of a run, as {@code CaseOptions} say;
 * {@code MaskCase} is one of them, with its instances as {@code PythonJson} writes them; {@code
 * TextTokens} cuts them into tokens; {@code MaskReplay} compiles the schema and replays the tokens,
 * timing each, into a {@code CaseResult}; {@code Deadline} sees that a file that hangs does not
 * hang the run; {@code MaskReport} writes {@code cases.jsonl} as it goes and {@code summary.json}
 * at the end, a {@code RunSummary} of {@code Timings}. {@code BenchMasks} is the command around
 * them.
 *
 * <p>{@code BenchSuite} replays the JSON Schema Test Suite: {@code SuiteFile}s, read as their
 * {@code SuiteDialect} says, through {@code SuiteReplay} to a {@code SuiteResult} for each test and
 * a {@code SuiteReport}.
 *
 * <p>{@code BenchGrammars} replays ANTLR grammars: {@code GrammarCases} finds each {@code
 * GrammarCase} and, from its {@code GrammarTests}, the examples; {@code GrammarReplay} makes a
 * {@code GrammarResult} of it for the {@code GrammarReport}. {@code TokenReplay} is what it shares
 * with {@code MaskReplay}.
 *
 * <p>{@code BenchPlaces} and {@code BenchThreads} run the micro-benchmarks of {@link
 * dev.espalier.bench.jmh} through {@code Benchmarks} and print a table each. {@code BenchMemory}
 * measures by the {@code Heap} what a vocabulary and compiled schemas keep; {@code BenchChurn}
 * compiles and drops {@code GeneratedSchemas}; {@code BenchLength} compares the early and the late
 * tokens of {@code LongText}s.
 *
 * <p>At the border: the command line is public, and {@code GrammarCases} for other tests of the
 * same collections. A report's names and fields are a contract with whoever compares runs.
 */
@NullMarked
package dev.espalier.bench;

import org.jspecify.annotations.NullMarked;
