/**
 * .g4, the notation of ANTLR 4, to grammars and back.
 *
 * <p>In reading order: {@link dev.espalier.grammar.g4.G4} is the door, with {@link
 * dev.espalier.grammar.g4.G4Files} for the texts of imported grammars, {@link
 * dev.espalier.grammar.g4.G4Options} for what is assumed of code, and {@link
 * dev.espalier.grammar.g4.G4Grammar} for what comes out. {@code GrammarSource} reads files by name:
 * {@code RuleAwareLexer} and {@code G4Reader} turn a text into a {@code GrammarFile} of {@code
 * Ebnf}, {@code G4Text} its literals and sets. {@code Merger} puts imports in. {@code
 * LexerToLexicon} makes the lexicon: {@code RuleLanguages} the expression of each rule, by way of
 * an {@code OrderedAutomaton} and {@code StateElimination} where loops are not greedy or rules are
 * nested. {@code ParserToProductions} makes the productions, {@code LeftRecursion} before and
 * {@code EndMarks} after it. {@code Refusals} collects what cannot be said. {@link
 * dev.espalier.grammar.g4.G4Printer} writes a grammar as .g4.
 *
 * <p>At the border: the language is that of ANTLR's lexer and parser, or the grammar is refused, or
 * a note says what is left out. ANTLR's own classes stay inside.
 *
 * {@snippet :
 * G4Grammar sql =
 *     G4.parse(
 *         Files.readString(file),
 *         "SqlParser.g4",
 *         "statement",
 *         G4Files.directory(file.getParent(), limits),
 *         G4Options.defaults().assuming(G4Options.Assumption.SUPER_CLASS),
 *         limits);
 * }
 */
@NullMarked
package dev.espalier.grammar.g4;

import org.jspecify.annotations.NullMarked;
