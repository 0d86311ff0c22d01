package dev.espalier.engine.cli;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.Limits;
import dev.espalier.grammar.analysis.Finding;
import dev.espalier.grammar.analysis.GrammarReport;
import dev.espalier.grammar.analysis.RuleGraph;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.schema.SupportReport;
import dev.espalier.masking.DeadEnds;
import dev.espalier.masking.GrammarAnalysis;
import dev.espalier.masking.Vocabulary;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code espalier check}: what becomes of each keyword of a schema; what in a grammar is mostly not
 * meant; and pictures.
 */
@Command(
    name = "check",
    description = {
      "Says what becomes of each keyword of a schema: 'pointer keyword status', one a line.",
      "Warns of branches, properties and items that can have no value.",
      "Of a grammar, says what is mostly not meant: rules that nothing refers to or that derive"
          + " nothing, terminals that are never produced, left recursion, and more.",
      "Exit status 3 where something is refused; 0 where there are only warnings."
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LanguageOptions language = new LanguageOptions();

  @Option(names = "--json", description = "Write the report as JSON.")
  private boolean json;

  @Option(
      names = "--tokenizer",
      paramLabel = "F",
      description =
          "A tokenizer.json: also search for texts that no token of it goes on with."
              + " For grammars; a search, not a proof.")
  private @Nullable Path tokenizer;

  private enum Picture {
    RULES,
    AUTOMATON
  }

  @Option(
      names = "--dot",
      paramLabel = "rules|automaton",
      description =
          "Instead of the report, write a picture for Graphviz: which rule refers to which, or an"
              + " automaton of 200 states at most.")
  private @Nullable Picture picture;

  @Option(
      names = "--rule",
      paramLabel = "NAME",
      description =
          "What the automaton is of: a rule that is regular, a rule or a mode of a lexer; default:"
              + " the start, or the first mode.")
  private String rule = "";

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (!rule.isEmpty() && picture != Picture.AUTOMATON) {
      throw new CommandFailure(ExitCode.USAGE, "--rule goes with --dot automaton");
    }
    if (picture != null) {
      out.print(picture(picture));
    } else if (language.isSchema()) {
      checkSchema(out);
    } else {
      checkGrammar(out);
    }
    return ExitCode.OK;
  }

  private String picture(Picture kind) {
    Grammar grammar = language.grammar();
    try {
      return switch (kind) {
        case RULES -> RuleGraph.dot(grammar);
        case AUTOMATON ->
            language.judge(() -> GrammarAnalysis.automaton(grammar, rule, Limits.defaults()));
      };
    } catch (IllegalArgumentException e) {
      throw new CommandFailure(ExitCode.USAGE, language.file() + ": " + e.getMessage());
    }
  }

  private void checkGrammar(PrintWriter out) {
    Grammar grammar = language.grammar();
    Limits limits = Limits.defaults();
    GrammarReport report = language.judge(() -> GrammarAnalysis.of(grammar, limits));
    String start = grammar.start().name();
    if (report.whyNothing(start).isPresent()) {
      String why = report.whyNothing(start).get().problem();
      throw new CommandFailure(
          ExitCode.GRAMMAR,
          language.file() + ": '" + start + "': no text is allowed, the rule " + why);
    }
    language.overBytes(grammar);
    Optional<DeadEnds> deadEnds = Optional.ofNullable(tokenizer).map(file -> search(grammar, file));
    List<Finding> dead =
        deadEnds.map(ends -> GrammarAnalysis.deadEnds(grammar, ends)).orElse(List.of());
    GrammarReport whole = report.with(dead);
    if (json) {
      out.println(json(grammar, whole, deadEnds));
      return;
    }
    out.println(
        "start %s, productions %d, enforced by mask"
            .formatted(grammar.start(), grammar.productions().size()));
    whole.findings().forEach(finding -> out.println(severity(finding) + ": " + finding));
    deadEnds.ifPresent(
        ends ->
            out.println(
                "places searched for dead ends: %d, %s"
                    .formatted(ends.places(), ends.isExhaustive() ? "all" : "not all")));
  }

  private DeadEnds search(Grammar grammar, Path file) {
    Vocabulary vocabulary = Vocabulary.ofTokenizerJson(file);
    return language.judge(() -> DeadEnds.search(grammar, vocabulary, Limits.defaults()));
  }

  private static String severity(Finding finding) {
    return finding.kind().severity().name().toLowerCase(Locale.ROOT);
  }

  private static ObjectNode json(
      Grammar grammar, GrammarReport report, Optional<DeadEnds> deadEnds) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("supported", true);
    json.put("start", grammar.start().toString());
    json.put("productions", grammar.productions().size());
    ArrayNode findings = json.putArray("findings");
    for (Finding finding : report.findings()) {
      findings
          .addObject()
          .put("kind", finding.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'))
          .put("severity", severity(finding))
          .put("rule", finding.rule())
          .put("problem", finding.problem())
          .put("remedy", finding.remedy());
    }
    deadEnds.ifPresent(
        ends ->
            json.putObject("search")
                .put("places", ends.places())
                .put("exhaustive", ends.isExhaustive()));
    return json;
  }

  private void checkSchema(PrintWriter out) {
    if (tokenizer != null) {
      throw new CommandFailure(
          ExitCode.USAGE, "--tokenizer is for grammars; " + language.file() + " is a schema");
    }
    SchemaOptions options = language.schemaOptions();
    SupportReport report = language.read(text -> JsonSchema.analyze(text, options));
    if (json) {
      out.println(json(report));
    } else {
      report.uses().forEach(use -> out.println(line(use)));
    }
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    report.warnings().forEach(warning -> err.println("espalier: warning: " + warning));
    language.overBytes(language.grammar());
  }

  private static String line(SupportReport.Use use) {
    String note = use.note().isEmpty() ? "" : " (" + use.note() + ")";
    return use.pointer() + " " + use.keyword() + " " + status(use) + note;
  }

  private static String status(SupportReport.Use use) {
    return use.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static ObjectNode json(SupportReport report) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("supported", report.isSupported());
    ArrayNode uses = json.putArray("uses");
    for (SupportReport.Use use : report.uses()) {
      uses.addObject()
          .put("pointer", use.pointer())
          .put("keyword", use.keyword())
          .put("status", status(use))
          .put("note", use.note());
    }
    ArrayNode warnings = json.putArray("warnings");
    for (SupportReport.Warning warning : report.warnings()) {
      warnings.addObject().put("pointer", warning.pointer()).put("problem", warning.problem());
    }
    return json;
  }
}
