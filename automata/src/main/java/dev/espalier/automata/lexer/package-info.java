/**
 * The terminals of a grammar as one automaton over bytes.
 *
 * <p>In reading order: {@link dev.espalier.automata.lexer.LexerState} (which terminals are alive
 * and which are complete), {@link dev.espalier.automata.lexer.Lexer} (makes the states), {@link
 * dev.espalier.automata.lexer.EmptyTerminals} (those that match nothing), {@link
 * dev.espalier.automata.lexer.LexerPicture} (some states as a picture).
 *
 * <p>At the border: a set of terminals that the parser allows comes in; after each byte, the
 * terminals completed and the terminals still alive come out. Nothing here decides between them:
 * every segmentation of a text into lexemes lives on.
 */
@NullMarked
package dev.espalier.automata.lexer;

import org.jspecify.annotations.NullMarked;
