/**
 * Grammars made of grammars: {@link dev.espalier.grammar.Grammar}s in, one out.
 *
 * <p>In reading order: {@link dev.espalier.grammar.compose.Compose} has union, concatenation,
 * repetition, choices, a grammar in place of a nonterminal and a grammar inside a JSON string;
 * {@link dev.espalier.grammar.compose.FreeText} is text with triggers in it, each with the grammar
 * that follows it, {@link dev.espalier.grammar.compose.Occurrences} finds them. {@code Assembly}
 * keeps names apart, {@code Checks} refuses what checks could not see, {@link
 * dev.espalier.grammar.compose.JsonSpelling} and {@code WrittenOut} spell texts as JSON strings do.
 *
 * <p>At the border: the language is exactly what is said, whatever notations the parts were written
 * in; or an {@link java.lang.IllegalArgumentException}.
 *
 * {@snippet :
 * Grammar call = Compose.concatenation(JsonSchema.parse(schema), Compose.text("</tool_call>"));
 * Grammar answer = FreeText.any().on("<tool_call>", call).anyNumber();
 * }
 */
@NullMarked
package dev.espalier.grammar.compose;

import org.jspecify.annotations.NullMarked;
