package dev.espalier.engine.cli;

import dev.espalier.grammar.schema.Dialect;
import dev.espalier.grammar.schema.NumberStyle;
import dev.espalier.grammar.schema.PropertyOrder;
import dev.espalier.grammar.schema.SchemaOptions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say how a schema is read. */
final class SchemaSettings {
  @Option(
      names = "--dialect",
      paramLabel = "D",
      description = "What a schema without '$schema' is: " + DialectNames.ALL + " (the default).")
  private @Nullable String dialect;

  @Option(
      names = "--property-order",
      paramLabel = "schema|any",
      description = "Order of an object's properties; default: schema.")
  private @Nullable String propertyOrder;

  @Option(
      names = "--numbers",
      paramLabel = "plain|any",
      description = "Spelling of numbers; default: plain, so that 1 is not written 1.0 or 1e0.")
  private @Nullable String numbers;

  @Option(
      names = "--ignore",
      paramLabel = "KEYWORD",
      split = ",",
      description = "Keywords that are not enforced, such as format; the report says so.")
  private List<String> ignored = List.of();

  @Option(
      names = "--document",
      paramLabel = "URI=FILE",
      description = "A document that the schema refers to; may be given several times.")
  private Map<String, String> documents = new LinkedHashMap<>();

  /** Ends the command if an option has a value that it cannot have. */
  SchemaOptions options() {
    return SchemaOptions.defaults()
        .withDialect(
            dialect == null ? Dialect.DRAFT_2020_12 : DialectNames.parse("--dialect", dialect))
        .withPropertyOrder(
            one("--property-order", propertyOrder, PropertyOrder.values(), PropertyOrder.SCHEMA))
        .withNumbers(one("--numbers", numbers, NumberStyle.values(), NumberStyle.PLAIN))
        .ignoring(ignored.toArray(String[]::new))
        .withResolver(
            uri ->
                Optional.ofNullable(documents.get(uri))
                    .map(file -> Texts.read(file, ExitCode.GRAMMAR)));
  }

  /** Whether none of them is given. */
  boolean areDefault() {
    return dialect == null
        && propertyOrder == null
        && numbers == null
        && ignored.isEmpty()
        && documents.isEmpty();
  }

  private static <E extends Enum<E>> E one(
      String option, @Nullable String text, E[] values, E otherwise) {
    if (text == null) {
      return otherwise;
    }
    return Arrays.stream(values)
        .filter(value -> value.name().equalsIgnoreCase(text))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    option
                        + ": '"
                        + text
                        + "' is none of "
                        + Arrays.stream(values)
                            .map(value -> value.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", "))));
  }
}
