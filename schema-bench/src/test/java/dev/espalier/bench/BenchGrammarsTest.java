package dev.espalier.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.espalier.engine.cli.Espalier;
import dev.espalier.engine.cli.ExitCode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs {@code bench grammars} over a small collection and reads its reports. */
class BenchGrammarsTest {
  private static final String SUM =
      "grammar Sum; sum : N ('-' N)* EOF ; list : N* ; N : [0-9]+ ; S : ' ' -> skip ;";

  @TempDir Path directory;

  @BeforeEach
  void collection() throws IOException {
    write("passing/Sum.g4", SUM);
    write("passing/pom.xml", pom(test("sum", "Sum", "examples/")));
    write("passing/examples/deep/one.txt", "1 - 23");
    write("passing/examples/two.txt", "1-");
    write("passing/examples/two.txt.errors", "line 1:2 missing N");
    write("passing/examples/one.txt.tree", "(sum 1)");
    write("inner/rejected/Sum.g4", SUM);
    write(
        "inner/rejected/desc.xml",
        "<desc><test><inputs>examples/**/*.sum</inputs><entry-point>list</entry-point></test></desc>");
    write("inner/rejected/examples/a.sum", "1 2");
    write("inner/rejected/examples/b.sum", "1 2-3");
    write("inner/rejected/examples/notes.md", "of no interest");
    write(
        "split/ABParser.g4",
        "parser grammar ABParser; options { tokenVocab=ABLexer; } import More; s : t ;");
    write("split/More.g4", "parser grammar More; t : A t? ;");
    write("split/ABLexer.g4", "// no parser grammar X;\nlexer grammar ABLexer; A : 'a' ;");
    write("split/examples/a.txt", "aaa");
    write("refused/R.g4", "grammar R; options { superClass = Base; } r : {p()}? 'a' ;");
    write("two/Sum.g4", SUM);
    write(
        "two/pom.xml",
        pom(test("sum", "Sum", "examples/sum") + test("list", "Sum", "examples/list")));
    write("two/examples/sum/a.txt", "1-2");
    write("two/examples/list/a.txt", "1 2");
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve("data").resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String pom(String tests) {
    return "<project><build><plugins>" + tests + "</plugins></build></project>";
  }

  private static String test(String entry, String grammar, String examples) {
    return """
    <plugin><artifactId>antlr4test-maven-plugin</artifactId><configuration>
      <entryPoint>%s</entryPoint><grammarName>%s</grammarName>
      <exampleFiles>%s</exampleFiles></configuration></plugin>
    """
        .formatted(entry, grammar, examples);
  }

  private int run(StringWriter out, StringWriter err, String... options) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                "bench",
                "grammars",
                "--data=" + directory.resolve("data"),
                "--tokenizer=" + SmallTokenizer.write(directory),
                "--out=" + directory.resolve("out")));
    line.addAll(List.of(options));
    return Espalier.run(new PrintWriter(out), new PrintWriter(err), line.toArray(String[]::new));
  }

  private Map<String, JsonNode> cases() throws IOException {
    Map<String, JsonNode> cases = new HashMap<>();
    for (String line : Files.readAllLines(directory.resolve("out/cases.jsonl"))) {
      JsonNode json = JsonMapper.shared().readTree(line);
      cases.put(json.get("grammar").stringValue(), json);
    }
    return cases;
  }

  @Test
  void everyStatusIsToldApart() throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    assertEquals(ExitCode.FINDINGS, run(out, err, "--warmup=2"), err.toString());
    assertTrue(out.toString().startsWith("5 of 7 examples accepted"), out.toString());
    assertTrue(out.toString().contains("6 files: passing 4 compile_error 1 rejected 1"));

    Map<String, JsonNode> cases = cases();
    JsonNode passing = cases.get("passing");
    assertEquals(
        List.of("grammar", "status", "reason", "compile_us", "first_mask_us", "examples", "tbm_us"),
        List.copyOf(passing.propertyNames()));
    assertEquals(
        "[{\"file\":\"examples/deep/one.txt\",\"accepted\":true,\"at\":null,\"tokens\":6},"
            + "{\"file\":\"examples/two.txt\",\"accepted\":false,\"at\":2,\"tokens\":2}]",
        passing.get("examples").toString());
    assertEquals(6 + 2, passing.get("tbm_us").size());
    JsonNode rejected = cases.get("inner/rejected");
    assertEquals("rejected", rejected.get("status").stringValue());
    assertEquals("examples/b.sum: refused after 3 tokens", rejected.get("reason").stringValue());
    assertEquals(2, rejected.get("examples").size());
    assertEquals("passing", cases.get("split").get("status").stringValue());
    JsonNode refused = cases.get("refused");
    assertEquals("compile_error", refused.get("status").stringValue());
    assertEquals("predicate, superClass", refused.get("reason").stringValue());
    assertTrue(refused.get("first_mask_us").isNull());
    assertEquals(1, cases.get("two#sum").get("examples").size());
    assertEquals("passing", cases.get("two#list").get("status").stringValue());

    JsonNode summary =
        JsonMapper.shared().readTree(Files.readString(directory.resolve("out/summary.json")));
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
    assertEquals(
        "{\"passing\":4,\"compile_error\":1,\"rejected\":1,\"timeout\":0,\"crash\":0}",
        summary.get("by_status").toString());
  }

  @Test
  void whatIsAssumedIsNotRefused() throws IOException {
    run(new StringWriter(), new StringWriter(), "--assume=predicates,superClass");
    assertEquals("passing", cases().get("refused").get("status").stringValue());
  }

  @Test
  void aSeedChoosesGrammars() throws IOException {
    run(new StringWriter(), new StringWriter(), "--limit=2", "--seed=3");
    Map<String, JsonNode> cases = cases();
    assertEquals(2, cases.size());
    run(new StringWriter(), new StringWriter(), "--limit=2", "--seed=3");
    assertEquals(cases.keySet(), cases().keySet());
  }

  @Test
  void wrongUsageIsTold() throws IOException {
    StringWriter err = new StringWriter();
    assertEquals(ExitCode.USAGE, run(err, err, "--limit=-1"));
    assertEquals(ExitCode.USAGE, run(err, err, "--assume=nothing"));
    assertTrue(err.toString().contains("found 'nothing'"), err.toString());
    Files.move(directory.resolve("data"), directory.resolve("elsewhere"));
    assertEquals(ExitCode.USAGE, run(err, err));
    assertTrue(err.toString().contains("data: no such directory"), err.toString());
    Files.createDirectory(directory.resolve("data"));
    assertEquals(ExitCode.USAGE, run(err, err));
    assertTrue(err.toString().contains("data: no .g4 files"), err.toString());
  }

  @Test
  void aDirectoryOfOneGrammarIsACollection() throws IOException {
    List<GrammarCase> cases = GrammarCases.find(directory.resolve("data/passing"));
    assertEquals(1, cases.size());
    assertEquals("passing", cases.getFirst().name());
    assertEquals(Optional.of("sum"), cases.getFirst().entry());
    assertEquals(2, cases.getFirst().examples().size());
  }
}
