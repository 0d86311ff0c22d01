/**
 * The vocabulary as one flat trie: a list of byte strings becomes a table that a mask is read from
 * in a single pass.
 *
 * <p>In reading order: {@link dev.espalier.masking.trie.TokenTrie} is the table, with its layout;
 * its builder sorts the tokens, lays out the nodes and gathers what lies below each; {@code Utf8}
 * knows where code points begin and end.
 *
 * <p>Two things make a walk short. A node knows the end of its subtree, so a refused byte passes
 * all tokens below at once. And it knows what lies below it (the set of bytes, whether these are
 * whole code points, how many at most), so that a state of the lexer that every such byte leads
 * back to itself takes all tokens below at once: they are a range of ranks.
 *
 * <p>At the border: bytes are 0..255 in signatures; tokens without bytes (special ones, ids without
 * a token) are not here, so no walk can reach them; nothing here knows a grammar or a lexer.
 */
@NullMarked
package dev.espalier.masking.trie;

import org.jspecify.annotations.NullMarked;
