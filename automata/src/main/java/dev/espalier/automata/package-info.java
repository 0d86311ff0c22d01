/**
 * A grammar as a machine over bytes.
 *
 * <p>In reading order: {@link dev.espalier.automata.ByteRecognizer} (compiled from a grammar,
 * shared by all threads) and {@link dev.espalier.automata.Configuration} (where a text stands: an
 * immutable state, so that fork and rollback keep a reference), {@link
 * dev.espalier.automata.AskedStep} (what the text must be asked before a step is right). Beneath:
 * {@code derivative} (one terminal), {@code lexer} (all terminals), {@code parser} (the pushdown
 * part).
 *
 * <p>At the border: a configuration answers which byte may follow, exactly: a byte leads to a live
 * configuration if and only if some continuation completes a text of the language, checks being
 * passed.
 */
@NullMarked
package dev.espalier.automata;

import org.jspecify.annotations.NullMarked;
