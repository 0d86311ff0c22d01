package dev.espalier.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.engine.cli.Espalier;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/** Runs commands that print tables. */
final class Commands {
  private Commands() {}

  /** The lines of a command's output, which is tables with rows of the same length. */
  static List<String> run(int exitCode, String... line) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertEquals(
        exitCode, Espalier.run(new PrintWriter(out), new PrintWriter(err), line), err.toString());
    for (String table : out.toString().split("\\R\\R")) {
      assertTrue(
          table.lines().map(row -> row.split("\\|").length).distinct().count() <= 1,
          out.toString());
    }
    return out.toString().lines().toList();
  }
}
