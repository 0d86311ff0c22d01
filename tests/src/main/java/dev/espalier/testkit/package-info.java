/**
 * What tests check against: oracles that are slow and obvious, and seeded generators.
 *
 * <p>In reading order: {@link dev.espalier.testkit.MembershipOracle} (membership by definition),
 * {@link dev.espalier.testkit.RandomGrammars} (grammars that meet every construct), {@link
 * dev.espalier.testkit.RandomSchemas}, {@link dev.espalier.testkit.RandomConstraints} (either of
 * them over a vocabulary that suits it).
 *
 * <p>For all keywords of all dialects: {@link dev.espalier.testkit.KeywordSchemas}, {@link
 * dev.espalier.testkit.SchemaInstances} (values that a schema suggests), {@link
 * dev.espalier.testkit.MaskedWalk} (texts under a mask), {@link
 * dev.espalier.testkit.ReorderedReplay} (a value in any order of its properties), {@link
 * dev.espalier.testkit.SchemaJudge} (networknt), {@link dev.espalier.testkit.SchemaShrinker}
 * (findings made small).
 *
 * <p>For grammars whose lexer runs first: {@link dev.espalier.testkit.LexiconOracle} (division by
 * definition), {@link dev.espalier.testkit.RandomLexicons}, and {@link
 * dev.espalier.testkit.AntlrOracle} (ANTLR's interpreter over files), {@link
 * dev.espalier.testkit.AntlrComparison} (what it says of a text, and where), {@link
 * dev.espalier.testkit.GrammarSentences} (texts under a mask).
 */
@NullMarked
package dev.espalier.testkit;

import org.jspecify.annotations.NullMarked;
