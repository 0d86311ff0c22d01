package dev.espalier.engine.cli;

import dev.espalier.grammar.Grammar;
import dev.espalier.grammar.schema.JsonSchema;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.schema.SupportReport;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code espalier check}: what becomes of each keyword of a schema, or whether a grammar holds. */
@Command(
    name = "check",
    description = {
      "Says what becomes of each keyword of a schema: 'pointer keyword status', one a line.",
      "Warns of branches, properties and items that can have no value.",
      "Exit status 3 where something is refused."
    })
final class CheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Mixin private LanguageOptions language = new LanguageOptions();

  @Option(names = "--json", description = "Write the report as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    if (!language.isSchema()) {
      Grammar grammar = compiled();
      ObjectNode report = JsonMapper.shared().createObjectNode();
      report.put("supported", true);
      report.put("start", grammar.start().toString());
      report.put("productions", grammar.productions().size());
      out.println(
          json
              ? report.toString()
              : "start %s, productions %d, enforced by mask"
                  .formatted(grammar.start(), grammar.productions().size()));
      return ExitCode.OK;
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
    compiled();
    return ExitCode.OK;
  }

  /** The language; ends the command where it is refused, allows no text or exceeds a limit. */
  private Grammar compiled() {
    Grammar grammar = language.grammar();
    language.overBytes(grammar);
    return grammar;
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
