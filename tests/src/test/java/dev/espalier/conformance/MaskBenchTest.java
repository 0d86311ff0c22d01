package dev.espalier.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.espalier.engine.cli.Espalier;
import dev.espalier.testkit.SharedData;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * 1,500 MaskBench cases through the command: nothing invalid is accepted, nothing crashes, and what
 * is valid is refused for the order of its properties alone.
 */
class MaskBenchTest {
  private static final String CASES = "1500";
  private static final JsonMapper JSON = new JsonMapper();

  @Test
  void acceptsTheValidAndRefusesTheInvalid(@TempDir Path out) throws IOException {
    Optional<Path> data = SharedData.find("maskbench");
    Optional<Path> tokenizer = SharedData.find("tokenizers/llama3/tokenizer.json");
    assumeTrue(data.isPresent() && tokenizer.isPresent(), "no shared/maskbench beside the project");
    StringWriter messages = new StringWriter();
    PrintWriter writer = new PrintWriter(messages, true);
    Espalier.run(
        writer,
        writer,
        "bench",
        "masks",
        "--data=" + data.get(),
        "--tokenizer=" + tokenizer.get(),
        "--out=" + out,
        "--limit=" + CASES,
        "--seed=7");
    JsonNode byStatus = JSON.readTree(out.resolve("summary.json").toFile()).get("by_status");
    String said = messages.toString();
    assertEquals(0, byStatus.get("invalidation_error").asInt(), said);
    assertEquals(0, byStatus.get("crash").asInt(), said);
    assertEquals(0, byStatus.get("timeout").asInt(), said);
    assertTrue(byStatus.get("passing").asInt() > 800, said);
    for (String line : Files.readAllLines(out.resolve("cases.jsonl"))) {
      JsonNode result = JSON.readTree(line);
      if (result.get("status").asString().equals("validation_error")) {
        String reason = result.get("reason").asString();
        assertTrue(reason.endsWith("accepted with its properties in any order"), line);
      }
    }
  }
}
