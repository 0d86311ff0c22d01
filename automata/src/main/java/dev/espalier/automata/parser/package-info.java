/**
 * The pushdown part of the recogniser: terminals in, sets of parser stacks out.
 *
 * <p>In reading order: {@link dev.espalier.automata.parser.Numbering} and {@link
 * dev.espalier.automata.parser.Symbols} (the grammar in numbers), {@link
 * dev.espalier.automata.parser.GroupCounter} and {@link dev.espalier.automata.parser.Counts}
 * (counted repetition), {@link dev.espalier.automata.parser.Item}, {@link
 * dev.espalier.automata.parser.ParseState} and {@link dev.espalier.automata.parser.Closure} (the
 * automaton), {@link dev.espalier.automata.parser.Stacks} (persistent sets of stacks), {@link
 * dev.espalier.automata.parser.Parser} (the algorithm).
 *
 * <p>At the border: equal sets of stacks are the same object, the terminals that may come next are
 * exact, and a step costs the same however long the text already is.
 */
@NullMarked
package dev.espalier.automata.parser;

import org.jspecify.annotations.NullMarked;
