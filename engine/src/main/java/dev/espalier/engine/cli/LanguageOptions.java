package dev.espalier.engine.cli;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.GrammarException;
import dev.espalier.grammar.LimitExceededException;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.Production;
import dev.espalier.grammar.SpecialToken;
import dev.espalier.grammar.Symbol;
import dev.espalier.grammar.UnsupportedSchemaException;
import dev.espalier.grammar.g4.G4;
import dev.espalier.grammar.g4.G4Files;
import dev.espalier.grammar.g4.G4Grammar;
import dev.espalier.grammar.g4.G4Options;
import dev.espalier.grammar.lark.Lark;
import dev.espalier.grammar.lark.LarkGrammar;
import dev.espalier.grammar.notation.Notation;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.transform.Symbols;
import dev.espalier.masking.Constraint;
import dev.espalier.masking.Vocabulary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that name a language: a schema, or a grammar in one of several notations. */
final class LanguageOptions {
  /** How {@link dev.espalier.grammar.schema.JsonSchema} calls a text that is not JSON. */
  private static final String SCHEMA_TEXT = "schema";

  private static final class Source {
    @Option(names = "--schema", paramLabel = "F", description = "JSON Schema.")
    private @Nullable String schema;

    @Option(
        names = "--grammar",
        paramLabel = "F",
        description =
            "Grammar; the file name tells the notation: .g4, .lark, .gbnf, .ebnf, .regex,"
                + " .choices, or .json for a schema."
                + " What a .g4 file imports is sought beside it.")
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
      description =
          "Notation, whatever the file name says: g4, lark, gbnf, ebnf, regex, choices or json.")
  private @Nullable String notation;

  @Option(
      names = "--assume",
      paramLabel = "CODE",
      split = ",",
      description =
          "What code in a .g4 file is taken to have no say: predicates, actions, superClass.")
  private List<String> assumed = List.of();

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec command;

  @Mixin private SchemaSettings settings = new SchemaSettings();

  /** The file that was named. */
  String file() {
    return source.schema != null ? source.schema : String.valueOf(source.grammar);
  }

  /** Whether the file is a JSON Schema. */
  boolean isSchema() {
    return notation() == Notation.JSON_SCHEMA;
  }

