package dev.espalier.bench;

import dev.espalier.bench.SuiteResult.Outcome;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code cases.jsonl}, a line for each test as it ends, and {@code summary.json} at the end.
 * Mutable; one thread.
 */
final class SuiteReport implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Path directory;
  private final BufferedWriter cases;
  private final Map<String, EnumMap<Outcome, Integer>> byFile = new TreeMap<>();
  private final EnumMap<Outcome, Integer> total = none();

  /** Makes the directory where it is missing. */
  SuiteReport(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.cases = Files.newBufferedWriter(directory.resolve("cases.jsonl"));
  }

  private static EnumMap<Outcome, Integer> none() {
    EnumMap<Outcome, Integer> counts = new EnumMap<>(Outcome.class);
    for (Outcome outcome : Outcome.values()) {
      counts.put(outcome, 0);
    }
    return counts;
  }

  void add(String file, SuiteFile.Group group, SuiteFile.Test test, SuiteResult result)
      throws IOException {
    total.merge(result.outcome(), 1, Integer::sum);
    byFile.computeIfAbsent(file, name -> none()).merge(result.outcome(), 1, Integer::sum);
    cases.write(line(file, group, test, result));
    cases.write('\n');
    cases.flush();
  }

  int count(Outcome outcome) {
    return total.get(outcome);
  }

  private static String line(
      String file, SuiteFile.Group group, SuiteFile.Test test, SuiteResult result) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringProperty("file", file);
      out.writeStringProperty("schema", group.description());
      out.writeStringProperty("test", test.description());
      out.writeBooleanProperty("valid", test.valid());
      out.writeStringProperty("outcome", result.outcome().id());
      out.writeName("at");
      if (result.at() < 0) {
        out.writeNull();
      } else {
        out.writeNumber(result.at());
      }
      out.writeStringProperty("reason", RunSummary.abridged(result.reason()));
      out.writeEndObject();
    }
    return text.toString();
  }

  /** Ends the report. */
  @Override
  public void close() throws IOException {
    cases.close();
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.writer().with(new DefaultPrettyPrinter()).createGenerator(text)) {
      out.writeStartObject();
      out.writeObjectPropertyStart("keywords");
      byFile.forEach((file, counts) -> write(out, file, counts));
      out.writeEndObject();
      write(out, "total", total);
      out.writeEndObject();
    }
    Files.writeString(directory.resolve("summary.json"), text + "\n");
  }

  private static void write(JsonGenerator out, String name, EnumMap<Outcome, Integer> counts) {
    out.writeObjectPropertyStart(name);
    counts.forEach((outcome, count) -> out.writeNumberProperty(outcome.id(), count));
    out.writeEndObject();
  }

  /** The table for a terminal: a row for each file, and the total. */
  String table() {
    int width = byFile.keySet().stream().mapToInt(String::length).max().orElse(0);
    StringBuilder out = new StringBuilder(" ".repeat(width));
    for (Outcome outcome : Outcome.values()) {
      out.append("%9s".formatted(outcome.id()));
    }
    out.append('\n');
    byFile.forEach((file, counts) -> row(out, width, file, counts));
    row(out, width, "total", total);
    return out.toString();
  }

  private static void row(
      StringBuilder out, int width, String name, EnumMap<Outcome, Integer> counts) {
    out.append(name).append(" ".repeat(Math.max(0, width - name.length())));
    counts.values().forEach(count -> out.append("%9d".formatted(count)));
    out.append('\n');
  }
}
