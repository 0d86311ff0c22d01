package dev.espalier.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.bench.SuiteResult.Outcome;
import dev.espalier.engine.cli.Espalier;
import dev.espalier.engine.cli.ExitCode;
import dev.espalier.grammar.schema.Dialect;
import dev.espalier.grammar.schema.PropertyOrder;
import dev.espalier.grammar.schema.SchemaOptions;
import dev.espalier.grammar.schema.Whitespace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@code bench suite} over a small suite and reads its reports. */
class BenchSuiteTest {
  private static final String BOTH_RIGHT =
      """
      [{"description": "a bound", "comment": ["none"],
        "schema": {"type": "object", "required": ["a", "b"],
                   "properties": {"a": {"type": "number", "maximum": 1e2}}},
        "tests": [
          {"description": "another order", "data": {"b": [ ],
                                                   "a": 1.50}, "valid": true},
          {"description": "beyond", "data": {"a": 100.1, "b": 0}, "valid": false}]},
       {"description": "nothing", "schema": false,
        "tests": [{"description": "null", "data": null, "valid": false}]}]
      """;
  private static final String WRONG =
      """
      [{"description": "verdicts the wrong way round", "schema": {"type": "integer"},
        "tests": [{"description": "one", "data": 1, "valid": false},
                  {"description": "text", "data": "x", "valid": true}]},
       {"description": "no schema", "schema": {"type": "integral"},
        "tests": [{"description": "one", "data": 1, "valid": true},
                  {"description": "two", "data": 2, "valid": false}]}]
      """;

  @TempDir Path directory;

