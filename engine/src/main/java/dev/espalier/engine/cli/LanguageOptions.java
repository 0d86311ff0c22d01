package dev.espalier.engine.cli;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.SchemaOptions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** The options that name a language: a schema, or a grammar in one of several notations. */
final class LanguageOptions {
  /** How a file is written; the file name tells, unless the user does. */
  enum Notation {
    JSON,
    GBNF,
    G4,
    LARK,
    EBNF,
    REGEX;

    private boolean isAvailable() {
      return this == JSON;
    }

    private static String available() {
      return Arrays.stream(values())
          .filter(Notation::isAvailable)
          .map(Notation::id)
          .collect(Collectors.joining(", "));
    }

    private String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final class Source {
    @Option(names = "--schema", paramLabel = "F", description = "JSON Schema.")
    private @Nullable String schema;

    @Option(
        names = "--grammar",
        paramLabel = "F",
        description = "Grammar; the notation is told by the file name: .json (schema).")
    private @Nullable String grammar;
  }

  @ArgGroup(multiplicity = "1")
  private Source source = new Source();

  @Option(
      names = "--start",
      paramLabel = "RULE",
      description = "The rule that a text begins with; default: the notation's own.")
  private @Nullable String start;

  @Option(
      names = "--notation",
      paramLabel = "N",
      description = "Notation, whatever the file name says: json.")
  private @Nullable Notation notation;

  /** The text of the file that was named. */
  String text() {
    return Texts.read(file(), ExitCode.GRAMMAR);
  }

  String file() {
    return source.schema != null ? source.schema : String.valueOf(source.grammar);
  }

  /** Whether the file is a JSON Schema. */
  boolean isSchema() {
    return notation() == Notation.JSON;
  }

  /** The language as a grammar. Ends the command if the file is bad. */
  Grammar grammar() {
    return read((text, options) -> parse(text, options));
  }

  /** What {@code reader} makes of the file's text; its messages get the file's name in front. */
  <T> T read(BiFunction<String, SchemaOptions, T> reader) {
    String text = text();
    try {
      return reader.apply(text, SchemaOptions.defaults());
    } catch (GrammarException e) {
      int exitCode = e instanceof LimitExceededException ? ExitCode.LIMIT : ExitCode.GRAMMAR;
      String message = e.getMessage();
      throw new CommandFailure(
          exitCode, message.startsWith(file()) ? message : file() + ": " + message);
    }
  }

  private Grammar parse(String text, SchemaOptions options) {
    assert isSchema() : notation();
    return JsonSchema.parse(text, options);
  }

  private Notation notation() {
    Notation chosen = notation;
    if (chosen == null) {
      chosen = source.schema != null ? Notation.JSON : byFileName();
    }
    if (!chosen.isAvailable()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "%s: notation '%s' is not available; available are %s"
              .formatted(file(), chosen.id(), Notation.available()));
    }
    if (chosen == Notation.JSON && start != null) {
      throw new CommandFailure(ExitCode.USAGE, "--start: a schema has no rules");
    }
    return chosen;
  }

  private Notation byFileName() {
    String name = file().toLowerCase(Locale.ROOT);
    Optional<Notation> byName =
        Arrays.stream(Notation.values()).filter(n -> name.endsWith("." + n.id())).findFirst();
    return byName.orElseThrow(
        () ->
            new CommandFailure(
                ExitCode.USAGE,
                "%s: the file name does not tell the notation; say --notation, one of %s"
                    .formatted(file(), Notation.available())));
  }
}
