/**
 * The tables that the automata are made of: what is made while texts are read must cost little to
 * make.
 *
 * <p>In reading order: {@link dev.espalier.automata.table.Interner} (equal things are one object),
 * {@link dev.espalier.automata.table.LongMap} (pairs of numbers to things), {@link
 * dev.espalier.automata.table.Successors} (byte classes to things, within one of them).
 *
 * <p>At the border: no key is an object, nothing is boxed, and an empty table costs next to
 * nothing.
 */
@NullMarked
package dev.espalier.automata.table;

import org.jspecify.annotations.NullMarked;
