/**
 * Passes from {@link dev.espalier.grammar.Grammar} to {@code Grammar} that keep the language, and
 * what they know about nonterminals.
 *
 * <p>In reading order: {@link dev.espalier.grammar.transform.Normalizer} lists the passes in their
 * order, each a class named for what holds after it: {@code WithoutUnproductive}, {@code
 * WithoutUnreachable}, {@code WithoutUnitCycles}, {@code WithRegularInlined}. {@link
 * dev.espalier.grammar.transform.Nullability} says what derives the empty text, {@link
 * dev.espalier.grammar.transform.Productivity} what derives any, {@link
 * dev.espalier.grammar.transform.UnitSymbols} what a body derives alone. Beneath them, {@code
 * DerivableSet} is the one fixpoint (which nonterminals can be derived to the end from allowed
 * terminals), {@code GroupCounts} the arithmetic of {@link dev.espalier.grammar.Group}, {@code
 * Components} the strongly connected components of a graph.
 *
 * <p>At the border: values in, values out, no state. The passes are iterative over nonterminals, so
 * that long chains of rules do not overflow the stack; they recurse only into groups and regular
 * expressions, whose depth the notations bound.
 */
@NullMarked
package dev.espalier.grammar.transform;

import org.jspecify.annotations.NullMarked;
