package dev.espalier.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * The files of a run: those to measure, and those to warm up with. A value.
 *
 * @param root what the names in a report are relative to
 * @param measured in the order of their names
 * @param warmup other files of the same data; files to be measured where there are no others
 */
record CaseFiles(Path root, List<Path> measured, List<Path> warmup) {
  CaseFiles {
    measured = List.copyOf(measured);
    warmup = List.copyOf(warmup);
  }

  /**
   * The {@code .json} files under a directory, or those that a list names: one path a line,
   * relative to the list.
   *
   * @param limit how many to measure, chosen at random by {@code seed}; 0 for all
   * @throws IOException if something cannot be read
   */
  static CaseFiles choose(Path data, int limit, int warmup, long seed) throws IOException {
    Path root = Files.isDirectory(data) ? data : data.toAbsolutePath().getParent();
    List<Path> all = new ArrayList<>(Files.isDirectory(data) ? walk(data) : listed(data, root));
    Collections.sort(all);
    List<Path> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(seed));
    int count = limit == 0 ? all.size() : Math.min(limit, all.size());
    List<Path> measured = new ArrayList<>(shuffled.subList(0, count));
    Collections.sort(measured);
    Collections.rotate(shuffled, -count); // the others first
    return new CaseFiles(root, measured, shuffled.subList(0, Math.min(warmup, all.size())));
  }

  /** How many warm-up files are measured as well, for want of others. */
  long measuredTwice() {
    return warmup.stream().filter(measured::contains).count();
  }

  /** The name of a file in a report. */
  String name(Path file) {
    Path absolute = file.toAbsolutePath();
    Path base = root.toAbsolutePath();
    return (absolute.startsWith(base) ? base.relativize(absolute) : file)
        .toString()
        .replace('\\', '/');
  }

  private static List<Path> walk(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files
          .filter(file -> file.toString().endsWith(".json") && Files.isRegularFile(file))
          .toList();
    }
  }

  private static List<Path> listed(Path list, Path root) throws IOException {
    return Files.readAllLines(list).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .map(root::resolve)
        .toList();
  }
}
