/**
 * Regular expressions of Python's {@code re}, as Lark grammars use them, to languages over code
 * points.
 *
 * <p>In reading order: {@link dev.espalier.grammar.python.PythonRegex} is the door, which gives a
 * {@link dev.espalier.grammar.python.Pattern}: a tree that still knows which repetitions are greedy
 * and what looks around. {@code PythonRegexReader} makes it of the parse tree, with the classes of
 * {@code PythonCharacters}. {@link dev.espalier.grammar.python.Lexeme} is what a pattern matches as
 * a lexeme: {@code PlainLanguage} where only the texts count, {@code FirstPreference} where
 * repetitions that are not greedy decide where it ends.
 *
 * <p>At the border: what comes out is exact or an exception. ANTLR stays inside.
 *
 * {@snippet :
 * Pattern comment = PythonRegex.parse("/\\*(.|\\n)*?\\*\/", "", "c.lark:3:10", limits);
 * Regex regex = Lexeme.of(comment, "c.lark:3:10", limits);
 * }
 */
@NullMarked
package dev.espalier.grammar.python;

import org.jspecify.annotations.NullMarked;
