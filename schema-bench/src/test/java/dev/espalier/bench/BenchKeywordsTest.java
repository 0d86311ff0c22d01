package dev.espalier.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.engine.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code bench keywords} over a few schemas. */
class BenchKeywordsTest {
  @TempDir Path directory;

  private List<String> run(int exitCode, String... options) {
    String[] line = new String[options.length + 3];
    line[0] = "bench";
    line[1] = "keywords";
    line[2] = "--data=" + directory;
    System.arraycopy(options, 0, line, 3, options.length);
    return Commands.run(exitCode, line);
  }

  private void file(String name, String text) throws IOException {
    Files.writeString(directory.resolve(name), text);
  }

  @Test
  void usesAreCountedByWhatBecomesOfThem() throws IOException {
    file("case.json", "{\"schema\": {\"anyOf\": [{\"type\": \"null\"}, true]}, \"tests\": []}");
    file("schema.json", "{\"title\": \"one\", \"type\": \"string\", \"minItems\": 3}");
    List<String> lines = run(ExitCode.OK);
    assertTrue(lines.getFirst().startsWith("| keyword | files | enforced by mask |"), "" + lines);
    assertTrue(lines.get(2).startsWith("| `type` | 2 | 2 |"), "" + lines);
    assertTrue(lines.get(3).startsWith("| `anyOf` | 1 | 1 |"), "" + lines);
    assertTrue(lines.stream().noneMatch(line -> line.contains("minItems")), "" + lines);
    assertEquals("| 2 | a grammar |", lines.getLast());
  }

  @Test
  void schemasWithoutAGrammarAreTold() throws IOException {
    file("a.json", "{\"type\": \"integer\", \"minimum\": 5, \"maximum\": 3}");
    file("b.json", "{\"type\": \"integer\", \"minimum\": 7, \"maximum\": 6}");
    file("c.json", "{\"type\": ");
    file("d.json", "{\"type\": \"text\"}");
    List<String> lines = run(ExitCode.FINDINGS, "--each");
    assertTrue(lines.contains("| 0 | a grammar |"), "" + lines);
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("| 2 | Unsatisf")), "" + lines);
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("| a.json | Unsatisf")), "" + lines);
    assertTrue(lines.stream().anyMatch(line -> line.startsWith("| c.json | Gramm")), "" + lines);
    assertTrue(lines.getLast().startsWith("| d.json | InvalidSchema"), "" + lines);
  }

  @Test
  void wrongUsageIsTold() throws IOException {
    run(ExitCode.USAGE);
    file("a.json", "{}");
    run(ExitCode.USAGE, "--limit=-1");
    run(ExitCode.USAGE, "--timeout-ms=0");
    Commands.run(ExitCode.USAGE, "bench", "keywords", "--data=" + directory.resolve("none"));
  }
}
