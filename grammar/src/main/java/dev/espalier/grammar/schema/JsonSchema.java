package dev.espalier.grammar.schema;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarSyntaxException;
import dev.espalier.grammar.InvalidSchemaException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.UnsatisfiableGrammarException;
import dev.espalier.grammar.UnsupportedSchemaException;

/**
 * JSON Schema to grammar, exactly: every text of the grammar is a JSON text whose value the schema
 * allows, and every value that it allows has such a text.
 *
 * <p>Read are draft-04, 06, 07, 2019-09 and 2020-12, as {@code $schema} or {@link
 * SchemaOptions#dialect} says. {@link #analyze} tells what becomes of each use of a keyword: every
 * one that asserts something is enforced, or refused where it stands. Other documents come from
 * {@link SchemaOptions#resolver} only.
 *
 * <p>Texts: numbers are decimals of any size, compared exactly; a length counts code points;
 * declared names come at most once, additional ones may repeat among themselves. Stateless; any
 * thread. Time is about linear in what the root reaches, times the combinations that {@code anyOf}
 * makes, which are limited.
 */
public final class JsonSchema {
  private JsonSchema() {}

  /** {@link #parse(String, SchemaOptions)} with {@link SchemaOptions#defaults()}. */
  public static Grammar parse(String schemaJson) {
    return parse(schemaJson, SchemaOptions.defaults());
  }

  /**
   * The grammar of the JSON texts that a schema allows.
   *
   * @throws GrammarSyntaxException if the text is not JSON or names a member twice
   * @throws InvalidSchemaException if it is not a schema, as far as the root reaches
   * @throws UnsupportedSchemaException with every use of what cannot be enforced
   * @throws UnsatisfiableGrammarException if no value is allowed
   * @throws LimitExceededException if it is larger than {@link SchemaOptions#limits} allows
   */
  public static Grammar parse(String schemaJson, SchemaOptions options) {
    SchemaReader.Result read = read(schemaJson, options);
    if (!read.report().isSupported()) {
      throw read.report().refusal();
    }
    GoalExpander.Result goals = GoalExpander.expand(read.root(), options.limits());
    if (!goals.root().productive) {
      Conflict conflict = Conflict.of(goals.root());
      throw new UnsatisfiableGrammarException(conflict.pointer(), conflict.problem());
    }
    return GrammarWriter.write(goals.root(), options);
  }

  /**
   * What becomes of each keyword that the root reaches. Throws as {@link #parse(String,
   * SchemaOptions)} does, but neither for what is refused nor when no value is allowed.
   */
  public static SupportReport analyze(String schemaJson, SchemaOptions options) {
    SchemaReader.Result read = read(schemaJson, options);
    if (!read.report().isSupported()) {
      return read.report();
    }
    GoalExpander.Result goals = GoalExpander.expand(read.root(), options.limits());
    SupportReport report = read.report().withChecks(CheckedUses.of(goals.goals()));
    return goals.root().productive ? report.with(DeadParts.of(goals)) : report;
  }

  private static SchemaReader.Result read(String schemaJson, SchemaOptions options) {
    return SchemaReader.read(JsonText.parse(schemaJson, options.limits()), options);
  }
}
