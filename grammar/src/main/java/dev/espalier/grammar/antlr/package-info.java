/**
 * What every notation read through ANTLR has in common: one strict way to run a generated parser.
 *
 * <p>{@link dev.espalier.grammar.antlr.StrictParser} turns a generated lexer and parser into a
 * parse tree or an exception, never into a tree with repairs: the first error ends the reading and
 * becomes a {@link dev.espalier.grammar.GrammarSyntaxException} with line and column. Nesting is
 * counted over the tokens before the parser recurses, so that no text overflows the stack. {@link
 * dev.espalier.grammar.antlr.RepetitionCount} reads the bounds of a counted repetition, {@link
 * dev.espalier.grammar.antlr.RuleBodies} puts the bodies of rules together.
 *
 * <p>At the border: for the packages beside this one; nothing of ANTLR is part of the API of a
 * notation.
 */
@NullMarked
package dev.espalier.grammar.antlr;

import org.jspecify.annotations.NullMarked;
