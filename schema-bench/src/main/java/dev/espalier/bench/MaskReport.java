package dev.espalier.bench;

import dev.espalier.bench.CaseResult.Status;
import dev.espalier.bench.CaseResult.Verdict;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code cases.jsonl}, a line for each file as it ends, and {@code summary.json} at the end;
 * a second report in the same directory has a suffix to these names. Mutable; one thread. Holds no
 * result.
 */
final class MaskReport implements AutoCloseable {
  private final Path directory;
  private final String suffix;
  private final Origin origin;
  private final BufferedWriter cases;
  private final RunSummary summary =
      new RunSummary(Arrays.stream(Status.values()).map(Status::id).toList());

  /** Makes the directory where it is missing. */
  MaskReport(Path directory, String suffix, Origin origin) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.suffix = suffix;
    this.origin = origin;
    this.cases = Files.newBufferedWriter(directory.resolve("cases" + suffix + ".jsonl"));
  }

  void add(CaseResult result) throws IOException {
    summary.add(
        result.status().id(), result.compileNanos(), result.firstMaskNanos(), result.tokens());
    if (result.status() == Status.COMPILE_ERROR) {
      summary.addCompileError(result.reason());
    }
    cases.write(line(result));
    cases.write('\n');
    cases.flush();
  }

  int count(Status status) {
    return summary.count(status.id());
  }

  RunSummary summary() {
    return summary;
  }

  private static String line(CaseResult result) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JsonMapper.shared().createGenerator(text)) {
      out.writeStartObject();
      out.writeStringProperty("file", result.file());
      out.writeStringProperty("status", result.status().id());
      out.writeStringProperty("reason", RunSummary.abridged(result.reason()));
      RunSummary.micros(out, "compile_us", result.compileNanos());
      RunSummary.micros(out, "first_mask_us", result.firstMaskNanos());
      out.writeNumberProperty("tokens", result.tokens().count());
      RunSummary.micros(out, "tbm_us", result.tokens());
      out.writeArrayPropertyStart("tests");
      for (Verdict verdict : result.verdicts()) {
        out.writeStartObject();
        out.writeBooleanProperty("valid", verdict.valid());
        out.writeBooleanProperty("accepted", verdict.accepted());
        out.writeName("at");
        if (verdict.at() < 0) {
          out.writeNull();
        } else {
          out.writeNumber(verdict.at());
        }
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
    }
    return text.toString();
  }

  /** Ends the report. */
  @Override
  public void close() throws IOException {
    cases.close();
    summary.write(directory.resolve("summary" + suffix + ".json"), origin);
  }
}
