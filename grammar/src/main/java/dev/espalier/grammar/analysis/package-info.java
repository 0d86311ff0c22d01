/**
 * Static analysis: from a {@link dev.espalier.grammar.Grammar} to what in it is mostly not meant,
 * and to a picture of its rules.
 *
 * <p>In reading order: {@link dev.espalier.grammar.analysis.GrammarReport} lists {@link
 * dev.espalier.grammar.analysis.Finding}s; {@code RuleAnalysis} looks at the rules, {@code
 * TerminalAnalysis} at the terminals and lexicons, {@code Names} are what symbols are called,
 * {@link dev.espalier.grammar.analysis.ByteNames} what bytes are; {@link
 * dev.espalier.grammar.analysis.RuleGraph} draws which rule refers to which, in the language of
 * {@link dev.espalier.grammar.analysis.Dot}.
 *
 * <p>At the border: nothing is wrong with a grammar that has findings; what is wrong, the readers
 * of the notations refuse. Whether a terminal with an intersection matches anything, and which
 * rules of a lexicon never win, takes automata, so the caller says.
 *
 * {@snippet :
 * GrammarReport report = GrammarReport.of(Gbnf.parse(text), Limits.defaults());
 * }
 */
@NullMarked
package dev.espalier.grammar.analysis;

import org.jspecify.annotations.NullMarked;
