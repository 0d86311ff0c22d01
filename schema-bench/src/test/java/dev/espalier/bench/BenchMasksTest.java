package dev.espalier.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.engine.cli.Espalier;
import dev.espalier.engine.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@code bench masks} over a small directory and reads its reports. */
class BenchMasksTest {
  private static final String SCHEMA =
      """
      {"type": "object", "required": ["a"], "additionalProperties": false,
       "properties": {"a": {"type": "integer", "maximum": 1e2}}}\
      """;

  @TempDir Path directory;
  private Path data;
  private Path tokenizer;

  @BeforeEach
  void files() throws IOException {
    data = Files.createDirectories(directory.resolve("data/inner"));
    tokenizer = SmallTokenizer.write(directory);
    test(
        "passing",
        SCHEMA,
        "[{\"data\": {\"a\": 7}, \"valid\": true, \"description\": \"x\"},"
            + "{\"data\": {\"a\": 700}, \"valid\": false}, {\"data\": [], \"valid\": false}]");
    test("overzealous", SCHEMA, "[{\"data\": {\"a\": 700}, \"valid\": true}]");
    test("lax", SCHEMA, "[{\"data\": {\"a\": 7}, \"valid\": false}]");
    test("refused", "{\"$ref\": \"http://example.org/s.json\"}", "[]");
    test("impossible", "{\"type\": \"integer\", \"minimum\": 5, \"maximum\": 3}", "[]");
    test("inner/broken", "{\"type\": }", "[]");
  }

  private void test(String name, String schema, String tests) throws IOException {
    Files.writeString(
        directory.resolve("data").resolve(name + ".json"),
        "{\"meta\": {}, \"schema\": " + schema + ", \"tests\": " + tests + "}\n");
  }

  private int run(StringWriter err, String... options) {
    String[] line = {
      "bench",
      "masks",
      "--data",
      directory.resolve("data").toString(),
      "--tokenizer",
      tokenizer.toString(),
      "--out",
      directory.resolve("out").toString()
    };
    String[] all = Arrays.copyOf(line, line.length + options.length);
    System.arraycopy(options, 0, all, line.length, options.length);
    StringWriter out = new StringWriter();
    int exitCode = Espalier.run(new PrintWriter(out), new PrintWriter(err), all);
    assertEquals("", out.toString());
    return exitCode;
  }

  private Map<String, JsonNode> cases() throws IOException {
    return cases("cases.jsonl");
  }

  private Map<String, JsonNode> cases(String name) throws IOException {
    Map<String, JsonNode> cases = new HashMap<>();
    for (String line : Files.readAllLines(directory.resolve("out").resolve(name))) {
      JsonNode json = JsonMapper.shared().readTree(line);
      cases.put(json.get("file").stringValue(), json);
    }
    return cases;
  }

  @Test
  void everyStatusIsToldApart() throws IOException {
    StringWriter err = new StringWriter();
    assertEquals(ExitCode.FINDINGS, run(err, "--warmup", "2", "--timeout-ms", "60000"));
    assertTrue(err.toString().contains("2 cases are both warm-up and measured"), err.toString());
    assertTrue(err.toString().contains("6 files: passing 1"), err.toString());

    Map<String, JsonNode> cases = cases();
    assertEquals("crash", cases.get("inner/broken.json").get("status").stringValue());
    assertEquals("compile_error", cases.get("impossible.json").get("status").stringValue());
    assertEquals("validation_error", cases.get("overzealous.json").get("status").stringValue());
    assertEquals("invalidation_error", cases.get("lax.json").get("status").stringValue());
    JsonNode refused = cases.get("refused.json");
    assertEquals("compile_error", refused.get("status").stringValue());
    assertTrue(refused.get("reason").stringValue().contains("'$ref'"));
    assertTrue(refused.get("first_mask_us").isNull());
    JsonNode passing = cases.get("passing.json");
    assertEquals(
        List.of(
            "file", "status", "reason", "compile_us", "first_mask_us", "tokens", "tbm_us", "tests"),
        List.copyOf(passing.propertyNames()));
    assertEquals(8 + 9 + 1, passing.get("tokens").intValue());
    assertEquals(passing.get("tokens").intValue(), passing.get("tbm_us").size());
    assertEquals(
        "[{\"valid\":true,\"accepted\":true,\"at\":null},"
            + "{\"valid\":false,\"accepted\":false,\"at\":8},"
            + "{\"valid\":false,\"accepted\":false,\"at\":0}]",
        passing.get("tests").toString());

    JsonNode summary = summary("summary.json");
    assertEquals(
        List.of(
            "files",
            "by_status",
            "tbm_us",
            "ttfm_us",
            "compile_error_reasons",
            "jvm",
            "commit",
            "tokenizer"),
        List.copyOf(summary.propertyNames()));
    assertEquals(6, summary.get("files").intValue());
    assertEquals(
        List.of("count", "avg", "p25", "p50", "p75", "p90", "p95", "p99", "p99_9", "max"),
        List.copyOf(summary.get("tbm_us").propertyNames()));
    assertEquals(3, summary.get("ttfm_us").get("count").intValue());
    assertEquals(2, summary.get("compile_error_reasons").size());
    assertEquals(6, summary.get("by_status").size());
  }

