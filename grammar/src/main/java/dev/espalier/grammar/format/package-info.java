/**
 * The string formats of JSON Schema, as languages over code points.
 *
 * <p>In reading order: {@link dev.espalier.grammar.format.Format} is the door, from the name of a
 * format to the strings that it allows. {@code Times}, {@code Addresses}, {@code Uris} and {@code
 * Pointers} spell out the grammars of their specifications, {@code Mailboxes} and {@code HostNames}
 * those that share names. What no expression says, such as that a label in Punycode stands for one
 * that IDNA allows, is a test beside the expression: {@code Idna} over {@code Punycode}, {@code
 * Directions} and the tables of {@code CodePoints} and {@code JoiningTypes}.
 *
 * <p>At the border: an expression holds at least the strings of its format, and exactly those where
 * there is no test.
 *
 * {@snippet :
 * Format date = Format.named("date").orElseThrow();
 * boolean valid = date.test() == null || date.test().test("2024-02-29");
 * }
 */
@NullMarked
package dev.espalier.grammar.format;

import org.jspecify.annotations.NullMarked;