  /** The language as a grammar. Ends the command if the file is bad. */
  Grammar grammar() {
    Notation written = notation();
    if (written == Notation.JSON_SCHEMA) {
      SchemaOptions options = schemaOptions();
      return read(text -> JsonSchema.parse(text, options));
    }
    if (!settings.areDefault()) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--dialect, --property-order, --numbers, --ignore and --document are for schemas; "
              + file()
              + " is none");
    }
    if (written != Notation.G4 && !assumed.isEmpty()) {
      throw new CommandFailure(ExitCode.USAGE, "--assume is for .g4 files; " + file() + " is none");
    }
    String rule = start == null ? written.startRule() : start;
    if (written == Notation.G4) {
      return g4(rule);
    }
    if (written == Notation.LARK) {
      LarkGrammar grammar = read(text -> Lark.read(text, file(), rule, Limits.defaults()));
      note(grammar.annotations());
      return grammar.grammar();
    }
    return read(text -> written.parse(text, file(), rule, Limits.defaults()));
  }

  private void note(List<?> notes) {
    if (command != null) {
      PrintWriter err = command.commandLine().getErr();
      notes.forEach(note -> err.println("espalier: note: " + note));
      err.flush();
    }
  }

  private Grammar g4(String rule) {
    Path directory = Path.of(file()).toAbsolutePath().getParent();
    Limits limits = Limits.defaults();
    G4Files files = directory == null ? G4Files.none() : G4Files.directory(directory, limits);
    G4Options options = G4Options.defaults().assuming(assumptions());
    G4Grammar grammar = read(text -> G4.parse(text, file(), rule, files, options, limits));
    note(grammar.notes());
    return grammar.grammar();
  }

  private G4Options.Assumption[] assumptions() {
    return assumed.stream()
        .map(
            name ->
                Arrays.stream(G4Options.Assumption.values())
                    .filter(assumption -> assumption.text().equals(name.strip()))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new CommandFailure(
                                ExitCode.USAGE,
                                "--assume: expected predicates, actions or superClass but found '"
                                    + name
                                    + "'")))
        .toArray(G4Options.Assumption[]::new);
  }

  /** How the schema is to be read. */
  SchemaOptions schemaOptions() {
    return settings.options();
  }

  /** What {@code reader} makes of the file's text. */
  <T> T read(Function<String, T> reader) {
    String text = Texts.read(file(), ExitCode.GRAMMAR);
    return judge(() -> reader.apply(text));
  }

  /**
   * The language for a vocabulary of the 256 bytes, token i being byte i, and an end, which stands
   * for all tokens that the grammar names. Ends the command if it has no text or exceeds a limit.
   */
  Constraint overBytes(Grammar grammar) {
    List<byte[]> tokens = new ArrayList<>();
    for (int b = 0; b < 256; b++) {
      tokens.add(new byte[] {(byte) b});
    }
    Vocabulary vocabulary = Vocabulary.of(tokens, Map.of(256, "</s>"));
    return judge(() -> Constraint.compile(withOneToken(grammar), vocabulary));
  }

  private static Grammar withOneToken(Grammar grammar) {
    if (grammar.tokens().isEmpty()) {
      return grammar;
    }
    Symbol one = new SpecialToken.Named("</s>");
    List<Production> productions = new ArrayList<>();
    for (Production production : grammar.productions()) {
      List<Symbol> body =
          production.body().stream()
              .map(s -> Symbols.map(s, leaf -> leaf instanceof SpecialToken ? one : leaf))
              .toList();
      productions.add(new Production(production.head(), body));
    }
    return new Grammar(grammar.start(), productions, grammar.lexicons());
  }

  /** The result of {@code work} on the language; its refusals get the file's name in front. */
  <T> T judge(Supplier<T> work) {
    try {
      return work.get();
    } catch (GrammarException e) {
      int exitCode = e instanceof LimitExceededException ? ExitCode.LIMIT : ExitCode.GRAMMAR;
      throw new CommandFailure(exitCode, placed(e));
    }
  }

  /** The message with the file's name in front of each place in it. */
  private String placed(GrammarException e) {
    if (e.position().startsWith(file())) {
      return e.getMessage();
    }
    if (e.position().equals(SCHEMA_TEXT) || e.position().startsWith(SCHEMA_TEXT + ":")) {
      return file() + e.getMessage().substring(SCHEMA_TEXT.length());
    }
    return e instanceof UnsupportedSchemaException unsupported
        ? unsupported.uses().stream()
            .map(use -> file() + ": " + use)
            .collect(Collectors.joining("\n"))
        : file() + ": " + e.getMessage();
  }

  private Notation notation() {
    Notation written =
        source.schema == null || notation != null ? ofGrammar() : Notation.JSON_SCHEMA;
    if (source.schema != null && written != Notation.JSON_SCHEMA) {
      throw new CommandFailure(
          ExitCode.USAGE, "--notation: a schema is 'json', not '" + notation + "'; use --grammar");
    }
    if (start != null && !written.hasRules()) {
      throw new CommandFailure(
          ExitCode.USAGE, "--start: a " + written.suffix() + " file has no rules");
    }
    return written;
  }

  private Notation ofGrammar() {
    String name = notation != null ? "." + notation : file();
    return Arrays.stream(Notation.values())
        .filter(known -> name.toLowerCase(Locale.ROOT).endsWith(known.suffix()))
        .findFirst()
        .orElseThrow(() -> unknown());
  }

  private CommandFailure unknown() {
    String available =
        Arrays.stream(Notation.values())
            .map(known -> known.suffix().substring(1))
            .collect(Collectors.joining(", "));
    String problem =
        notation != null
            ? "--notation: '" + notation + "' is not available"
            : file() + ": the file name does not tell a notation that is available";
    return new CommandFailure(
        ExitCode.USAGE, problem + "; say --notation with one of " + available);
  }
}
