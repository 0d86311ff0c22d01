/**
 * EBNF with {@code ::=}, as XGrammar and the W3C write it, to grammars and back.
 *
 * <p>In reading order: {@link dev.espalier.grammar.ebnf.Ebnf} is the door, and says what is read;
 * {@code EbnfToGrammar} translates the parse tree, {@code EbnfRegular} what must be regular in it,
 * {@code EbnfMacros} the macros of XGrammar, {@code EbnfText} literals and classes; {@link
 * dev.espalier.grammar.ebnf.EbnfPrinter} writes a grammar as EBNF.
 *
 * <p>At the border: what parses has no undefined and no doubly defined rule. Printing a parsed
 * grammar and parsing that gives an equal grammar. ANTLR stays inside.
 *
 * {@snippet :
 * Grammar comment = Ebnf.parse("""
 *     comment ::= '<!--' ((char - '-') | ('-' (char - '-')))* '-->'
 *     char    ::= [#x20-#xD7FF]
 *     """);
 * }
 */
@NullMarked
package dev.espalier.grammar.ebnf;

import org.jspecify.annotations.NullMarked;
