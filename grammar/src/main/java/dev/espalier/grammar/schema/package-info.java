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
 * dialect holds there. {@code SchemaEvaluator} says whether a value satisfies a schema.
 *
 * <p>{@code Goals} joins {@code Claim}s, that schemas hold or fail, into one {@code Goal} for each
 * list. {@code ScalarAlgebra} works out {@code Scalars}: {@code Strings}, {@code Numbers} (cells of
 * {@code Divisibility} over {@code NumberRange}s) and literals. {@code CaseExpander} takes claims
 * about arrays and objects apart into {@code Case}s of {@code Fact}s, with the proofs of {@code
 * Possibility}; {@code ArrayShapes} and {@code ObjectShapes} make shapes of them. {@code
 * GoalExpander} fills the goals with all that, {@code Conflict} says why one is empty, and {@code
 * GrammarWriter} writes the productive ones as a grammar, with {@code JsonTokens}, {@code
 * JsonStrings}, {@code ScalarTexts}, {@code NumberSpellings} over {@code NumberText} and {@code
 * MultipleText}, and the checks of {@code ClosedValues}. {@code RegexMatcher} and {@code
 * RegexEmptiness} decide about given and about all strings.
 *
 * <p>At the border: no schema keyword is dropped silently, sizes are limited, nothing is fetched,
 * and no type of the JSON library is visible.
 */
@NullMarked
package dev.espalier.grammar.schema;

import org.jspecify.annotations.NullMarked;
