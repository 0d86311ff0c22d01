/**
 * What expressions do to a vocabulary, learnt once and shared by all grammars.
 *
 * <p>Most of what a mask says does not depend on the grammar: which tokens stay inside a JSON
 * string, which are digits, which begin with whitespace and then need something else. So a mask is
 * not found by walking the vocabulary but put together: a configuration is taken apart into heads
 * (a literal, a repeated character) and what follows them, and the {@link
 * dev.espalier.masking.table.Passage} of a head says at once which tokens end within it, and where
 * in the vocabulary the others stand when it is complete, which is where what follows begins.
 *
 * <p>In reading order: {@link dev.espalier.masking.table.TokenSet}, {@link
 * dev.espalier.masking.table.Frontier} (tokens read in part), {@link
 * dev.espalier.masking.table.Passage}, {@link dev.espalier.masking.table.Passages} (all of them,
 * one for a vocabulary), {@link dev.espalier.masking.table.PassageWalk} and {@link
 * dev.espalier.masking.table.CountingWalk} (which find them), {@link
 * dev.espalier.masking.table.PassageTables} (where they stay) with {@link
 * dev.espalier.masking.table.Head}, {@link dev.espalier.masking.table.Holdings} and {@link
 * dev.espalier.masking.table.PassageSweep} (which drops them), {@link
 * dev.espalier.masking.table.LiteralWalk} (texts against the trie), {@link
 * dev.espalier.masking.table.LexemeAssembly} (whole expressions), {@link
 * dev.espalier.masking.table.MaskAssembly} (whole masks), {@link
 * dev.espalier.masking.table.AssembledMask}.
 */
@NullMarked
package dev.espalier.masking.table;

import org.jspecify.annotations.NullMarked;
