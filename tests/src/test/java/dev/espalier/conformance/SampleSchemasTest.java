package dev.espalier.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.espalier.engine.cli.Espalier;
import dev.espalier.engine.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The commands of the README: each sample schema with its prompt and the embedded model. */
class SampleSchemasTest {
  private static final Path SCHEMAS = Path.of("../samples/schemas");

  @ParameterizedTest
  @ValueSource(strings = {"person", "order", "event", "tree", "tool-call"})
  void theModelWritesValidJsonForEachSample(String name) throws IOException {
    Path file = SCHEMAS.resolve(name + ".json");
    Schema validator =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(JsonMapper.shared().readTree(Files.readString(file)));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Espalier.run(
            new PrintWriter(out),
            new PrintWriter(err),
            "generate",
            "--schema",
            file.toString(),
            "--prompt",
            "@" + SCHEMAS.resolve(name + ".prompt.txt"),
            "--json");
    assertEquals(ExitCode.OK, exitCode, err.toString());
    JsonNode value = JsonMapper.shared().readTree(out.toString()).get("value");
    assertEquals(List.of(), validator.validate(value), value.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"person", "order", "event", "tree", "tool-call"})
  void nothingInASampleIsRefusedOrIgnored(String name) {
    StringWriter out = new StringWriter();
    String file = SCHEMAS.resolve(name + ".json").toString();
    int exitCode =
        Espalier.run(
            new PrintWriter(out), new PrintWriter(new StringWriter()), "check", "--schema", file);
    assertEquals(ExitCode.OK, exitCode);
    assertTrue(
        out.toString()
            .lines()
            .allMatch(line -> line.contains("enforced by mask") || line.contains("annotation")),
        out.toString());
  }
}
