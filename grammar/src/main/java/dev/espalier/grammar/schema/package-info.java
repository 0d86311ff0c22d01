/**
 * JSON Schema to grammar.
 *
 * <p>In reading order: {@link dev.espalier.grammar.schema.JsonSchema} is the door, {@link
 * dev.espalier.grammar.schema.SchemaOptions} says how the text is laid out and what may be ignored,
 * {@link dev.espalier.grammar.schema.SupportReport} what became of each keyword. {@code JsonText}
 * reads text into {@code Json} values; {@code SchemaReader} reads those into {@code Schema}s, one
 * per place that the root reaches and {@code Scope} that it is reached in: {@code Keyword} knows
 * the keywords, the classes named after families of them ({@code ArrayKeywords} and so on) read one
 * each at its {@code Site}, {@code Resources} knows where references lead and {@code Rules} which
 * dialect holds there. {@code SchemaEvaluator} says whether a value satisfies a schema; {@code
 * Goals} joins them into lists that hold together ({@code Joined}), one {@code Goal} each; {@code
 * GoalExpander} fills the goals, type by type, and {@code GrammarWriter} writes the productive ones
 * as a grammar. {@code JsonTokens}, {@code JsonStrings}, {@code NumberText} over {@code
 * NumberRange} make the terminals; {@code Numbers}, cells of {@code Divisibility}, are exact sets
 * of numbers, and {@code NumberSpellings}, with {@code MultipleText}, their texts; {@code
 * Admission} validates given values; {@code RegexMatcher} and {@code RegexEmptiness} decide about
 * given and about all strings.
 *
 * <p>At the border: no schema keyword is dropped silently, sizes are limited, nothing is fetched,
 * and no type of the JSON library is visible.
 */
@NullMarked
package dev.espalier.grammar.schema;

import org.jspecify.annotations.NullMarked;
