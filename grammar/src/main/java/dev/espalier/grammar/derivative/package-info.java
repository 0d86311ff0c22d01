/**
 * Expressions as automata, by derivatives, over code points.
 *
 * <p>{@link dev.espalier.grammar.derivative.Derivatives} turns a {@code Regex} into a {@link
 * dev.espalier.grammar.derivative.State} and computes the moves of a state when they are asked for;
 * what decides about whole languages (emptiness, finiteness, contexts) walks them. {@link
 * dev.espalier.grammar.derivative.Cardinality} tells what needs no walk.
 *
 * <p>At the border: work is bounded, by {@link dev.espalier.grammar.derivative.WorkLimitException}.
 */
@NullMarked
package dev.espalier.grammar.derivative;

import org.jspecify.annotations.NullMarked;
