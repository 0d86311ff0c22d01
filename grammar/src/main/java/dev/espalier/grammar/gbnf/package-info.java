/**
 * GBNF, the notation of llama.cpp, to grammars and back.
 *
 * <p>In reading order: {@link dev.espalier.grammar.gbnf.Gbnf} is the door; {@code GbnfToGrammar}
 * translates the parse tree, {@code GbnfText} the literals and classes in it; {@link
 * dev.espalier.grammar.gbnf.GbnfPrinter} writes a grammar as GBNF.
 *
 * <p>At the border: what parses has no undefined and no doubly defined rule. Printing a parsed
 * grammar and parsing that gives an equal grammar. ANTLR stays inside.
 *
 * {@snippet :
 * Grammar list = Gbnf.parse("""
 *     root ::= item ("," item){0,9}
 *     item ::= [a-z]+ | "(" root ")"
 *     """);
 * }
 */
@NullMarked
package dev.espalier.grammar.gbnf;

import org.jspecify.annotations.NullMarked;
