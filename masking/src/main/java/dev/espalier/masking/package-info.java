/**
 * From a recogniser of bytes to masks of tokens: a tokenizer file becomes a vocabulary, a
 * vocabulary and a grammar become a constraint, a constraint answers which tokens may come next.
 *
 * <p>In reading order: {@link dev.espalier.masking.Vocabulary} says what the tokens of a model are
 * as bytes; {@code TokenizerJson} and {@code Tiktoken} read it from files through one {@code
 * VocabularyBuilder}; {@link dev.espalier.masking.VocabularyException} says what is wrong with such
 * a file. The vocabulary as a trie is {@link dev.espalier.masking.trie.TokenTrie}. A {@link
 * dev.espalier.masking.Constraint} is a grammar over a vocabulary, a {@link
 * dev.espalier.masking.Matcher} one text under it, a {@link dev.espalier.masking.TokenMask} what it
 * answers; {@code TokenResolver} and {@code NamedTokens} are about tokens that a grammar names; a
 * {@code CheckedText} is asked what no grammar can say; a {@link dev.espalier.masking.DraftTree}
 * asks for many places of one text, a {@link dev.espalier.masking.MaskFiller} for many texts.
 * {@link dev.espalier.masking.ConstraintCache} shares constraints among requests, {@link
 * dev.espalier.masking.WarmUp} prepares for the first one, {@link dev.espalier.masking.Caching}
 * tells what is remembered. {@link dev.espalier.masking.GrammarAnalysis} and {@link
 * dev.espalier.masking.DeadEnds} say what in a grammar is mostly not meant.
 *
 * <p>At the border: a special token is never reached through its text, only where a grammar names
 * it; ids are ints, bytes are 0..255; JSON is read here and does not appear in a signature.
 */
@NullMarked
package dev.espalier.masking;

import org.jspecify.annotations.NullMarked;
