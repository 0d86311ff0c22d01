package dev.espalier.bench;

import dev.espalier.grammar.schema.SupportReport;
import dev.espalier.grammar.schema.SupportReport.Status;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What became of the keywords of many schemas, and why schemas have no grammar. Mutable; one
 * thread.
 */
final class KeywordCounts {
  /** Where a keyword says something, as far as it is left to. */
  private static final Set<Status> ASSERTS =
      EnumSet.complementOf(EnumSet.of(Status.ANNOTATION, Status.IGNORED_BY_OPTION));

  private final Map<String, Counts> keywords = new HashMap<>();
  private final Map<String, String> failures = new TreeMap<>(); // reason by file
  private int files;

  /** Of one keyword. */
  private static final class Counts {
    final EnumMap<Status, Integer> uses = new EnumMap<>(Status.class);
    int files;
  }

  /** Adds a schema whose keywords are known. */
  void add(SupportReport report) {
    EnumMap<Status, Integer> none = new EnumMap<>(Status.class);
    Map<String, EnumMap<Status, Integer>> ofFile = new HashMap<>();
    for (SupportReport.Use use : report.uses()) {
      ofFile
          .computeIfAbsent(use.keyword(), keyword -> none.clone())
          .merge(use.status(), 1, Integer::sum);
    }
    ofFile.forEach(
        (keyword, uses) -> {
          Counts counts = keywords.computeIfAbsent(keyword, k -> new Counts());
          uses.forEach((status, count) -> counts.uses.merge(status, count, Integer::sum));
          counts.files += uses.keySet().stream().anyMatch(ASSERTS::contains) ? 1 : 0;
        });
  }

  /** Counts a file that has become a grammar. */
  void compiled() {
    files++;
  }

  /** Counts a file that has not. */
  void failed(String file, String reason) {
    files++;
    failures.put(file, reason);
  }

  int failures() {
    return failures.size();
  }

  /** Keywords that assert something somewhere, those of most files first. */
  String keywordTable() {
    List<Map.Entry<String, Counts>> rows =
        keywords.entrySet().stream()
            .filter(entry -> entry.getValue().files > 0)
            .sorted(
                Comparator.comparingInt(
                        (Map.Entry<String, Counts> entry) -> -entry.getValue().files)
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    Set<Status> columns = EnumSet.noneOf(Status.class);
    rows.forEach(row -> columns.addAll(row.getValue().uses.keySet()));
    StringBuilder out = new StringBuilder("| keyword | files |");
    for (Status status : columns) {
      out.append(' ').append(status.name().toLowerCase(Locale.ROOT).replace('_', ' ')).append(" |");
    }
    out.append("\n|---|---|").append("---|".repeat(columns.size())).append('\n');
    for (Map.Entry<String, Counts> row : rows) {
      out.append("| `%s` | %,d |".formatted(row.getKey(), row.getValue().files));
      for (Status status : columns) {
        out.append(" %,d |".formatted(row.getValue().uses.getOrDefault(status, 0)));
      }
      out.append('\n');
    }
    return out.toString();
  }

  /** How many schemas have a grammar, and what those without have in common. */
  String failureTable() {
    Map<String, Integer> kinds = new HashMap<>();
    failures.values().forEach(reason -> kinds.merge(RunSummary.kind(reason), 1, Integer::sum));
    List<Map.Entry<String, Integer>> sorted =
        kinds.entrySet().stream()
            .sorted(
                Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                    .thenComparing(Map.Entry.comparingByKey()))
            .toList();
    StringBuilder out = new StringBuilder("| schemas | |\n|---|---|\n");
    out.append("| %,d | a grammar |%n".formatted(files - failures.size()));
    sorted.forEach(
        kind -> out.append("| %,d | %s |%n".formatted(kind.getValue(), cell(kind.getKey()))));
    return out.toString();
  }

  /** A row for each schema without a grammar. */
  String fileTable() {
    StringBuilder out = new StringBuilder("| file | no grammar, because |\n|---|---|\n");
    failures.forEach(
        (file, reason) ->
            out.append("| %s | %s |%n".formatted(file, cell(RunSummary.abridged(reason)))));
    return out.toString();
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replaceAll("\\s+", " ");
  }
}
