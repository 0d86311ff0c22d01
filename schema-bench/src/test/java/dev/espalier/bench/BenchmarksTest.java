package dev.espalier.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.engine.cli.Espalier;
import dev.espalier.engine.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands that run JMH, for as short as can be, and reads their tables. */
class BenchmarksTest {
  @TempDir Path directory;

  private List<String> run(int exitCode, String... line) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertEquals(
        exitCode, Espalier.run(new PrintWriter(out), new PrintWriter(err), line), err.toString());
    return out.toString().lines().toList();
  }

  private List<String> table(String command) throws IOException {
    String tokenizer = SmallTokenizer.write(directory).toString();
    return run(
        ExitCode.OK,
        "bench",
        command,
        "--tokenizer",
        tokenizer,
        "--places",
        "NUMBER",
        "--forks",
        "0",
        "--millis",
        "5");
  }

  private static long cells(String row) {
    return row.chars().filter(c -> c == '|').count() - 1;
  }

  @Test
  void placesHaveARowEach() throws IOException {
    List<String> lines = table("places");
    assertEquals(3, lines.size(), lines.toString());
    assertTrue(lines.get(2).startsWith("| number | "), lines.toString());
    assertEquals(1, lines.stream().map(BenchmarksTest::cells).distinct().count(), lines.toString());
  }

  @Test
  void threadsAreCompared() throws IOException {
    List<String> lines = table("threads");
    assertEquals(4, lines.size(), lines.toString());
    assertTrue(lines.get(2).startsWith("| number | known |"), lines.toString());
    assertTrue(lines.get(3).startsWith("| number | new |"), lines.toString());
    assertEquals(1, lines.stream().map(BenchmarksTest::cells).distinct().count(), lines.toString());
  }

  @Test
  void wrongUsageIsTold() {
    Stream.of("places", "threads")
        .forEach(
            command -> {
              run(ExitCode.MODEL, "bench", command, "--tokenizer", "nowhere.json");
              run(ExitCode.USAGE, "bench", command);
              run(ExitCode.USAGE, "bench", command, "--tokenizer", "x", "--places", "NOWHERE");
            });
  }
}
