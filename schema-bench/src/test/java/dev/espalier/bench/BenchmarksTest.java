package dev.espalier.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.engine.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the commands that run JMH, for as short as can be, and reads their tables. */
class BenchmarksTest {
  @TempDir Path directory;

  private List<String> table(String command) throws IOException {
    String tokenizer = SmallTokenizer.write(directory).toString();
    return Commands.run(
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

  @Test
  void placesHaveARowEach() throws IOException {
    List<String> lines = table("places");
    assertEquals(3, lines.size(), lines.toString());
    assertTrue(lines.get(2).startsWith("| number | "), lines.toString());
  }

  @Test
  void threadsAreCompared() throws IOException {
    List<String> lines = table("threads");
    assertEquals(4, lines.size(), lines.toString());
    assertTrue(lines.get(2).startsWith("| number | known |"), lines.toString());
    assertTrue(lines.get(3).startsWith("| number | new |"), lines.toString());
  }

  @Test
  void wrongUsageIsTold() {
    Stream.of("places", "threads")
        .forEach(
            command -> {
              Commands.run(ExitCode.MODEL, "bench", command, "--tokenizer", "nowhere.json");
              Commands.run(ExitCode.USAGE, "bench", command);
              Commands.run(
                  ExitCode.USAGE, "bench", command, "--tokenizer", "x", "--places", "NOWHERE");
            });
  }
}
