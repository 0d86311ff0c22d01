package dev.espalier.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.engine.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code bench length} over short texts. */
class BenchLengthTest {
  @TempDir Path directory;

  @Test
  void eachTextHasARow() throws IOException {
    String tokenizer = SmallTokenizer.write(directory).toString();
    List<String> lines =
        Commands.run(
            ExitCode.OK,
            "bench",
            "length",
            "--tokenizer",
            tokenizer,
            "--tokens",
            "400",
            "--window",
            "50");
    assertEquals(2 + LongText.values().length, lines.size(), lines.toString());
    assertTrue(lines.get(2).startsWith("| array |"), lines.toString());
    Commands.run(ExitCode.USAGE, "bench", "length", "--tokenizer", tokenizer, "--window", "0");
    Commands.run(ExitCode.USAGE, "bench", "length", "--tokenizer", tokenizer, "--tokens", "10");
  }
}
