/**
 * ECMA-262 regular expressions, as JSON Schema's {@code pattern} uses them, to languages over code
 * points.
 *
 * <p>In reading order: {@link dev.espalier.grammar.regex.EcmaRegex} is the door. {@code
 * EcmaRegexReader} turns the parse tree into a {@code Piece}: a plain language, or a construct that
 * looks at its surroundings (an anchor, a lookahead, a lookbehind, a word boundary, or something
 * around one). {@code Elimination} turns a piece into a {@link dev.espalier.grammar.Regex},
 * exactly: by {@code AnchorElimination} what looks ahead, by the same over its {@code Reversal}
 * what looks behind, by {@code ContextElimination} over {@code Contexts} what does both. {@code
 * Language} is a regular expression with its size, so that no small text becomes a huge expression;
 * {@code CharacterClasses} holds the classes of ECMA-262 and of Unicode. {@link
 * dev.espalier.grammar.regex.UnsupportedRegexException} refuses what is not a regular language here
 * (backreferences) and the few combinations that are not taken.
 *
 * <p>At the border: what comes out is exact or an exception. ANTLR stays inside.
 *
 * {@snippet :
 * Regex text = EcmaRegex.search("^[a-z]+(-[0-9]{1,3})?$", "#/properties/id/pattern");
 * }
 */
@NullMarked
package dev.espalier.grammar.regex;

import org.jspecify.annotations.NullMarked;