  private void file(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private int run(StringWriter err, String data, String... options) {
    String[] line = {
      "bench", "suite", "--data=" + directory.resolve(data), "--out=" + directory.resolve("out")
    };
    String[] all = Arrays.copyOf(line, line.length + options.length);
    System.arraycopy(options, 0, all, line.length, options.length);
    StringWriter out = new StringWriter();
    int exitCode = Espalier.run(new PrintWriter(out), new PrintWriter(err), all);
    assertEquals("", out.toString());
    return exitCode;
  }

  private JsonNode summary() throws IOException {
    return JsonMapper.shared().readTree(Files.readString(directory.resolve("out/summary.json")));
  }

  @Test
  void everyTestIsCounted() throws IOException {
    file("draft7/right.json", BOTH_RIGHT);
    file("draft7/optional/wrong.json", WRONG);
    StringWriter err = new StringWriter();
    assertEquals(ExitCode.FINDINGS, run(err, "draft7"));
    assertEquals(
        """
        {"keywords":{"optional/wrong.json":{"pass":0,"over":1,"under":1,"refused":2},\
        "right.json":{"pass":3,"over":0,"under":0,"refused":0}},\
        "total":{"pass":3,"over":1,"under":1,"refused":2}}\
        """,
        summary().toString());
    assertTrue(
        err.toString().endsWith("total                      3        1        1        2\n"),
        err.toString());
    List<String> cases = Files.readAllLines(directory.resolve("out/cases.jsonl"));
    assertEquals(7, cases.size());
    assertEquals(
        "{\"file\":\"optional/wrong.json\",\"schema\":\"verdicts the wrong way round\","
            + "\"test\":\"text\",\"valid\":true,\"outcome\":\"over\",\"at\":0,"
            + "\"reason\":\"refused after 0 bytes\"}",
        cases.get(1));
    JsonNode refused = JsonMapper.shared().readTree(cases.get(2));
    assertTrue(refused.get("reason").asString().startsWith("InvalidSchemaException: #/type"));
    assertTrue(refused.get("at").isNull());
  }

  @Test
  void aSuiteThatPassesIsNoFinding() throws IOException {
    file("draft2020-12/right.json", BOTH_RIGHT);
    StringWriter err = new StringWriter();
    assertEquals(ExitCode.OK, run(err, "draft2020-12"), err.toString());
    assertFalse(err.toString().contains("dialect"), err.toString());
  }

  @Test
  void theDialectIsWhatTheDirectorySaysUnlessToldOtherwise() throws IOException {
    String booleans =
        """
        [{"description": "as draft-04 has it", "schema": {"minimum": 3, "exclusiveMinimum": true},
          "tests": [{"description": "three", "data": 3, "valid": false},
                    {"description": "four", "data": 4.0, "valid": true}]}]
        """;
    file("draft4/bounds.json", booleans);
    file("draft7/bounds.json", booleans);
    file("some/bounds.json", booleans);
    assertEquals(ExitCode.OK, run(new StringWriter(), "draft4"));
    assertEquals(ExitCode.FINDINGS, run(new StringWriter(), "draft7"));
    assertEquals(2, summary().get("total").get("refused").intValue());
    assertEquals(ExitCode.OK, run(new StringWriter(), "draft7", "--dialect", "draft4"));
    StringWriter err = new StringWriter();
    assertEquals(ExitCode.FINDINGS, run(err, "some"));
    assertTrue(err.toString().contains("read as 2020-12 unless --dialect"), err.toString());
    assertEquals(ExitCode.OK, run(new StringWriter(), "some", "--dialect", "draft-04"));
  }

  @Test
  void aSchemaThatNamesItsDialectIsReadSo() throws IOException {
    file(
        "draft7/own.json",
        """
        [{"description": "as draft-04 has it",
          "schema": {"$schema": "http://json-schema.org/draft-04/schema#",
                     "minimum": 3, "exclusiveMinimum": true},
          "tests": [{"description": "three", "data": 3, "valid": false}]}]
        """);
    assertEquals(ExitCode.OK, run(new StringWriter(), "draft7"));
  }

  @Test
  void otherDocumentsComeFromADirectory() throws IOException {
    String remote =
        """
        [{"description": "elsewhere", "schema": {"$ref": "http://localhost:1234/a/b%20c.json#/x"},
          "tests": [{"description": "a number", "data": 3, "valid": true},
                    {"description": "a string", "data": "3", "valid": false}]}]
        """;
    file("draft7/ref.json", remote);
    file("remotes/a/b c.json", "{\"x\": {\"type\": \"number\"}}");
    file("x.json", "true");
    String remotes = "--remotes=" + directory.resolve("remotes");
    assertEquals(ExitCode.OK, run(new StringWriter(), "draft7", remotes));
    assertEquals(ExitCode.FINDINGS, run(new StringWriter(), "draft7"));
    assertEquals(2, summary().get("total").get("refused").intValue());
    assertEquals(
        ExitCode.USAGE, run(new StringWriter(), "draft7", "--remotes=" + directory + "/n"));
    SuiteRemotes served = new SuiteRemotes(directory.resolve("remotes"));
    for (String none :
        List.of(
            "http://localhost:1234/../x.json",
            "http://localhost:1234/%2e%2e/x.json",
            "http://localhost:1234/a",
            "http://localhost:1234/%00",
            "http://localhost:1234/%",
            "http://localhost:1234",
            "http://example.org/a/b%20c.json")) {
      assertEquals(Optional.empty(), served.resolve(none), none);
    }
  }

  @Test
  void dialectsHaveTheNamesOfTheirDirectories() {
    assertEquals(
        Optional.of(Dialect.DRAFT_6),
        SuiteDialect.ofDirectory(Path.of("tests/draft6/optional/format/a.json")));
  }

  @Test
  void formatsAssertSomethingInTheFilesOfFormatsOnly() throws IOException {
    String formats =
        """
        [{"description": "a date", "schema": {"format": "date"},
          "tests": [{"description": "no date", "data": "x", "valid": %s}]}]
        """;
    file("draft7/format.json", formats.formatted(true));
    assertEquals(ExitCode.OK, run(new StringWriter(), "draft7"));
    file("draft7/optional/format/date.json", formats.formatted(true));
    assertEquals(ExitCode.FINDINGS, run(new StringWriter(), "draft7"));
  }

  @Test
  void whatIsNoSuiteIsRefused() throws IOException {
    file("draft7/a.json", "{}");
    StringWriter err = new StringWriter();
    assertEquals(ExitCode.USAGE, run(err, "draft7"));
    assertTrue(err.toString().contains("a.json: expected an array"), err.toString());
    for (String bad :
        List.of(
            "[",
            "[1]",
            "[{}]",
            "[{\"schema\": {}, \"tests\": [{}]}]",
            "[{\"schema\": {}, \"tests\": [{\"data\": 1, \"valid\": 1}]}]")) {
      assertThrows(IOException.class, () -> SuiteFile.parse(bad, "a.json"), bad);
    }
    assertEquals(ExitCode.USAGE, run(new StringWriter(), "draft6"));
    assertEquals(ExitCode.USAGE, run(new StringWriter(), "draft7", "--dialect", "draft3"));
    assertEquals(ExitCode.USAGE, run(new StringWriter(), "draft7", "--timeout-ms", "0"));
    Files.createDirectories(directory.resolve("empty"));
    assertEquals(ExitCode.USAGE, run(new StringWriter(), "empty"));
  }

  @Test
  void schemasAndInstancesKeepTheirSpelling() throws IOException {
    SuiteFile file =
        SuiteFile.parse(
            "[{\"tests\": [{\"valid\": true, \"data\": 1.0e400 }], \"schema\": {\"const\":"
                + " 1E+400}}]",
            "a.json");
    SuiteFile.Group group = file.groups().getFirst();
    assertEquals("{\"const\": 1E+400}", group.schema());
    assertEquals("1.0e400", group.tests().getFirst().instance());
    assertEquals(1, file.tests());
  }

  @Test
  void escapesWithoutNeedDoNotMatter() throws IOException {
    file(
        "draft7/escapes.json",
        """
        [{"description": "a name", "schema": {"properties": {"a": {"const": "\\t"}}},
          "tests": [{"description": "a tab", "data": {"\\u0061": "\\u0009"}, "valid": true},
                    {"description": "no tab", "data": {"\\u0061": "\\u000a"}, "valid": false}]}]
        """);
    assertEquals(ExitCode.OK, run(new StringWriter(), "draft7"));
  }

  @Test
  void aDefectIsNoVerdict() {
    SuiteReplay replay =
        new SuiteReplay(
            SchemaOptions.defaults()
                .withWhitespace(Whitespace.FLEXIBLE)
                .withPropertyOrder(PropertyOrder.ANY));
    SuiteFile.Test test = new SuiteFile.Test("", "1", true);
    assertEquals(Outcome.REFUSED, replay.run("{", test).outcome());
    assertEquals(Outcome.PASS, replay.run("{}", test).outcome());
  }
}
