/**
 * Every notation by its file name: text or file in, {@link dev.espalier.grammar.Grammar} out.
 *
 * <p>In reading order: {@link dev.espalier.grammar.notation.Notation} lists the notations, their
 * file name suffixes and how each is parsed; {@link dev.espalier.grammar.notation.Grammars} reads a
 * file, {@code Choices} one text a line. The notations themselves are in the packages beside this
 * one, each with a door of its own that says more than this one can (options for JSON Schema,
 * printing for GBNF).
 *
 * <p>At the border: a file is UTF-8 without malformed bytes, or it is refused; positions of errors
 * start with the name of the file.
 *
 * {@snippet :
 * Grammar grammar = Grammars.read(Path.of("list.gbnf"), Limits.defaults());
 * }
 */
@NullMarked
package dev.espalier.grammar.notation;

import org.jspecify.annotations.NullMarked;
