/**
 * The intermediate representation: what every notation is read into and what the automata are made
 * from. All of it is values.
 *
 * <p>In reading order: {@link dev.espalier.grammar.CodePointSet} and {@link
 * dev.espalier.grammar.Regex} describe a terminal; {@link dev.espalier.grammar.Symbol} is a {@link
 * dev.espalier.grammar.Nonterminal}, a {@link dev.espalier.grammar.Terminal} or a {@link
 * dev.espalier.grammar.Group} (counted repetition); {@link dev.espalier.grammar.Production}s make a
 * {@link dev.espalier.grammar.Grammar}. {@link dev.espalier.grammar.Limits} bounds every size that
 * a user controls; {@link dev.espalier.grammar.GrammarException} and its cases say where, what and
 * what to do.
 *
 * <p>At the border: an object that exists is valid (the constructors check), and nothing here knows
 * bytes, tokens or a notation. Terminals are contextual: a terminal is recognised wherever the
 * parser allows it, and all segmentations of a text live on side by side.
 */
@NullMarked
package dev.espalier.grammar;

import org.jspecify.annotations.NullMarked;
