package dev.espalier.bench;

import dev.espalier.bench.CaseResult.Status;
import dev.espalier.bench.CaseResult.Verdict;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes {@code cases.jsonl}, a line for each file as it ends, and {@code summary.json} at the end;
 * a second report in the same directory has a suffix to these names. Mutable; one thread. Holds
 * eight bytes a token and no result.
 *
 * <p>Times are microseconds with three decimals. {@code tbm_us} of the summary speaks of every
 * token of every file, {@code ttfm_us} of every file that had a first mask.
 */
final class MaskReport implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int MAX_REASON = 300;

  /** How a run was made; goes into the summary. */
  record Origin(String jvm, String commit, String tokenizer) {}

  private final Path directory;
  private final String suffix;
  private final Origin origin;
  private final BufferedWriter cases;
  private final EnumMap<Status, Integer> byStatus = new EnumMap<>(Status.class);
  private final Map<String, Integer> compileErrors = new HashMap<>();
  private final Timings betweenMasks = new Timings();
  private final Timings toFirstMask = new Timings();
  private final Timings wholeFiles = new Timings();
  private int files;

  /** Makes the directory where it is missing. */
  MaskReport(Path directory, String suffix, Origin origin) throws IOException {
    this.directory = Files.createDirectories(directory);
    this.suffix = suffix;
    this.origin = origin;
    this.cases = Files.newBufferedWriter(directory.resolve("cases" + suffix + ".jsonl"));
    for (Status status : Status.values()) {
      byStatus.put(status, 0);
    }
  }

  void add(CaseResult result) throws IOException {
    files++;
    byStatus.merge(result.status(), 1, Integer::sum);
    if (result.status() == Status.COMPILE_ERROR) {
      compileErrors.merge(kind(result.reason()), 1, Integer::sum);
    }
    betweenMasks.addAll(result.tokens());
    if (result.firstMaskNanos() >= 0) {
      long start = result.compileNanos() + result.firstMaskNanos();
      toFirstMask.add(start);
      wholeFiles.add(start + result.tokens().sum());
    }
    cases.write(line(result));
    cases.write('\n');
    cases.flush();
  }

  int count(Status status) {
    return byStatus.get(status);
  }

  int files() {
    return files;
  }

  /** A reason without what differs from file to file: its place, what it quotes, its numbers. */
  static String kind(String reason) {
    int type = reason.indexOf("Exception: ");
    if (type < 0) {
      return reason;
    }
    String message = reason.substring(type + "Exception: ".length()).lines().findFirst().orElse("");
    int place = message.indexOf(": ");
    return reason.substring(0, type + "Exception: ".length())
        + message
            .substring(place < 0 ? 0 : place + 2)
            .replaceAll("'(?:[^'])*'", "'...'")
            .replaceAll("[0-9]+", "N");
  }

  private static String line(CaseResult result) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartObject();
      out.writeStringProperty("file", result.file());
      out.writeStringProperty("status", result.status().id());
      out.writeStringProperty("reason", abridged(result.reason()));
      micros(out, "compile_us", result.compileNanos());
      micros(out, "first_mask_us", result.firstMaskNanos());
      out.writeNumberProperty("tokens", result.tokens().count());
      out.writeArrayPropertyStart("tbm_us");
      for (int i = 0; i < result.tokens().count(); i++) {
        out.writeNumber(micros(result.tokens().get(i)));
      }
      out.writeEndArray();
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

  /** At most so much of a reason as a report has room for. */
  static String abridged(String reason) {
    int end = Math.min(reason.length(), MAX_REASON);
    if (end < reason.length() && Character.isHighSurrogate(reason.charAt(end - 1))) {
      end--;
    }
    return end < reason.length() ? reason.substring(0, end) + "..." : reason;
  }

  private static void micros(JsonGenerator out, String name, long nanos) {
    out.writeName(name);
    if (nanos < 0) {
      out.writeNull();
    } else {
      out.writeNumber(micros(nanos));
    }
  }

  private static String micros(long nanos) {
    long fraction = nanos % 1000;
    return nanos / 1000 + (fraction < 10 ? ".00" : fraction < 100 ? ".0" : ".") + fraction;
  }

  /** Ends the report. */
  @Override
  public void close() throws IOException {
    cases.close();
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.writer().with(new DefaultPrettyPrinter()).createGenerator(text)) {
      out.writeStartObject();
      out.writeNumberProperty("files", files);
      out.writeObjectPropertyStart("by_status");
      byStatus.forEach((status, count) -> out.writeNumberProperty(status.id(), count));
      out.writeEndObject();
      distribution(out, "tbm_us", betweenMasks);
      distribution(out, "ttfm_us", toFirstMask);
      out.writeArrayPropertyStart("compile_error_reasons");
      List<Map.Entry<String, Integer>> reasons =
          compileErrors.entrySet().stream()
              .sorted(
                  Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                      .thenComparing(Map.Entry.comparingByKey()))
              .toList();
      for (Map.Entry<String, Integer> reason : reasons) {
        out.writeStartObject();
        out.writeStringProperty("reason", reason.getKey());
        out.writeNumberProperty("count", reason.getValue());
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeStringProperty("jvm", origin.jvm());
      out.writeStringProperty("commit", origin.commit());
      out.writeStringProperty("tokenizer", origin.tokenizer());
      out.writeEndObject();
    }
    Files.writeString(directory.resolve("summary" + suffix + ".json"), text + "\n");
  }

  private static void distribution(JsonGenerator out, String name, Timings timings) {
    long[] sorted = timings.sorted();
    out.writeObjectPropertyStart(name);
    out.writeNumberProperty("count", sorted.length);
    out.writeName("avg");
    out.writeNumber(micros(Math.round(timings.mean())));
    percentile(out, "p25", sorted, 25);
    percentile(out, "p50", sorted, 50);
    percentile(out, "p75", sorted, 75);
    percentile(out, "p90", sorted, 90);
    percentile(out, "p95", sorted, 95);
    percentile(out, "p99", sorted, 99);
    percentile(out, "p99_9", sorted, 99.9);
    percentile(out, "max", sorted, 100);
    out.writeEndObject();
  }

  private static void percentile(JsonGenerator out, String name, long[] sorted, double percent) {
    out.writeName(name);
    out.writeNumber(micros(Timings.nearestRank(sorted, percent)));
  }

  /** The tables for a terminal. */
  String table() {
    StringBuilder out = new StringBuilder();
    out.append(files).append(" files:");
    byStatus.forEach(
        (status, count) -> {
          if (count > 0) {
            out.append(' ').append(status.id()).append(' ').append(count);
          }
        });
    row(out, "between masks", betweenMasks);
    out.append(betweenMasks.shares());
    row(out, "to first mask", toFirstMask);
    row(out, "compile and replay", wholeFiles);
    return out.append('\n').toString();
  }

  private static void row(StringBuilder out, String name, Timings timings) {
    long[] sorted = timings.sorted();
    out.append(
        String.format(
            Locale.ROOT,
            "%n%s, us: count %d, avg %.1f, p50 %.1f, p90 %.1f, p99 %.1f, p99.9 %.1f, p99.99 %.1f,"
                + " max %.1f",
            name,
            sorted.length,
            timings.mean() / 1e3,
            Timings.nearestRank(sorted, 50) / 1e3,
            Timings.nearestRank(sorted, 90) / 1e3,
            Timings.nearestRank(sorted, 99) / 1e3,
            Timings.nearestRank(sorted, 99.9) / 1e3,
            Timings.nearestRank(sorted, 99.99) / 1e3,
            Timings.nearestRank(sorted, 100) / 1e3));
  }

  /** How many times faster this report's 99th percentiles are than those of {@code first}. */
  String comparedTo(MaskReport first) {
    return String.format(
        Locale.ROOT,
        "p99, first over second: between masks %.1f, to first mask %.1f, compile and replay %.1f",
        ratio(first.betweenMasks, betweenMasks),
        ratio(first.toFirstMask, toFirstMask),
        ratio(first.wholeFiles, wholeFiles));
  }

  private static double ratio(Timings first, Timings second) {
    return (double) Timings.nearestRank(first.sorted(), 99)
        / Math.max(1, Timings.nearestRank(second.sorted(), 99));
  }
}
