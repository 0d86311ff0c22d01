package dev.espalier.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.engine.cli.ExitCode;
import dev.espalier.grammar.schema.JsonSchema;
import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs {@code bench memory} and {@code bench churn} over next to nothing. */
class BenchMemoryTest {
  @TempDir Path directory;

  @Test
  void whatIsReachableCounts() {
    long before = Heap.reachableBytes();
    byte[] held = new byte[32 << 20];
    long after = Heap.reachableBytes();
    Reference.reachabilityFence(held);
    assertTrue(after - before > 16 << 20, before + " " + after);
  }

  @Test
  void supportedSchemasAreMeasured() throws IOException {
    Path data = Files.createDirectories(directory.resolve("data"));
    Files.writeString(
        data.resolve("a.json"),
        "{\"schema\": {\"type\": \"integer\"}, \"tests\": [{\"data\": 17, \"valid\": true}]}");
    Path refused =
        Files.writeString(
            data.resolve("b.json"), "{\"schema\": {\"$ref\": \"#/none\"}, \"tests\": []}");
    String tokenizer = SmallTokenizer.write(directory).toString();
    List<String> lines =
        Commands.run(
            ExitCode.OK, "bench", "memory", "--data", data.toString(), "--tokenizer", tokenizer);
    assertEquals(14, lines.size(), lines.toString());
    assertTrue(lines.get(10).startsWith("| with its masks | 1 |"), lines.toString());
    Path list = Files.writeString(directory.resolve("list.txt"), refused + "\n");
    Commands.run(
        ExitCode.USAGE, "bench", "memory", "--data", list.toString(), "--tokenizer", tokenizer);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--seed=1", "--cached"})
  void aRowIsPrintedEverySoManySchemas(String option) throws IOException {
    String tokenizer = SmallTokenizer.write(directory).toString();
    List<String> lines =
        Commands.run(
            ExitCode.OK,
            "bench",
            "churn",
            "--tokenizer",
            tokenizer,
            "--schemas",
            "25",
            "--every",
            "10",
            option);
    assertEquals(5, lines.size(), lines.toString());
    assertTrue(lines.get(2).startsWith("| 10 |"), lines.toString());
    assertTrue(lines.get(4).startsWith("| 25 |"), lines.toString());
    Commands.run(ExitCode.USAGE, "bench", "churn", "--tokenizer", tokenizer, "--every", "0");
  }

  @Test
  void generatedSchemasDifferAndAreSupported() {
    GeneratedSchemas generated = new GeneratedSchemas(1);
    GeneratedSchemas same = new GeneratedSchemas(1);
    Set<String> schemas = new HashSet<>();
    for (int i = 0; i < 300; i++) {
      String schema = generated.next();
      assertEquals(schema, same.next());
      assertTrue(schemas.add(schema), schema);
      JsonSchema.parse(schema);
    }
  }
}
