/**
 * JSON Schema to grammar.
 *
 * <p>In reading order: {@link dev.espalier.grammar.schema.JsonSchema} is the door, {@link
 * dev.espalier.grammar.schema.SchemaOptions} says how the text is laid out and what may be ignored,
 * {@link dev.espalier.grammar.schema.SupportReport} what became of each keyword. {@code JsonText}
 * reads text into {@code Json} values; {@code SchemaReader}, with {@code Keyword} and {@code
 * Draft}, reads those into {@code Schema}s, one per place that the root reaches; {@code
 * GoalExpander} joins them into {@code Goal}s, one per list of schemas that hold together; {@code
 * GrammarWriter} writes the productive goals as a grammar. {@code JsonTokens}, {@code JsonStrings},
 * {@code NumberText} over {@code NumberRange} make the terminals; {@code RegexMatcher} decides
 * about given strings.
 *
 * <p>At the border: no schema keyword is dropped silently, sizes are limited, nothing is fetched,
 * and no type of the JSON library is visible.
 */
@NullMarked
package dev.espalier.grammar.schema;

import org.jspecify.annotations.NullMarked;
