package dev.espalier.bench;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;

/**
 * What {@code summary.json} and the table of a run say: how many cases came to what, and how long
 * compiling and masks took. Mutable; one thread. Holds eight bytes a token.
 *
 * <p>Times are microseconds with three decimals. {@code tbm_us} speaks of every token of every
 * case, {@code ttfm_us} of every case that had a first mask.
 */
final class RunSummary {
  private static final int MAX_REASON = 300;

  private final Map<String, Integer> byStatus = new LinkedHashMap<>();
  private final Map<String, Integer> compileErrors = new HashMap<>();
  private final Timings betweenMasks = new Timings();
  private final Timings toFirstMask = new Timings();
  private final Timings wholeFiles = new Timings();
  private int files;

  /**
   * @param statuses in the order in which they are told
   */
  RunSummary(Collection<String> statuses) {
    statuses.forEach(status -> byStatus.put(status, 0));
  }

  /**
   * One case more.
   *
   * @param compileNanos -1 if that never ended
   * @param firstMaskNanos -1 if there was none
   * @param tokens mask and advance of each token
   */
  void add(String status, long compileNanos, long firstMaskNanos, Timings tokens) {
    files++;
    byStatus.merge(status, 1, Integer::sum);
    betweenMasks.addAll(tokens);
    if (firstMaskNanos >= 0) {
      long start = compileNanos + firstMaskNanos;
      toFirstMask.add(start);
      wholeFiles.add(start + tokens.sum());
    }
  }

  /** Why one of the cases has no grammar. */
  void addCompileError(String reason) {
    compileErrors.merge(kind(reason), 1, Integer::sum);
  }

  int count(String status) {
    return byStatus.getOrDefault(status, 0);
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

  /** At most so much of a reason as a report has room for. */
  static String abridged(String reason) {
    int end = Math.min(reason.length(), MAX_REASON);
    if (end < reason.length() && Character.isHighSurrogate(reason.charAt(end - 1))) {
      end--;
    }
    return end < reason.length() ? reason.substring(0, end) + "..." : reason;
  }

  static void micros(JsonGenerator out, String name, long nanos) {
    out.writeName(name);
    if (nanos < 0) {
      out.writeNull();
    } else {
      out.writeNumber(micros(nanos));
    }
  }

  static void micros(JsonGenerator out, String name, Timings timings) {
    out.writeArrayPropertyStart(name);
    for (int i = 0; i < timings.count(); i++) {
      out.writeNumber(micros(timings.get(i)));
    }
    out.writeEndArray();
  }

  private static String micros(long nanos) {
    long fraction = nanos % 1000;
    return nanos / 1000 + (fraction < 10 ? ".00" : fraction < 100 ? ".0" : ".") + fraction;
  }

  /** Writes {@code summary.json}, or what {@code file} is called. */
  void write(Path file, Origin origin) throws IOException {
    StringWriter text = new StringWriter();
    try (JsonGenerator out =
        JsonMapper.shared().writer().with(new DefaultPrettyPrinter()).createGenerator(text)) {
      out.writeStartObject();
      out.writeNumberProperty("files", files);
      out.writeObjectPropertyStart("by_status");
      byStatus.forEach(out::writeNumberProperty);
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
    Files.writeString(file, text + "\n");
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
            out.append(' ').append(status).append(' ').append(count);
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
  String comparedTo(RunSummary first) {
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
