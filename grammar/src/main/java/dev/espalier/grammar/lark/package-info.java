/**
 * Lark grammars, in the dialects of Lark and of llguidance, to grammars and back.
 *
 * <p>In reading order: {@link dev.espalier.grammar.lark.Lark} is the door and {@link
 * dev.espalier.grammar.lark.LarkGrammar} what it gives. {@code LarkReader} reads a file and what is
 * nested in it, level by level: {@code LarkDefinitions} collects what a level defines, with {@code
 * CommonTerminals} for imports; {@code LarkTerminals} makes patterns of terminals, with {@code
 * LarkText} for literals and {@code Substrings} for {@code %regex}; {@code LarkRules} makes
 * productions of rules; {@code LarkLexicon} puts the terminals that they use in order. {@code
 * EmbeddedSchemas} is {@code %json}, {@code LarkOptions} the objects of {@code %regex} and {@code
 * %llguidance}. {@link dev.espalier.grammar.lark.LarkPrinter} writes a grammar as Lark.
 *
 * <p>At the border: what parses has no undefined and no doubly defined name, and no terminal that
 * contains itself. Printing a parsed grammar and parsing that gives an equal grammar, where Lark
 * can say it. ANTLR and Jackson stay inside.
 *
 * {@snippet :
 * Grammar sums = Lark.parse("""
 *     start: NUMBER ("+" NUMBER)*
 *     NUMBER: /[0-9]+/
 *     %ignore " "
 *     """);
 * }
 */
@NullMarked
package dev.espalier.grammar.lark;

import org.jspecify.annotations.NullMarked;
