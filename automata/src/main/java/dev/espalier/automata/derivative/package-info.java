/**
 * Regular expressions as automata that are made while a text is read: derivatives over bytes.
 *
 * <p>In reading order: {@link dev.espalier.automata.derivative.ByteClasses} (the alphabet), {@link
 * dev.espalier.automata.derivative.Expression} (a state), {@link
 * dev.espalier.automata.derivative.Expressions} (makes and derives them), {@link
 * dev.espalier.automata.derivative.ExpressionTable} (holds each once), {@link
 * dev.espalier.automata.derivative.Lengths} (how short a match may be), {@link
 * dev.espalier.automata.derivative.Liveness} (which match nothing), {@link
 * dev.espalier.automata.derivative.Absorptions} (which characters a state takes without a further
 * question).
 *
 * <p>At the border: an IR regex over code points comes in; states that read UTF-8 bytes come out. A
 * state whose language is empty is found to be dead, also under intersection and complement, and
 * counted repetition costs one state per count, made when a text reaches it.
 */
@NullMarked
package dev.espalier.automata.derivative;

import org.jspecify.annotations.NullMarked;