  @Test
  void aValidInstanceInAnotherOrderIsExplained() throws IOException {
    String schema = "{\"properties\": {\"a\": {\"type\": \"null\"}, \"b\": {}}}";
    test("order", schema, "[{\"data\": {\"b\": 1, \"a\": null}, \"valid\": true}]");
    run(new StringWriter());
    assertTrue(cases().get("order.json").get("reason").stringValue().endsWith("in any order"));
    run(new StringWriter(), "--property-order", "any");
    assertEquals("passing", cases().get("order.json").get("status").stringValue());
  }

  @Test
  void aSecondRoundComesToTheSame() throws IOException {
    StringWriter err = new StringWriter();
    assertEquals(ExitCode.FINDINGS, run(err, "--again"));
    assertTrue(err.toString().contains("again: 6 files: passing 1"), err.toString());
    assertTrue(err.toString().contains("p99, first over second: between masks"), err.toString());
    Map<String, JsonNode> cases = cases();
    Map<String, JsonNode> again = cases("cases-again.jsonl");
    assertEquals(cases.keySet(), again.keySet());
    cases.forEach(
        (file, first) -> {
          JsonNode second = again.get(file);
          assertEquals(List.copyOf(first.propertyNames()), List.copyOf(second.propertyNames()));
          for (String field : List.of("status", "reason", "tokens", "tests")) {
            assertEquals(first.get(field), second.get(field), file);
          }
        });
    assertEquals(
        List.copyOf(summary("summary.json").propertyNames()),
        List.copyOf(summary("summary-again.json").propertyNames()));
    Files.delete(directory.resolve("out/cases-again.jsonl"));
    run(new StringWriter());
    assertFalse(Files.exists(directory.resolve("out/cases-again.jsonl")));
  }

  private JsonNode summary(String name) throws IOException {
    return JsonMapper.shared().readTree(Files.readString(directory.resolve("out").resolve(name)));
  }

  @Test
  void aSeedChoosesFilesAndWarmUpTakesOthers() throws IOException {
    CaseFiles files = CaseFiles.choose(directory.resolve("data"), 2, 3, 5);
    assertEquals(2, files.measured().size());
    assertEquals(3, files.warmup().size());
    assertEquals(0, files.measuredTwice());
    assertEquals(files, CaseFiles.choose(directory.resolve("data"), 2, 3, 5));
    assertEquals(1, CaseFiles.choose(directory.resolve("data"), 3, 4, 5).measuredTwice());
    assertEquals(6, CaseFiles.choose(directory.resolve("data"), 0, 9, 5).measured().size());
  }

  @Test
  void aListNamesFilesBesideIt() throws IOException {
    Path list = directory.resolve("data/list.txt");
    Files.writeString(list, "# two\npassing.json\n\ninner/broken.json\n");
    CaseFiles files = CaseFiles.choose(list, 0, 0, 0);
    assertEquals(
        List.of("inner/broken.json", "passing.json"),
        files.measured().stream().map(files::name).toList());
  }

  @Test
  void wrongUsageIsTold() throws IOException {
    assertEquals(ExitCode.USAGE, run(new StringWriter(), "--limit", "-1"));
    assertEquals(ExitCode.USAGE, run(new StringWriter(), "--whitespace", "some"));
    assertEquals(ExitCode.USAGE, run(new StringWriter(), "--limit", "1", "--seed", "x"));
    Files.delete(tokenizer);
    StringWriter err = new StringWriter();
    assertEquals(ExitCode.MODEL, run(err));
    assertTrue(err.toString().contains("tokenizer.json"), err.toString());
    assertFalse(Files.exists(directory.resolve("out/summary.json")));
    Files.move(directory.resolve("data"), directory.resolve("elsewhere"));
    StringWriter none = new StringWriter();
    assertEquals(ExitCode.USAGE, run(none));
    assertTrue(none.toString().contains("data: no such file or directory"), none.toString());
  }

  @Test
  void workThatHangsIsLeftBehind() throws InterruptedException {
    try (Deadline deadline = new Deadline(50)) {
      String late =
          deadline.call(
              () -> {
                Thread.sleep(60_000);
                return "done";
              },
              () -> "late");
      assertEquals("late", late);
      assertEquals("done", deadline.call(() -> "done", () -> "late"));
    }
  }
}
