/**
 * .g4, the notation of ANTLR 4, to grammars and back.
 *
 * <p>{@link dev.espalier.grammar.g4.G4} is the door: text in, {@link
 * dev.espalier.grammar.g4.G4Grammar} out, a grammar with notes. {@link
 * dev.espalier.grammar.g4.G4Files} gives the texts of imported grammars, {@link
 * dev.espalier.grammar.g4.G4Options} says what is assumed of code in them.
 */
@NullMarked
package dev.espalier.grammar.g4;

import org.jspecify.annotations.NullMarked;
