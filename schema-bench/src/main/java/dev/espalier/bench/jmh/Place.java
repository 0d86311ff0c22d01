package dev.espalier.bench.jmh;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.schema.Whitespace;
import java.util.function.Supplier;

/**
 * A place in a text of a language: where a mask is asked for. A value.
 *
 * <p>Schemas take whitespace as it is by default, but for {@link #WHITESPACE} and {@link
 * #DEEP_NESTING}, where it is flexible.
 */
public enum Place {
  /** Where a declared key may begin. */
  KEY(Sources.RECORD, "{", "\"text\":\"a\",\"short\":\"b\",\"number\":-1.5e3}"),

  /** Where one of 2,000 keys may begin, all of them optional. */
  OPTIONAL_KEYS(() -> JsonSchema.parse(Sources.optionalKeys(2_000)), "{", Sources.membersOf(2_000)),

  /** In a string of any length. */
  STRING(
      Sources.RECORD,
      "{\"text\":\"a",
      " quick brown fox jumps over the lazy dog\",\"short\":\"b\",\"number\":0}"),

  /** In a string of at most 40 characters. */
  BOUNDED_STRING(
      Sources.RECORD, "{\"text\":\"a\",\"short\":\"a", " quick brown fox\",\"number\":0}"),

  /** In the middle of a string of at most 5,000 characters. */
  LONG_STRING(
      () -> JsonSchema.parse("{\"type\": \"string\", \"maxLength\": 5000}"),
      "\"" + Sources.words(2_500),
      " " + Sources.words(2_490) + "\""),

  /** In a number. */
  NUMBER(Sources.RECORD, "{\"text\":\"a\",\"short\":\"a\",\"number\":1", "234.5}"),

  /** In one of 5,000 strings. */
  ENUM(
      () -> JsonSchema.parse(Sources.enumeration(5_000)),
      "\"",
      Sources.names(5_000).get(4_321) + "\""),

  /** In a string with a pattern that bounds its length. */
  PATTERN(
      () -> JsonSchema.parse("{\"type\": \"string\", \"pattern\": \"^[a-z0-9-]{1,63}$\"}"),
      "\"my",
      "-service-name-01\""),

  /** In a string with a pattern and, beside it, a length. */
  PATTERN_AND_LENGTH(
      () ->
          JsonSchema.parse(
              "{\"type\": \"string\", \"pattern\": \"^[A-Z][a-z]+( [A-Z][a-z]+)*$\","
                  + " \"minLength\": 3, \"maxLength\": 60}"),
      "\"Ada",
      " Lovelace Of London\""),

  /** In a string whose pattern counts words, with a length beside it. */
  COUNTED_WORDS(
      () ->
          JsonSchema.parse(
              "{\"type\": \"string\", \"pattern\": \"^(\\\\S+\\\\s+){0,49}\\\\S+$\","
                  + " \"maxLength\": 1000}"),
      "\"the quick",
      " brown fox jumps over the lazy dog\""),

  /** Between two members, where any whitespace may stand. */
  WHITESPACE(
      () ->
          JsonSchema.parse(
              Sources.RECORD_SCHEMA, SchemaOptions.defaults().withWhitespace(Whitespace.FLEXIBLE)),
      "{\n  ",
      "  \"text\" : \"a\",\n  \"short\":\n\t\"b\"  ,\n  \"number\": 0\n}"),

  /** Below 200 arrays and objects, under a schema that refers to itself. */
  DEEP_NESTING(
      () ->
          JsonSchema.parse(
              Sources.TREE_SCHEMA, SchemaOptions.defaults().withWhitespace(Whitespace.FLEXIBLE)),
      "[{\"a\": ".repeat(100),
      "[1, 2]" + "}]".repeat(100)),

  /** In a query. */
  SQL(
      () -> Sources.gbnf("sql.gbnf"),
      Sources.before("sql/report.sql", "WHERE p.month"),
      Sources.from("sql/report.sql", "WHERE p.month")),

  /** In a function. */
  PROGRAM(
      () -> Sources.gbnf("program.gbnf"),
      Sources.before("program/queue.c", "hash = (hash << 5)"),
      Sources.from("program/queue.c", "hash = (hash << 5)"));

  private final Supplier<Grammar> grammar;
  private final String before;
  private final String after;

  Place(Supplier<Grammar> grammar, String before, String after) {
    this.grammar = grammar;
    this.before = before;
    this.after = after;
  }

  /** The language, parsed again at each call. */
  public Grammar grammar() {
    return grammar.get();
  }

  /** The text up to the place. */
  public String before() {
    return before;
  }

  /** The rest of a text of the language. */
  public String after() {
    return after;
  }
}
