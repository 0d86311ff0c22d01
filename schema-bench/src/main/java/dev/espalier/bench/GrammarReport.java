package dev.espalier.bench;

import dev.espalier.bench.GrammarResult.Example;
import dev.espalier.bench.GrammarResult.Status;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code cases.jsonl}, a line for each grammar as it ends, and {@code summary.json} at the
 * end. Mutable; one thread.
 */
final class GrammarReport implements AutoCloseable {
  private final Path directory;
  private final Origin origin;
  private final BufferedWriter cases;
  private final RunSummary summary =
      new RunSummary(Arrays.stream(Status.values()).map(Status::id).toList());
  private int examples;
  private int accepted;

  /** Makes the directory where it is missing. */
  GrammarReport(Path directory, Origin origin) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.origin = origin;
    this.cases = Files.newBufferedWriter(directory.resolve("cases.jsonl"));
  }

  void add(GrammarResult result) throws IOException {
    summary.add(
        result.status().id(), result.compileNanos(), result.firstMaskNanos(), result.tokens());
    if (result.status() == Status.COMPILE_ERROR) {
      summary.addCompileError(result.reason());
    }
    examples += result.examples().size();
    accepted += (int) result.examples().stream().filter(Example::accepted).count();
    cases.write(line(result));
    cases.write('\n');
    cases.flush();
  }

  /** Whether every grammar passes. */
  boolean allPass() {
    return summary.count(Status.PASSING.id()) == summary.files();
  }

  private static String line(GrammarResult result) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JsonMapper.shared().createGenerator(text)) {
      out.writeStartObject();
      out.writeStringProperty("grammar", result.grammar());
      out.writeStringProperty("status", result.status().id());
      out.writeStringProperty("reason", RunSummary.abridged(result.reason()));
      RunSummary.micros(out, "compile_us", result.compileNanos());
      RunSummary.micros(out, "first_mask_us", result.firstMaskNanos());
      out.writeArrayPropertyStart("examples");
      for (Example example : result.examples()) {
        out.writeStartObject();
        out.writeStringProperty("file", example.file());
        out.writeBooleanProperty("accepted", example.accepted());
        out.writeName("at");
        if (example.at() < 0) {
          out.writeNull();
        } else {
          out.writeNumber(example.at());
        }
        out.writeNumberProperty("tokens", example.tokens());
        out.writeEndObject();
      }
      out.writeEndArray();
      RunSummary.micros(out, "tbm_us", result.tokens());
      out.writeEndObject();
    }
    return text.toString();
  }

  /** Ends the report. */
  @Override
  public void close() throws IOException {
    cases.close();
    summary.write(directory.resolve("summary.json"), origin);
  }

  /** The tables for a terminal. */
  String table() {
    return "%d of %d examples accepted%n%s".formatted(accepted, examples, summary.table());
  }
}
